-- grain: one row per exporting provider: what a blank in its records means
select e.entity as provider,
    -- A blank where nearly all rows have a name is a missing name; elsewhere it means a customer, or a subscriber.
    count(*) filter (where l.ingress_provider_id is null) <= $blank_is_missing_share * count(*) as blank_ingress_is_missing,
    count(*) filter (where l.egress_provider_id is null) <= $blank_is_missing_share * count(*) as blank_egress_is_missing,
    -- A record with upstream, trunk, country and customer all blank is evidence of nothing, unless so many of the
    -- provider's records are so that it must mean its own customers by them.
    count(*) filter (
        where l.ingress_provider_id is null and l.ingress_trunk is null and l.ingress_country is null and l.customer_id is null
    ) >= $own_customer_share * count(*) as blank_is_own_customer
from window_legs as l
join trace_entities as e on e.provider_id = l.provider_id
group by e.entity
