create table published.providers (
    provider_id varchar,
    name varchar,
    frn varchar,
    ocn varchar,
    country varchar,
    role varchar,
    rmd_status varchar,
    is_voice_provider boolean,
    is_gateway boolean,
    is_intermediate boolean,
    implementation varchar,
    last_updated date,
    last_recertified date,
    previous_names varchar,
    load_id varchar,
    filing_number varchar,
    time_zone varchar,
    itg_member boolean,
    contact_email varchar,
    is_simulated boolean,
    filing_name varchar,
    filing_country varchar,
    rmd_contact_name varchar,
    rmd_contact_title varchar,
    rmd_contact_address varchar,
    rmd_contact_reach varchar
);
comment on table published.providers is 'One row per provider: the ids of call records, from the directories loaded (newest entry of an id), and filers of the FCC Robocall Mitigation Database that are in no directory. Matched by FRN, never by name.';
comment on column published.providers.provider_id is 'id in call records; RMD filing number where no directory has the provider';
comment on column published.providers.name is 'as listed';
comment on column published.providers.frn is 'FCC registration number, ten digits';
comment on column published.providers.ocn is 'operating company number, where known';
comment on column published.providers.country is 'ISO code in a directory; as filed in the RMD';
comment on column published.providers.role is '`foreign`, `gateway`, `originating`, `intermediate`, `terminating`: the directory''s hint, else the boxes ticked, first that holds';
comment on column published.providers.rmd_status is '`listed`; `listed, never updated`; `not listed`; `no FRN` (cannot be looked up); `simulated`';
comment on column published.providers.is_voice_provider is 'box ticked';
comment on column published.providers.is_gateway is 'box ticked';
comment on column published.providers.is_intermediate is 'box ticked';
comment on column published.providers.implementation is 'STIR/SHAKEN: `Yes`, `Partial`, `No`';
comment on column published.providers.last_updated is 'date of last update of the filing';
comment on column published.providers.last_recertified is 'date of last recertification, in newer exports';
comment on column published.providers.previous_names is 'as listed';
comment on column published.providers.load_id is 'load';
comment on column published.providers.filing_number is 'RMD filing with the same FRN';
comment on column published.providers.time_zone is 'IANA zone of the office that answers tracebacks, where known';
comment on column published.providers.itg_member is 'member of the traceback group, where known';
comment on column published.providers.contact_email is 'of the directory';
comment on column published.providers.is_simulated is 'true for an invented provider';
comment on column published.providers.filing_name is 'name in that filing';
comment on column published.providers.filing_country is 'country in that filing, as filed';
comment on column published.providers.rmd_contact_name is 'robocall mitigation contact in that filing';
comment on column published.providers.rmd_contact_title is 'the contact''s title and department, as filed';
comment on column published.providers.rmd_contact_address is 'the contact''s business address and country, as filed';
comment on column published.providers.rmd_contact_reach is 'the contact''s telephone number with its extension, or e-mail address, as filed';
