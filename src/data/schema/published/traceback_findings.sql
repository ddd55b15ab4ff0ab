create table published.traceback_findings (
    traceback_id varchar,
    hop_no integer,
    provider_id varchar,
    finding varchar,
    other_provider_id varchar,
    evidence_provider_id varchar,
    evidence_call_id varchar
);
comment on table published.traceback_findings is 'One row per answer of a manual traceback that the records of providers confirm or contradict, and per traceback or answer that fits nothing loaded.';
comment on column published.traceback_findings.traceback_id is 'traceback';
comment on column published.traceback_findings.hop_no is 'hop';
comment on column published.traceback_findings.provider_id is 'who answered';
comment on column published.traceback_findings.finding is 'code: `confirmed_by_own_export`, `no_record_but_downstream_has_it`, `no_record_but_upstream_has_it`, `no_record_but_own_export_has_it`, `names_other_upstream_than_own_export`, `names_other_than_asked_next`, `records_lead_elsewhere`, `call_in_no_export`, `answered_before_asked`, `answer_without_request`, `hops_go_in_a_cycle`';
comment on column published.traceback_findings.other_provider_id is 'the other provider that the finding names, where it names one';
comment on column published.traceback_findings.evidence_provider_id is 'whose record says so';
comment on column published.traceback_findings.evidence_call_id is 'that record';
