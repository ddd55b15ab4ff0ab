-- grain: one row per different path of the bucket, by the content of the path, so that its identity is the same in every
-- bucket and month
create or replace temp table path_routes as
with named as (
    select r.route_no, r.stop_reason::varchar as stop_reason, round(r.confidence, 6) as confidence,
        list_transform(r.hops, lambda hop: n.ids[hop]) as hops,
        list_transform(r.kinds, lambda kind: kind::varchar) as hop_kinds
    from routes as r
    cross join (
        select list(entity_id order by entity) as ids from (select distinct entity, entity_id from trace_entities)
    ) as n
)
select route_no, md5_number_lower(concat_ws(chr(30), stop_reason, confidence::varchar,
        array_to_string(hops, chr(31)), array_to_string(hop_kinds, chr(31)))) as route_id,
    hops, hop_kinds, stop_reason, confidence
from named;
