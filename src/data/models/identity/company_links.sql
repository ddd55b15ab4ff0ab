-- grain: one row per pair of records that are suggested to be one company (`same`) or companies under one control (`affiliate`), or of
-- which it is possible. A suggestion: a person accepts or rejects it. Names alone never make one.
select left_id, right_id, left_name, right_name, left_kind, right_kind, frn_level, ocn_level, name_level, address_level, phone_level, contact_level,
    mail_level, register_bits, name_bits, address_bits, person_bits, bits, 1 / (1 + pow(2, -bits)) as probability,
    case when frn_level = 'same' or name_level in ('equal', 'equal_but_legal_form') then 'same' else 'affiliate' end as relation,
    case when 1 / (1 + pow(2, -bits)) >= $suggested then 'suggested' else 'possible' end as standing
from company_pairs
where 1 / (1 + pow(2, -bits)) >= $possible
    and (frn_level in ('same', 'one_lists_the_other', 'both_list_a_third') or ocn_level = 'equal' or address_level in ('equal', 'same_building')
        or phone_level = 'equal' or contact_level = 'equal' or mail_level = 'same_domain')
order by probability desc, left_id, right_id
