-- grain: one row per record, kind of value and value in one spelling: what two records can have in common. `is_own` tells a value of
-- the company itself from one that its record lists.
with said as (
    select record_id, 'frn' as kind, frn as value, true as is_own from company_records
    union all
    select record_id, 'frn', unnest(other_frns), false from company_records
    union all
    select record_id, 'ocn', ocn, true from company_records
    union all
    select record_id, 'name', company_core(name), true from company_records
    union all
    select record_id, 'name', company_core(unnest(other_names)), false from company_records
    union all
    select record_id, 'address', address_key(address), true from company_records
    union all
    select record_id, 'building', building_key(address), true from company_records
    union all
    select record_id, 'phone', phone, true from company_records
    union all
    select record_id, 'contact', company_name(contact_name), true from company_records
    union all
    select record_id, 'mail', mail, true from company_records
),
distinct_values as (
    select record_id, kind, value, bool_or(is_own) as is_own from said where value is not null and value <> '' group by all
)
select *, count(*) over (partition by kind, value) as holders,
    count(*) filter (is_own) over (partition by kind, value) as owners
from distinct_values
