-- grain: one row per jurisdiction, month and reason why paths stop: calls, each counted once, by the path that reaches
-- farthest. State '' is not known.
insert into state_month_paths
select coalesce(l.called_state, ''), strftime(l.started_at, '%Y-%m'), r.stop_reason, count(*)
from lake_legs as l
join lake_places as f on f.file_path = l.file_path
join call_ends as c on c.leg = f.first_leg + l.file_row_number
join leg_paths as p on p.leg = c.leg
join trace_routes as r on r.route_no = p.route_no
group by all
order by all
