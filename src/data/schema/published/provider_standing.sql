create table published.provider_standing (
    provider_id varchar,
    class varchar,
    role varchar,
    window_from date,
    window_to date,
    n bigint,
    k bigint,
    rate double,
    rate_low double,
    rate_high double,
    exact_low double,
    exact_high double,
    score double,
    probability double,
    tier varchar,
    rank_low integer,
    rank_high integer,
    stable_share double,
    days bigint,
    campaigns bigint,
    sources bigint,
    months bigint,
    by_calls bigint,
    by_tracebacks bigint,
    again_after_notice bigint,
    calls bigint,
    campaign_calls bigint,
    pending bigint,
    barred bigint,
    astray bigint,
    gap_calls bigint
);
comment on table published.provider_standing is 'One row per provider and class of the attorneys general''s four: (a) does not take part in traceback, (b) repeatedly originates or accepts illegal robocalls, (c) is regularly the US point of entry of foreign ones, (d) repeatedly cannot produce records. Classes are never added together. No row says that a provider did wrong: docs/standing.md.';
comment on column published.provider_standing.provider_id is 'provider; ids of one provider are shown as one';
comment on column published.provider_standing.class is '`a`, `b`, `c`, `d`';
comment on column published.provider_standing.role is 'by the directory, else what it mostly was: priors are by role';
comment on column published.provider_standing.window_from is 'first day that counts';
comment on column published.provider_standing.window_to is 'newest data';
comment on column published.provider_standing.n is 'a: traced calls and weeks in which it was asked and an answer was due; d: those that it answered and that were its call; b: campaigns that it carried; c: campaigns from abroad of which the point of entry is known';
comment on column published.provider_standing.k is 'a: of these without an answer, or refused; d: answered without records; b: campaigns that it originated or let in; c: campaigns that it let in from abroad';
comment on column published.provider_standing.rate is 'k / n';
comment on column published.provider_standing.rate_low is 'lower end of the 90 % interval (a, d: beta-binomial by role; b, c: exact)';
comment on column published.provider_standing.rate_high is 'upper end';
comment on column published.provider_standing.exact_low is 'lower end by Clopper and Pearson';
comment on column published.provider_standing.exact_high is 'upper end';
comment on column published.provider_standing.score is 'what providers of the class are sorted by. a, d: expected rate, shrunk to that of the role. b, c: expected campaigns, one let in counts a quarter in b. Null for foreign providers in a and d: the rule does not bind them';
comment on column published.provider_standing.probability is 'a, d: that the rate is above 10 %; b: of three campaigns or more; c: of campaigns in three of the last six months';
comment on column published.provider_standing.tier is '`listed` (of those listed at most 5 % are expected to be wrong, and there are requests, days and campaigns enough), `possible` (probability of a half or more), `not_listed`, `too_few`, `foreign`';
comment on column published.provider_standing.rank_low is 'of a and d, where n is 30 or more and k is not 0: joint 90 % interval of its rank among these; else null';
comment on column published.provider_standing.rank_high is 'upper end';
comment on column published.provider_standing.stable_share is 'share of all choices of method under which it is listed (a, d: 486; b, c: 27, or 9 where only one kind of evidence is loaded); from 0.9 on it is stable';
comment on column published.provider_standing.days is 'a, d: days on which these requests were sent';
comment on column published.provider_standing.campaigns is 'a, d: campaigns that they were about';
comment on column published.provider_standing.sources is 'a, d: who asked';
comment on column published.provider_standing.months is 'b: months in which it was the source; c: of the last six';
comment on column published.provider_standing.by_calls is 'b, c: campaigns of k that call records show';
comment on column published.provider_standing.by_tracebacks is 'b, c: campaigns of k that answers show';
comment on column published.provider_standing.again_after_notice is 'b: campaigns traced to it again, of calls 48 hours or more after the first request';
comment on column published.provider_standing.calls is 'b: calls that it originated or let in; c: let in; d: calls that passed it in any part. Null where no call records show any';
comment on column published.provider_standing.campaign_calls is 'of these, those in campaigns';
comment on column published.provider_standing.pending is 'a: requests not due yet: not counted';
comment on column published.provider_standing.barred is 'a: answers that a law forbids: not counted';
comment on column published.provider_standing.astray is 'd: answers about calls that did not pass it: not counted';
comment on column published.provider_standing.gap_calls is 'd, by call records: calls that the records of both neighbors show at it and its own export lacks; beside the answers, never added to them';
