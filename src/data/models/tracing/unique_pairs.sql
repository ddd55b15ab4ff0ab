-- grain: one row per pair of records that name each other, show one calling number, and can be paired in no other way
insert into accepted_links
with same_caller as (
    select *, count(*) over (partition by down) as ups, count(*) over (partition by up) as downs
    from mutually_named_pairs where is_same_caller
)
select down, up, 'mutual' from same_caller where ups = 1 and downs = 1;
