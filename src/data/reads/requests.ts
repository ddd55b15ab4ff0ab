import type { Session } from "../session.ts";
import type { RequestExample } from "./traces.ts";

/**
 * Makes the published table traceback_requests of requests on record. A request is answered where its answer is on record,
 * or a loaded hop names it and has a response. A finding about answers to requests that were never made does not count these.
 */
export async function relateRequests(session: Session, requests: readonly object[]): Promise<void> {
  await session.fromJson(
    "recorded_requests",
    `request_id varchar, provider_id varchar, asked_for varchar, example_provider_id varchar, example_call_id varchar,
    example_at timestamp, calling_number varchar, called_npa_nxx varchar, calls bigint, calls_recent bigint,
    value double, due_at timestamp, made_at timestamp, campaigns bigint, state varchar, downstream_id varchar,
    parent_id varchar, sent_at timestamp, acknowledged_at timestamp, answered_at timestamp, response varchar,
    upstream_provider_id varchar, customer_name varchar`,
    requests,
  );
  const drafts = requests as { request_id: string; examples?: RequestExample[] }[];
  await session.fromJson(
    "recorded_examples",
    `request_id varchar, example_no integer, provider_id varchar, call_id varchar, started_at timestamp, clock_ahead_s double,
    calling_number varchar, called_npa_nxx varchar, attestation varchar, origid varchar`,
    drafts.flatMap(({ request_id, examples = [] }) =>
      examples.map(({ at, ...example }, i) => ({
        request_id,
        example_no: i + 1,
        started_at: at,
        ...example,
      })),
    ),
  );
  await session.run(
    `create or replace view traceback_requests as
    with loaded as (
        select traceback_id, max_by(response, hop_no) as response, max_by(responded_at, hop_no) as responded_at,
            max_by(upstream_provider_id, hop_no) as upstream_provider_id, max_by(customer_name, hop_no) as customer_name
        from traceback_hops where response is not null and response <> 'no_response' group by traceback_id
    )
    select r.request_id, r.provider_id, r.asked_for, r.example_provider_id, r.example_call_id, r.example_at,
        r.calling_number, r.called_npa_nxx, r.calls, r.calls_recent, r.value, r.due_at,
        case when h.response is not null then 'answered' else r.state end as status,
        r.made_at, r.campaigns, r.downstream_id, r.parent_id, r.sent_at, r.acknowledged_at,
        coalesce(h.responded_at, r.answered_at) as answered_at, coalesce(h.response, r.response) as response,
        coalesce(h.upstream_provider_id, r.upstream_provider_id) as upstream_provider_id,
        coalesce(h.customer_name, r.customer_name) as customer_name
    from recorded_requests as r
    left join loaded as h on h.traceback_id = r.request_id`,
  );
  await session.run("alter view traceback_findings rename to all_traceback_findings");
  await session.run(
    `create view traceback_findings as
    select * from all_traceback_findings
    where finding <> 'answer_without_request'
        or traceback_id not in (select request_id from recorded_requests)`,
  );
}

/** A request on record, with whom it goes to. */
export interface RequestOnRecord {
  request_id: string;
  provider_id: string;
  name: string | null;
  frn: string | null;
  filing_number: string | null;
  rmd_status: string | null;
  contact_email: string | null;
  /** Robocall mitigation contact in its filing: name, title and department, address, telephone number or e-mail address. */
  rmd_contact_name: string | null;
  rmd_contact_title: string | null;
  rmd_contact_address: string | null;
  rmd_contact_reach: string | null;
  time_zone: string | null;
  asked_for: string;
  downstream_id: string | null;
  downstream_name: string | null;
  parent_id: string | null;
  examples: {
    provider_id: string;
    call_id: string;
    at: string;
    corrected_at: string | null;
    calling_number: string | null;
    called_npa_nxx: string | null;
    attestation: string | null;
    origid: string | null;
  }[];
  calls: number;
  calls_recent: number;
  campaigns: number;
  value: number;
  status: string;
  made_at: string;
  sent_at: string | null;
  due_at: string | null;
  answered_at: string | null;
  response: string | null;
  upstream_provider_id: string | null;
  customer_name: string | null;
}

/** Requests on record, the most telling first. */
export function readRequests(session: Session): Promise<RequestOnRecord[]> {
  return session
    .rows(
      `select r.request_id, r.provider_id, coalesce(p.name, p.filing_name) as name, p.frn, p.filing_number, p.rmd_status,
        p.contact_email, p.rmd_contact_name, p.rmd_contact_title, p.rmd_contact_address, p.rmd_contact_reach, p.time_zone, r.asked_for, r.downstream_id, d.name as downstream_name, r.parent_id,
        coalesce((select list({provider_id: x.provider_id, call_id: x.call_id, 'at': x.started_at::varchar,
            corrected_at: (x.started_at - to_milliseconds((1000 * x.clock_ahead_s)::bigint))::varchar,
            calling_number: x.calling_number, called_npa_nxx: x.called_npa_nxx, attestation: x.attestation, origid: x.origid}
            order by x.example_no) from recorded_examples as x where x.request_id = r.request_id), [])::json::varchar as examples,
        r.calls, r.calls_recent, r.campaigns, r.value, r.status, r.made_at::varchar as made_at, r.sent_at::varchar as sent_at,
        r.due_at::varchar as due_at, r.answered_at::varchar as answered_at, r.response, r.upstream_provider_id, r.customer_name
    from traceback_requests as r
    left join providers as p on p.provider_id = r.provider_id
    left join providers as d on d.provider_id = r.downstream_id
    order by r.value desc, r.request_id`,
    )
    .then((rows) =>
      (rows as (Omit<RequestOnRecord, "examples"> & { examples: string })[]).map((row) => ({
        ...row,
        examples: JSON.parse(row.examples) as RequestOnRecord["examples"],
      })),
    );
}
