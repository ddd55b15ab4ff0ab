-- grain: one row per jurisdiction: resident population of the newest census file
create or replace view stg_populations as
select p.state, p.name, p.population, p.vintage
from raw.populations as p
join latest_loads as l on l.load_id = p.load_id and l.format = 'census-population';
