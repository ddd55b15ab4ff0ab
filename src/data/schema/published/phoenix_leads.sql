create table published.phoenix_leads (
    removed_id varchar,
    removed_name varchar,
    removed_on date,
    other_id varchar,
    other_name varchar,
    started date,
    is_filed boolean,
    days_after bigint,
    relation varchar,
    probability double,
    frn_level varchar,
    name_level varchar,
    address_level varchar,
    phone_level varchar,
    contact_level varchar,
    mail_level varchar,
    moved_campaigns bigint,
    calls bigint
);
comment on table published.phoenix_leads is 'One row per company removed from the Robocall Mitigation Database and another that started around then and has something of it. A lead, no finding.';
comment on column published.phoenix_leads.removed_id is 'RMD filing number, or id of a directory';
comment on column published.phoenix_leads.removed_name is 'as last listed';
comment on column published.phoenix_leads.removed_on is 'day of the action, or of the copy that lacks the filing';
comment on column published.phoenix_leads.other_id is 'who started';
comment on column published.phoenix_leads.other_name is 'as listed';
comment on column published.phoenix_leads.started is 'day of the last copy without the filing; of a provider of call records, its first month';
comment on column published.phoenix_leads.is_filed is 'true where a filing shows the start; false where calls do';
comment on column published.phoenix_leads.days_after is 'from removal to start; negative where it started before';
comment on column published.phoenix_leads.relation is 'as in `company_links`; null where only traffic leads to it';
comment on column published.phoenix_leads.probability is 'as in `company_links`';
comment on column published.phoenix_leads.frn_level is 'as in `company_links`';
comment on column published.phoenix_leads.name_level is 'as in `company_links`';
comment on column published.phoenix_leads.address_level is 'as in `company_links`';
comment on column published.phoenix_leads.phone_level is 'as in `company_links`';
comment on column published.phoenix_leads.contact_level is 'as in `company_links`';
comment on column published.phoenix_leads.mail_level is 'as in `company_links`';
comment on column published.phoenix_leads.moved_campaigns is 'campaigns of which the removed one was the source, and this one is since';
comment on column published.phoenix_leads.calls is 'call records loaded that passed it';
