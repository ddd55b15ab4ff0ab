import logGamma from "@stdlib/math-base-special-gammaln";
import { measuredCalls, type Traffic } from "./cells.ts";
import {
  evidenceThresholds as limits, evidenceWeights, reportExpectations as expectations, value,
} from "./thresholds.ts"; // prettier-ignore

/** One reason for or against: what was found, in whose data, and what it weighs. */
export interface Evidence {
  /** `records`, `app:ID`, `line:ID` or `complaints:AGENCY`. */
  source: string;
  code: string;
  /** What was counted, of how many. */
  k: number;
  n: number;
  bits: number;
}

export interface Verdict {
  /** That it is one operation of bulk calling that matches patterns of calls labeled illegal. */
  probability: number;
  evidence: Evidence[];
  /** Sources that speak for it, and the probability without each source that says anything. */
  sources: string[];
  without: Map<string, number>;
}

/** What else is known of the calls than what their records count. */
export interface Setting {
  /** They entered from abroad, at a US point of entry. */
  fromAbroad: boolean;
  /** Calls whose origin is known: how their displayed numbers rotate says something of one customer only. */
  isOneOrigin: boolean;
  /** Share of calls that show the called exchange, expected by chance. */
  neighborExpected: number;
  /** Share of displayed numbers that cannot be genuine, over the month. */
  impossibleExpected: number;
  /** Most of its displayed numbers are of the US. */
  showsUsNumbers: boolean;
  /** Providers whose records show it. */
  witnesses: number;
}

/** What is counted of calls and said of them, as far as it is evidence. */
export type Pattern = Pick<
  Traffic,
  | "calls" | "callers" | "called" | "answered" | "durations" | "attested" | "impossible" | "impossible_calls" | "listed"
  | "withheld" | "neighbor" | "off_hours" | "reports"
>; // prettier-ignore

const clamp = (bits: number, cap: number) => Math.min(cap, Math.max(-cap, bits));

/**
 * Probability and reasons. Each source adds a weight of evidence (log2 of a likelihood ratio) that is capped, so that no
 * single one decides; the sum goes through the calibration that was fitted on simulated worlds (docs/campaigns.md).
 */
export function judge(traffic: Pattern, setting: Setting): Verdict {
  const evidence = [...recordsEvidence(traffic, setting), ...reportEvidence(traffic)];
  const bySource = new Map<string, number>();
  for (const e of evidence) bySource.set(e.source, (bySource.get(e.source) ?? 0) + e.bits);
  const capOf = (source: string) =>
    source === "records" ? value(limits.recordsCap) : value(limits.sourceCap);
  const capped = [...bySource].map(
    ([source, bits]) => [source, clamp(bits, capOf(source))] as const,
  );
  const total = capped.reduce((sum, [, bits]) => sum + bits, 0);
  // Calls that the records of several providers show are no single source: without any one of them the pattern remains.
  const isWitnessed = setting.witnesses >= value(limits.witnesses);
  return {
    probability: probabilityOf(total),
    evidence,
    sources: capped.filter(([, bits]) => bits >= 1).map(([source]) => source),
    without: new Map(
      capped.map(([source, bits]) => [
        source,
        probabilityOf(source === "records" && isWitnessed ? total : total - bits),
      ]),
    ),
  };
}

/** Logistic calibration of the summed bits. Prior and intercept are apart: another prevalence is another prior. */
const probabilityOf = (bits: number): number => {
  const log = value(limits.calibrationSlope) * bits + value(limits.calibrationIntercept);
  return 1 / (1 + 2 ** -(log + value(limits.prior)));
};

/** What the records of the calls show by themselves. */
function recordsEvidence(t: Pattern, setting: Setting): Evidence[] {
  return [...durationEvidence(t), ...callerEvidence(t, setting), ...answerEvidence(t)]
    .filter(([, , , bits]) => bits !== 0)
    .map(([code, k, n, bits]) => ({ source: "records", code, k, n, bits }));
}

type Counted = [code: string, k: number, n: number, bits: number];

/** How long answered calls took, where that was measured. */
function durationEvidence(t: Pattern): Counted[] {
  const measured = measuredCalls(t);
  if (measured < value(limits.leastMeasured)) return [];
  const long = t.durations.at(-1)!;
  const short = t.durations[0]! + t.durations[1]!;
  if (long / measured >= value(limits.conversation))
    return [["conversations", long, measured, Math.max(-weight("conversations"), -5 * (long / measured))]];
  if (short / measured >= value(limits.shortShare)) return [["short_calls", short, measured, weight("short_calls")]];
  return long / measured < value(limits.conversation) / 2 ? [["few_conversations", long, measured, weight("few_conversations")]] : [];
} // prettier-ignore

/** Which numbers were displayed. */
function callerEvidence(t: Pattern, setting: Setting): Counted[] {
  const found: Counted[] = [];
  // Digits get lost on the way and tables are old: such numbers count as far as they are more than others have, both of the
  // numbers and of the calls.
  const callers = Math.max(t.callers, t.impossible, t.listed, 1);
  const expected = Math.max(setting.impossibleExpected, value(limits.garbledLeast));
  const garbledBits = (k: number, n: number) =>
    countBits([k, Math.max(0, n - k)], [1, 1.5], [20 * expected, 20 * (1 - expected)]);
  const beyond = Math.min(garbledBits(t.impossible, callers), garbledBits(t.impossible_calls, t.calls));
  if (t.impossible >= 3 && beyond > 0)
    found.push(["callers_not_genuine", t.impossible, callers, Math.min(beyond, 1 + Math.log2(t.impossible), weight("callers_not_genuine"))]);
  if (t.listed > 0) found.push(["callers_listed", t.listed, callers, weight("callers_listed") * Math.min(1, (2 * t.listed) / callers)]);
  if (t.withheld / t.calls > value(limits.withheldShare)) found.push(["callers_withheld", t.withheld, t.calls, weight("callers_withheld")]);
  const byChance = Math.max(setting.neighborExpected, 1e-4) * t.calls;
  if (
    t.neighbor >= 5 && t.callers >= value(limits.neighborCallers) && t.neighbor > value(limits.neighborTimes) * byChance &&
    t.neighbor / t.calls > value(limits.neighborShare)
  )
    found.push(["callers_of_called_exchange", t.neighbor, t.calls, weight("callers_of_called_exchange")]);
  if (setting.isOneOrigin && t.callers >= value(limits.rotationCallers) && t.calls / t.callers <= value(limits.rotationCalls))
    found.push(["callers_rotate", Math.min(t.callers, t.calls), t.calls, weight("callers_rotate")]);
  if (t.callers <= value(limits.fewCallers) && t.calls >= value(limits.leastPattern)) found.push(["few_callers", t.callers, t.calls, -weight("few_callers")]);
  if (setting.fromAbroad && setting.showsUsNumbers)
    found.push(["from_abroad_with_us_numbers", t.calls, t.calls, weight("from_abroad_with_us_numbers")]);
  return found;
} // prettier-ignore

/** Who answered, what was attested, and when and whom was called. */
function answerEvidence(t: Pattern): Counted[] {
  const found: Counted[] = [];
  const signed = t.attested[0]! + t.attested[1]! + t.attested[2]!;
  if (signed >= 10) {
    const [a, rest] = [t.attested[0]!, signed - t.attested[0]!];
    const bits = countBits([a, rest], [2, 3], [3, 1.5]) * Math.min(1, 20 / signed);
    found.push(bits > 0 ? ["few_attested_a", a, signed, Math.min(bits, weight("few_attested_a"))] : ["attested_a", a, signed, Math.max(bits, -weight("attested_a"))]);
  }
  const rate = t.answered / t.calls;
  if (t.calls >= value(limits.leastPattern)) {
    if (rate < value(limits.oneRing)) found.push(["one_ring", t.answered, t.calls, weight("one_ring")]);
    else if (rate < value(limits.fewAnswered)) found.push(["few_answered", t.answered, t.calls, weight("few_answered")]);
    else if (rate > value(limits.oftenAnswered)) found.push(["often_answered", t.answered, t.calls, -weight("often_answered")]);
  }
  if (t.off_hours >= 5 && t.off_hours / t.calls > value(limits.offHours)) found.push(["outside_hours", t.off_hours, t.calls, weight("outside_hours")]);
  if (t.called / t.calls < value(limits.samePeople)) found.push(["same_people_again", t.called, t.calls, -weight("same_people_again")]);
  return found;
} // prettier-ignore

const weight = (code: keyof typeof evidenceWeights): number => value(evidenceWeights[code]);

/** What apps and recorded lines say. */
function reportEvidence(t: Pattern): Evidence[] {
  const apps = [...t.reports.apps]
    .sort(byName)
    .map(([app, { scam, unwanted, wanted }]): Evidence => {
      // Users call lawful bulk calls spam too; that a call is a scam they say seldom of these.
      const bits = countBits(
        [scam, unwanted, wanted],
        expectations.appIllegal,
        expectations.appLawful,
      );
      return {
        source: `app:${app}`,
        code: bits > 0 ? "apps_say_scam" : "apps_say_no_scam",
        k: scam,
        n: scam + unwanted + wanted,
        bits,
      };
    });
  return [...apps, ...lineEvidence(t)];
}

/**
 * What recorded lines heard. All recordings of one script are read by one rule, so they are one reading whoever recorded
 * them: the bits are those of all lines together, shared out by what each has heard.
 */
function lineEvidence(t: Pattern): Evidence[] {
  const lines = [...t.reports.lines].sort(byName).filter(([, l]) => l.pretext + l.notice > 0);
  const sum = (of: (heard: { pretext: number; notice: number }) => number) =>
    lines.reduce((total, [, heard]) => total + of(heard), 0);
  const [pretext, notice] = [sum((l) => l.pretext), sum((l) => l.notice)];
  const scale = Math.min(1, value(limits.readings) / (pretext + notice));
  const bits = countBits(
    [pretext * scale, notice * scale],
    expectations.lineIllegal,
    expectations.lineLawful,
  );
  return lines.map(([line, heard]): Evidence => ({
    source: `line:${line}`,
    code: bits > 0 ? "recorded_pretext" : "recorded_notice",
    k: bits > 0 ? heard.pretext : heard.notice,
    n: heard.pretext + heard.notice,
    bits: (bits * (heard.pretext + heard.notice)) / (pretext + notice),
  }));
}

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) =>
  a[0] < b[0] ? -1 : 1;

/** log2 of how much better a Dirichlet-multinomial with the first parameters explains the counts than one with the second. */
export function countBits(
  counts: readonly number[],
  for_: readonly number[],
  against: readonly number[],
): number {
  const n = counts.reduce((sum, k) => sum + k, 0);
  const log = (alphas: readonly number[]) => {
    const total = alphas.reduce((sum, a) => sum + a, 0);
    return (
      logGamma(total) -
      logGamma(total + n) +
      alphas.reduce((sum, a, i) => sum + logGamma(a + counts[i]!) - logGamma(a), 0)
    );
  };
  return (log(for_) - log(against)) / Math.LN2;
}

/** Whether what speaks for it is enough at a probability, and not of one source alone. */
export const isSupported = ({ probability, without }: Verdict, least: number): boolean =>
  probability >= least && Math.min(...without.values()) >= value(limits.claimWithout);
