create table published.response_times (
    provider_id varchar,
    role varchar,
    n bigint,
    answered bigint,
    refused bigint,
    barred bigint,
    open bigint,
    median_h double,
    median_low_h double,
    median_high_h double,
    within_24h double,
    within_24h_low double,
    within_24h_high double,
    within_120h double,
    refused_120h double,
    barred_120h double,
    at_risk_24h bigint
);
comment on table published.response_times is 'One row per role, and per US provider with ten requests or more: how long the clock of 47 CFR 64.1200(n)(1) ran until an answer (Aalen and Johansen; refusals and legal bars compete, and what was open when its file ends is censored).';
comment on column published.response_times.provider_id is 'provider; null: all of the role';
comment on column published.response_times.role is 'as in `provider_standing`';
comment on column published.response_times.n is 'requests: one per provider, traced call and week';
comment on column published.response_times.answered is 'of these, answered';
comment on column published.response_times.refused is 'declined';
comment on column published.response_times.barred is 'a law bars the answer';
comment on column published.response_times.open is 'without an end at the date of the file';
comment on column published.response_times.median_h is 'hours of business days, day and night, by which half have answered; null where half never do';
comment on column published.response_times.median_low_h is 'lower end of the 90 % interval (Brookmeyer and Crowley)';
comment on column published.response_times.median_high_h is 'upper end; null where it is beyond what was watched';
comment on column published.response_times.within_24h is 'share answered within 24 hours of the clock';
comment on column published.response_times.within_24h_low is 'lower end of the 90 % interval (complementary log–log); of a role with each provider left out in turn';
comment on column published.response_times.within_24h_high is 'upper end';
comment on column published.response_times.within_120h is 'share answered within 120 hours of the clock: five business days';
comment on column published.response_times.refused_120h is 'share declined by then';
comment on column published.response_times.barred_120h is 'share barred by law by then';
comment on column published.response_times.at_risk_24h is 'requests still watched after 24 hours';
