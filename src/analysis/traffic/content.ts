import type { Traffic } from "./cells.ts";
import type { Comparison } from "./compare.ts";
import { linkThresholds as limits, value } from "./thresholds.ts";

/** What was heard in both: numbers to call back and scripts. */
export function contentComparison(a: Traffic, b: Traffic): Comparison[] {
  const [shared, both] = overlap(a.reports.callbacks, b.reports.callbacks);
  const found: Comparison[] = [];
  if (both)
    found.push(
      shared >= 0.3
        ? { kind: "callback", level: "same", bits: value(limits.sameCallback) }
        : shared > 0
          ? { kind: "callback", level: "some", bits: value(limits.sameCallback) / 3 }
          : { kind: "callback", level: "other", bits: value(limits.otherCallback) * trust(a, b, "callbacks") },
    ); // prettier-ignore
  found.push(...topicComparison(a, b));
  const [alike, scripts] = overlap(a.reports.scripts, b.reports.scripts);
  if (!scripts) return found;
  if (alike >= 0.3) found.push({ kind: "script", level: "same", bits: value(limits.sameScript) });
  // One operation may read several scripts: with a number in common another script says nothing.
  else if (!(both && shared > 0))
    found.push({ kind: "script", level: "other", bits: value(limits.otherScript) * trust(a, b, "scripts") }); // prettier-ignore
  return found;
}

/** What the users of apps say that the calls are about, in the app's own categories. */
function topicComparison(a: Traffic, b: Traffic): Comparison[] {
  const [alike, both] = overlap(a.reports.topics, b.reports.topics);
  if (!both) return [];
  if (alike >= 0.3) return [{ kind: "topic", level: "same", bits: value(limits.sameTopic) }];
  return [
    { kind: "topic", level: "other", bits: value(limits.otherTopic) * trust(a, b, "topics") },
  ];
}

/** A single recording may be matched to the wrong call: from two on each side, a difference counts in full. */
function trust(a: Traffic, b: Traffic, what: "scripts" | "callbacks" | "topics"): number {
  const n = (t: Traffic) => [...t.reports[what].values()].reduce((sum, count) => sum + count, 0);
  return Math.min(n(a), n(b)) >= 2 ? 1 : 0.7;
}

/** Share of the smaller that is in common (of counts), and whether both have any. */
function overlap(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): [share: number, both: boolean] {
  if (a.size === 0 || b.size === 0) return [0, false];
  const total = (map: ReadonlyMap<string, number>) =>
    [...map.values()].reduce((sum, n) => sum + n, 0);
  const [totalA, totalB] = [total(a), total(b)];
  let share = 0;
  for (const [key, n] of a) share += Math.min(n / totalA, (b.get(key) ?? 0) / totalB);
  return [share, true];
}
