-- grain: one row per call of the month with its cell: the finest behavior that its records show. A caller that its origin
-- shows repeatedly is a cell of its own; the other calls of an origin are told apart by how their callers were made up
-- and by what was attested to them.
with callers as (
    select origin_key, caller, count(*) as calls from month_calls where caller is not null
    group by origin_key, caller having count(*) >= $repeated_caller
),
listed as (
    select distinct l.caller, true as is_listed from (select distinct caller from month_calls where caller > 0) as l
    join do_not_originate as d on starts_with('+' || l.caller::varchar, d.number_or_prefix)
),
patterned as (
    select c.*, coalesce(d.is_listed, false) as is_listed, r.calls is not null as is_repeated,
        case when cannot_be_genuine(c.calling_kind) then 'impossible'
            when c.caller is null then 'withheld'
            when d.is_listed then 'listed'
            when c.caller // 10000 = 1000000 + c.called_npa_nxx then 'neighbor'
            when c.calling_kind = 'toll_free' then 'toll_free'
            when c.calling_kind = 'international' then 'foreign_number'
            else 'ordinary' end as pattern
    from month_calls as c
    left join callers as r on r.origin_key = c.origin_key and r.caller = c.caller
    left join listed as d on d.caller = c.caller
)
select *, case when is_repeated then hash(origin_key, caller) else hash(origin_key, pattern, attestation) end as cell_key
from patterned
