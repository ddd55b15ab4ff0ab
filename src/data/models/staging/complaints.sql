-- grain: one row per complaint to a federal agency, as reported and normalised.
-- row_id is the place of the row in the lake.
-- State rule (the FTC's own): the state that the consumer stated, else the state of the consumer's area code.
create or replace view complaints as
with keyed as (
    select c.*, l.load_id, c.load_no * 4294967296 + c.row_no as row_id,
        case when starts_with(calling_number, '+1') then substr(calling_number, 3, 3) end as calling_npa,
        case when starts_with(calling_number, '+1') then substr(calling_number, 3, 6) end as calling_npa_nxx,
        case when starts_with(callback_number, '+1') then substr(callback_number, 3, 3) end as callback_npa,
        case when starts_with(callback_number, '+1') then substr(callback_number, 3, 6) end as callback_npa_nxx
    from raw.complaints as c
    join loads as l on l.load_no = c.load_no
)
select
    c.complaint_id,
    c.agency,
    c.reported_at,
    c.reported_zone,
    strftime(c.reported_at, '%Y-%m') as month,
    c.occurred_at,
    c.occurred_flag,
    c.calling_number,
    number_kind(c.calling_number, c.calling_reason, calling.is_assigned, calling.service, calling.country,
        calling_exchange.is_in_service) as calling_kind,
    c.callback_number,
    number_kind(c.callback_number, c.callback_reason, callback.is_assigned, callback.service, callback.country,
        callback_exchange.is_in_service) as callback_kind,
    coalesce(stated.state, by_npa.state) as state,
    case when stated.state is not null then 'stated' when by_npa.state is not null then 'area_code' end as state_rule,
    c.consumer_npa,
    by_npa.state as consumer_npa_state,
    c.consumer_city,
    c.consumer_zip,
    c.call_type,
    c.topic,
    c.method,
    coalesce(c.calling_raw, substr(c.calling_number, 3)) as calling_raw,
    c.callback_raw,
    c.load_id,
    c.row_id
from keyed as c
left join jurisdictions as stated on stated.state = c.consumer_state
left join stg_area_codes as by_npa on by_npa.npa = c.consumer_npa
left join stg_area_codes as calling on calling.npa = c.calling_npa
left join stg_exchanges as calling_exchange on calling_exchange.npa_nxx = c.calling_npa_nxx
left join stg_area_codes as callback on callback.npa = c.callback_npa
left join stg_exchanges as callback_exchange on callback_exchange.npa_nxx = c.callback_npa_nxx;
