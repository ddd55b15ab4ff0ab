-- What the second step looks up, small tables made for one load.

-- An id that spells the called number (the ninth place holds it) is replaced by a keyed one.
update parsed set
    provider_id = hide(provider_id, called_windows(odd[9])),
    leg_hash = hash(hide(provider_id, called_windows(odd[9])), call_id),
    ingress_provider_id = hide(ingress_provider_id, called_windows(odd[9])),
    ingress_trunk = hide(ingress_trunk, called_windows(odd[9])),
    customer_id = hide(customer_id, called_windows(odd[9])),
    egress_provider_id = hide(egress_provider_id, called_windows(odd[9])),
    signer_id = hide(signer_id, called_windows(odd[9]))
where odd[9] is not null;

-- Each distinct number that is not written plainly.
create or replace temp table unusual_calls as
select
    raw,
    case when number[1] = '+' then try_cast(number[2:] as bigint) end as e164,
    number_reason(number) as reason,
    called_key(number, raw) as called_key
from (
    select raw, normalise_number(raw) as number
    from (
        select odd[2] as raw from parsed where odd is not null union select odd[3] from parsed where odd is not null
    )
    where raw is not null
);

-- Providers in the order of their ids: sorting by a small number costs half of sorting by text.
create or replace temp table provider_order as
select provider_id, (row_number() over (order by provider_id))::integer as provider_no
from (select distinct provider_id from parsed where odd[1] is null);
