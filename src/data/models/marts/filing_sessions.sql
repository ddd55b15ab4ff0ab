-- grain: one row per complaint of $month that shares its filing session with others: complaints to one agency from one
-- city, state and area code, each within $session_gap_s of the one before. A session is a proxy for a person. A complaint
-- without a city is a session by itself.
create or replace temp table filing_sessions as
with filers as (
    select row_id, complaint_id, reported_at,
        concat_ws(chr(10), agency, lower(consumer_city), coalesce(state, ''), coalesce(consumer_npa, '')) as filer
    from complaints
    -- The range lets DuckDB leave out the files of other months.
    where reported_at >= strptime($month || '-01', '%Y-%m-%d')
        and reported_at < strptime($month || '-01', '%Y-%m-%d') + interval 1 month
        and consumer_city is not null
),
marked as (
    select *, case when reported_at - lag(reported_at) over (partition by filer order by reported_at, row_id)
        <= to_seconds($session_gap_s) then 0 else 1 end as starts
    from filers
),
numbered as (
    select *, sum(starts) over (partition by filer order by reported_at, row_id rows unbounded preceding) as session_no
    from marked
)
select unnest(list(row_id)) as row_id, min(complaint_id) as filing_session
from numbered
group by filer, session_no
having count(*) > 1
