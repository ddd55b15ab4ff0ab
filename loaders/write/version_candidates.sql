-- grain: one row per call record of the lake whose id or call occurs in this batch too. Those of the batch itself are added
-- by doubtful_candidates.sql: the few rows of which it must be decided whether they stand for a call.
create or replace temp table candidates as
select leg_id, true as is_in_lake, load_order, started_at, provider_id, call_id, content, linked_id, attempt_no,
    is_final_attempt, record_role, disposition, duration_ms, calling_number, called_key
from lake_twins;
