-- Adds the records of the batch that are in doubt to candidates. Only where there are any: most loads have none, and the
-- view of such records takes long to plan.
insert into candidates
select leg_id, false, load_order, started_at, provider_id, call_id, content, linked_id, attempt_no,
    is_final_attempt, record_role, disposition, duration_ms, calling_number, called_key
from doubtful_legs;
