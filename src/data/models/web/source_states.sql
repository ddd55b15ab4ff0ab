-- grain: as source_facts, and jurisdiction of the called number
with cells as (
    select distinct k.month, k.cell_id, k.provider_id
    from campaign_cells as k join campaigns as c on c.campaign_id = k.campaign_id and c.probability >= $claim
    where k.provider_id is not null and not k.is_attached
)
select k.provider_id, p.part as state, sum(p.calls)::bigint as calls
from cells as k join cell_parts as p on p.month = k.month and p.cell_id = k.cell_id and p.split = 'state' and p.part <> ''
group by k.provider_id, p.part
order by k.provider_id, p.part
