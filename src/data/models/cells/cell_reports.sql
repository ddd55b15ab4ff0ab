-- grain: one row per recording or app report of a call of the month, with the cell of that call: the same displayed
-- number, the same called exchange, nearest in time. Where no record shows the call, the cell that alone shows that
-- number within a day: exports do not hold every call that a line or an app saw.
with reports as (
    select 'recordings' as source_table, recording_id as source_row_id, received_at as seen_at,
        try_cast(ltrim(calling_number, '+') as bigint) as caller, try_cast(called_npa_nxx as integer) as npa_nxx
    from recordings
    union all
    select 'app_reports', report_id, observed_at, try_cast(ltrim(calling_number, '+') as bigint),
        try_cast(called_npa_nxx as integer)
    from app_reports
),
of_month as (select * from reports where strftime(seen_at, '%Y-%m') = $month),
-- Calls whose number nobody can call from, or that is withheld: their reports name none either.
nameless as (
    select r.source_table, r.source_row_id, any_value(c.cell_key) as cell_key
    from of_month as r
    join cell_calls as c on c.called_npa_nxx = r.npa_nxx
    where r.caller is null and (c.caller is null or c.caller < 0) and abs(epoch(c.started_at) - epoch(r.seen_at)) <= $report_window_s
    group by r.source_table, r.source_row_id having count(*) = 1
),
exact as (
    select r.source_table, r.source_row_id, c.cell_key
    from of_month as r
    join cell_calls as c on c.caller = r.caller and c.called_npa_nxx = r.npa_nxx
    where abs(epoch(c.started_at) - epoch(r.seen_at)) <= $report_window_s
    qualify row_number() over (partition by r.source_table, r.source_row_id
        order by abs(epoch(c.started_at) - epoch(r.seen_at)), c.call_leg_id) = 1
),
near_callers as (
    select c.caller, c.cell_key, min(c.started_at) as first_at, max(c.started_at) as last_at
    from cell_calls as c where c.caller in (select caller from of_month) and c.is_repeated
    group by c.caller, c.cell_key
),
by_caller as (
    select r.source_table, r.source_row_id, any_value(n.cell_key) as cell_key
    from of_month as r
    join near_callers as n on n.caller = r.caller and r.seen_at between n.first_at - interval 1 day and n.last_at + interval 1 day
    where not exists (from exact as e where e.source_table = r.source_table and e.source_row_id = r.source_row_id)
    group by r.source_table, r.source_row_id having count(*) = 1
)
select *, 'call' as link from exact
union all
select *, 'caller_and_day' from by_caller
union all
select *, 'exchange_and_time' from nameless
