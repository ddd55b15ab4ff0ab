-- grain: one row per usable row of parsed: a call record as the lake keeps it. The second step: unusual numbers by
-- their distinct spellings, what numbers are by the numbering tables, signers by their certificates.
-- Places of `odd`: 1 reject reason, 2 calling and 3 called number as written, 4 'own' where they are one number,
-- 5 x5u, 6 flag of the PASSporT, 7 of the time, 8 'odd' where a cell was left empty, 9 the called number where an id spells it.
with numbered as (
    select
        p.* exclude (calling_number, called_key, called_npa_nxx, sealed_ten),
        p.odd[2] as calling_text,
        p.odd[5] as signer_x5u,
        p.odd[6] as passport_flag,
        p.odd[7] as time_flag,
        coalesce(p.calling_number, calling.e164) as calling_e164,
        calling.reason as calling_reason,
        coalesce(p.called_key, called.called_key) as called_key,
        coalesce(p.called_npa_nxx, case when called.e164 between 12000000000 and 19999999999
            then called.e164 // 10000 % 1000000 end)::integer as called_block,
        called.reason as called_reason,
        called.e164 as called_e164,
        p.odd[4] is not null or calling.e164 = called.e164 or p.odd[2] = p.odd[3] as is_own_number
    from parsed_rows as p
    left join unusual_calls as calling on calling.raw = p.odd[2]
    left join unusual_calls as called on called.raw = p.odd[3]
    where p.odd[1] is null
),
blocked as (
    select n.*,
        case when n.calling_e164 between 12000000000 and 19999999999 then n.calling_e164 // 10000 % 1000000 end::integer
            as calling_block,
        coalesce(n.is_own_number, false) as is_own
    from numbered as n
)
select
    b.batch_row,
    b.file_no,
    b.leg_hash,
    r.provider_no,
    b.provider_id,
    b.call_id,
    b.started_at,
    b.utc_offset_min,
    b.time_flag,
    case when not b.is_own and coalesce(calling.is_usable, true) and not is_sentinel(b.calling_e164)
        then b.calling_e164 end as calling_number,
    case
        when b.is_own then 'called_party'
        when is_sentinel(b.calling_e164) then 'sentinel'
        when calling.kind is not null then calling.kind
        when b.calling_e164 is not null then 'international'
        else coalesce(b.calling_reason, 'blank')
    end as calling_kind,
    case when not b.is_own then b.calling_length end as calling_length,
    case
        when b.is_own then null
        when b.calling_text is not null and not b.is_plain_spelling then b.calling_text
        when not coalesce(calling.is_usable, true) or is_sentinel(b.calling_e164) then case b.calling_length when 10 then (b.calling_e164 % 10000000000)::varchar when 11 then b.calling_e164::varchar
                else '+' || b.calling_e164 end
    end as calling_raw,
    b.called_key,
    case
        when called.kind is not null then called.kind
        when b.called_e164 is not null then 'international'
        else coalesce(b.called_reason, 'blank')
    end as called_kind,
    case when called.is_usable then b.called_block end as called_npa_nxx,
    called.state as called_state,
    b.duration_ms,
    b.disposition,
    b.sip_code,
    b.ingress_provider_id,
    b.ingress_trunk,
    upper(b.ingress_country) as ingress_country,
    b.customer_id,
    b.egress_provider_id,
    b.attestation,
    b.origid,
    coalesce(b.signer_id, s.signer_id) as signer_id,
    b.signer_x5u,
    b.passport_flag,
    b.details.findings as passport_findings,
    case when b.duration_ms is not null then coalesce(b.details.duration_kind, case when d.step_s in (6, 30, 60) then 'billed'
        else 'measured' end) end as duration_kind,
    b.details.answered_at as answered_at,
    b.details.ended_at as ended_at,
    b.details.linked_id as linked_id,
    b.details.attempt_no as attempt_no,
    b.details.is_final_attempt as is_final_attempt,
    b.details.record_role as record_role,
    b.details.ingress_call_ref as ingress_call_ref,
    b.details.egress_call_ref as egress_call_ref,
    b.details.ingress_signal_ip as ingress_signal_ip,
    b.details.egress_signal_ip as egress_signal_ip,
    b.details.egress_trunk as egress_trunk,
    b.details.q850_cause as q850_cause,
    b.details.asserted_number as asserted_number,
    b.details.charge_number as charge_number,
    b.details.calling_number_out as calling_number_out,
    b.details.lrn as lrn,
    b.details.diversion_ref as diversion_ref,
    b.details.called_number_out_ref as called_number_out_ref
from (
    select *, coalesce(regexp_full_match(calling_text, '(\+?1)?[2-9]\d{9}'), false) as is_plain_spelling from blocked
) as b
left join number_blocks as calling on calling.npa_nxx = b.calling_block
left join number_blocks as called on called.npa_nxx = b.called_block
left join signers as s on s.x5u = b.signer_x5u
left join provider_order as r on r.provider_id = b.provider_id
left join duration_steps as d on d.file_no = b.file_no and d.provider_id = b.provider_id
