create table published.signers (
    provider_id varchar,
    calls bigint,
    attested_a bigint,
    attested_b bigint,
    attested_c bigint,
    calls_with_header bigint,
    impossible_calls bigint,
    impossible_a bigint,
    listed_calls bigint,
    listed_a bigint,
    hygiene varchar,
    month varchar
);
comment on table published.signers is 'One row per SHAKEN signer and month: what it attested, and what its Identity headers look like. Each call is counted once.';
comment on column published.signers.provider_id is 'signer: as exported, or by the certificate''s address; `ocn:…` where no directory has its OCN';
comment on column published.signers.calls is 'calls signed by it';
comment on column published.signers.attested_a is 'of them with attestation A';
comment on column published.signers.attested_b is 'with B';
comment on column published.signers.attested_c is 'with C';
comment on column published.signers.calls_with_header is 'calls whose record holds the Identity header: the base of the findings of its form';
comment on column published.signers.impossible_calls is 'calls whose number cannot be genuine: invalid, unassigned, a sentinel, the called party''s own';
comment on column published.signers.impossible_a is 'of these, with attestation A: the signer said that it knew the caller and that the number was the caller''s';
comment on column published.signers.listed_calls is 'calls from numbers of a do-not-originate list';
comment on column published.signers.listed_a is 'of these, with attestation A';
comment on column published.signers.hygiene is 'calls by finding, as a JSON object of codes: docs/formats.md says what each means; `caller_…`: of all signed calls, those from numbers that cannot be genuine';
comment on column published.signers.month is 'YYYY-MM';
