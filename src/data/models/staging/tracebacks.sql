-- grain: one row per traced call; of several versions the newest
create or replace view tracebacks as
select t.traceback_id, t.campaign_label, t.source_id, t.call_time, t.calling_number, t.called_key, t.called_npa_nxx,
    t.called_state, t.callback_number, t.requested_by, t.opened_at, t.closed_at, t.outcome, l.load_id
from raw.tracebacks as t
join loads as l on l.load_no = t.load_no
qualify row_number() over (partition by t.traceback_id order by l.load_order desc, t.row_no desc) = 1;
