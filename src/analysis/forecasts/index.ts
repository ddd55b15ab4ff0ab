import { forecastThresholds as limits } from "./thresholds.ts";

export { forecastThresholds } from "./thresholds.ts";

/** Counts by day of several areas; a day that is missing, or cut, is not in `known`. Days are whole days since 1970. */
export interface DailySeries {
  areas: readonly string[];
  /** By area: counts from the day `first` on. */
  counts: readonly (readonly number[])[];
  known: readonly boolean[];
  first: number;
}

/** A forecast of the four weeks after a day, by area. */
export interface Forecast {
  /** The last day that it knows, since 1970. */
  origin: number;
  /** By area: 28 days. */
  days: number[][];
}

const horizon = 28;
const week = 7;
const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);

/**
 * Forecast from what is known up to index `end` (exclusive): the nation's level, changing fast, times each area's share of
 * it, changing slowly, times the profile of the week. Single areas' levels are noise, and shocks are the nation's: on the
 * FTC's daily series this does better than a level for each area. Null where too few weeks are known.
 */
export function forecast(series: DailySeries, end: number): Forecast | null {
  const { counts, known } = series;
  const nation = Array.from({ length: end }, (_, d) => (known[d] ? sum(counts.map((c) => c[d]!)) : 0));
  const weeks = Math.floor(end / week);
  const start = end - weeks * week;
  const profile = profileOf(series, nation, end);
  if (!profile || weeks < limits.leastWeeks.value) return null;
  const dayOf = (d: number) => (series.first + d) % week;
  let level: number | null = null;
  const shares = counts.map((): number | null => null);
  for (let w = 0; w < weeks; w++) {
    const days = Array.from({ length: week }, (_, k) => start + w * week + k).filter((d) => known[d]);
    // A week counts by its known days, as far as these are a part of a usual week.
    const part = sum(days.map((d) => profile[dayOf(d)]!));
    const total = sum(days.map((d) => nation[d]!));
    if (part < 0.4 || total === 0) continue;
    const full = total / part;
    level = level === null ? full : limits.level.value * full + (1 - limits.level.value) * level;
    counts.forEach((own, i) => {
      const share = sum(days.map((d) => own[d]!)) / total;
      shares[i] = shares[i] === null ? share : limits.share.value * share + (1 - limits.share.value) * shares[i]!;
    });
  }
  if (level === null) return null;
  return {
    origin: series.first + end - 1,
    days: shares.map((share) =>
      Array.from({ length: horizon }, (_, k) => level * (share ?? 0) * profile[dayOf(end + k)]!),
    ),
  };
} // prettier-ignore

/** Share of a week's count by day of the week, over the last weeks; null where a day of the week is not known. */
function profileOf({ known, first }: DailySeries, nation: readonly number[], end: number): number[] | null {
  const from = Math.max(0, end - limits.profileWeeks.value * week);
  const means = Array.from({ length: week }, (_, weekday) => {
    const days = Array.from({ length: end - from }, (_, k) => from + k).filter(
      (d) => known[d] && (first + d) % week === weekday,
    );
    return days.length === 0 ? null : sum(days.map((d) => nation[d]!)) / days.length;
  });
  if (means.some((mean) => mean === null)) return null;
  const total = sum(means as number[]);
  return total === 0 ? null : means.map((mean) => mean! / total);
} // prettier-ignore

/** The last known count of each weekday, repeated: what a forecast must do better than. */
export function seasonalNaive({ counts, known, first }: DailySeries, end: number): number[][] {
  const last = Array.from({ length: week }, (_, weekday) => {
    for (let d = end - 1; d >= 0; d--) if (known[d] && (first + d) % week === weekday) return d;
    return null;
  });
  return counts.map((own) =>
    Array.from({ length: horizon }, (_, k) => {
      const d = last[(first + end + k) % week]!;
      return d === null ? 0 : own[d]!;
    }),
  );
}

/** Error and coverage of past forecasts, each made with what was known then. */
export interface Backtest {
  origins: number;
  /** Sums of absolute errors over those of seasonal naive: by day, by week, of four weeks. */
  by_day: number;
  by_week: number;
  four_weeks: number;
  /** Share of the 80 % intervals of four-week totals that held, and their interval score over naive's. */
  coverage: number | null;
  interval_score: number | null;
  intervals: number;
}

/** Intervals of four-week totals: log ratios of what came to what was said, of past forecasts. */
export interface Ratios {
  low: number;
  high: number;
}

/**
 * Forecasts from every fourth week's end (`step` 28) or each week's (7), from the first that can be made. Errors count known
 * days only; a four-week total counts where 20 of its days are known, on these days.
 */
export function backtest(series: DailySeries, step = week): Backtest & { ratios: Ratios | null } {
  const errors = { day: [0, 0], week: [0, 0], four: [0, 0] };
  const past: { method: number[]; naive: number[] }[] = [];
  let origins = 0;
  const held = { in: 0, of: 0 };
  const scores = [0, 0];
  const whole = series.known.length;
  for (let end = limits.leastWeeks.value * week; end + horizon <= whole; end += step) {
    const made = forecast(series, end);
    if (!made) continue;
    origins++;
    const naive = seasonalNaive(series, end);
    const own = { method: [] as number[], naive: [] as number[] };
    const intervals = {
      method: quantiles(past.slice(0, -3).flatMap((p) => p.method), past.length - 3),
      naive: quantiles(past.slice(0, -3).flatMap((p) => p.naive), past.length - 3),
    };
    series.counts.forEach((counts, i) => {
      const known = Array.from({ length: horizon }, (_, k) => k).filter((k) => series.known[end + k]);
      const add = (key: keyof typeof errors, days: readonly number[]) => {
        const truth = sum(days.map((k) => counts[end + k]!));
        errors[key][0]! += Math.abs(truth - sum(days.map((k) => made.days[i]![k]!)));
        errors[key][1]! += Math.abs(truth - sum(days.map((k) => naive[i]![k]!)));
      };
      for (const k of known) add("day", [k]);
      for (let w = 0; w < 4; w++) {
        const days = known.filter((k) => Math.floor(k / week) === w);
        if (days.length >= 5) add("week", days);
      }
      if (known.length < 20) return;
      add("four", known);
      const truth = sum(known.map((k) => counts[end + k]!));
      for (const [name, days] of [["method", made.days[i]!], ["naive", naive[i]!]] as const) {
        const said = sum(known.map((k) => days[k]!));
        own[name].push(Math.log((truth + 0.5) / (said + 0.5)));
        const ratios = intervals[name];
        if (!ratios) continue;
        const [low, high] = [said * Math.exp(ratios.low), said * Math.exp(ratios.high)];
        const miss = Math.max(0, low - truth, truth - high);
        scores[name === "method" ? 0 : 1]! += high - low + (2 / (1 - limits.coverage.value)) * miss;
        if (name === "method") {
          held.of++;
          if (miss === 0) held.in++;
        }
      }
    });
    past.push(own);
  }
  const ratio = ([method, naive]: readonly number[]) => (naive! > 0 ? method! / naive! : 1);
  return {
    origins,
    by_day: ratio(errors.day),
    by_week: ratio(errors.week),
    four_weeks: ratio(errors.four),
    coverage: held.of > 0 ? held.in / held.of : null,
    interval_score: scores[1]! > 0 ? ratio(scores) : null,
    intervals: held.of,
    ratios: quantiles(past.flatMap((p) => p.method), past.length),
  };
} // prettier-ignore

/** Quantiles of past log ratios that hold the wanted share; null from too few past forecasts. */
function quantiles(ratios: readonly number[], origins: number): Ratios | null {
  if (origins < limits.leastOrigins.value || ratios.length === 0) return null;
  const sorted = [...ratios].sort((a, b) => a - b);
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(p * (sorted.length - 1))))]!;
  const tail = (1 - limits.coverage.value) / 2;
  return { low: at(tail), high: at(1 - tail) };
} // prettier-ignore
