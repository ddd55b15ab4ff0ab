import { join } from "node:path";
import { quotedCell as quoted } from "../csv.ts";
import type { TrueRates } from "./conduct.ts";
import { CsvFile, isoTime, type WrittenFile } from "./csv-file.ts";
import { Random } from "./random.ts";
import type { SimulatedCall } from "./traffic.ts";
import type { SimulatedProvider, World } from "./world.ts";

const day = 86_400;

/** Writes manual tracebacks of illegal calls with the answers that providers of each conduct give. */
export function writeTracebacks(
  world: World,
  calls: readonly SimulatedCall[],
  folder: string,
): WrittenFile[] {
  const random = new Random(world.seed + 3);
  const tracebacks = new CsvFile(
    join(folder, "tracebacks.csv"),
    "traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome,simulated",
  );
  const hops = new CsvFile(
    join(folder, "traceback-hops.csv"),
    "traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment,simulated",
  );
  const end = world.start + world.days * day;
  calls.forEach((call, n) => {
    const id = `SIMTB-${String(n + 1).padStart(5, "0")}`;
    const opened = call.at + random.between(0.5, 6) * day;
    const route = call.routes.at(-1) ?? [];
    const path = [...(call.foreign === null ? [] : [call.foreign]), ...route].reverse();
    let at = opened;
    let outcome = "in_progress";
    let closed: number | null = null;
    for (const [hop, index] of path.entries()) {
      const provider = world.providers[index] as SimulatedProvider;
      const upstream = path[hop + 1];
      const upstreamProvider = upstream === undefined ? undefined : world.providers[upstream];
      const sent = at + random.between(0.02, 0.4) * day;
      if (sent > end + 14 * day) break;
      const answer = answerOf(random, provider, world.rates[index]!, upstream === undefined);
      const responded =
        answer === "no_response"
          ? null
          : sent + random.exponential(provider.conduct === "cooperative" ? 0.5 : 1.2) * day;
      const isNamed = answer === "upstream_identified" || answer === "originator_identified";
      hops.line(
        [
          id,
          hop,
          provider.id,
          provider.country,
          roleOf(hop, upstreamProvider),
          isoTime(sent, provider.utcOffsetHours),
          responded === null ? "" : isoTime(responded, provider.utcOffsetHours),
          answer,
          answer === "upstream_identified" ? (upstreamProvider?.id ?? "") : "",
          answer === "originator_identified" ? quoted(`Simulated customer ${call.customer}`) : "",
          answer === "originator_identified" ? provider.country : "",
          answer === "originator_identified" ? random.pick(["none", "warned", "terminated"]) : "",
          "",
          "true",
        ].join(","),
      );
      at = responded ?? sent;
      if (!isNamed) {
        outcome = answer === "no_response" ? "non_responsive" : "no_record";
        closed = at + 3 * day;
        break;
      }
      if (answer === "originator_identified") {
        outcome = "originator_identified";
        closed = at;
      }
    }
    tracebacks.line(
      [
        id,
        quoted(call.campaign?.label ?? ""),
        "simulated",
        isoTime(call.at, 0),
        `+${call.calling}`,
        `+${call.called}`,
        "",
        call.campaign ? `+${call.campaign.callback}` : "",
        "Simulated traceback group",
        isoTime(opened, 0),
        closed === null ? "" : isoTime(closed, 0),
        outcome,
        "true",
      ].join(","),
    );
  });
  tracebacks.close();
  hops.close();
  return [
    { file: "tracebacks.csv", format: "tracebacks", rows: tracebacks.rows },
    { file: "traceback-hops.csv", format: "traceback-hops", rows: hops.rows },
  ];
}

function answerOf(random: Random, provider: SimulatedProvider, rates: TrueRates, isOrigin: boolean): string {
  const named = isOrigin ? "originator_identified" : "upstream_identified";
  if (random.chance(rates.noResponse)) return "no_response";
  if (provider.role === "foreign") return "originator_identified";
  return rates.noRecord > 0 && random.chance(rates.noRecord) ? "no_record" : named;
} // prettier-ignore

function roleOf(hop: number, upstream?: SimulatedProvider): string {
  if (hop === 0) return "terminating";
  if (upstream?.role === "foreign") return "gateway";
  return upstream === undefined ? "originating" : "intermediate";
}
