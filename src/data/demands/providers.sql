-- One row per provider in the scope of a demand: those that it names, else those in the calls and hops of its scope that
-- are not withheld.
with in_scope as (
    select unnest(provider_ids) as provider_id from demand_scope
    union
    select unnest([provider_id, ingress_provider_id, egress_provider_id, signer_id]) from demand_calls
    where getvariable('any_provider') and withheld is null
    union
    select unnest([provider_id, upstream_provider_id]) from demand_hops
    where getvariable('any_provider') and withheld is null
)
select p.*, null::varchar as withheld
from providers as p
where p.provider_id in (select provider_id from in_scope)
order by p.provider_id
