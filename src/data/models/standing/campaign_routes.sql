-- grain: one row per campaign, month and route that its calls took
select k.campaign_id, k.month, p.route_id, count(*) as calls
from campaign_cells as k
join cell_calls as c on c.month = k.month and c.cell_id = k.cell_id
join leg_paths as p on p.leg_id = c.leg_id and p.month = c.month
group by all
order by all
