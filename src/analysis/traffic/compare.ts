import { seededRandom } from "../statistics/random.ts";
import { sameSourceBits } from "../statistics/same-source.ts";
import { isOneCaller, type Cell, type Traffic } from "./cells.ts";
import { contentComparison } from "./content.ts";
import { linkThresholds as limits, value } from "./thresholds.ts";

/** What one comparison of two parts says: its level and the bits for (or against) one operation. */
export interface Comparison {
  kind:
    | "origin"
    | "usage"
    | "callers"
    | "topic"
    | "callback"
    | "script"
    | "manner"
    | "reports"
    | ProfileKind;
  level: string;
  bits: number;
}

/** Calls of one origin that were found to be of one operation. */
export interface Strand extends Traffic {
  cells: Cell[];
  origin_key: string;
  /** Displayed numbers that its cells show again and again. */
  numbers: Set<string>;
}

/** The month's mean profiles: what two callers have in common without being one. */
export interface Baseline {
  states: string[];
  days: string[];
  stateShares: number[];
  hourShares: number[];
  dayShares: number[];
  outcomeShares: number[];
  attestedShares: number[];
  /** Share of the bulk calls by provider. */
  providerShares: Map<string, number>;
}

/** How alike two profiles are, by the bits of sameSourceBits: the levels of a comparison, most alike first. */
const levels = ["alike", "open", "different", "very_different"] as const;
type Level = (typeof levels)[number];
const levelOf = (bits: number): Level =>
  bits > value(limits.alike)
    ? "alike"
    : bits > -value(limits.alike)
      ? "open"
      : bits > value(limits.veryDifferent)
        ? "different"
        : "very_different";

/** Profiles that are compared: each has one cause, so each is one comparison. */
const profileKinds = ["states", "schedule", "days", "outcome", "attestation"] as const;
type ProfileKind = (typeof profileKinds)[number];

/** How often two of one operation are so alike, declared: calls of one operation differ by place and day at times. */
const sameShares: Record<Level, number> = {
  alike: limits.alikeIfSame.value,
  open: limits.openIfSame.value,
  different: limits.differentIfSame.value,
  very_different: limits.veryDifferentIfSame.value,
};

/** Bits of a level: likeness speaks for one caller and difference against, never the other way. */
function levelBits(level: Level, chance: number): number {
  const bits = Math.log2(sameShares[level] / chance);
  // Open is for want of calls, and says nothing.
  return level === "open" ? 0 : level === "alike" ? Math.max(0, bits) : Math.min(0, bits);
}

/** How often two that have nothing to do with each other are so alike: measured on pairs of the month. */
export type ChanceShares = Record<ProfileKind, Record<Level, number>>;

const clamp = (bits: number, least: number, most: number) => Math.min(most, Math.max(least, bits));

/** Calls that were not answered, and answered ones by how long they took. */
export const outcomesOf = (t: Traffic): number[] => [t.calls - t.answered, ...t.durations];

export function baselineOf(traffic: readonly Cell[]): Baseline {
  const states = [...new Set(traffic.flatMap((t) => [...t.states.keys()]))].sort();
  const days = [...new Set(traffic.flatMap((t) => [...t.days.keys()]))].sort();
  const sums = (of: (t: Cell) => readonly number[]): number[] => {
    const lists = traffic.map((t) => {
      const list = of(t);
      const total = list.reduce((sum, n) => sum + n, 0);
      // Each origin counts by the root of its calls: one large sender is not the norm.
      return total === 0 ? list : list.map((n) => n / Math.sqrt(total));
    });
    const sum = lists[0]?.map((_, i) => lists.reduce((s, list) => s + list[i]!, 0)) ?? [];
    const total = sum.reduce((s, n) => s + n, 0);
    return sum.map((n) => (n + total / 1000) / (total * (1 + sum.length / 1000)));
  };
  const profile = sums((t) => [...outcomesOf(t), ...t.attested]);
  const all = traffic.reduce((sum, t) => sum + t.calls, 0);
  const providerShares = new Map<string, number>();
  for (const t of traffic) {
    const id = t.provider_id ?? "";
    providerShares.set(id, (providerShares.get(id) ?? 0) + t.calls / all);
  }
  return {
    states,
    days,
    stateShares: sums((t) => states.map((s) => t.states.get(s) ?? 0)),
    hourShares: sums((t) => t.hours),
    dayShares: sums((t) => days.map((d) => t.days.get(d) ?? 0)),
    outcomeShares: profile.slice(0, -4),
    attestedShares: profile.slice(-4),
    providerShares,
  };
}

/** Profiles of traffic in the order of a baseline's parts, made once for each item that is compared. */
export class Profiles {
  readonly #baseline: Baseline;
  readonly #states: number[][];
  readonly #days: number[][];
  readonly #alphas: {
    states: number[];
    hours: number[];
    days: number[];
    outcome: number[];
    attested: number[];
  };
  readonly #items: readonly Traffic[];

  constructor(items: readonly Traffic[], baseline: Baseline) {
    this.#items = items;
    this.#baseline = baseline;
    this.#states = items.map((t) => baseline.states.map((s) => t.states.get(s) ?? 0));
    this.#days = items.map((t) => baseline.days.map((d) => t.days.get(d) ?? 0));
    const prior = (shares: readonly number[]) => shares.map((s) => s * value(limits.priorCalls));
    this.#alphas = {
      states: prior(baseline.stateShares),
      hours: prior(baseline.hourShares),
      days: prior(baseline.dayShares),
      outcome: prior(baseline.outcomeShares),
      attested: prior(baseline.attestedShares),
    };
  }

  /** Bits for one distribution rather than two, by profile. */
  alikeness(i: number, j: number): Record<ProfileKind, number> {
    const [a, b] = [this.#items[i]!, this.#items[j]!];
    const most = value(limits.effectiveCalls);
    const { states, hours, outcome, attested } = this.#alphas;
    return {
      states: sameSourceBits(this.#states[i]!, this.#states[j]!, states, most),
      schedule: sameSourceBits(a.hours, b.hours, hours, most),
      days: sameSourceBits(this.#days[i]!, this.#days[j]!, this.#alphas.days, most),
      outcome: sameSourceBits(outcomesOf(a), outcomesOf(b), outcome, most),
      attestation: sameSourceBits(a.attested, b.attested, attested, most),
    };
  }

  /** What the calls themselves have in common: states, hours, answers and lengths, attestation, reports. */
  compare(i: number, j: number, chance: ChanceShares): Comparison[] {
    const bits = this.alikeness(i, j);
    return [
      ...profileKinds.map((kind): Comparison => {
        const level = levelOf(bits[kind]);
        const weight = levelBits(level, chance[kind][level]);
        return {
          kind,
          level,
          bits: clamp(
            weight,
            kind === "days" ? value(limits.daysAgainst) : value(limits.mostAgainst),
            value(limits.mostFor),
          ),
        };
      }),
      ...reportComparison(this.#items[i]!, this.#items[j]!),
    ];
  }

  get baseline(): Baseline {
    return this.#baseline;
  }
}

/** Pairs that are taken for seen before any is: where few can be seen, likeness proves little. */
const priorPairs: Record<Level, number> = { alike: 8, open: 1, different: 1, very_different: 2 };
const priorTotal = 12;

/**
 * How often two cells of different providers are so alike by chance: over seeded random pairs of the largest cells. Large
 * ones are taken since small ones are alike for want of calls.
 */
export function chanceShares(cells: readonly Cell[], baseline: Baseline): ChanceShares {
  const large = [...cells].sort((a, b) => b.calls - a.calls || (a.cell_id < b.cell_id ? -1 : 1)).slice(0, 600); // prettier-ignore
  const profiles = new Profiles(large, baseline);
  const random = seededRandom(20);
  const counts = Object.fromEntries(
    profileKinds.map((kind) => [kind, { ...priorPairs }]),
  ) as ChanceShares;
  let pairs = 0;
  for (let n = 0; n < 4000 && large.length > 1; n++) {
    const [i, j] = [Math.floor(random() * large.length), Math.floor(random() * large.length)];
    if (large[i]!.origin_key === large[j]!.origin_key || large[i]!.provider_id === large[j]!.provider_id) continue; // prettier-ignore
    pairs++;
    const bits = profiles.alikeness(i, j);
    for (const kind of profileKinds) counts[kind][levelOf(bits[kind])]++;
  }
  for (const kind of profileKinds)
    for (const level of levels) counts[kind][level] /= pairs + priorTotal;
  return counts;
}

/** Whether apps say the same about both. */
function reportComparison(a: Traffic, b: Traffic): Comparison[] {
  const of = (t: Traffic): number[] =>
    [...t.reports.apps.values()].reduce(
      (sum, r) => [sum[0]! + r.scam, sum[1]! + r.unwanted, sum[2]! + r.wanted],
      [0, 0, 0],
    );
  const bits = sameSourceBits(of(a), of(b), [1, 1, 1], 20);
  if (bits === 0) return [];
  const least = value(limits.mostAgainst);
  return [{ kind: "reports", level: levelOf(bits), bits: clamp(bits, least, 1) }];
}

/** Two cells of one origin. */
export function compareCells(
  profiles: Profiles,
  cells: readonly Cell[],
  i: number,
  j: number,
  chance: ChanceShares,
): Comparison[] {
  const [a, b] = [cells[i]!, cells[j]!];
  const content = contentComparison(a, b);
  const comparisons = [
    ...withinOrigin(a, b, b.origin_kind),
    ...(a.caller !== null && a.caller === b.caller
      ? [{ kind: "callers", level: "same", bits: value(limits.sameCaller) } as const]
      : []),
    ...mannerComparison(a, b),
    ...content,
    // Cells without a number of their own are told apart by attestation: that they differ in it says nothing.
    ...profiles
      .compare(i, j, chance)
      .filter((c) => c.kind !== "attestation" || (a.caller && b.caller)),
  ];
  return isOneDesk(b, content) ? notFarBelow(comparisons) : comparisons;
}

/** One customer that has people call one number runs one operation, though its scripts call others at other hours. */
const isOneDesk = (cell: Cell, content: readonly Comparison[]): boolean =>
  isOneCaller(cell) && content.some((c) => c.kind === "callback" && c.level === "same");

const notFarBelow = (comparisons: readonly Comparison[]): Comparison[] =>
  comparisons.map((c) => ({ ...c, bits: Math.max(c.bits, value(limits.oneDesk)) }));

/** A cell of which nothing was heard, with a group of its origin; `i` and `j` are their places in the profiles. */
export function compareCellToStrand(
  profiles: Profiles,
  cell: Cell,
  strand: Strand,
  i: number,
  j: number,
  chance: ChanceShares,
): Comparison[] {
  const manners = strand.cells.map((c) => mannerComparison(cell, c));
  return [
    ...withinOrigin(cell, strand, cell.origin_kind),
    ...(manners.some((m) => m.length === 0) ? [] : manners[0]!),
    ...profiles.compare(i, j, chance).filter((c) => c.kind !== "attestation" || cell.caller),
  ];
}

const sameOrigin = (kind: Cell["origin_kind"]): Comparison => ({
  kind: "origin",
  level: `same_${kind}`,
  bits: value(limits[`sameOrigin_${kind}`]),
});

/** One origin, and how often each displayed number is used. */
function withinOrigin(a: Traffic, b: Traffic, kind: Cell["origin_kind"]): Comparison[] {
  const origin = sameOrigin(kind);
  const usage = Math.abs(Math.log2(a.calls / Math.max(1, a.callers) / (b.calls / Math.max(1, b.callers)))); // prettier-ignore
  if (usage < 1) return [origin, { kind: "usage", level: "alike", bits: value(limits.sameUsage) }];
  if (usage > 3)
    return [origin, { kind: "usage", level: "different", bits: value(limits.otherUsage) }];
  return [origin];
}

/** Whether displayed numbers are made up in different ways. */
function mannerComparison(a: Cell, b: Cell): Comparison[] {
  if (a.pattern === b.pattern || (a.caller && b.caller)) return [];
  return [{ kind: "manner", level: "other", bits: -value(limits.manner) }];
}

/** Two groups of cells of different origins. */
export function compareStrands(
  profiles: Profiles,
  strands: readonly Strand[],
  i: number,
  j: number,
  chance: ChanceShares,
): Comparison[] {
  const [a, b] = [strands[i]!, strands[j]!];
  const content = contentComparison(a, b);
  const isSplit = a.origin_key === b.origin_key;
  const isOne = isSplit && isOneDesk(a.cells[0]!, content);
  const origin = isOne
    ? sameOrigin(a.cells[0]!.origin_kind)
    : originComparison(a, b, profiles.baseline);
  const comparisons = [
    origin,
    ...callerComparison(a, b),
    ...content,
    // What is attested is the provider's doing: it tells callers of one provider apart, not providers.
    ...profiles
      .compare(i, j, chance)
      .filter((c) => c.kind !== "attestation" || origin.level === "same_provider"),
  ];
  return isOne ? notFarBelow(comparisons) : comparisons;
}

function originComparison(a: Strand, b: Strand, baseline: Baseline): Comparison {
  const [x, y] = [a.cells[0]!, b.cells[0]!];
  const prior = value(limits.otherOrigin);
  if (a.origin_key === b.origin_key)
    return { kind: "origin", level: "split_before", bits: prior };
  if (x.provider_id !== null && x.provider_id === y.provider_id) {
    const others = 1 - (baseline.providerShares.get(x.provider_id) ?? 0);
    return { kind: "origin", level: "same_provider", bits: prior + value(limits.sameProvider) * others };
  } // prettier-ignore
  if (x.foreign_provider_id !== null && x.foreign_provider_id === y.foreign_provider_id)
    return { kind: "origin", level: "same_foreign_upstream", bits: prior + value(limits.sameForeign) };
  return { kind: "origin", level: "other", bits: prior };
} // prettier-ignore

function callerComparison(a: Strand, b: Strand): Comparison[] {
  const [small, large] = a.numbers.size <= b.numbers.size ? [a.numbers, b.numbers] : [b.numbers, a.numbers];
  if (small.size === 0) return [];
  let shared = 0;
  for (const number of small) if (large.has(number)) shared++;
  if (shared >= 3 || (shared > 0 && shared / small.size >= 1 / 3))
    return [{ kind: "callers", level: "same", bits: value(limits.sameCaller) }];
  if (shared > 0) return [{ kind: "callers", level: "some", bits: value(limits.someCaller) }];
  return [];
} // prettier-ignore

export const totalBits = (comparisons: readonly Comparison[]): number =>
  comparisons.reduce((sum, c) => sum + c.bits, 0);
