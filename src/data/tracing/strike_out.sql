-- grain: one row per bridge that is ruled out: one from what hangs on the record itself would close a circle; and a route
-- that started at the silent provider itself is not its way to the record below.
create or replace temp table struck as
select w.down, w.up
from walks as w
join legs as t on t.leg = w.at
where w.class <> 4 and (w.is_circle or t.ingress = w.down_ingress or w.at = w.down);
