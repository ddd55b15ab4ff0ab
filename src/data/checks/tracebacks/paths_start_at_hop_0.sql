select traceback_id, min(hop_no) as first_hop, max(hop_no) as last_hop, count(*) as hops from traceback_paths
group by traceback_id having min(hop_no) <> 0 or max(hop_no) <> count(*) - 1
