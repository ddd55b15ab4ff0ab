import { requestRows, sourceRows } from "../analysis/standing/judge.ts";
import { responseTimes } from "../analysis/standing/response-times.ts";
import { sensitivity, sourceSensitivity, stableShares } from "../analysis/standing/sensitivity.ts";
import { sourcesOf } from "../analysis/standing/sources.ts";
import { standingThresholds } from "../analysis/standing/thresholds.ts";
import { evidenceThresholds } from "../analysis/traffic/thresholds.ts";
import { materialize, runModel, thresholdValues } from "../data/models.ts";
import {
  newestDay,
  readCarried,
  readRequests,
  readRoles,
  readTimedRequests,
  stageResponseTimes,
  stageStanding,
} from "../data/reads/standing.ts";
import { shiftMonth } from "./currency.ts";
import type { StepContext } from "./step.ts";

const t = standingThresholds;

/** Judges where each provider stands in the four classes, and writes what that rests on. */
export async function writeStanding({ session, write }: StepContext): Promise<void> {
  await runModel(session, "tracing/known_providers");
  const to = (await newestDay(session)) ?? "1970-01-01";
  const since = (months: number) => `${shiftMonth(to.slice(0, 7), 1 - months)}-01`;
  const window = { from: since(t.window_months.value), to };
  const values = {
    ...thresholdValues(standingThresholds),
    claim: evidenceThresholds.claim.value,
    window_from: window.from,
    window_to: window.to,
  };
  for (const model of ["campaign_parts", "standing_requests", "source_campaigns"])
    await materialize(session, model, `standing/${model}`, values);
  const roles = new Map((await readRoles(session)).map((r) => [r.provider_id, r.role]));
  const roleOf = (provider: string) => roles.get(provider) ?? "unknown";
  const requests = await readRequests(session, window);
  const isSince = (day: string, months: number) => day >= since(months);
  const recent = since(t.recent_months.value).slice(0, 7);
  const isRecent = (month: string) => month >= recent;
  const carried = await readCarried(session);
  const sources = sourcesOf(carried, isRecent);
  const cells = [
    ...(["a", "d"] as const).flatMap((of) =>
      sensitivity(of, requests, roleOf, isSince).map((cell) => ({ ...cell, class: of })),
    ),
    ...(["b", "c"] as const).flatMap((of) =>
      sourceSensitivity(of, carried, isRecent).map((cell) => ({ ...cell, class: of })),
    ),
  ];
  const stableOf = (of: string) => stableShares(cells.filter((cell) => cell.class === of));
  await stageStanding(
    session,
    [
      ...(["a", "d"] as const).flatMap((of) => requestRows(of, requests, roleOf, stableOf(of))),
      ...sourceRows("b", sources, roleOf, stableOf("b")),
      ...sourceRows("c", sources, roleOf, stableOf("c")),
    ],
    cells,
  );
  const timed = await readTimedRequests(session, window);
  await stageResponseTimes(
    session,
    responseTimes(timed.map((r) => ({ ...r, role: roleOf(r.provider_id) }))),
  );
  await write(
    "response_times",
    "all",
    "select * from new_response_times order by provider_id nulls first, role",
  );
  await materialize(session, "new_provider_standing", "standing/provider_standing", values);
  await materialize(session, "new_gateways", "standing/gateways", values);
  await write(
    "provider_standing",
    "all",
    "select * from new_provider_standing order by class, score desc nulls last, provider_id",
  );
  await write("gateways", "all", "select * from new_gateways order by score desc, provider_id");
  await write("standing_sensitivity", "all", "select * from new_sensitivity order by all");
  await write(
    "provider_campaigns",
    "all",
    "select * from source_campaigns order by provider_id, campaign_id",
  );
  await write(
    "provider_months",
    "all",
    `select c.*, coalesce(p.calls, 0) as campaign_calls
    from provider_calls as c
    left join (select provider_id, month, role, sum(calls) as calls from campaign_parts group by all) as p using (provider_id, month, role)
    order by c.provider_id, c.month, c.role`,
  );
  await write(
    "standing_requests",
    "all",
    "select * from standing_requests order by provider_id, request_sent_at, traceback_id, hop_no",
  );
}
