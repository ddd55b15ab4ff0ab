-- grain: one row per call that an exporter has no record of, though the records on its two sides both name it
insert into record_gaps
select e.entity_id, u.provider_id, u.call_id, d.provider_id, d.call_id, d.started_at
from gaps as g
join (select distinct entity, entity_id from trace_entities) as e on e.entity = g.provider
join leg_paths as d on d.leg = g.down
join leg_paths as u on u.leg = g.up
order by all
