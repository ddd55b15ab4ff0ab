-- grain: one row per call that an exporting provider has no record of, though those on both sides of it have one that
-- names it
select g.provider_id, u.provider_id as from_provider_id, u.call_id as from_call_id, d.provider_id as to_provider_id,
    d.call_id as to_call_id, d.started_at, g.up_leg_id as from_leg_id, g.down_leg_id as to_leg_id
from record_gap_legs as g
join lake_legs as u on u.leg_id = g.up_leg_id
join lake_legs as d on d.leg_id = g.down_leg_id
