-- grain: one row per SHAKEN signer and month of calls. Each call is counted once, by the last provider with a record
-- of it. Hygiene findings are those of the Identity header (loaders keep them as codes), of calls whose records hold one.
with listed as (
    select distinct number_or_prefix[2:]::bigint as number from do_not_originate where length(number_or_prefix) = 12
),
signed as (
    select l.signer_id as provider_id, p.month, l.attestation, l.passport_findings, l.calling_kind,
        cannot_be_genuine(l.calling_kind) is true as is_impossible, d.number is not null as is_listed
    from leg_paths as p
    join lake_legs as l on l.leg_id = p.leg_id
    left join listed as d on d.number = l.calling_number
    where p.is_call and l.signer_id is not null
),
findings as (
    select provider_id, month, unnest(list_distinct(list_concat(
        coalesce(passport_findings, []),
        case when cannot_be_genuine(calling_kind) then ['caller_' || calling_kind] else [] end))) as code
    from signed
),
counted as (select provider_id, month, code, count(*) as calls from findings group by provider_id, month, code),
hygiene as (
    select provider_id, month, to_json(map(list(code order by code), list(calls order by code)))::varchar as hygiene
    from counted group by provider_id, month
)
select s.provider_id,
    count(*) as calls,
    count(*) filter (where s.attestation = 'A') as attested_a,
    count(*) filter (where s.attestation = 'B') as attested_b,
    count(*) filter (where s.attestation = 'C') as attested_c,
    count(*) filter (where s.passport_findings is not null) as calls_with_header,
    count(*) filter (where s.is_impossible) as impossible_calls,
    count(*) filter (where s.is_impossible and s.attestation = 'A') as impossible_a,
    count(*) filter (where s.is_listed) as listed_calls,
    count(*) filter (where s.is_listed and s.attestation = 'A') as listed_a,
    coalesce(any_value(h.hygiene), '{}') as hygiene,
    s.month
from signed as s
left join hygiene as h on h.provider_id = s.provider_id and h.month = s.month
group by s.provider_id, s.month
order by s.month, s.provider_id
