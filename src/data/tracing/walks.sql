-- grain: one row per pair to be judged, with where one stands on the way up from its upper record
create or replace temp table walks as
select row_number() over () as n, * from (
    select down, up, class, down_ingress, up as at, false as is_circle from candidates where class in (5, 6, 7, 9)
    union all
    select down, up, class, null, up, false from links where class = 4
);
