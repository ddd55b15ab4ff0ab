-- grain: one row per call that an app saw; of several versions the newest
create or replace view app_reports as
with newest as (
    select r.*, l.load_id, l.is_simulated
    from raw.app_reports as r
    join loads as l on l.load_no = r.load_no
    qualify row_number() over (partition by r.report_id order by l.load_order desc, r.row_no desc) = 1
)
select r.report_id, r.app_id, r.observed_at, r.calling_number,
    number_kind(r.calling_number, r.calling_reason, a.is_assigned, a.service, a.country, e.is_in_service)
        as calling_kind,
    r.called_npa_nxx, coalesce(r.called_state, c.state) as called_state, r.verdict, r.category, r.action, r.duration_s,
    r.language, r.transcript, r.callback_number, r.audio_fingerprint, r.attestation, r.load_id
from newest as r
left join stg_area_codes as a on a.npa = case when starts_with(r.calling_number, '+1') then r.calling_number[3:5] end
left join stg_exchanges as e on e.npa_nxx = case when starts_with(r.calling_number, '+1') then r.calling_number[3:8] end
left join stg_area_codes as c on c.npa = r.called_npa_nxx[:3];
