create table published.actions (
    action_id varchar,
    action_date date,
    provider_id varchar,
    frn varchar,
    kind varchar,
    issued_by varchar,
    document varchar,
    document_url varchar,
    load_id varchar,
    is_contradicted boolean
);
comment on table published.actions is 'One row per action of an agency about a provider, and the document that says so.';
comment on column published.actions.action_id is 'the agency''s own, else made of date, provider, kind and document';
comment on column published.actions.action_date is 'day of the document';
comment on column published.actions.provider_id is 'whom it is about; null where an FRN is given that no directory or filing has, or one that is another provider''s than the id';
comment on column published.actions.frn is 'FCC registration number, as given or of the directory';
comment on column published.actions.kind is '`letter`, `cease_and_desist`, `blocking_order`, `removal` (from the Robocall Mitigation Database), `readmission`, `suit`, `settlement`';
comment on column published.actions.issued_by is 'agency, as written';
comment on column published.actions.document is 'title or number of the document';
comment on column published.actions.document_url is 'where it was published';
comment on column published.actions.load_id is 'load';
comment on column published.actions.is_contradicted is 'the list gives an id and an FRN of two providers: nobody is named';
