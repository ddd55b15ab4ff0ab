import logGamma from "@stdlib/math-base-special-gammaln";
import type { Traffic } from "./cells.ts";
import { evidenceThresholds as limits, reportExpectations as expectations } from "./thresholds.ts";

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
}

const value = (limit: { value: number }) => limit.value;
const clamp = (bits: number, cap: number) => Math.min(cap, Math.max(-cap, bits));

/**
 * Probability and reasons. Each source adds a weight of evidence (log2 of a likelihood ratio) that is capped, so that no
 * single one decides; the sum goes through the calibration that was fitted on simulated worlds (docs/campaigns.md).
 */
export function judge(traffic: Traffic, setting: Setting, complaints: readonly Evidence[] = []): Verdict {
  const evidence = [...recordsEvidence(traffic, setting), ...reportEvidence(traffic), ...complaints];
  const bySource = new Map<string, number>();
  for (const e of evidence) bySource.set(e.source, (bySource.get(e.source) ?? 0) + e.bits);
  const capOf = (source: string) =>
    source === "records" ? value(limits.recordsCap) : value(limits.sourceCap);
  const capped = [...bySource].map(([source, bits]) => [source, clamp(bits, capOf(source))] as const);
  const total = capped.reduce((sum, [, bits]) => sum + bits, value(limits.prior));
  // Calls that the records of several providers show are no single source: without any one of them the pattern remains.
  const witnesses = [...traffic.exporters.values()].filter((n) => n >= 0.05 * traffic.calls).length;
  const isWitnessed = witnesses >= value(limits.witnesses);
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
} // prettier-ignore

/** Logistic calibration of the summed bits: slope and intercept in thresholds. */
export const probabilityOf = (bits: number): number =>
  1 / (1 + 2 ** -(value(limits.calibrationSlope) * bits + value(limits.calibrationIntercept)));

/** What the records of the calls show by themselves. */
function recordsEvidence(t: Traffic, setting: Setting): Evidence[] {
  const found: Evidence[] = [];
  const add = (code: string, k: number, n: number, bits: number) => {
    if (bits !== 0) found.push({ source: "records", code, k, n, bits });
  };
  const measured = t.durations.reduce((sum, n) => sum + n, 0);
  const long = t.durations.at(-1)!;
  if (measured >= 20) {
    const share = long / measured;
    add(share >= value(limits.conversation) ? "conversations" : "few_conversations", long, measured, share >= value(limits.conversation) ? -Math.min(2.5, 5 * share) : share < 0.1 ? 0.5 : 0); // prettier-ignore
  }
  // Digits get lost on the way and tables are old: such numbers count as far as they are more than others have.
  const callers = Math.max(t.callers, t.impossible, t.listed, 1);
  const expected_ = Math.max(setting.impossibleExpected, 0.005);
  const impossibleBits = countBits([t.impossible, Math.max(0, callers - t.impossible)], [1, 1.5], [20 * expected_, 20 * (1 - expected_)]);
  if (t.impossible >= 3 && impossibleBits > 0)
    add("callers_not_genuine", t.impossible, callers, Math.min(impossibleBits, 1 + Math.log2(t.impossible), 5));
  if (t.listed > 0) add("callers_listed", t.listed, callers, 3 * Math.min(1, (2 * t.listed) / callers));
  if (t.withheld / t.calls > 0.3) add("callers_withheld", t.withheld, t.calls, 1);
  const expected = Math.max(setting.neighborExpected, 1e-4) * t.calls;
  if (t.neighbor >= 5 && t.callers >= value(limits.neighborCallers) && t.neighbor > value(limits.neighborTimes) * expected && t.neighbor / t.calls > 0.1)
    add("callers_of_called_exchange", t.neighbor, t.calls, 4); // prettier-ignore
  if (setting.isOneOrigin && t.callers >= value(limits.rotationCallers) && t.calls / t.callers <= value(limits.rotationCalls))
    add("callers_rotate", t.callers, t.calls, 1); // prettier-ignore
  if (setting.fromAbroad && setting.showsUsNumbers) add("from_abroad_with_us_numbers", t.calls, t.calls, 2.5);
  const signed = t.attested[0]! + t.attested[1]! + t.attested[2]!;
  if (signed >= 10) {
    const [a, rest] = [t.attested[0]!, signed - t.attested[0]!];
    const bits = countBits([a, rest], [2, 3], [3, 1.5]) * Math.min(1, 20 / signed);
    add(bits > 0 ? "few_attested_a" : "attested_a", a, signed, clamp(bits, 1));
  }
  if (t.calls >= 50) {
    const rate = t.answered / t.calls;
    add(rate < 0.4 ? "few_answered" : "often_answered", t.answered, t.calls, rate < 0.4 ? 0.7 : rate > 0.6 ? -0.7 : 0);
  } // prettier-ignore
  if (t.off_hours >= 5 && t.off_hours / t.calls > 0.25) add("outside_hours", t.off_hours, t.calls, 0.7);
  if (t.calls >= 100 && measured / t.calls < 0.03) add("one_ring", t.answered, t.calls, 2);
  if (t.called / t.calls < 0.5) add("same_people_again", t.called, t.calls, -1.5);
  return found;
} // prettier-ignore

/** What apps and recorded lines say. */
function reportEvidence(t: Traffic): Evidence[] {
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
  const lines = [...t.reports.lines]
    .sort(byName)
    .flatMap(([line, { pretext, notice }]): Evidence[] => {
      const n = pretext + notice;
      if (n === 0) return [];
      // Recordings of one script are no independent readings of it.
      const scale = Math.min(1, value(limits.readings) / n);
      const bits = countBits(
        [pretext * scale, notice * scale],
        expectations.lineIllegal,
        expectations.lineLawful,
      );
      return [
        {
          source: `line:${line}`,
          code: bits > 0 ? "recorded_pretext" : "recorded_notice",
          k: bits > 0 ? pretext : notice,
          n,
          bits,
        },
      ];
    });
  return [...apps, ...lines];
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
