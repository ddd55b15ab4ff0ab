-- grain: one row per finding about a provider's records. Nothing is merged or dropped for any of them.
with by_load as (
    select c.load_no, e.entity_id, sum(c.records)::bigint as records
    from record_counts as c
    join trace_entities as e on e.provider_id = c.provider_id and e.month = c.month
    where c.named_as = 'provider'
    group by all
),
shares as (
    select *, records / sum(records) over (partition by load_no) as share from by_load
),
-- A file that is nearly all of one provider is that provider's own.
owners as (select load_no, entity_id from shares where share >= $file_owner_share),
superseded as (
    select h.by_load_no, l.provider_id, count(*) as records
    from hidden_legs as h
    join lake_legs as l on l.leg_id = h.row_id
    where h.fate = 'superseded'
    group by all
),
entities as (select distinct provider_id, first_value(entity_id) over (partition by provider_id order by month desc) as entity_id
    from trace_entities)
select 'exports_records_of_another' as finding, o.entity_id as provider_id, s.entity_id as other_provider_id, l.load_id,
    s.records
from shares as s
join owners as o on o.load_no = s.load_no and o.entity_id <> s.entity_id
join loads as l on l.load_no = s.load_no
union all
-- The newer version came in another provider's file: the older one is in superseded_legs.
select 'replaced_records_of_another', o.entity_id, e.entity_id, l.load_id, sum(s.records)::bigint
from superseded as s
join entities as e on e.provider_id = s.provider_id
join owners as o on o.load_no = s.by_load_no and o.entity_id <> e.entity_id
join loads as l on l.load_no = s.by_load_no
group by all
union all
select 'in_no_directory', c.provider_id, null, null, sum(c.records)::bigint
from record_counts as c
where c.provider_id not in (select provider_id from provider_directory)
group by c.provider_id
union all
select case basis when 'contradicted' then 'directory_contradicts_records' else 'second_id' end,
    provider_id, alias_of, null, sum(handoffs_same)::bigint
from provider_aliases
group by basis, provider_id, alias_of
union all
select 'clock_off', provider_id, null, null, sum(pairs)::bigint from provider_clocks where is_finding group by provider_id
union all
select 'wrong_zone', provider_id, other_provider_id, null, sum(calls)::bigint from zone_shifts group by provider_id, other_provider_id
union all
select 'no_record_of_named_calls', provider_id, null, null, count(*) from record_gap_legs group by provider_id
order by all
