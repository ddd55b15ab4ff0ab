create table published.source_facts (
    provider_id varchar,
    campaigns bigint,
    calls bigint,
    answered bigint,
    measured bigint,
    under_15s bigint,
    under_60s bigint,
    displayed_numbers bigint,
    impossible bigint,
    listed bigint,
    neighbor bigint,
    off_hours bigint,
    first_at timestamp,
    last_at timestamp
);
comment on table published.source_facts is 'One row per provider from whose customers, or across whose border, seen calls of claimed campaigns come: the facts that complaints in court plead. Of calls that loaded records show; nothing is extrapolated.';
comment on column published.source_facts.provider_id is 'originator or point of entry; where the path is cut, the signer or the first provider that is known';
comment on column published.source_facts.campaigns is 'claimed campaigns';
comment on column published.source_facts.calls is 'calls of them';
comment on column published.source_facts.answered is 'of these, answered';
comment on column published.source_facts.measured is 'answered calls whose duration was measured, not billed';
comment on column published.source_facts.under_15s is 'of these, 15 seconds or less';
comment on column published.source_facts.under_60s is 'a minute or less';
comment on column published.source_facts.displayed_numbers is 'numbers displayed, added up over cells: one in two cells counts twice';
comment on column published.source_facts.impossible is 'calls from numbers that cannot be genuine';
comment on column published.source_facts.listed is 'calls from numbers of a do-not-originate list';
comment on column published.source_facts.neighbor is 'calls that displayed a number of the called number''s own exchange';
comment on column published.source_facts.off_hours is 'calls before 8 a.m. or from 9 p.m., by the called number''s clock, in summer and in winter time';
comment on column published.source_facts.first_at is 'first, UTC';
comment on column published.source_facts.last_at is 'last, UTC';
