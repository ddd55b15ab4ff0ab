-- grain: one row per call that an exporter has no record of, though the records on its two sides both name it
insert into record_gap_legs
select e.entity_id, l.up, l.down
from links as l
join legs as d on d.leg = l.down
join (select distinct entity, entity_id from trace_entities) as e on e.entity = d.ingress
where l.class = 5 and d.ingress_exports
order by all
