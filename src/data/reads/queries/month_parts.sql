-- grain: one row per area ('US' or jurisdiction), kind of split and part, for one month; calls only
with calls as (
    select state, agency, call_type, topic, consumer_npa, calling_kind
    from complaints where month = $month and call_type in ('robocall', 'live', 'unknown')
),
areas as (
    select state as area, * exclude (state) from calls where state is not null
    union all
    select 'US', * exclude (state) from calls
)
select area, 'type' as split, call_type as part, count(*) as complaints from areas group by all
union all
select area, 'agency', agency, count(*) from areas group by all
union all
select area, 'topic', topic, count(*) from areas group by all
union all
select area, 'area_code', consumer_npa, count(*) from areas where area <> 'US' group by all
union all
select area, 'number_kind', calling_kind, count(*) from areas where area = 'US' group by all
order by area, split, complaints desc, part
