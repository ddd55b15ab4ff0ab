create table published.traceback_findings (
    traceback_id varchar,
    hop_no integer,
    provider_id varchar,
    finding varchar,
    evidence_provider_id varchar,
    evidence_call_id varchar
);
comment on table published.traceback_findings is 'One row per answer of a manual traceback that the records of providers confirm or contradict, and per traceback or answer that fits nothing loaded.';
comment on column published.traceback_findings.traceback_id is 'traceback';
comment on column published.traceback_findings.hop_no is 'hop';
comment on column published.traceback_findings.provider_id is 'who answered';
comment on column published.traceback_findings.finding is 'in words';
comment on column published.traceback_findings.evidence_provider_id is 'whose record says so';
comment on column published.traceback_findings.evidence_call_id is 'that record';
