-- grain: one row per action of an agency about a provider; of several versions the newest. An action that names an FRN alone is about
-- the provider that has it.
create or replace view actions as
with newest as (
    select a.*, l.load_id
    from raw.actions as a
    join loads as l on l.load_no = a.load_no
    qualify row_number() over (partition by a.action_id order by l.load_order desc, a.row_no desc) = 1
),
by_frn as (select frn, min(provider_id) as provider_id from providers where frn is not null group by frn)
select a.action_id, a.action_date,
    -- An id and an FRN of two providers name nobody.
    case when a.frn is null or d.frn is null or a.frn = d.frn then coalesce(a.provider_id, p.provider_id) end as provider_id,
    coalesce(a.frn, d.frn) as frn, a.kind, a.issued_by, a.document, a.document_url, a.load_id,
    coalesce(a.frn <> d.frn, false) as is_contradicted
from newest as a
left join by_frn as p on p.frn = a.frn
left join providers as d on d.provider_id = a.provider_id;
