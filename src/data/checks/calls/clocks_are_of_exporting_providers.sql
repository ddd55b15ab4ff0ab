select c.month, c.provider_id from provider_clocks as c
anti join (select entity_id, month from trace_entities where exports) as e
    on e.entity_id = c.provider_id and e.month = c.month
