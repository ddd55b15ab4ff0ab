-- grain: one row per agency and day on which complaints were received, with the loads behind it
create or replace table coverage_days as
select agency, reported_at::date as day, count(*) as complaints, list(distinct load_id order by load_id) as load_ids
from complaints
group by agency, day
order by agency, day;
