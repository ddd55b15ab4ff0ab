-- grain: as candidates, those of one stage that are still open: 1 a hand-over that a side names, 2 one that neither names,
-- 3 a bridge over one provider, 4 longer ones
create or replace temp table stage as
select c.*
from candidates as c
anti join matches as m on m.down = c.down
anti join struck as s on s.down = c.down and s.up = c.up
left join (select distinct up from matches where class not in (4, 9)) as used on used.up = c.up
where (c.class in (4, 9) or used.up is null)
    and case c.class when 8 then 2 when 5 then 3 when 6 then 4 when 7 then 4 when 9 then 4 else 1 end = $stage
