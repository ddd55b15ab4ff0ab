create table published.state_months (
    state varchar,
    month varchar,
    population bigint,
    population_vintage integer,
    days_covered integer,
    days_in_month integer,
    complaints bigint,
    filing_sessions bigint,
    complaints_ftc bigint,
    complaints_fcc bigint,
    robocalls bigint,
    live_calls bigint,
    type_unknown bigint,
    per_100k double,
    per_100k_low double,
    per_100k_high double,
    dispersion double,
    rank integer,
    rank_low integer,
    rank_high integer,
    calls bigint,
    call_records bigint,
    calls_are_simulated boolean
);
comment on table published.state_months is 'One row per jurisdiction and month: all 56, for each month with any complaint or call. In a month without complaints their columns are null: nothing is known, which is not zero.';
comment on column published.state_months.state is 'two letters';
comment on column published.state_months.month is 'YYYY-MM';
comment on column published.state_months.population is 'residents in the middle of the month, linear between the Census Bureau''s July 1 estimates';
comment on column published.state_months.population_vintage is 'vintage of the estimate, or year of the census where a territory has no estimates';
comment on column published.state_months.days_covered is 'days of the month that the loaded files cover; a day with under half of what is expected of it is cut and does not count (docs/statistics.md)';
comment on column published.state_months.days_in_month is 'days';
comment on column published.state_months.complaints is 'complaints about calls';
comment on column published.state_months.filing_sessions is 'filing sessions behind them: see complaints.filing_session';
comment on column published.state_months.complaints_ftc is 'of these, to the FTC';
comment on column published.state_months.complaints_fcc is 'of these, to the FCC';
comment on column published.state_months.robocalls is 'as the consumer stated';
comment on column published.state_months.live_calls is 'as the consumer stated';
comment on column published.state_months.type_unknown is 'not stated';
comment on column published.state_months.per_100k is 'complaints per 100,000 residents';
comment on column published.state_months.per_100k_low is '95%, for complaints that come in sessions: see docs/statistics.md';
comment on column published.state_months.per_100k_high is '95%';
comment on column published.state_months.dispersion is 'variance of the count over its mean, which is 1 where complaints are independent';
comment on column published.state_months.rank is 'by rate, 1 the highest, among the states and DC that are ranked in both editions; null for the others';
comment on column published.state_months.rank_low is 'joint 90% interval';
comment on column published.state_months.rank_high is 'joint 90% interval';
comment on column published.state_months.calls is 'calls to the state, each counted once, where call records are loaded';
comment on column published.state_months.call_records is 'records of them, of all providers together';
comment on column published.state_months.calls_are_simulated is 'true where a load of call records is simulated';
