-- grain: one row per exporting provider: what a blank hand-over of its means
create or replace temp table habits as
select e.entity as provider,
    -- A blank where nearly all rows have a name is a missing name; elsewhere it means a customer, or a subscriber.
    count(*) filter (where l.ingress_provider_id is null) <= 0.2 * count(*) as blank_ingress_is_missing,
    count(*) filter (where l.egress_provider_id is null) <= 0.2 * count(*) as blank_egress_is_missing
from lake_legs as l
join trace_entities as e on e.provider_id = l.provider_id
group by e.entity
