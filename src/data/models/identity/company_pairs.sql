-- grain: one row per pair of records that share a value that few hold: how they compare, and how much that weighs, in bits. A shared
-- value weighs the logarithm of how rare it is (Fellegi and Sunter 1969, with the frequency of the value: Winkler 2000). Values
-- of one kind of evidence count once: the rarest. A person and its telephone are one kind, and so are a company's building and address.
with shared as (
    select a.record_id as left_id, b.record_id as right_id, a.kind, a.is_own and b.is_own as is_own, a.is_own or b.is_own as is_own_of_one,
        -- To list another's FRN names that one, however many list it.
        case when a.kind = 'frn' and (a.is_own or b.is_own) then a.owners else a.holders end as holders
    from company_values as a
    join company_values as b on b.kind = a.kind and b.value = a.value and a.record_id < b.record_id
    where a.holders <= $most_holders or (a.kind = 'frn' and (a.is_own or b.is_own))
),
totals as (select count(*) as records from company_records),
rarest as (
    select left_id, right_id,
        min(holders) filter (kind = 'frn') as frn_n, min(holders) filter (kind = 'ocn') as ocn_n, min(holders) filter (kind = 'name') as name_n,
        min(holders) filter (kind = 'address') as address_n, min(holders) filter (kind = 'building') as building_n,
        min(holders) filter (kind = 'phone') as phone_n, min(holders) filter (kind = 'contact') as contact_n,
        min(holders) filter (kind = 'mail') as mail_n,
        bool_or(kind = 'frn' and is_own) as is_frn_own, bool_or(kind = 'frn' and is_own_of_one) as is_frn_listed,
        bool_or(kind = 'name' and is_own) as is_name_own
    from shared group by all
),
compared as (
    select r.*, l.name as left_name, h.name as right_name, l.kind as left_kind, h.kind as right_kind, t.records,
        case when is_frn_own then 'same' when is_frn_listed then 'one_lists_the_other' when frn_n is not null then 'both_list_a_third'
            when l.frn is null or h.frn is null then 'not_known' else 'different' end as frn_level,
        case when company_name(l.name) = company_name(h.name) then 'equal' when is_name_own then 'equal_but_legal_form'
            when name_n is not null then 'other_name'
            when company_core(l.name) is null or company_core(h.name) is null then 'not_known'
            when jaro_winkler_similarity(company_core(l.name), company_core(h.name)) >= $similar_name then 'similar' else 'different' end as name_level,
        case when address_n is not null then 'equal' when building_n is not null then 'same_building'
            when l.address is null or h.address is null then 'not_known' else 'different' end as address_level,
        case when phone_n is not null then 'equal' when l.phone is null or h.phone is null then 'not_known' else 'different' end as phone_level,
        case when contact_n is not null then 'equal' when l.contact_name is null or h.contact_name is null then 'not_known' else 'different' end
            as contact_level,
        case when mail_n is not null then 'same_domain' when l.mail is null or h.mail is null then 'not_known' else 'different' end as mail_level,
        case when ocn_n is not null then 'equal' when l.ocn is null or h.ocn is null then 'not_known' else 'different' end as ocn_level
    from rarest as r
    join company_records as l on l.record_id = r.left_id
    join company_records as h on h.record_id = r.right_id
    cross join totals as t
),
weighed as (
    select *,
        coalesce(log2(records / frn_n), log2(records / ocn_n), 0) as register_bits,
        case when name_n is not null then log2($name_agrees * records / name_n) when name_level = 'similar' then $similar_name_bits
            -- A different name says little: companies under one control have names of their own.
            else 0 end as name_bits,
        case when address_n is not null then log2($address_agrees * records / address_n)
            when building_n is not null then $building_share * log2($address_agrees * records / building_n)
            when address_level = 'different' then log2(1 - $address_agrees) else 0 end as address_bits,
        greatest(
            case when phone_n is not null then log2($person_agrees * records / phone_n) when phone_level = 'different' then log2(1 - $person_agrees) else 0 end,
            case when contact_n is not null then log2($person_agrees * records / contact_n) when contact_level = 'different' then log2(1 - $person_agrees)
                else 0 end,
            case when mail_n is not null then log2($person_agrees * records / mail_n) else -1e9 end
        ) + case when (phone_n is not null)::integer + (contact_n is not null)::integer + (mail_n is not null)::integer >= 2 then $second_contact_bits else 0 end
            as person_bits
    from compared
)
select left_id, right_id, left_name, right_name, left_kind, right_kind, frn_level, ocn_level, name_level, address_level, phone_level, contact_level,
    mail_level, register_bits, name_bits, address_bits, person_bits,
    register_bits + name_bits + address_bits + person_bits - log2(records / $partners) as bits
from weighed
-- One FRN in a directory and in a filing is how these are joined already.
where not (frn_level = 'same' and left_kind <> right_kind)
