-- grain: one row per bridge or attempt to be judged, and where the walk up from its upper record has come to
create or replace temp table bridge_ancestry as
select row_number() over (order by down, up, class) as n, * from (
    select down, up, class, down_ingress, up as at, false as is_cycle from priced_pairs
    where class in ('bridge', 'long_bridge', 'blank_bridge', 'abandoned_bridge')
    union all
    select down, up, class, null, up, false from accepted_links where class = 'retry'
);
