-- The 2020 resident population of the 50 states and DC is published as 331,449,281.
select sum(p.population) as total
from stg_populations as p join jurisdictions as j on j.state = p.state
where j.kind <> 'territory' and p.vintage = 2020
having sum(p.population) <> 331449281
