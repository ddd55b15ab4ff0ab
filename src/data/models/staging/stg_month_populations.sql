-- grain: one row per jurisdiction and month: resident population in the middle of the month, linear between the Census
-- Bureau's July 1 estimates, that of the nearest year outside of them. Territories without yearly estimates have the
-- census count. `vintage` is that of the later estimate: the Bureau revises estimates every year.
create or replace view stg_month_populations as
with years as (
    select e.state, make_date(e.year, 7, 1) as dated, e.population, e.vintage
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
-- From one estimate to the next; before the first there is none earlier.
spans as (
    select state, dated, population, vintage, lead(dated) over by_year as next_dated,
        lead(population) over by_year as next_population, lead(vintage) over by_year as next_vintage,
        case when lag(dated) over by_year is null then date '0001-01-01' else dated end as valid_from
    from years
    window by_year as (partition by state order by dated)
)
select
    m.month, s.state,
    round(case
        when m.middle < s.dated or s.next_dated is null then s.population
        else s.population + (s.next_population - s.population)::double * (m.middle - s.dated) / (s.next_dated - s.dated)
    end)::bigint as population,
    case when m.middle < s.dated then s.vintage else coalesce(s.next_vintage, s.vintage) end as vintage
from months as m
join spans as s on m.middle >= s.valid_from and m.middle < coalesce(s.next_dated, date '9999-12-31');
