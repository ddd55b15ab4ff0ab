-- grain: one row per provider that other records name: whether it receives calls and hands them on. A provider to which
-- nobody hands calls only originates, one that hands calls to nobody only terminates: neither is the middle of a bridge.
create or replace temp table transit_providers as
with named as (
    select egress as entity, 1 as received, 0 as handed_on from legs where egress is not null
    union all
    select ingress, 0, 1 from legs where ingress is not null
)
select entity, sum(received) >= $transit_share * sum(handed_on) as receives,
    sum(handed_on) >= $transit_share * sum(received) as hands_on
from named group by entity;
