-- grain: one row for the month: its calls, how many are in cells that may be bulk calling, and the share of calls that
-- would show the called exchange if callers and called numbers had nothing to do with each other
with callers as (
    select caller // 10000 - 1000000 as npa_nxx, count(*) as calls from month_calls where caller between 12000000000 and 19999999999 group by 1
),
called as (select called_npa_nxx as npa_nxx, count(*) as calls from month_calls where called_npa_nxx is not null group by 1)
select (select count(*) from month_calls) as calls,
    -- Of displayed numbers, as many as are not genuine where nobody means it: digits get lost on the way, tables are old.
    coalesce((select count(*) filter (where is_impossible) / count(*) from (
        select caller, bool_or(pattern = 'impossible') as is_impossible from cell_calls where caller is not null
            and origin_kind <> 'entry' group by caller)), 0) as impossible_share,
    (select coalesce(sum(calls), 0)::bigint from bulk_cells) as bulk_calls,
    coalesce((select round(sum(c.calls / (select sum(calls) from callers) * d.calls / (select sum(calls) from called))
        , 9) from callers as c join called as d using (npa_nxx)), 0) as neighbor_expected
