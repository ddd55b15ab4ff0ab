select l.month, l.from_provider_id, l.to_provider_id, l.calls, l.suspicious_calls from provider_links as l
where l.suspicious_calls > l.calls
    or l.to_provider_id not in (select entity_id from trace_entities)
    or l.from_provider_id not in (select entity_id from trace_entities)
