-- grain: one row per call that an exporting provider has no record of, though the records on its two sides both name it
select e.entity_id as provider_id, l.up as up_leg_id, l.down as down_leg_id
from accepted_links as l
join legs as d on d.leg = l.down and d.in_month
join (select distinct entity, entity_id from trace_entities) as e on e.entity = d.ingress
where l.class = 'bridge' and d.ingress_exports
order by all
