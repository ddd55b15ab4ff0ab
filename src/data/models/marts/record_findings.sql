-- grain: one row per finding about a provider's records. Nothing is merged or dropped for any of them.
insert into record_findings
with by_load as (
    select l.load_id, e.entity_id, count(*) as records
    from lake_legs as l join trace_entities as e on e.provider_id = l.provider_id
    group by all
),
shares as (
    select *, records / sum(records) over (partition by load_id) as share,
        max(records) over (partition by entity_id) as most_of_provider
    from by_load
),
-- A file that is nearly all of one provider is that provider's own.
owners as (select load_id, entity_id from shares where share >= 0.9),
strangers as (
    select o.entity_id as owner_id, s.entity_id, s.load_id, s.records
    from shares as s
    join owners as o on o.load_id = s.load_id and o.entity_id <> s.entity_id
)
select 'exports records of another provider' as finding, owner_id as provider_id, entity_id as other_provider_id, load_id,
    records
from strangers
union all
-- The newer version came in another provider's file: the older one is in superseded_legs.
select 'replaced records of another provider', o.entity_id, e.entity_id, s.superseded_by, count(*)
from superseded_legs as s
join trace_entities as e on e.provider_id = s.provider_id
join owners as o on o.load_id = s.superseded_by and o.entity_id <> e.entity_id
group by all
union all
select 'is in no provider directory', i.provider_id, null, null, n.records
from trace_entities as i
join (
    select provider_id, sum(records) as records from (
        select ingress_provider_id as provider_id, count(*) as records from lake_legs where ingress_provider_id is not null group by all
        union all
        select egress_provider_id, count(*) from lake_legs where egress_provider_id is not null group by all
        union all
        select provider_id, count(*) from lake_legs group by all
    ) group by provider_id
) as n on n.provider_id = i.provider_id
where i.provider_id not in (select provider_id from provider_directory)
union all
select case basis when 'contradicted' then 'hand-overs show one provider, the directory two' else 'is a second id of one provider' end,
    provider_id, alias_of, null, hand_overs_same
from provider_aliases
union all
select 'has a clock that is off by more than a minute', provider_id, null, null, pairs from provider_clocks where is_finding
union all
select 'has no record of calls that both sides name it for', provider_id, null, null, count(*) from record_gap_legs group by provider_id
order by all
