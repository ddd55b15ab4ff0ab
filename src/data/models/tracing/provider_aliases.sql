-- grain: one row per id that is another's: by their FRN, or as the records show where the directory does not contradict
-- (`contradicted`: two FRNs; kept, shown, not merged)
with best as (
    select other, reporter, same, handoffs from alias_pairs
    qualify row_number() over (partition by other order by same desc, reporter) = 1
),
ids as (
    select e.entity, e.provider_id, e.entity_id, d.frn
    from trace_entities as e left join provider_directory as d on d.provider_id = e.provider_id
),
entities as (select entity, any_value(entity_id) as entity_id, min(frn) as frn from ids group by entity)
select case when t.frn is null and o.frn is not null then t.entity_id else o.entity_id end as provider_id,
    case when t.frn is null and o.frn is not null then o.entity_id else t.entity_id end as alias_of,
    case when o.frn <> t.frn then 'contradicted' else 'handoffs' end as basis,
    b.handoffs, b.same as handoffs_same
from best as b
join entities as o on o.entity = b.other
join entities as t on t.entity = b.reporter
-- Of two that each look like the other's second name, the one with more unmatched handoffs is the second name.
where not exists (
    select 1 from best as r where r.other = b.reporter and r.reporter = b.other
        and (r.same, r.other) > (b.same, b.other)
)
union all
select provider_id, entity_id, 'frn', null, null from trace_entities where provider_id <> entity_id
order by all
