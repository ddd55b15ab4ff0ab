-- grain: one row per month, area (jurisdiction, '' where none is named, or 'US'), split and part: complaints about calls,
-- the filing sessions behind them, the largest session, and the sum of squared sessions. Each split but week_hour and
-- number_kind adds up to the area's total; those two are of the nation. Nothing is rounded or left out here: what may be
-- shown is decided in src/facts/disclosure.
with calls as (
    select month, coalesce(state, '') as state, filing_session, agency, call_type, topic, consumer_npa, consumer_npa_state,
        calling_kind, reported_at::date::varchar as day,
        case when occurred_flag is null then occurred_at end as occurred
    from stale_complaints
    where call_type in ('robocall', 'live', 'unknown')
),
areas as (
    select *, state as area from calls
    union all
    select *, 'US' from calls
),
parts as (
    select month, area, filing_session, unnest([
        {split: 'total', part: ''},
        {split: 'type', part: call_type},
        {split: 'agency', part: agency},
        -- The FCC's form has other topics: they would tell which agency a complaint is of.
        {split: 'topic', part: case when agency = 'FTC' then coalesce(topic, '') else agency end},
        {split: 'day', part: day},
        {split: 'hour', part: coalesce(hour(occurred)::varchar, '')},
        {split: 'npa_state', part: coalesce(consumer_npa_state, '')},
        case when area not in ('US', '') then {split: 'area_code',
            part: case when consumer_npa_state is null then '' when consumer_npa_state = area then consumer_npa else 'other' end} end,
        case when area = 'US' then {split: 'week_hour',
            part: coalesce(isodow(occurred)::varchar || '-' || hour(occurred)::varchar, '')} end,
        case when area = 'US' then {split: 'number_kind', part: coalesce(calling_kind, '')} end
    ]) as cell
    from areas
),
sessions as (
    select month, area, cell.split as split, cell.part as part, filing_session, count(*) as complaints
    from parts where cell is not null
    group by all
)
select month, area, split, part,
    sum(complaints)::bigint as complaints,
    count(*) as sessions,
    max(complaints)::bigint as largest,
    sum(complaints * complaints)::bigint as squares
from sessions
group by all
