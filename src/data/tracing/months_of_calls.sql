-- grain: one row per jurisdiction and month that has calls and no complaints: nothing is said of complaints, not zero
insert into state_months (state, month, population, population_vintage, days_covered, days_in_month)
select j.state, m.month, p.population, p.vintage, 0, day(last_day(strptime(m.month || '-01', '%Y-%m-%d')))
from jurisdictions as j
cross join (select distinct month from state_month_paths) as m
join stg_populations as p on p.state = j.state
where m.month not in (select month from state_months);
