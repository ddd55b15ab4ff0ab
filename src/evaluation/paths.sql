-- Scores of all paths against the truth
select
    (select count(*) filter (where exports) / count(*) from truth_providers where role <> 'foreign') as exporting,
    count(*) as legs,
    count(*) filter (where upstream_exports) as handoffs,
    count(*) filter (where upstream_exports and hop_kinds[2] = 'record' and path[2] = truth[2] and top_call_no = call_no)
        as handoffs_found,
    count(*) filter (where hop_kinds[2] = 'record') as handoffs_claimed,
    count(*) filter (where hop_kinds[2] = 'record' and (path[2] <> truth[2] or top_call_no <> call_no)) as handoffs_wrong,
    count(*) filter (where path = truth[:len(path)]) as prefix_right,
    count(*) filter (where path = truth) as whole_right,
    sum(len(path) - 1) as hops_claimed,
    sum(len(list_filter(path, lambda hop: not list_contains(truth, hop)))) as hops_wrong,
    count(*) filter (where is_last and kind = 'illegal' and foreign_provider_id is null) as illegal_domestic,
    count(*) filter (where is_last and kind = 'illegal' and foreign_provider_id is null and list_contains(path, first_provider_id)) as originator_named,
    -- What some record says: the first provider's own, or that of the one it handed the call to.
    count(*) filter (where is_last and kind = 'illegal' and foreign_provider_id is null and first_is_recorded) as originator_possible,
    count(*) filter (where is_last and kind = 'illegal' and foreign_provider_id is not null and first_is_recorded) as gateway_possible,
    count(*) filter (where is_last and kind = 'illegal' and foreign_provider_id is not null) as illegal_foreign,
    count(*) filter (where is_last and kind = 'illegal' and foreign_provider_id is not null and list_contains(path, first_provider_id)) as gateway_named
from scored_paths
