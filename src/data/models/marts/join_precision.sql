-- grain: one row for the month, where records hold SIP Call-IDs: handoffs that they join, and how the join by time,
-- numbers and names does on the same records
select sum(exact_joins)::bigint as exact_joins, sum(joined_without_ids)::bigint as joined_without_ids,
    sum(same_pair)::bigint as same_pair
from month_join_checks
having sum(exact_joins) > 0
