-- grain: one row per month, area (jurisdiction, '' where none is named, or 'US'), split and part: complaints about calls,
-- the filing sessions behind them, the largest session, and the sum of squared sessions. Each split but week_hour and
-- number_kind adds up to the area's total; those two are of the nation. Nothing is rounded or left out here: what may be
-- shown is decided in src/facts/disclosure.
with shared as (
    select distinct filing_session from month_complaints where filing_session <> complaint_id
),
calls as (
    select month, coalesce(state, '') as area,
        -- Complaints that are alone in their session are counted together.
        shared.filing_session,
        call_type as type, agency,
        -- The FCC's form has other topics: they would tell which agency a complaint is of.
        case when agency = 'FTC' then coalesce(topic, '') else agency end as topic,
        -- As numbers, and as text only where they are counted: rows are many, and cells few.
        reported_at::date as day,
        case when occurred_flag is null then hour(occurred_at) end as hour,
        coalesce(consumer_npa_state, '') as npa_state,
        case when consumer_npa_state is null then '' when consumer_npa_state = state then consumer_npa else 'other' end as area_code,
        case when occurred_flag is null then isodow(occurred_at) * 100 + hour(occurred_at) end as week_hour,
        coalesce(calling_kind, '') as number_kind
    from month_complaints
    left join shared using (filing_session)
    where call_type in ('robocall', 'live', 'unknown')
),
grouped as (
    select month, area, filing_session, count(*) as complaints,
        case
            when grouping(type) = 0 then {split: 'type', part: type}
            when grouping(agency) = 0 then {split: 'agency', part: agency}
            when grouping(topic) = 0 then {split: 'topic', part: topic}
            when grouping(day) = 0 then {split: 'day', part: day::varchar}
            when grouping(hour) = 0 then {split: 'hour', part: coalesce(hour::varchar, '')}
            when grouping(npa_state) = 0 then {split: 'npa_state', part: npa_state}
            when grouping(area_code) = 0 then {split: 'area_code', part: area_code}
            when grouping(week_hour) = 0 then {split: 'week_hour', part: coalesce(week_hour // 100 || '-' || week_hour % 100, '')}
            when grouping(number_kind) = 0 then {split: 'number_kind', part: number_kind}
            else {split: 'total', part: ''}
        end as cell
    from calls
    group by grouping sets (
        (month, filing_session, area), (month, filing_session, area, type), (month, filing_session, area, agency),
        (month, filing_session, area, topic), (month, filing_session, area, day), (month, filing_session, area, hour),
        (month, filing_session, area, npa_state), (month, filing_session, area, area_code),
        (month, filing_session, week_hour), (month, filing_session, number_kind)
    )
),
of_areas as (
    select month, area, cell.split as split, cell.part as part,
        sum(complaints) as complaints,
        sum(case when filing_session is null then complaints else 1 end) as sessions,
        max(case when filing_session is null then 1 else complaints end) as largest,
        sum(case when filing_session is null then complaints else complaints * complaints end) as squares
    from grouped
    where not (cell.split = 'area_code' and area = '')
    group by all
),
-- A session is of one state, so the nation's cells are the sums of the areas'.
everywhere as (
    select * from of_areas where area is not null
    union all
    select month, 'US', split, part, sum(complaints), sum(sessions), max(largest), sum(squares)
    from of_areas
    where split <> 'area_code'
    group by all
)
select month, area, split, part, complaints::bigint as complaints, sessions::bigint as sessions, largest::bigint as largest,
    squares::bigint as squares
from everywhere
