-- grain: one row per format of reference file: the load that is newest by its own date, not by when it was loaded
create or replace view latest_loads as
select
    format,
    max_by(load_id, (coalesce(file_date, last_at::date, date '0001-01-01'), file_sha256)) as load_id
from loads
group by format;
