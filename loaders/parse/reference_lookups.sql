-- What the second step looks up in reference data: made once for all files of a command.

-- Every NPA-NXX that can be dialled, as an integer: what its numbers are by the numbering tables in force.
create or replace temp table number_blocks as
with blocks as (
    select n.range::integer as npa_nxx, (n.range // 1000)::integer as npa,
        (n.range // 1000) % 100 <> 11 as is_area_code,
        n.range % 1000 >= 200 and n.range % 100 <> 11 as is_exchange
    from range(200000, 1000000) as n
)
select
    b.npa_nxx,
    case
        when not b.is_area_code then 'invalid_area_code'
        when not b.is_exchange then 'invalid_exchange'
        else number_kind('+1', null, a.is_assigned, a.service, a.country, e.is_in_service)
    end as kind,
    b.is_area_code and b.is_exchange as is_usable,
    case when b.is_area_code and b.is_exchange then j.state end as state
from blocks as b
left join stg_area_codes as a on a.npa::integer = b.npa
left join stg_exchanges as e on e.npa_nxx::integer = b.npa_nxx
left join jurisdictions as j on j.state = coalesce(e.state, a.state);

-- Certificate address to the provider whose OCN the certificate names.
create or replace temp table signers as
select c.url as x5u, coalesce(any_value(p.provider_id), 'ocn:' || any_value(upper(c.ocn))) as signer_id
from raw.shaken_certificates as c
left join (select ocn, min(provider_id) as provider_id from raw.providers where ocn is not null group by ocn) as p
    on p.ocn = upper(c.ocn)
where c.url is not null and c.ocn is not null
group by c.url;
