-- grain: one row per figure that somebody else published; drawn beside our series, never added to them
create or replace view published_figures as
select p.publisher, p.series, p.period, p.period_kind, p.value, p.unit, p.exactness, p.note, l.load_id
from raw.published_figures as p
join latest_loads as l on l.load_no = p.load_no and l.format = 'published-figures';
