import type { Session } from "../session.ts";

/** One row per request of a traceback; instants in ISO form, UTC. */
export interface TracebackRequest {
  traceback_id: string;
  hop_no: number;
  provider_id: string;
  role: string | null;
  request_sent_at: string;
  responded_at: string | null;
  response: string | null;
  requested_by: string | null;
  time_zone: string | null;
  /** Null where no country is known. */
  is_us: boolean | null;
  /** How far the row's own file reaches: its date (to the end of the day), else the newest time in it. */
  as_of: string;
}

export function readTracebackRequests(session: Session): Promise<TracebackRequest[]> {
  return session.rows(
    `with moments as (
        select load_id, unnest([request_sent_at, responded_at]) as moment from traceback_hops
    ),
    reach as (
        select l.load_id, coalesce(l.file_date + interval 1 day, max(m.moment)) as as_of
        from loads as l join moments as m on m.load_id = l.load_id
        group by l.load_id, l.file_date
    )
    select h.traceback_id, h.hop_no, h.provider_id, h.role, h.response, t.requested_by,
        strftime(h.request_sent_at, '%Y-%m-%dT%H:%M:%S.%gZ') as request_sent_at,
        strftime(h.responded_at, '%Y-%m-%dT%H:%M:%S.%gZ') as responded_at, d.time_zone,
        is_us(coalesce(d.country, h.country)) as is_us,
        strftime(r.as_of, '%Y-%m-%dT%H:%M:%S.%gZ') as as_of
    from traceback_hops as h
    join reach as r on r.load_id = h.load_id
    left join tracebacks as t on t.traceback_id = h.traceback_id
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
    time_zone_is_known boolean, requester varchar, rule_applies boolean, response_status varchar, as_of timestamp, clock_hours double`,
    responses,
  );
}
