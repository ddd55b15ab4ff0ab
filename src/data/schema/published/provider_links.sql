create table published.provider_links (
    from_provider_id varchar,
    to_provider_id varchar,
    month varchar,
    calls bigint,
    suspicious_calls bigint
);
comment on table published.provider_links is 'One row per provider, provider that it hands calls to, and month: from the receiver''s records, and from the sender''s where the receiver exports none.';
comment on column published.provider_links.from_provider_id is 'hands over';
comment on column published.provider_links.to_provider_id is 'receives';
comment on column published.provider_links.month is 'YYYY-MM, UTC';
comment on column published.provider_links.calls is 'records of such handoffs';
comment on column published.provider_links.suspicious_calls is 'those whose calling number cannot be genuine (invalid, unassigned, a sentinel, the called party''s own) or is on a do-not-originate list';
