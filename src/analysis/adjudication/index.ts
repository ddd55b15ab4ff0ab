import { seededRandom } from "../statistics/random.ts";

/** What two people are to judge: a claimed campaign, or a caller that is left open. */
export interface Case {
  id: string;
  probability: number;
}

/** Bands of probability that the sample is drawn from: each is judged by itself. */
export const bands = [
  { name: "0.1 to 0.7 (not claimed)", from: 0.1, to: 0.7 },
  { name: "0.7 to 0.9", from: 0.7, to: 0.9 },
  { name: "0.9 to 0.99", from: 0.9, to: 0.99 },
  { name: "0.99 and more", from: 0.99, to: 1.01 },
] as const;

export interface DrawnCase {
  case_no: number;
  id: string;
  band: string;
  /** Cases of its band, and how many of these were drawn. */
  of: number;
  drawn: number;
}

/**
 * A seeded sample, as even over the bands as they allow, in an order that tells nothing of them. Cases under the lowest band
 * are not drawn.
 */
export function drawCases(cases: readonly Case[], size: number, seed: number): DrawnCase[] {
  const random = seededRandom(seed);
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  const byId = [...cases].sort((a, b) => (a.id < b.id ? -1 : 1));
  const strata = bands.map((band) => ({
    band: band.name,
    cases: shuffled(byId.filter((c) => c.probability >= band.from && c.probability < band.to)),
    drawn: 0,
  }));
  for (let left = size; left > 0;) {
    const open = strata.filter((s) => s.drawn < s.cases.length);
    if (open.length === 0) break;
    for (const stratum of open.slice(0, left)) stratum.drawn++;
    left -= Math.min(left, open.length);
  }
  const chosen = strata.flatMap(({ band, cases: own, drawn }) =>
    own.slice(0, drawn).map((c) => ({ id: c.id, band, of: own.length, drawn })),
  );
  return shuffled(chosen).map((c, i) => ({ case_no: i + 1, ...c }));
}

/** What a reviewer may say of a case. */
export const answers = ["unlawful_pattern", "lawful", "several_callers", "cannot_say"] as const;
export type Answer = (typeof answers)[number];

export interface BandPrecision {
  band: string;
  judged: number;
  real: number;
  /** Share that both reviewers call one caller of an unlawful pattern, with its 95 % interval. */
  precision: number;
  low: number;
  high: number;
}

export interface Adjudication {
  cases: number;
  agreed: number;
  /** Cohen's kappa; null where one answer is all that both gave. */
  kappa: number | null;
  bands: BandPrecision[];
  /** Of all claimed campaigns, weighted by how many of each band were drawn (Horvitz and Thompson 1952). */
  claimed_precision: number | null;
}

/** Two reviewers' answers by case. A case counts as real only where both say so. */
export function judgeAnswers(
  drawn: readonly DrawnCase[],
  first: ReadonlyMap<number, Answer>,
  second: ReadonlyMap<number, Answer>,
): Adjudication {
  const both = drawn.flatMap((c) => {
    const [a, b] = [first.get(c.case_no), second.get(c.case_no)];
    return a && b ? [{ ...c, a, b }] : [];
  });
  const agreed = both.filter((c) => c.a === c.b).length;
  const chance = answers.reduce((sum, answer) => {
    const share = (of: "a" | "b") => both.filter((c) => c[of] === answer).length / both.length;
    return sum + share("a") * share("b");
  }, 0);
  const isReal = (c: (typeof both)[number]) =>
    c.a === "unlawful_pattern" && c.b === "unlawful_pattern";
  const found = bands.flatMap(({ name }): BandPrecision[] => {
    const own = both.filter((c) => c.band === name);
    if (own.length === 0) return [];
    const real = own.filter(isReal).length;
    const [low, high] = clopperPearson(real, own.length);
    return [{ band: name, judged: own.length, real, precision: real / own.length, low, high }];
  });
  const claimed = found.filter((b) => b.band !== bands[0].name);
  const sizes = new Map(drawn.map((c) => [c.band, c.of]));
  const all = claimed.reduce((sum, b) => sum + sizes.get(b.band)!, 0);
  return {
    cases: both.length,
    agreed,
    kappa:
      both.length === 0 || chance === 1 ? null : (agreed / both.length - chance) / (1 - chance),
    bands: found,
    claimed_precision:
      all === 0
        ? null
        : claimed.reduce((sum, b) => sum + b.precision * sizes.get(b.band)!, 0) / all,
  };
}

/** Exact 95 % interval of a share (Clopper and Pearson 1934), by bisection of binomial tails. */
export function clopperPearson(k: number, n: number): [low: number, high: number] {
  const atLeast = (p: number) => tail(k, n, p);
  const atMost = (p: number) => 1 - tail(k + 1, n, p);
  const solve = (isBelow: (p: number) => boolean): number => {
    let [low, high] = [0, 1];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (isBelow(middle)) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return [
    k === 0 ? 0 : solve((p) => atLeast(p) < 0.025),
    k === n ? 1 : solve((p) => atMost(p) > 0.025),
  ];
}

/** P(X ≥ k) of a binomial. */
function tail(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return Math.max(0, 1 - below);
}
