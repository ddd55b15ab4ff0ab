-- The 2020 resident population of the 50 states and DC is published as 331,449,281, and the July 1 estimates of a vintage
-- add up to the published national ones.
with published(vintage, year, total) as (
    values (2020, 2019, 328329953), (2025, 2020, 331578104), (2025, 2023, 336755052), (2025, 2025, 341784857)
)
select 'census' as source, 2020 as year, sum(p.population) as total
from stg_populations as p join jurisdictions as j on j.state = p.state
where j.kind <> 'territory' and p.vintage = 2020
having sum(p.population) <> 331449281
union all
select 'estimates', u.year, sum(e.population)
from raw.population_estimates as e
join jurisdictions as j on j.state = e.state and j.kind <> 'territory'
join published as u on u.vintage = e.vintage and u.year = e.year
group by u.year, u.total, e.load_no
having sum(e.population) <> u.total
