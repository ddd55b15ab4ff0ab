-- grain: one row: of the handoffs that Call-IDs join, how many the join by time, numbers and names finds without them, and
-- how many of these are the same pair. Its precision is the second over the first: measured where the truth is known.
select
    count(*) as exact_joins,
    count(a.up) as joined_without_ids,
    count(*) filter (where a.up = e.up) as same_pair
from exact_pairs as e
join legs as d on d.leg = e.down and d.in_month
left join accepted_links as a on a.down = e.down and a.class not in ('retry', 'abandoned_bridge')
