-- The only pair that it can be, first of those that show one calling number, is taken.
insert into links
with same as (
    select *, count(*) over (partition by down) as ups, count(*) over (partition by up) as downs
    from mutual where is_same_caller
)
select down, up, 1 from same where ups = 1 and downs = 1;
