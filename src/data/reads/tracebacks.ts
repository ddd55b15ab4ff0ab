import type { Session } from "../session.ts";

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

/** Makes the table new_traceback_responses; columns as in the published table traceback_responses. */
export async function stageResponses(
  session: Session,
  responses: readonly object[],
): Promise<void> {
  await session.fromJson(
    "new_traceback_responses",
    `traceback_id varchar, hop_no integer, provider_id varchar, request_sent_at timestamp,
    deemed_received_at timestamp, due_at timestamp, responded_at timestamp, time_zone varchar,
    time_zone_is_known boolean, rule_applies boolean, response_status varchar, as_of timestamp`,
    responses,
  );
}
