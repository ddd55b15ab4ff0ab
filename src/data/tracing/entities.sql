-- grain: one row per provider id that call records name. Ids with one FRN in the directory are one provider.
with named as (
    select provider_id, true as exports, false as is_foreign from lake_file_providers
    union all
    select distinct ingress_provider_id, false, coalesce(not is_us(any_value(ingress_country)), false)
    from call_legs where ingress_provider_id is not null group by ingress_provider_id
    union all
    select distinct egress_provider_id, false, false from call_legs where egress_provider_id is not null
),
ids as (
    select n.provider_id, bool_or(n.exports) as exports,
        case when d.country is not null then not is_us(d.country)
            else bool_or(n.is_foreign) and not bool_or(n.exports) end as is_foreign,
        d.frn, d.role_hint
    from named as n
    left join provider_directory as d on d.provider_id = n.provider_id
    group by n.provider_id, d.country, d.frn, d.role_hint
),
joined as (
    select *, case when frn is null then provider_id else min(provider_id) over (partition by frn) end as entity_id from ids
)
select provider_id, dense_rank() over (order by entity_id)::smallint as entity, entity_id,
    bool_or(exports) over (partition by entity_id) as exports,
    bool_or(is_foreign) over (partition by entity_id) as is_foreign,
    any_value(role_hint) over (partition by entity_id) as role
from joined
