-- grain: one row per file and provider: the step in which its answered calls' stated durations stand, in seconds. A step
-- of 6, 30 or 60 shows billing: durations that a clock measured fall on it by chance in one of six cases. Those that end
-- minus answer gave are no part of it.
create or replace temp table duration_steps as
with stated as (
    select file_no, provider_id, duration_ms
    from parsed_details
    where odd[1] is null and duration_ms > 0 and details.duration_kind is null
)
select file_no, provider_id, count(*) as calls,
    case
        when count(*) < $least_calls then null
        when count(*) filter (where duration_ms % 60000 = 0) >= $least_share * count(*) then 60
        when count(*) filter (where duration_ms % 30000 = 0) >= $least_share * count(*) then 30
        when count(*) filter (where duration_ms % 6000 = 0) >= $least_share * count(*) then 6
    end as step_s
from stated
group by file_no, provider_id;
