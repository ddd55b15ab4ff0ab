-- grain: one row per area (jurisdiction, '' where it is not known, or 'US'), split and part, for one month: calls, each
-- counted once, the called numbers behind them, and the most calls to one of these
select area, split, part, sum(calls)::bigint as calls, sum(called_keys)::bigint as called_keys, max(largest)::bigint as largest
from month_call_cells
group by all
order by all
