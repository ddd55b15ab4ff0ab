-- grain: as priced_pairs, those of one stage that are still open: 1 a handoff that a side names, 2 one that neither names,
-- 3 a bridge over one provider, 4 longer ones
create or replace temp table open_pairs as
select c.down, c.up, c.class, c.cost
from priced_pairs as c
anti join best_links as m on m.down = c.down
anti join rejected_bridges as s on s.down = c.down and s.up = c.up
left join (select distinct up from best_links where class not in ('retry', 'abandoned_bridge')) as used on used.up = c.up
where (c.class in ('retry', 'abandoned_bridge') or used.up is null)
    and case c.class when 'both_blank' then 2 when 'bridge' then 3 when 'long_bridge' then 4 when 'blank_bridge' then 4
        when 'abandoned_bridge' then 4 else 1 end = $stage
