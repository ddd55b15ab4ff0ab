-- grain: one row per format of reference file: the load that is newest by its own date; of the same date, one that was
-- loaded before one that came with the program, and the newer load before the older one
create or replace view latest_loads as
select
    format,
    max_by(load_id, (coalesce(file_date, last_at::date, date '0001-01-01'), not is_bundled, load_order)) as load_id,
    max_by(load_no, (coalesce(file_date, last_at::date, date '0001-01-01'), not is_bundled, load_order)) as load_no
from loads
group by format;
