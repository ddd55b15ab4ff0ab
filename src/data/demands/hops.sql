-- One row per provider asked in a traceback that is in the scope of a demand; where providers are named, theirs alone.
select
    h.*, t.is_simulated,
    t.withheld
from traceback_hops as h
join demand_tracebacks as t on t.traceback_id = h.traceback_id
where getvariable('any_provider') or h.provider_id in (select unnest(provider_ids) from demand_scope)
order by h.traceback_id, h.hop_no
