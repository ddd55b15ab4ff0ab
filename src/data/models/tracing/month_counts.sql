-- Adds a bucket's records to the month's counts, its paths to the month's routes, and its calls to the month's cells. All
-- calls to one number are in one bucket, so that called numbers add up over buckets.
insert into month_leg_counts
select called_state, route_id, is_call, leg_id >> 32, count(*) from bucket_rows group by all;
insert into month_path_routes
select distinct route_id, hops, hop_kinds, stop_reason, confidence from path_routes
where route_id in (select route_id from bucket_rows);
insert into month_call_cells
with calls as (
    select coalesce(b.called_state, '') as state, r.stop_reason,
        -- A record without a called number stands for a number of its own.
        coalesce(l.called_key::hugeint, -1 - l.leg::hugeint) as called
    from bucket_rows as b
    join legs as l on l.leg = b.leg_id
    join (select distinct route_id, stop_reason from path_routes) as r on r.route_id = b.route_id
    where b.is_call
),
areas as (
    select *, state as area from calls
    union all
    select *, 'US' from calls
),
parts as (
    select area, called, unnest([
        {split: 'total', part: ''},
        {split: 'stop_reason', part: stop_reason::varchar},
        {split: 'origin', part: case when stop_reason in ('originator', 'foreign_upstream') then 'known' else 'unknown' end}
    ]) as cell
    from areas
),
keys as (
    select area, cell.split as split, cell.part as part, called, count(*) as calls from parts group by all
)
select area, split, part, sum(calls), count(*), max(calls) from keys group by all
