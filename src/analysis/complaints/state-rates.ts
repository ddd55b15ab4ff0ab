import { leastExpected, rankRates, type RankedRate } from "../statistics/ranks.ts";
import {
  countInterval,
  sessionDispersion,
  weeklyDispersion,
  type Dispersion,
} from "../statistics/rates.ts";

/** Complaints of one jurisdiction (or of all others together) in a month. */
export interface AreaMonth {
  state: string;
  /** States and DC are ranked; territories and the nation are not. */
  is_ranked_kind: boolean;
  population: number;
  complaints: number;
  sessions: number;
  squares: number;
  /** Complaints by day of the month, 1 to 31; null on days that are not covered. */
  days: readonly (number | null)[];
}

export interface StateRate {
  state: string;
  per_100k: number;
  per_100k_low: number;
  per_100k_high: number;
  dispersion: number;
  /** Degrees of freedom of the interval. */
  degrees: number;
  rank: number | null;
  rank_low: number | null;
  rank_high: number | null;
}

/** Rates per 100,000 residents of a month's jurisdictions, and the ranks of the states and DC. */
export function stateRates(areas: readonly AreaMonth[]): StateRate[] {
  const dispersions = dispersionsOf(areas);
  const people = areas.reduce((sum, a) => sum + a.population, 0);
  const total = areas.reduce((sum, a) => sum + a.complaints, 0);
  const isRanked = (a: AreaMonth) =>
    a.is_ranked_kind && a.complaints > 0 && (total * a.population) / people >= leastExpected;
  const ranks = new Map<string, RankedRate>(
    rankRates(
      areas.flatMap((a, i) =>
        isRanked(a)
          ? [
              {
                id: a.state,
                count: a.complaints,
                exposure: a.population / 100_000,
                dispersion: dispersions[i]!,
              },
            ]
          : [],
      ),
    ).map((row) => [row.id, row]),
  );
  return areas.map((a, i) => {
    const dispersion = dispersions[i]!;
    const { low, high } = countInterval(a.complaints, dispersion);
    const per = 100_000 / a.population;
    const rank = ranks.get(a.state);
    return {
      state: a.state,
      per_100k: a.complaints * per,
      per_100k_low: low * per,
      per_100k_high: high * per,
      dispersion: dispersion.value,
      degrees: dispersion.degrees,
      rank: rank?.rank ?? null,
      rank_low: rank?.rank_low ?? null,
      rank_high: rank?.rank_high ?? null,
    };
  });
}

/** The larger of what sessions show and, where whole weeks are covered, of what weeks show. */
function dispersionsOf(areas: readonly AreaMonth[]): Dispersion[] {
  const nation = {
    complaints: areas.reduce((sum, a) => sum + a.complaints, 0),
    sessions: areas.reduce((sum, a) => sum + a.sessions, 0),
    squares: areas.reduce((sum, a) => sum + a.squares, 0),
  };
  const weekly = weeklyDispersion(areas.map((a) => wholeWeeks(a.days)));
  return areas.map((a, i) => {
    const bySession = sessionDispersion(a, nation);
    const byWeek = weekly?.[i];
    return byWeek && byWeek.value > bySession.value ? byWeek : bySession;
  });
}

/** Counts of the first four weeks of seven days in which every day is covered. */
export function wholeWeeks(days: readonly (number | null)[]): number[] {
  const weeks: number[] = [];
  for (let start = 0; start + 7 <= days.length; start += 7) {
    const week = days.slice(start, start + 7);
    if (week.every((count) => count !== null)) weeks.push(week.reduce((a, b) => a + b, 0));
  }
  return weeks;
}
