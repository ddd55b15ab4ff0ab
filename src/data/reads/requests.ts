import type { Session } from "../session.ts";

/**
 * Makes the published table traceback_requests of requests on record: answered where a loaded hop names one and has a
 * response. A finding about answers to requests that were never made does not count these.
 */
export async function relateRequests(session: Session, requests: readonly object[]): Promise<void> {
  await session.fromJson(
    "recorded_requests",
    `request_id varchar, provider_id varchar, asked_for varchar, example_provider_id varchar, example_call_id varchar,
    example_at timestamp, calling_number varchar, called_npa_nxx varchar, calls bigint, calls_recent bigint,
    value double, due_at timestamp, made_at timestamp, campaigns bigint`,
    requests,
  );
  await session.run(
    `create or replace view traceback_requests as
    select r.* exclude (made_at, campaigns),
        case when r.request_id in (
            select traceback_id from traceback_hops where response is not null and response <> 'no_response'
        ) then 'answered' else 'open' end as status,
        r.made_at, r.campaigns
    from recorded_requests as r`,
  );
  await session.run("alter view traceback_findings rename to all_traceback_findings");
  await session.run(
    `create view traceback_findings as
    select * from all_traceback_findings
    where finding <> 'answer_without_request'
        or traceback_id not in (select request_id from recorded_requests)`,
  );
}
