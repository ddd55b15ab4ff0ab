-- grain: one row per complaint of the months that are computed again, with its filing session: complaints to one agency
-- from one city, state and area code, each within $session_gap_s of the one before. A session is a proxy for a person.
-- A complaint without a city is a session by itself.
create or replace temp table stale_complaints as
with marked as (
    select *,
        case when reported_at - lag(reported_at) over filer <= to_seconds($session_gap_s) then 0 else 1 end as starts
    from complaints
    where month in (select month from stale_months)
    window filer as (partition by month, agency, lower(consumer_city), state, consumer_npa order by reported_at, complaint_id)
),
numbered as (
    select *, sum(starts) over (partition by month, agency, lower(consumer_city), state, consumer_npa
        order by reported_at, complaint_id rows unbounded preceding) as session_no
    from marked
)
select * exclude (starts, session_no),
    case when consumer_city is null then complaint_id
        else min(complaint_id) over (partition by month, agency, lower(consumer_city), state, consumer_npa, session_no)
    end as filing_session
from numbered
