with records as (
    select strftime(started_at, '%Y-%m') as month, count(*) as records from lake_legs
    where leg_id not in (select row_id from hidden_legs) group by month
),
paths as (
    select month, count(*) as paths, count(distinct leg_id) as legs from leg_paths group by month
)
select coalesce(r.month, p.month) as month, r.records, p.paths, p.legs
from records as r full join paths as p on p.month = r.month
where r.records is distinct from p.paths or p.paths <> p.legs
