-- What silent providers do, by what others say of them. A silent provider to which nobody hands calls only originates,
-- one that hands calls to nobody only terminates: neither stands in the middle of a bridge.
create or replace temp table transit as
with said as (
    select egress as entity, 1 as received, 0 as handed_on from legs where egress is not null
    union all
    select ingress, 0, 1 from legs where ingress is not null
)
select entity, sum(received) >= 0.02 * sum(handed_on) as receives, sum(handed_on) >= 0.02 * sum(received) as hands_on
from said group by entity;
