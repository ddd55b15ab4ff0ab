create table published.published_figures (
    publisher varchar,
    series varchar,
    period varchar,
    period_kind varchar,
    value double,
    unit varchar,
    exactness varchar,
    note varchar,
    load_id varchar
);
comment on table published.published_figures is 'One row per figure that somebody else published. Drawn beside our series, never added to them.';
comment on column published.published_figures.publisher is 'who';
comment on column published.published_figures.series is 'what they count';
comment on column published.published_figures.period is 'year, fiscal year (October to September) or month';
comment on column published.published_figures.period_kind is 'which of these';
comment on column published.published_figures.value is 'as published';
comment on column published.published_figures.unit is 'unit';
comment on column published.published_figures.exactness is '`exact` or `rounded`';
comment on column published.published_figures.note is 'known inconsistencies';
comment on column published.published_figures.load_id is 'load';
