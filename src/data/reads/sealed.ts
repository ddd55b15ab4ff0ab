import type { Session } from "../session.ts";

/** A call record whose called number is needed. */
export interface NeededRecord {
  provider_id: string;
  call_id: string;
  started_at: string;
  calling_number: string | null;
  called_key: string;
  load_id: string;
}

const columns =
  "l.provider_id, l.call_id, l.started_at::varchar as started_at, l.calling_number, l.called_key::varchar as called_key, l.load_id";

/** The records that a traceback request cites. */
export const recordsOfRequest = (session: Session, request_id: string): Promise<NeededRecord[]> =>
  session.rows(
    `select ${columns} from recorded_examples as x
    join call_legs as l on l.provider_id = x.provider_id and l.call_id = x.call_id
    where x.request_id = $request_id and l.called_key is not null order by x.example_no`,
    { request_id },
  );

/** The call records in the scope of the last relateScope. */
export const recordsInScope = (session: Session): Promise<NeededRecord[]> =>
  session.rows(
    `select ${columns} from demand_calls as l where l.withheld is null and l.called_key is not null order by l.started_at, l.leg_id`,
  );
