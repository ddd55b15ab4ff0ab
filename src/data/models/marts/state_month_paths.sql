-- grain: one row per jurisdiction, month and reason why paths stop: calls, each counted once, by the path that reaches
-- farthest. State '' is not known.
with routes as (select distinct route_id, stop_reason from month_path_routes)
select coalesce(c.called_state, '') as state, r.stop_reason, sum(c.records)::bigint as calls
from month_leg_counts as c
join routes as r on r.route_id = c.route_id
where c.is_call
group by all
order by all
