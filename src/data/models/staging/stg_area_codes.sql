-- grain: one row per area code (NPA) of the newest NANPA report
create or replace view stg_area_codes as
select c.npa, c.location, c.country, c.state, c.service, c.is_assigned, c.is_in_service, c.in_service_on, c.time_zone
from raw.npa_codes as c
join latest_loads as l on l.load_no = c.load_no and l.format = 'nanpa-npa';
