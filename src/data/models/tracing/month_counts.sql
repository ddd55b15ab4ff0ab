-- Adds a bucket's records to the month's counts, and its paths to the month's routes.
insert into month_leg_counts
select called_state, route_id, is_call, leg_id >> 32, count(*) from bucket_rows group by all;
insert into month_path_routes
select distinct route_id, hops, hop_kinds, stop_reason, confidence from path_routes
where route_id in (select route_id from bucket_rows)
