-- grain: one row per complaint of the months that are computed again
create or replace temp table stale_complaints as
select * from complaints where month in (select month from stale_months)
