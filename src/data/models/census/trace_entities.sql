-- grain: one row per provider id that call records name. Ids with one FRN in the directory, and ids that handoffs show
-- to be one (aliases), are one provider: shown by the id that the directory knows, else the first.
with named as (
    select distinct provider_id, true as exports, 0 as from_abroad, 0 as from_here from window_legs
    union all
    select ingress_provider_id, false, count(*) filter (where not is_us(ingress_country)),
        count(*) filter (where is_us(ingress_country))
    from window_legs where ingress_provider_id is not null group by ingress_provider_id
    union all
    select distinct egress_provider_id, false, 0, 0 from window_legs where egress_provider_id is not null
),
ids as (
    select n.provider_id, bool_or(n.exports) as exports,
        -- The directory says where a provider is; of others, most of the records that name a country.
        case when d.country is not null then not is_us(d.country)
            else sum(n.from_abroad) > sum(n.from_here) and not bool_or(n.exports) end as is_foreign,
        d.country is not null as has_country,
        d.provider_id is not null as is_listed,
        d.frn, d.role_hint, a.alias_of
    from named as n
    left join provider_directory as d on d.provider_id = n.provider_id
    left join provider_aliases as a on a.provider_id = n.provider_id and a.basis = 'handoffs'
    group by n.provider_id, d.provider_id, d.country, d.frn, d.role_hint, a.alias_of
),
-- An alias goes with the provider that it stands for, and that one with all ids of its FRN.
joined as (
    select i.*, coalesce(o.frn, i.frn, coalesce(i.alias_of, i.provider_id)) as one
    from ids as i left join ids as o on o.provider_id = i.alias_of
),
shown as (
    select *, first_value(provider_id) over (partition by one order by is_listed desc, exports desc, provider_id) as entity_id
    from joined
)
select provider_id, dense_rank() over (order by entity_id)::integer as entity, entity_id,
    bool_or(exports) over (partition by entity_id) as exports,
    bool_or(is_foreign) over (partition by entity_id) as is_foreign,
    any_value(role_hint) over (partition by entity_id) as role,
    bool_or(is_listed) over (partition by entity_id) as is_listed,
    bool_or(has_country) over (partition by entity_id) as has_country
from shown
