-- grain: one row per jurisdiction: resident population of the newest census file
create or replace view stg_populations as
select p.state, p.name, p.population, p.vintage
from raw.populations as p
join latest_loads as l on l.load_no = p.load_no and l.format = 'census-population';
