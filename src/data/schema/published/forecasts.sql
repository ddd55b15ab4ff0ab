create table published.forecasts (
    series varchar,
    subject varchar,
    from_day date,
    to_day date,
    expected bigint,
    low bigint,
    high bigint,
    last_four_weeks bigint
);
comment on table published.forecasts is 'One row per jurisdiction, and per campaign with calls enough: what is expected in the four weeks after the last day of data, if nothing changes. How well such forecasts did is in `forecast_scores`.';
comment on column published.forecasts.series is '`complaints` or `campaign_calls`';
comment on column published.forecasts.subject is 'jurisdiction (US: the whole country) or campaign';
comment on column published.forecasts.from_day is 'first day of the four weeks';
comment on column published.forecasts.to_day is 'last day';
comment on column published.forecasts.expected is 'complaints, or calls seen';
comment on column published.forecasts.low is 'lower end of the 80 % interval; null where too few past forecasts are known';
comment on column published.forecasts.high is 'upper end';
comment on column published.forecasts.last_four_weeks is 'what was counted in the four weeks before';
