-- grain: one row per record without an upstream yet and record that may be it, with what it would cost to believe it.
-- Costs are in seconds: how far the corrected times are from a usual hand-over, and a fine for every thing that does not
-- fit. Classes: see near.sql.
create or replace temp table candidates as
with classed as (
    select * exclude (class), case when class = 5 and is_given_up and (is_taken or not is_same_end) then 9 else class end as class
    from near
    where class <> 4 and (class <> 1 or not is_taken)
    union all
    -- One record of the sender for several of the receiver: it tried more than once.
    select * exclude (class), 4 from near where class = 4 or (class = 1 and not differs)
),
priced as (
    select *,
        abs(dt - case when class <= 4 or class = 8 then $hop_delay when class = 5 then 2 * $hop_delay else 3 * $hop_delay end)
            + case when differs then $caller_fine when is_withheld then $caller_fine / 4 else 0 end
            + case class when 1 then 0 when 2 then 0.5 when 3 then 0.5 when 4 then 1.5 when 5 then 0 when 6 then 1 else 2 end
            + case when class in (4, 9) then 0
                else coalesce(duration_gap * $duration_fine, 0)
                    + case when not is_same_end then $end_fine when not may_be_above then $tried_fine else 0 end end
            + case when is_same_origid then 0 when is_other_origid then $origid_worth else $origid_worth / 4 end as cost
    from classed
)
select down, up, class, cost, down_ingress
from priced
where case class
    when 1 then true
    when 2 then not is_taken and dt <= $tolerance and cost <= $most
    when 3 then not is_taken and dt <= $tolerance and (not differs or is_same_origid) and cost <= $most
    when 4 then not differs and (is_given_up or names_each_other)
    when 5 then not is_taken and is_same_end and may_be_above and dt between -$early and $bridge_tolerance
    when 8 then not is_taken and is_same_end and may_be_above
        and (is_same_origid or (not differs and not is_withheld and dt between -$early / 2 and $early)) and cost <= $most
    when 9 then (not differs or is_same_origid) and not is_other_origid and dt >= -$early
    when 7 then not is_taken and is_same_end and may_be_above and not differs and not is_withheld and not is_other_origid
        and dt between -$early / 2 and $bridge_tolerance / 2
    -- Another number, another time and another way together are another call.
    else not is_taken and is_same_end and may_be_above and (not differs or is_same_origid) and not is_other_origid
        and dt between -$early and $bridge_tolerance
end
