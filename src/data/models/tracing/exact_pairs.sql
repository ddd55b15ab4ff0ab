-- grain: one row per pair of records of two providers in which the SIP Call-ID that one sent is the one that the other
-- received: at an interconnection by SIP that is one message, so the join needs no time, no number and no name. An id that
-- stands on a side more than once within $exact_window_s (a switch that uses ids again, attempts) joins nothing.
create or replace temp table exact_pairs as
with pairs as (
    select d.leg as down, u.leg as up,
        count(*) over (partition by d.leg) as ups, count(*) over (partition by u.leg) as downs
    from legs as d
    join legs as u on u.egress_ref = d.ingress_ref and u.provider <> d.provider
    where abs(d.t - u.t) <= $exact_window_s
)
select down, up from pairs where ups = 1 and downs = 1;
