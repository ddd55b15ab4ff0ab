create table published.campaigns (
    campaign_id varchar,
    label varchar,
    category varchar,
    status varchar,
    first_seen timestamp,
    last_seen timestamp,
    calls bigint,
    calls_low bigint,
    calls_high bigint,
    callers bigint,
    callbacks varchar[],
    states varchar[],
    confidence double,
    support varchar,
    recordings bigint,
    recording_groups bigint,
    complaints bigint,
    languages varchar[],
    brands varchar[],
    mentions varchar[],
    call_to_action varchar,
    script varchar,
    places bigint,
    quote varchar,
    cohesion double,
    nearest_campaign_id varchar,
    nearest_similarity double,
    basis varchar,
    probability double,
    sources bigint,
    least_without double,
    scripts bigint
);
comment on table published.campaigns is 'One row per campaign: calls of one caller with what was recorded of them, or a script that recordings read.';
comment on column published.campaigns.campaign_id is 'stays when the campaign grows';
comment on column published.campaigns.label is 'for readers; unique';
comment on column published.campaigns.category is 'pretext';
comment on column published.campaigns.status is '`emerging`, `active`, `dormant`, `ended`, or `undated` where no report carries a date';
comment on column published.campaigns.first_seen is 'earliest call, or dated report where no call was found';
comment on column published.campaigns.last_seen is 'latest call, or dated report';
comment on column published.campaigns.calls is 'calls seen in the records; null where none was found';
comment on column published.campaigns.calls_low is 'lower end of the 90 % interval of all calls, seen or not; the calls seen are its floor';
comment on column published.campaigns.calls_high is 'upper end; null where fewer than three providers that terminate calls export: at least calls_low';
comment on column published.campaigns.callers is 'distinct displayed numbers in its calls, about, or in its reports where no call was found';
comment on column published.campaigns.callbacks is 'numbers that its recordings ask to call, E.164: spoken by three recordings of two sources or lines, or named by a complaint';
comment on column published.campaigns.states is 'jurisdictions named by its reports';
comment on column published.campaigns.confidence is 'orders campaigns by support, 0 to 1: no probability, see docs/campaigns.md';
comment on column published.campaigns.support is '`weak`, `fair` (3 recordings or more), `strong` (11 recordings in 3 versions or more)';
comment on column published.campaigns.recordings is 'recordings that read it';
comment on column published.campaigns.recording_groups is 'distinct recordings (versions) of it';
comment on column published.campaigns.complaints is 'complaints linked by number';
comment on column published.campaigns.languages is 'of its recordings';
comment on column published.campaigns.brands is 'parties that it presents itself as: they are impersonated, not involved';
comment on column published.campaigns.mentions is 'parties that it names otherwise';
comment on column published.campaigns.call_to_action is 'what it asks most';
comment on column published.campaigns.script is 'words that at least half of its versions share, what varies as […]; null from under three places';
comment on column published.campaigns.places is 'sources and lines that its recordings were heard on';
comment on column published.campaigns.quote is 'transcript of its most typical recording, names of called people masked; not for publication';
comment on column published.campaigns.cohesion is 'mean similarity of its versions, 0 to 1';
comment on column published.campaigns.nearest_campaign_id is 'most similar other campaign';
comment on column published.campaigns.nearest_similarity is 'mean similarity to that one';
comment on column published.campaigns.basis is '`calls`, `recordings`, or `both`: what it was found in';
comment on column published.campaigns.probability is 'that its calls are one operation of bulk calling that matches patterns of calls labeled illegal; null without calls. Error rates are from simulated worlds: docs/campaigns.md';
comment on column published.campaigns.sources is 'independent sources that speak for that';
comment on column published.campaigns.least_without is 'what the probability falls to without the source that it rests on most';
comment on column published.campaigns.scripts is 'different scripts heard in it';
