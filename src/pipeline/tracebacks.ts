import { tracingThresholds } from "../analysis/tracing/index.ts";
import { clockHours } from "../analysis/tracing/clock-hours.ts";
import {
  officeZones,
  requesterOf,
  responseDue,
  responseState,
  ruleApplies,
} from "../analysis/tracing/response-clock.ts";
import { runModel, thresholdValues } from "../data/models.ts";
import { readTracebackRequests, stageResponses } from "../data/reads/tracebacks.ts";
import { isTimeZone } from "../time-zone.ts";
import type { StepContext } from "./step.ts";

/** Makes paths of manual tracebacks, compares them with the records, and judges when each request was answered. */
export async function writeTracebacks({ session, write }: StepContext): Promise<void> {
  const values = thresholdValues(tracingThresholds);
  await runModel(session, "tracing/known_providers");
  await runModel(session, "tracing/traceback_paths", values);
  await runModel(session, "tracing/traceback_findings", values);
  await write("traceback_paths", "all", "select * from new_traceback_paths order by all");
  await write("traceback_findings", "all", "select * from new_traceback_findings order by all");
  const requests = await readTracebackRequests(session);
  await stageResponses(
    session,
    requests.map((r) => {
      const zone = isOfficeZone(r.time_zone) ? r.time_zone : null;
      const sent = new Date(r.request_sent_at);
      const responded = r.responded_at === null ? null : new Date(r.responded_at);
      const zones = zone === null ? officeZones : [zone];
      const { deemedReceived, due } = responseDue(sent, zones);
      const asOf = new Date(r.as_of);
      const { role, is_us: isUs, requested_by: requestedBy } = r;
      return {
        traceback_id: r.traceback_id,
        hop_no: r.hop_no,
        provider_id: r.provider_id,
        request_sent_at: instant(sent),
        deemed_received_at: instant(deemedReceived),
        due_at: instant(due),
        responded_at: responded === null ? null : instant(responded),
        time_zone: zone,
        time_zone_is_known: zone !== null,
        requester: requesterOf(requestedBy),
        rule_applies: ruleApplies({ sent, role, isUs, requestedBy }),
        response_status: responseState({ sent, responded, response: r.response, due, asOf }),
        as_of: instant(asOf),
        clock_hours: clockHours(deemedReceived, responded ?? asOf, zones),
      };
    }),
  );
  await write(
    "traceback_responses",
    "all",
    "select * from new_traceback_responses order by traceback_id, hop_no, provider_id",
  );
}

const instant = (at: Date): string => at.toISOString().replace("T", " ").replace("Z", "");

/** Whether a name is the time zone of an office: directories hold all kinds of text, and Etc/UTC is a clock's zone. */
const isOfficeZone = (name: string | null): name is string =>
  name !== null && !name.startsWith("Etc/") && isTimeZone(name);
