import type { CampaignCalls, CampaignEntry, JudgedBand } from "../types.ts";
import { counted, dayName, formatCount } from "./format.ts";

/** How many calls: seen, and in all where that can be estimated. */
export function callCountSentence({
  calls,
  low,
  high,
}: Pick<CampaignCalls, "calls" | "low" | "high">): string {
  const seen = `${counted(calls, "call")} of it ${calls === 1 ? "is" : "are"} in the loaded records.`;
  if (high === null)
    return `${seen} How many there were in all cannot be estimated: fewer than three providers that deliver such calls export their records. There were at least ${formatCount(low)}.`;
  if (high === low) return seen;
  return `${seen} In all, an estimated ${formatCount(low)} to ${formatCount(high)} calls (90% interval).`;
}

/** The interval of all calls, for a table. */
export const callInterval = ({ low, high }: { low: number; high: number | null }): string =>
  high === null
    ? `at least ${formatCount(low)}`
    : high === low
      ? formatCount(low)
      : `${formatCount(low)} to ${formatCount(high)}`;

/** How sure we are, in the words that the statistics allow. */
export const probabilitySentence = (
  { probability, least_without }: CampaignCalls,
  judged: readonly JudgedBand[],
): string =>
  `We give a probability of ${percent(probability)} that this is one caller's bulk calling that matches patterns of calls labeled illegal. Without the source that counts most, it is ${percent(least_without)}. Consent is in no call record: nobody can say from these records that a call was illegal. ${errorRateSentence(judged)}`;

/** Cases that two reviewers must have judged before their findings are given as error rates. */
export const leastJudged = 100;

/** Where error rates come from: from reviewers only once they have judged enough. */
export function errorRateSentence(judged: readonly JudgedBand[]): string {
  const all = judged.reduce((sum, b) => sum + b.judged, 0);
  if (all === 0)
    return "Error rates are known from simulated worlds only: no campaign has been judged by two reviewers yet.";
  if (all < leastJudged)
    return `Error rates are known from simulated worlds only: two reviewers have judged ${counted(all, "case")}, and at least ${leastJudged} are needed.`;
  const bands = judged.map(
    ({ band, judged: n, real, interval: [low, high] }) =>
      `at a probability of ${band}, ${formatCount(real)} of ${formatCount(n)} were real (95% interval ${percent(low)} to ${percent(high)})`,
  );
  return `Two reviewers judged ${counted(all, "case")} without knowing the probability: ${bands.join("; ")}.`;
}

/** A probability as people read it: never 0 or 100 %. */
export const percent = (p: number): string =>
  p > 0.99 ? "over 99%" : p < 0.01 ? "under 1%" : `${Math.round(100 * p)}%`;

/** Where its calls come from: the US provider first. */
export function entrySentence({ entries, traced, calls }: CampaignCalls): string {
  const main =
    entries.find((e) => e.origin_kind === "entry" || e.origin_kind === "customer") ?? entries[0];
  if (!main) return "Where its calls come from is not known.";
  const share = `${percent(main.calls / calls)} of its calls`;
  const name = providerOf(main);
  const rest = calls - traced;
  const cut = rest > 0 ? ` Of ${counted(rest, "call")} the origin is not in the records.` : "";
  const abroad = main.foreign_country ? ` (${main.foreign_country})` : "";
  const says = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  if (main.origin_kind === "entry")
    return says(
      `${share} entered the US at ${name}, handed over by ${main.foreign_name ?? main.foreign_provider_id}${abroad}.${cut}`,
    );
  if (main.origin_kind === "customer")
    return says(`${share} were placed by a customer of ${name}.${cut}`);
  if (main.origin_kind === "signer" || main.origin_kind === "origid")
    return says(`${share} were signed by ${name}; no record shows who placed them.`);
  return says(`${share} can be followed up to ${name}; no record shows who handed them to it.`);
}

/** An event in a campaign's life. */
export function eventSentence({
  day,
  event,
  from_name,
  to_name,
}: CampaignCalls["events"][number]): string {
  if (event === "moved") return `${dayName(day)}: moved from ${from_name} to ${to_name}.`;
  if (event === "returned") return `${dayName(day)}: returned.`;
  return `${dayName(day)}: last call before a silence of more than two weeks.`;
}

export const providerOf = (entry: CampaignEntry): string =>
  entry.provider_name ?? entry.provider_id ?? "a provider that is not named";

const origins: Readonly<Record<string, string>> = {
  customer: "customer of the originator",
  entry: "entry from abroad",
  origid: "signer's origination id",
  originator: "originator, customer not named",
  signer: "signature only",
  trunk: "upstream trunk only",
};
export const originName = (kind: string): string => origins[kind] ?? kind;

const reasons: Readonly<Record<string, string>> = {
  few_conversations: "answered calls of over two minutes: few",
  conversations: "answered calls of over two minutes: many",
  callers_not_genuine: "displayed numbers that nobody can call from",
  callers_listed: "displayed numbers on a do-not-originate list",
  callers_withheld: "calls without a displayed number",
  callers_of_called_exchange: "calls that show the called exchange",
  short_calls: "answered calls of 15 seconds or less: most",
  few_callers: "displayed numbers: one or two",
  callers_rotate: "displayed numbers, each used for few calls",
  from_abroad_with_us_numbers: "calls from abroad that show US numbers",
  few_attested_a: "signed calls with attestation A: few",
  attested_a: "signed calls with attestation A: many",
  few_answered: "calls answered: few",
  often_answered: "calls answered: many",
  outside_hours: "calls outside 8 am to 9 pm of the called party",
  one_ring: "calls that hang up at once: calls answered",
  same_people_again: "called numbers: the same again and again",
  apps_say_scam: "reports of app users that say scam",
  apps_say_no_scam: "reports of app users that say scam: few",
  recorded_pretext: "recordings with a pretext that illegal calls have",
  recorded_notice: "recordings with the words of a lawful notice",
};
export const reasonName = (code: string): string => reasons[code] ?? code.replaceAll("_", " ");

export function sourceName(source: string): string {
  if (source === "records") return "call records";
  const [kind, id] = [source.slice(0, source.indexOf(":")), source.slice(source.indexOf(":") + 1)];
  return `${kind === "app" ? "app" : "recordings of"} ${id}`;
}

const comparisons: Readonly<Record<string, string>> = {
  origin: "origin",
  callers: "displayed numbers",
  callback: "call-back numbers",
  script: "scripts",
  topic: "categories that apps give",
  states: "states called",
  schedule: "hours of calling",
  days: "days of calling",
  outcome: "answers and lengths",
  attestation: "attestation",
  reports: "verdicts of apps",
};
export const comparisonName = (kind: string): string => comparisons[kind] ?? kind;
export const levelName = (level: string): string => level.replaceAll("_", " ");
