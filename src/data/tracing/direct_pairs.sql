-- grain: one row per pair of exporters of which one named the other in a fair share of its hand-overs of this bucket: a
-- hand-over that neither names may be theirs. Not where a silent provider is known to stand between the two at times: it
-- may have gone through that.
create or replace temp table direct_pairs as
with named as (
    select provider as sender, egress as receiver from legs where egress_exports
    union all
    select ingress, provider from legs where ingress_exports
)
select sender, receiver from named
where (sender, receiver) not in (
    select (u.provider, d.provider)
    from (select distinct provider, egress from legs where egress is not null and not egress_exports) as u
    join (select distinct provider, ingress from legs where ingress is not null and not ingress_exports) as d
        on d.ingress = u.egress
)
group by all having count(*) >= 20;
