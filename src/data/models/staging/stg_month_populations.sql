-- grain: one row per jurisdiction and month: resident population in the middle of the month, linear between the Census
-- Bureau's July 1 estimates, that of the nearest year outside of them. Territories without yearly estimates have the
-- census count. `vintage` is that of the later estimate: the Bureau revises estimates every year.
create or replace view stg_month_populations as
with years as (
    select e.state, make_date(e.year, 7, 1) as at, e.population, e.vintage
    from raw.population_estimates as e
    join latest_loads as l on l.load_no = e.load_no and l.format = 'census-estimates'
    union all
    select state, make_date(vintage, 4, 1), population, vintage from stg_populations
    where state not in (select state from raw.population_estimates)
),
months as (
    select strftime(m, '%Y-%m') as month, (m + interval 14 days)::date as middle
    from range(timestamp '1990-01-01', timestamp '2101-01-01', interval 1 month) as t(m)
),
bounds as (
    select m.month, y.state, m.middle,
        max_by(y, y.at) filter (where y.at <= m.middle) as earlier,
        min_by(y, y.at) filter (where y.at > m.middle) as later
    from months as m cross join years as y
    group by all
)
select
    month, state,
    round(case
        when earlier is null then later.population
        when later is null then earlier.population
        else earlier.population + (later.population - earlier.population)::double
            * (middle - earlier.at) / (later.at - earlier.at)
    end)::bigint as population,
    coalesce(later.vintage, earlier.vintage) as vintage
from bounds;
