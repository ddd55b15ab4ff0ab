-- One row per campaign that a scope names, by its id or by a number that it asks to call.
select unnest(campaign_ids) as campaign_id from demand_scope
union
select campaign_id from campaigns, demand_scope where list_has_any(callbacks, callback_numbers)
