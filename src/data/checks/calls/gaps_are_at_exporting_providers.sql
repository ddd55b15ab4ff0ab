select g.month, g.provider_id from record_gap_legs as g
anti join (select entity_id, month from trace_entities where exports) as e
    on e.entity_id = g.provider_id and e.month = g.month
