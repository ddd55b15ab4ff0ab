create table published.rmd_history (
    filing_number varchar,
    frn varchar,
    name varchar,
    event varchar,
    after_day date,
    by_day date,
    changed varchar[],
    load_id varchar
);
comment on table published.rmd_history is 'One row per change between two loaded copies of the Robocall Mitigation Database: what was filed, changed, removed or filed again.';
comment on column published.rmd_history.filing_number is 'number of the filing, RMD and digits';
comment on column published.rmd_history.frn is 'FCC Registration Number, as the copy says at that time';
comment on column published.rmd_history.name is 'business name, as the copy says at that time';
comment on column published.rmd_history.event is 'filed, changed, removed, refiled';
comment on column published.rmd_history.after_day is 'day of the copy before: the change came after it';
comment on column published.rmd_history.by_day is 'day of the copy that shows the change: that in the name of its file, else of its newest filing';
comment on column published.rmd_history.changed is 'columns of the filing that say something else; null for a filing that is new or gone';
comment on column published.rmd_history.load_id is 'load of the copy that shows the change';
