create table published.forecast_scores (
    series varchar,
    origins bigint,
    error_by_day double,
    error_by_week double,
    error_of_four_weeks double,
    coverage double,
    interval_score double,
    intervals bigint
);
comment on table published.forecast_scores is 'One row per series: how forecasts made from past days, each with only the days before it, did against repeating the last week (seasonal naive).';
comment on column published.forecast_scores.series is 'as in `forecasts`';
comment on column published.forecast_scores.origins is 'past days that a forecast was made from, a week apart';
comment on column published.forecast_scores.error_by_day is 'sum of absolute errors by day over that of seasonal naive: under 1 is better';
comment on column published.forecast_scores.error_by_week is 'the same by week';
comment on column published.forecast_scores.error_of_four_weeks is 'the same of four-week totals';
comment on column published.forecast_scores.coverage is 'share of the 80 % intervals of four-week totals that held what came';
comment on column published.forecast_scores.interval_score is 'interval score (Gneiting and Raftery 2007) over that of seasonal naive';
comment on column published.forecast_scores.intervals is 'intervals that this rests on';
