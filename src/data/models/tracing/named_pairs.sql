-- grain: one row per pair of providers that records of this bucket name as sender and receiver often enough that one more
-- handoff, which a record leaves blank, may be theirs. is_direct: both export, and no provider without records is known
-- to be between the two at times.
create or replace temp table named_pairs as
with named as (
    select provider as sender, egress as receiver, egress_exports as both_export from legs where egress is not null
    union all
    select ingress, provider, ingress_exports from legs where ingress is not null
)
select sender, receiver, bool_and(both_export) and (sender, receiver) not in (
        select (u.provider, d.provider)
        from (select distinct provider, egress from legs where egress is not null and not egress_exports) as u
        join (select distinct provider, ingress from legs where ingress is not null and not ingress_exports) as d
            on d.ingress = u.egress
    ) as is_direct
from named
group by sender, receiver
having count(*) >= $known_pair_handoffs;
