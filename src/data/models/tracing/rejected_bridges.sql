-- grain: one row per bridge that is ruled out: one from what hangs on the record itself would close a cycle; and a route
-- that started at the provider without records itself is not its way to the record below.
create or replace temp table rejected_bridges as
select w.down, w.up
from bridge_ancestry as w
join legs as t on t.leg = w.at
where w.class <> 'retry' and (w.is_cycle or t.ingress = w.down_ingress or w.at = w.down);
delete from accepted_links
where class = 'retry' and down in (select down from bridge_ancestry where class = 'retry' and is_cycle);
