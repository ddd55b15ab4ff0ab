import type { Session } from "../session.ts";
import { sql } from "../tracing/method.ts";

/** One row per request of a traceback; instants in ISO form, UTC. */
export interface TracebackRequest {
  traceback_id: string;
  hop_no: number;
  provider_id: string;
  request_sent_at: string;
  responded_at: string | null;
  time_zone: string | null;
  is_foreign: boolean;
  /** The newest time in all tracebacks that are loaded: what is open then is open. */
  as_of: string;
}

/** Makes paths of manual tracebacks, compares them with the records, and closes the requests that an answer came to. In
 * the caller's transaction. */
export async function compareTracebacks(session: Session, callWindow: number): Promise<void> {
  await session.run("delete from traceback_findings; delete from traceback_paths");
  await session.run(sql("known_providers"));
  await session.run(sql("traceback_paths"), { call_window: callWindow });
  await session.run(sql("tracebacks"), { call_window: callWindow });
  await session.run(
    `update traceback_requests set status = 'answered'
    where request_id in (select traceback_id from traceback_hops where response is not null and response <> 'no_response')`,
  );
}

export function readTracebackRequests(session: Session): Promise<TracebackRequest[]> {
  return session.rows(
    `with newest as (
        select max(moment) as as_of from (
            select unnest([request_sent_at, responded_at]) as moment from traceback_hops
            union all select unnest([opened_at, closed_at]) from tracebacks
        )
    )
    select h.traceback_id, h.hop_no, h.provider_id, strftime(h.request_sent_at, '%Y-%m-%dT%H:%M:%S.%gZ') as request_sent_at,
        strftime(h.responded_at, '%Y-%m-%dT%H:%M:%S.%gZ') as responded_at, d.time_zone,
        coalesce(not is_us(coalesce(d.country, h.country)), false) as is_foreign,
        strftime(n.as_of, '%Y-%m-%dT%H:%M:%S.%gZ') as as_of
    from traceback_hops as h
    cross join newest as n
    left join provider_directory as d on d.provider_id = h.provider_id
    where h.request_sent_at is not null and h.provider_id is not null
    order by h.traceback_id, h.hop_no`,
  );
}
