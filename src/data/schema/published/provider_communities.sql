create table published.provider_communities (
    provider_id varchar,
    community integer,
    providers integer,
    calls_inside bigint,
    calls_across bigint
);
comment on table published.provider_communities is 'One row per provider on a route of a claimed campaign: the providers that hand such calls mostly to each other. It says nothing of ownership.';
comment on column published.provider_communities.provider_id is 'provider';
comment on column published.provider_communities.community is '1 hands on the most within itself';
comment on column published.provider_communities.providers is 'providers in it';
comment on column published.provider_communities.calls_inside is 'calls handed on within it, once a link';
comment on column published.provider_communities.calls_across is 'calls handed on over its edge';
