-- grain: one row per row of the files, in their order. The first of two steps: what can be said of a row by itself.
-- Numbers written as '+1', '1' or nothing and ten digits (nearly all) are read here; where either number of a row is
-- written otherwise, both are kept as text (*_raw) for the second step, which normalises each distinct one once.
-- The called number leaves this step as its key alone. What only few rows have goes into one list, `odd`, since each
-- column of a table of millions costs a twentieth of the step, empty or not: see enrich.sql for its places. What only some
-- switches write goes into `details`, which is left out where the files have none of it.
with spelled as (
    select
        file_no,
        tidy(provider_id) as provider_id,
        tidy(call_id) as call_id,
        trim(start_time) as start_time,
        calling_number as calling,
        called_number as called,
        coalesce(regexp_full_match(calling_number, '(\+?1)?[2-9]\d{9}'), calling_number is null)
            and coalesce(regexp_full_match(called_number, '(\+?1)?[2-9]\d{9}'), called_number is null) as is_plain,
        duration_s,
        disposition,
        sip_code,
        tidy(ingress_provider_id) as ingress_provider_id,
        tidy(ingress_trunk) as ingress_trunk,
        ingress_country,
        tidy(customer_id) as customer_id,
        tidy(egress_provider_id) as egress_provider_id,
        attestation,
        tidy(origid) as origid,
        tidy(signer_id) as signer_id,
        nullif(trim(identity), '') as identity,
        passports(nullif(trim(identity), '')) as tokens,
        simulated,
        end_time, answer_time, duration_kind, ingress_call_ref, egress_call_ref, ingress_signal_ip, egress_signal_ip,
        egress_trunk, linked_id, attempt_no, is_final_attempt, record_role, q850_cause, asserted_number, diversion_number,
        charge_number, lrn, calling_number_out, called_number_out, start_hint, code_of(unusable) as unusable
    from call_rows
),
passported as (
    select *, shaken_of(tokens) as shaken,
        concat_ws(' ', provider_id, call_id, ingress_provider_id, ingress_trunk, customer_id, egress_provider_id, origid,
            signer_id, linked_id, ingress_signal_ip, egress_signal_ip, egress_trunk) as ids
    from spelled
),
timed as (
    select *,
        case when is_plain then ten_digits(calling) end as calling_ten,
        case when is_plain then ten_digits(called) end as called_ten,
        case when is_plain then [right(called, 10)] else called_windows(called) end as called_windows,
        case when is_plain then may_spell(ids, right(called, 10)) else true end as may_spell,
        case when has_offset(start_time) then offset_time(start_time)
            when is_epoch(start_time) then epoch_time(start_time) end as offset_at,
        case when not has_offset(start_time) then local_wall(start_time) end as wall_at,
        case when answer_time is not null then instant(answer_time) end as answered_at,
        case when end_time is not null then instant(end_time) end as ended_at,
        coalesce(attestation, json_extract_string(shaken.payload, '$.attest')) as attest,
        coalesce(origid, json_extract_string(shaken.payload, '$.origid')) as origin,
        case when identity is not null then 
            -- The address in the header's parameters counts where no PASSporT can be read: else it may be a diverter's.
            coalesce(json_extract_string(shaken.header, '$.x5u'), case when coalesce(len(tokens), 0) = 0
                or (len(tokens) = 1 and shaken is not null) then info_of(identity) end) end
            as x5u
    from passported
),
clocked as (
    select *,
        plausible_time(coalesce(offset_at, hinted(local_instant(wall_at), start_hint))) as started_at,
        case when has_offset(start_time) then date_diff('minute', offset_at, try_cast(start_time as timestamp)) end as offset_min,
        coalesce(try_cast(duration_s as double), odd_seconds(duration_s)) as stated_s,
        case when ended_at >= answered_at then epoch(ended_at) - epoch(answered_at) end as answered_s
    from timed
),
read as (
    select *,
        -- Answer and end tell how long the parties spoke. Without an answer, set-up and end do where the stated duration is
        -- theirs rounded up: a ring would make it shorter.
        case when ended_at is null then stated_s else list_transform(
            [{stated: stated_s, spoken: answered_s, whole: epoch(ended_at) - epoch(started_at), is_answered: answered_at is not null}],
            lambda t: case
                when t.spoken is not null and abs(t.spoken - coalesce(t.stated, t.spoken + 2)) > 1 then t.spoken
                when not t.is_answered and t.stated > 0 and t.whole > 0 and t.whole <= t.stated then t.whole
                else t.stated
            end)[1]
        end as duration,
        case when try_cast(sip_code as smallint) between 100 and 699 then try_cast(sip_code as smallint) end as sip,
        try_cast(q850_cause as smallint) as q850,
        coalesce(try_cast(disposition as disposition_word),
            try_cast(replace(replace(lower(trim(disposition)), ' ', '_'), '-', '_') as disposition_word)) as stated_outcome
    from clocked
),
settled as (
    select *,
        -- Where no word says how the call ended, its duration and codes do.
        case when stated_outcome is not null then stated_outcome else list_transform(
            [{word: disposition, lasted: duration, sip: sip, q850: q850}],
            lambda c: case
                when coalesce(trim(c.word), '') <> '' then null
                when c.lasted > 0 then 'answered'
                when c.sip in (486, 600) or c.q850 = 17 then 'busy'
                when c.sip in (408, 480, 487) or c.q850 in (18, 19) then 'no_answer'
                when c.sip >= 300 then 'failed'
                when c.q850 = 16 and c.lasted = 0 then 'no_answer'
                when c.q850 > 0 and c.q850 <> 16 then 'failed'
            end)[1]::disposition_word
        end as outcome
    from read
),
lasting as (
    -- A call that was not answered lasted no time, whatever its record says of the ring; one that failed may have been spoken.
    select * exclude (duration), coalesce(duration > 0 and outcome in ('no_answer', 'busy'), false) as is_ring,
        case when outcome in ('no_answer', 'busy') and duration between 0 and 86400 then 0
            else coalesce(duration, case when outcome <> 'answered' then 0 end) end as duration
    from settled
),
judged as (
    select *,
        case
            -- Nearly all rows: one test says that none of the others is needed.
            when strlen(provider_id) <= 200 and strlen(call_id) <= 500 and started_at <= getvariable('latest_time')
                and (duration_s is null or stated_s between 0 and 86400) and (duration is null or duration between 0 and 86400)
                and (stated_outcome is not null or disposition is null)
                and coalesce(offset_min, 0) between -840 and 840 and coalesce(offset_min, 0) % 15 = 0
                and unusable is null then null
            -- In a lambda: the engine would compute for every row what repeats among the branches of a case.
            else list_transform(
                [{provider: provider_id, call: call_id, start: start_time, began: started_at, read: offset_at, off: offset_min,
                    stated: duration_s, lasted: duration, word: disposition, outcome: stated_outcome, unusable: unusable}],
                lambda r: case
                    when trim(r.unusable) <> '' then trim(r.unusable)
                    when r.provider is null then 'blank_provider_id'
                    when r.call is null then 'blank_call_id'
                    when strlen(r.provider) > 200 or strlen(r.call) > 500 then 'id_too_long'
                    when coalesce(trim(r.start), '') = '' then 'blank_start_time'
                    when r.began is null and r.read is not null then 'implausible_start_time'
                    when r.began is null and lacks_zone() and not has_offset(r.start)
                        and regexp_matches(r.start, '^\s*\d{1,4}[-/.]\d') then 'no_utc_offset'
                    when r.began is null and local_wall(r.start) is not null then 'implausible_start_time'
                    when r.began is null then 'bad_start_time'
                    when r.began > getvariable('latest_time') then 'dated_after_load'
                    when abs(r.off) > 840 or r.off % 15 <> 0 then 'bad_utc_offset'
                    when trim(r.stated) <> '' and r.lasted > 86400 then 'duration_too_long'
                    when trim(r.stated) <> '' and coalesce(r.lasted, -1) < 0 and without_words(trim(r.stated)) is not null
                        then 'bad_duration'
                    when r.outcome is null and trim(r.word) <> '' then 'unknown_disposition'
                end)[1]
        end as reject_reason,
        case when identity is not null then passport_findings(identity, tokens, shaken, calling, called, started_at) end
            as findings,
        is_ring or (sip_code <> '' and sip is null)
            or strlen(ingress_country) not in (0, 2)
            or (identity is null and strlen(attestation) > 1) as has_odd_cell,
        case when strlen(x5u) between 1 and 500 then hide(x5u, called_windows) end as signer_x5u,
        if_spelled(may_spell, call_id, called_windows) as hidden_call_id,
        coalesce(local_flag(wall_at), case when ended_at < started_at or ended_at < answered_at then 'end_before_start' end)
            as time_flag,
        case when may_spell then spells(provider_id, called_windows)
            or spells(ingress_provider_id, called_windows)
            or spells(ingress_trunk, called_windows)
            or spells(customer_id, called_windows)
            or spells(egress_provider_id, called_windows)
            or spells(signer_id, called_windows) else false end as spells_called,
        case when is_plain then calling_ten = called_ten else spells(calling, called_windows) end as is_own
    from lasting
),
flagged as (
    select *, case when identity is not null then worst_finding(findings) end as passport_flag from judged
)
select
    file_no,
    provider_id,
    hidden_call_id as call_id,
    hash(provider_id, hidden_call_id) as leg_hash,
    started_at,
    offset_min::smallint as utc_offset_min,
    case when is_plain then 10000000000 + calling_ten end as calling_number,
    case when is_plain then (10000000000 + called_ten) // 10000 % 1000000 end::integer as called_npa_nxx,
    case when is_plain then strlen(calling)::utinyint end as calling_length,
    case when is_plain then keyed_64(case when starts_with(called, '+') then called else '+1' || right(called, 10) end) end
        as called_key,
    -- Kept in the load's memory alone, and only where the workspace seals called numbers.
    case when getvariable('seals_called') and is_plain then called_ten end as sealed_ten,
    case when duration between 0 and 86400 then round(duration * 1000)::integer end as duration_ms,
    outcome as disposition,
    sip as sip_code,
    ingress_provider_id,
    ingress_trunk,
    case when strlen(ingress_country) = 2 then ingress_country end as ingress_country,
    customer_id,
    egress_provider_id,
    coalesce(try_cast(attest as attestation_letter), try_cast(upper(trim(attest)) as attestation_letter)) as attestation,
    case when strlen(origin) > 200 then null when may_spell or identity is not null then hide(origin, called_windows) else origin end
        as origid,
    signer_id,
    case when reject_reason is not null or not is_plain or is_own or passport_flag is not null
            or time_flag is not null or has_odd_cell or signer_x5u is not null or spells_called
        then [reject_reason, case when not is_plain then calling end, case when not is_plain then called end,
            case when is_own then 'own' end, signer_x5u, passport_flag, time_flag,
            case when has_odd_cell then 'odd' end, case when spells_called then called end]
    end as odd,
    coalesce(lower(simulated) in ('true', '1', 'yes'), false) as is_simulated,
    {
        answered_at: answered_at,
        ended_at: ended_at,
        duration_kind: case
            when answered_s is not null or (not is_ring and duration is not null and duration is distinct from stated_s)
                or (answered_at is null and stated_s > 0 and ended_at > started_at
                    and epoch(ended_at) - epoch(started_at) <= stated_s) then 'measured'
            when lower(trim(duration_kind)) in ('measured', 'billed') then lower(trim(duration_kind)) end,
        linked_id: if_spelled(may_spell, left(nullif(trim(linked_id), ''), 500), called_windows),
        attempt_no: try_cast(attempt_no as smallint),
        is_final_attempt: case when lower(trim(is_final_attempt)) in ('t', 'true', '1', 'yes', 'y') then true
            when lower(trim(is_final_attempt)) in ('f', 'false', '0', 'no', 'n') then false end,
        record_role: code_of(record_role),
        ingress_call_ref: case when trim(ingress_call_ref) <> '' then keyed_64(trim(ingress_call_ref)) end,
        egress_call_ref: case when trim(egress_call_ref) <> '' then keyed_64(trim(egress_call_ref)) end,
        ingress_signal_ip: if_spelled(may_spell, left(nullif(trim(ingress_signal_ip), ''), 100), called_windows),
        egress_signal_ip: if_spelled(may_spell, left(nullif(trim(egress_signal_ip), ''), 100), called_windows),
        egress_trunk: if_spelled(may_spell, left(nullif(trim(egress_trunk), ''), 200), called_windows),
        q850_cause: case when q850 between 1 and 127 then q850 end,
        asserted_number: caller_side(asserted_number, called_windows),
        charge_number: caller_side(charge_number, called_windows),
        calling_number_out: caller_side(calling_number_out, called_windows),
        lrn: caller_side(lrn, called_windows),
        diversion_ref: called_side(diversion_number),
        called_number_out_ref: called_side(called_number_out),
        findings: findings
    } as details
from flagged
