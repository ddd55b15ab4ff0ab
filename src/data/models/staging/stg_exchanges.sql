-- grain: one row per NPA-NXX assigned, of the newest list of central-office codes
create or replace view stg_exchanges as
select c.npa_nxx, c.state, c.ocn, c.company, c.rate_center, c.is_in_service
from raw.co_codes as c
join latest_loads as l on l.load_no = c.load_no and l.format = 'nanpa-co';
