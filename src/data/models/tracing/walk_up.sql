-- grain: as bridge_ancestry, those walks that go one record further up
create or replace temp table walked as
select w.n, w.down, w.up, w.class, w.down_ingress, l.up as at, l.up = w.down as is_cycle
from bridge_ancestry as w join accepted_links as l on l.down = w.at
where not w.is_cycle;
create or replace temp table bridge_ancestry as
select * from bridge_ancestry anti join walked using (n) union all select * from walked;
