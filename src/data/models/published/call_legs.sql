-- grain: one row per call at one provider, the newest version of each
select * from readable_legs where leg_id not in (select row_id from hidden_legs)
