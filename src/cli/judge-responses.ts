import { DuckDBTimestampValue } from "@duckdb/node-api";
import {
  defaultZone,
  responseDue,
  responseState,
  ruleSince,
} from "../analysis/tracing/response-clock.ts";
import type { Session } from "../data/session.ts";
import { readTracebackRequests } from "../data/reads/tracebacks.ts";

/** Writes traceback_responses: when each request of a traceback was due and what became of it. In the caller's transaction. */
export async function judgeResponses(session: Session): Promise<void> {
  await session.run("delete from traceback_responses");
  const requests = await readTracebackRequests(session);
  await session.append(
    "traceback_responses",
    requests.map((r) => {
      const zone = isZone(r.time_zone) ? r.time_zone : defaultZone;
      const sent = new Date(r.request_sent_at);
      const responded = r.responded_at === null ? null : new Date(r.responded_at);
      const { deemedReceived, due } = responseDue(sent, zone);
      return [
        r.traceback_id, r.hop_no, r.provider_id, instant(sent), instant(deemedReceived), instant(due),
        responded === null ? null : instant(responded), zone, zone === r.time_zone,
        !r.is_foreign && sent >= ruleSince, responseState(sent, responded, new Date(r.as_of), zone), instant(new Date(r.as_of)),
      ]; // prettier-ignore
    }),
  );
}

const instant = (at: Date) => new DuckDBTimestampValue(BigInt(at.getTime()) * 1000n);

/** Whether the program knows a time zone by that name: directories hold all kinds of text. */
function isZone(name: string | null): name is string {
  if (name === null) return false;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
