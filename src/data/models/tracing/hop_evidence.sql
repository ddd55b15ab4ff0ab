-- grain: one row per record whose upstream record does not name it back: how the two were joined and what each doubt cost
select m.down as leg_id, m.up as up_leg_id, p.class::varchar as joined_by, p.cost::double as cost_s,
    p.time_cost::double as time_cost_s, p.caller_cost::double as caller_cost_s, p.class_cost::double as class_cost_s,
    p.duration_cost::double as duration_cost_s, p.outcome_cost::double as outcome_cost_s,
    p.origid_cost::double as origid_cost_s, m.margin_s::double as margin_s
from best_links as m
join priced_pairs as p on p.down = m.down and p.up = m.up and p.class = m.class
join legs as d on d.leg = m.down and d.in_month
join accepted_links as a on a.down = m.down and a.up = m.up
where m.class <> 'mutual'
qualify row_number() over (partition by m.down order by p.cost) = 1
order by all
