-- grain: one row per format of reference file: the load that is newest by its own date, not by when it was loaded;
-- of the same date, one that was loaded goes before one that came with the program
create or replace view latest_loads as
select
    format,
    max_by(load_id, (coalesce(file_date, last_at::date, date '0001-01-01'), not is_bundled, file_sha256)) as load_id
from loads
group by format;
