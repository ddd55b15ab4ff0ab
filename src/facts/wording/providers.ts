import type { ActionEffectRow, EffectGroupRow } from "../../data/reads/effects.ts";
import type {
  RequestRow,
  ResponseTimeRow,
  SourceFactsRow,
} from "../../data/reads/provider-pages.ts";
import type { SentRequest } from "../provider-types.ts";
import type { StatementRow } from "../../data/reads/provider-records.ts";
import type { ChokepointRow } from "../../data/reads/web.ts";
import { percent } from "./campaign-calls.ts";
import { counted, dayName, formatCount } from "./format.ts";

const actionKinds: Readonly<Record<string, string>> = {
  letter: "letter",
  cease_and_desist: "cease-and-desist letter",
  blocking_order: "blocking order",
  removal: "removal from the Robocall Mitigation Database",
  readmission: "readmission to the Robocall Mitigation Database",
  suit: "suit",
  settlement: "settlement",
};

export const actionName = (kind: string): string => actionKinds[kind] ?? kind;

const hours = (h: number): string =>
  h === 0
    ? "no time of the clock"
    : h < 1
      ? `${Math.round(h * 60)} minutes`
      : h < 48
        ? `${h.toFixed(1)} hours`
        : `${(h / 24).toFixed(1)} days`;

/** How long a provider takes to answer, by the clock of the rule. */
export function responseTimeSentence(r: ResponseTimeRow): string {
  const range =
    r.median_low_h === null
      ? ""
      : r.median_high_h === null
        ? ` (90 % interval from ${hours(r.median_low_h)}, without an upper end)`
        : ` (90 % interval ${hours(r.median_low_h)} to ${hours(r.median_high_h)})`;
  const half =
    r.median_h === null
      ? "Fewer than half of the requests were answered."
      : `Half of the requests were answered within ${hours(r.median_h)}${range}.`;
  const within = `Within 24 hours of the clock: ${percent(r.within_24h)} (${percent(r.within_24h_low)} to ${percent(r.within_24h_high)}).`;
  const rest = [
    r.refused > 0 ? `${formatCount(r.refused)} declined` : null,
    r.barred > 0 ? `${formatCount(r.barred)} barred by law` : null,
    r.open > 0 ? `${formatCount(r.open)} open when the file ends` : null,
  ].filter((part) => part !== null);
  return `${half} ${within} Of ${counted(r.n, "request")}: ${[`${formatCount(r.answered)} answered`, ...rest].join(", ")}. Days that are not business days do not count.`;
}

const outcomes: Readonly<Record<string, string>> = {
  answered: "answered",
  no_response: "no answer",
  declined: "declined",
  legally_unable: "barred by law",
  pending: "not due yet",
};

const lacks: Readonly<Record<string, string>> = {
  no_record: "no record of the call",
  incomplete_record: "incomplete record",
  upstream_not_named: "upstream provider not named",
  customer_not_named: "customer not named",
};

const parts: Readonly<Record<string, string>> = {
  originating: "its own customer placed the call",
  gateway: "took the call from abroad",
  intermediate: "handed the call on",
};

/** What became of a request, in words. */
export function requestOutcome(r: RequestRow): string {
  const outcome = outcomes[r.outcome] ?? r.outcome;
  if (r.is_astray) return `${outcome}; records lead the call past it: not counted`;
  const lack = r.lack === null ? null : (lacks[r.lack] ?? r.lack);
  const part = r.identified_as === null ? null : (parts[r.identified_as] ?? r.identified_as);
  return [outcome, lack ?? part].filter((p) => p !== null).join(": ");
}

/** How a provider answers the requests that this office sent it. */
export function sentRequestsSentence(requests: readonly SentRequest[]): string {
  const answered = requests.filter((r) => r.status === "answered");
  const refused = requests.filter((r) => r.status === "refused");
  const open = requests.length - answered.length - refused.length;
  const late = requests.filter((r) => r.late_h > 0);
  const longest = Math.max(0, ...late.map((r) => r.late_h));
  const parts = [
    `${formatCount(answered.length)} answered`,
    refused.length > 0 ? `${formatCount(refused.length)} refused` : null,
    open > 0 ? `${formatCount(open)} open` : null,
  ].filter((part) => part !== null);
  const lateness =
    late.length === 0
      ? "None was or is late."
      : `Late: ${formatCount(late.length)}, by up to ${hours(longest)} (only business days count).`;
  return `Of ${counted(requests.length, "request")}: ${parts.join(", ")}. ${lateness} Open requests are judged as of ${requests[0]!.as_of.slice(0, 16)} UTC, the newest entry in the records of requests.`;
}

/** How late an answer is. */
export function latenessWords(r: SentRequest): string {
  if (r.late_h === 0) return r.answered_at === null ? "not due yet" : "in time";
  return `${hours(r.late_h)} late${r.answered_at === null ? ", still open" : ""}`;
}

/** What followed an action. */
export function effectSentence(a: ActionEffectRow): string {
  if (a.has_left) return "No record shows the provider since: it is gone, which is not an improvement.";
  if (a.after_days === null) return "Too few days are loaded since.";
  const counts = `Traced calls of which it was the source: ${formatCount(a.before ?? 0)} in the half-year before, ${formatCount(a.after ?? 0)} in ${counted(a.after_days, "day")} after`;
  const moved =
    (a.moved_campaigns ?? 0) > 0
      ? ` ${counted(a.moved_campaigns!, "campaign")} moved to another provider within 30 days.`
      : "";
  if (a.ratio === null)
    return `${counts}; ${formatExpected(a.expected)} were to be expected, too few for a ratio.${moved}`;
  return `${counts}; ${formatExpected(a.expected)} were to be expected with nothing done. Ratio ${a.ratio.toFixed(2)} (90 % interval ${a.ratio_low!.toFixed(2)} to ${a.ratio_high!.toFixed(2)}).${moved}`;
} // prettier-ignore

const formatExpected = (n: number | null): string => (n ?? 0).toFixed(1);

/** What followed all actions of a kind. */
export function effectGroupSentence(g: EffectGroupRow): string {
  const exits = g.exits > 0 ? ` ${counted(g.exits, "provider is", "providers are")} gone since and in no sum.` : "";
  const open = g.left_out > 0 ? ` After ${counted(g.left_out, "action", "actions")} too few days are loaded.` : "";
  const start = `${counted(g.actions, actionName(g.kind), `${actionName(g.kind)}s`)}:`;
  if (g.left_out === g.actions) return `${start} too few days are loaded since.`;
  if (g.ratio === null)
    return `${start} ${formatCount(g.after)} traced calls after, ${formatExpected(g.expected)} to be expected: too few for a ratio.${exits}${open}`;
  const control =
    g.placebo_groups === 0
      ? "No control could be drawn: too few providers got none."
      : `Of ${formatCount(g.placebo_groups)} groups of letters that nobody sent, the interval of ${formatCount(g.placebo_held)} holds 1${g.placebo_held < 0.85 * g.placebo_groups ? ": fewer than the 90 % that it promises, so this interval is too narrow" : ""}.`;
  return `${start} ${formatCount(g.after)} traced calls after, where ${formatExpected(g.expected)} were to be expected with nothing done (${formatCount(g.before)} before). Ratio ${g.ratio.toFixed(2)}, 90 % interval ${g.ratio_low!.toFixed(2)} to ${g.ratio_high!.toFixed(2)}. ${control}${exits}${open}`;
} // prettier-ignore

/** Who carries most, and how much hangs on whose records were loaded. */
export function chokepointSentence(found: readonly ChokepointRow[]): string {
  const last = found.at(-1);
  if (!last) return "Records lead no call of a campaign to a provider above the one that recorded it.";
  return `${counted(found.length, "provider", "providers")} together carried ${percent(last.together)} of the campaign calls that are seen. Where the records of any one exporter are left out, it is between ${percent(last.together_low)} and ${percent(last.together_high)}.`;
} // prettier-ignore

/** A reply, or a listing that was taken back. */
export function statementSentence(s: StatementRow): string {
  const on = dayName(s.stated_at.slice(0, 10));
  if (s.kind === "reply") return `Replied, ${on} (recorded by ${s.stated_by}): “${s.text}”`;
  const what = s.kind === "retracted" ? "taken back" : "set in place again";
  return `Listing in class ${s.class} ${what}, ${on}, by ${s.stated_by}: ${s.text}`;
}

export const webCaution =
  "The web shows what loaded records show: links of providers that export, and those that they name. A provider is large here because it carries much, or because those whose records are loaded trade with it. To carry a call says nothing of intent.";

/** What the campaign calls of a source look like: the facts that complaints in court plead, of calls that were seen. */
export function pleadedFacts(f: SourceFactsRow): string[] {
  const of = (n: number, all: number) => `${formatCount(n)} of ${formatCount(all)}`;
  return [
    `${counted(f.calls, "seen call")} of ${counted(f.campaigns, "campaign")}, ${dayName(f.first_at)} to ${dayName(f.last_at)}. More were placed than loaded records show.`,
    ...(f.measured > 0 ? [`${of(f.under_15s, f.measured)} answered calls lasted 15 seconds or less (${percent(f.under_15s / f.measured)}).`] : []),
    `About ${counted(f.displayed_numbers, "displayed number")}: ${(f.calls / Math.max(1, f.displayed_numbers)).toFixed(1)} calls to each.`,
    `${of(f.impossible, f.calls)} showed a number that cannot be genuine, ${of(f.listed, f.calls)} one that is on a do-not-originate list.`,
    `${of(f.off_hours, f.calls)} came before 8 a.m. or from 9 p.m. by the called number’s clock.`,
  ];
} // prettier-ignore
