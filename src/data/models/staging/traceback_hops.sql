-- grain: one row per provider asked in a traceback; of several versions the newest: an answer closes a request
create or replace view traceback_hops as
select h.traceback_id, h.hop_no, h.provider_id, h.country, h.role, h.request_sent_at, h.responded_at, h.response,
    h.upstream_provider_id, h.customer_name, h.customer_country, h.customer_action, h.comment, l.load_id
from raw.traceback_hops as h
join loads as l on l.load_no = h.load_no
qualify row_number() over (partition by h.hop_id order by l.load_order desc, h.row_no desc) = 1;
