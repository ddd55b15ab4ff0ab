select r.traceback_id, r.hop_no, r.provider_id, r.response_status from traceback_responses as r
left join traceback_hops as h on h.traceback_id = r.traceback_id and h.hop_no = r.hop_no and h.provider_id = r.provider_id
where h.traceback_id is null
    or r.response_status not in ('answered_in_time', 'answered_late', 'answered_time_unknown', 'declined',
        'legally_unable', 'pending', 'no_response', 'impossible')
