-- grain: one row per record without an upstream yet and record that may be it, with what it costs to believe it, part by
-- part. Costs are in seconds: how far the corrected times are from a usual handoff, and a penalty for everything that
-- does not fit. Classes: see candidate_pairs.sql.
create or replace temp table priced_pairs as
with classed as (
    select * replace (
        case when class = 'bridge' and is_given_up and (is_taken or not is_same_outcome) then 'abandoned_bridge' else class end::pair_class
            as class)
    from candidate_pairs
    where class <> 'retry' and (class <> 'mutual' or not is_taken)
    union all
    -- One record of the sender for several of the receiver: it tried more than once.
    select * replace ('retry'::pair_class as class)
    from candidate_pairs where class = 'retry' or (class = 'mutual' and not differs)
),
parts as (
    select *,
        abs(dt - $hop_delay_s * case when class in ('mutual', 'sender_blank', 'receiver_blank', 'retry', 'both_blank') then 1
            when class = 'bridge' then 2 else 3 end)::float as time_cost,
        case when differs then $caller_mismatch_penalty_s when is_withheld then $caller_withheld_penalty_s else 0 end::float
            as caller_cost,
        case class when 'sender_blank' then $one_sided_penalty_s when 'receiver_blank' then $one_sided_penalty_s
            when 'retry' then $retry_penalty_s when 'long_bridge' then $long_bridge_penalty_s
            when 'blank_bridge' then $unnamed_penalty_s when 'both_blank' then $unnamed_penalty_s
            when 'abandoned_bridge' then $unnamed_penalty_s else 0 end::float as class_cost,
        case when class in ('retry', 'abandoned_bridge') then 0
            else coalesce(duration_gap * $duration_penalty, 0) end::float as duration_cost,
        case when class in ('retry', 'abandoned_bridge') then 0
            when not is_same_outcome then $outcome_mismatch_penalty_s
            when not may_be_above then $abandoned_penalty_s else 0 end::float as outcome_cost,
        case when is_same_origid then 0 when is_other_origid then $origid_mismatch_penalty_s
            else $origid_unknown_penalty_s end::float as origid_cost
    from classed
),
priced as (
    select *, time_cost + caller_cost + class_cost + duration_cost + outcome_cost + origid_cost as cost from parts
)
select down, up, class, cost, time_cost, caller_cost, class_cost, duration_cost, outcome_cost, origid_cost, down_ingress
from priced
where case class
    when 'mutual' then true
    when 'sender_blank' then not is_taken and dt <= $max_lead_s and cost <= $max_cost_s
    when 'receiver_blank' then not is_taken and dt <= $max_lead_s and (not differs or is_same_origid) and cost <= $max_cost_s
    when 'retry' then not differs and (is_given_up or names_each_other)
    when 'bridge' then not is_taken and is_same_outcome and may_be_above and dt between -$max_bridge_lead_s and $max_bridge_lag_s
    when 'both_blank' then not is_taken and is_same_outcome and may_be_above
        and (is_same_origid or (not differs and not is_withheld and dt between -$max_bridge_lead_s / 2 and $max_bridge_lead_s))
        and cost <= $max_cost_s
    when 'abandoned_bridge' then (not differs or is_same_origid) and not is_other_origid and dt >= -$max_bridge_lead_s
    when 'blank_bridge' then not is_taken and is_same_outcome and may_be_above and not differs and not is_withheld
        and not is_other_origid and dt between -$max_bridge_lead_s / 2 and $max_bridge_lag_s / 2
    -- Another number, another time and another route together are another call.
    else not is_taken and is_same_outcome and may_be_above and (not differs or is_same_origid) and not is_other_origid
        and dt between -$max_bridge_lead_s and $max_bridge_lag_s
end;
