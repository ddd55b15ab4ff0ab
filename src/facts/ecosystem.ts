import type { ActionEffectRow } from "../data/reads/effects.ts";
import { clockHours } from "../analysis/tracing/clock-hours.ts";
import { officeZones } from "../analysis/tracing/response-clock.ts";
import type { MonthRows } from "../data/reads/month.ts";
import type { SentRequestRow } from "../data/reads/provider-pages.ts";
import type { StatementRow } from "../data/reads/provider-records.ts";
import type { StandingRow } from "../data/reads/standing-facts.ts";
import type { Ecosystem, SentRequest } from "./provider-types.ts";
import type { Audience } from "./types.ts";

/** What an office reads of providers. */
export const ecosystemOf = (rows: MonthRows): Ecosystem => ({
  pages: rows.providers,
  web: rows.web,
  signers: rows.signers,
  effect_groups: rows.effect_groups,
  matches: rows.matches,
  phoenix_leads: rows.phoenix_leads,
  statements: rows.statements,
  sent_requests: rows.providers.sent_requests.map(withLateness),
});

/** How late a request's answer is, in favor of the provider: where its zone is not known, the fewest hours over all. */
function withLateness(row: SentRequestRow): SentRequest {
  const until = row.answered_at ?? row.as_of;
  const zones = row.time_zone === null ? officeZones : [row.time_zone];
  return { ...row, late_h: clockHours(instant(row.due_at), instant(until), zones) };
}

const instant = (time: string): Date => new Date(`${time.replace(" ", "T")}Z`);

/**
 * Actions that an edition shows. The public reads of a provider by name only what a published document says: the action, and
 * the address of the document. What followed is about the provider, and stays with offices.
 */
export function actionsFor(
  actions: readonly ActionEffectRow[],
  audience: Audience,
  showsSimulated: boolean,
): ActionEffectRow[] {
  if (audience === "office") return [...actions];
  const nothing = {
    before: null,
    after: null,
    after_days: null,
    expected: null,
    ratio: null,
    ratio_low: null,
    ratio_high: null,
    has_left: null,
    moved_campaigns: null,
  };
  return actions
    .filter(
      (a) =>
        a.document_url !== null && a.provider_id !== null && (showsSimulated || !a.is_simulated),
    )
    .map((a) => ({ ...a, ...nothing }));
}

/** Standing with listings that an office took back: such a row says so instead of its tier. */
export function withRetractions(
  standing: readonly StandingRow[],
  statements: readonly StatementRow[],
): StandingRow[] {
  const last = new Map(
    statements
      .filter((s) => s.kind !== "reply")
      .map((s) => [JSON.stringify([s.provider_id, s.class]), s.kind]),
  );
  return standing.map((row) =>
    last.get(JSON.stringify([row.provider_id, row.class])) === "retracted"
      ? { ...row, tier: "retracted" }
      : row,
  );
}
