-- grain: one row per provider id of records, directories and tracebacks: the id that stands for the provider, and whether
-- it is foreign (null: nobody says)
create or replace temp table latest_entities as
select provider_id, entity_id, is_foreign from trace_entities
qualify row_number() over (partition by provider_id order by month desc) = 1;
create or replace temp table known_providers as
with ids as (
    select provider_id from latest_entities
    union select provider_id from provider_directory
    union select provider_id from traceback_hops where provider_id is not null
    union select upstream_provider_id from traceback_hops where upstream_provider_id is not null
),
by_frn as (
    select d.frn, min(e.entity_id) as entity_id
    from provider_directory as d join latest_entities as e on e.provider_id = d.provider_id
    where d.frn is not null group by d.frn
)
select i.provider_id, coalesce(e.entity_id, f.entity_id, i.provider_id) as entity_id,
    coalesce(e.is_foreign, not is_us(d.country)) as is_foreign
from ids as i
left join latest_entities as e on e.provider_id = i.provider_id
left join provider_directory as d on d.provider_id = i.provider_id
left join by_frn as f on f.frn = d.frn;
