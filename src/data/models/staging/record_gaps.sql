-- grain: one row per call that an exporting provider has no record of, though those on both sides of it have one that
-- names it
create or replace view record_gaps as
select g.provider_id, u.provider_id as from_provider_id, u.call_id as from_call_id, d.provider_id as to_provider_id,
    d.call_id as to_call_id, d.started_at
from record_gap_legs as g
join leg_paths as u on u.leg = g.up_leg
join leg_paths as d on d.leg = g.down_leg;
