import { Random } from "./random.ts";
import type { SimulatedProvider } from "./world.ts";

/** Parameters of the Beta distributions that true rates are drawn from in a graded world, by class and role. */
export const conductPriors = {
  a: {
    originating: { a: 0.8, b: 6 }, gateway: { a: 1, b: 8 }, intermediate: { a: 1, b: 14 }, terminating: { a: 1, b: 24 },
  },
  d: {
    originating: { a: 0.8, b: 7 }, gateway: { a: 1, b: 7 }, intermediate: { a: 1, b: 10 }, terminating: { a: 1, b: 20 },
  },
} as const; // prettier-ignore

/** Rates above which a provider of a graded world is of class a or d. */
const memberRate = 0.1;

/** What a provider truly does when it is asked. */
export interface TrueRates {
  noResponse: number;
  noRecord: number;
}

/** True rates of each provider by its index: two kinds of conduct, or drawn one by one. */
export function trueRates(
  providers: readonly SimulatedProvider[],
  isGraded: boolean,
  seed: number,
): TrueRates[] {
  const random = new Random(seed + 9);
  return providers.map(({ role, conduct }) => {
    if (role === "foreign") return { noResponse: 0.75, noRecord: 0 };
    if (isGraded) {
      const [a, d] = [conductPriors.a[role], conductPriors.d[role]];
      return { noResponse: random.beta(a.a, a.b), noRecord: random.beta(d.a, d.b) };
    }
    return {
      noResponse: conduct === "silent" ? 0.8 : conduct === "without_records" ? 0 : 0.03,
      noRecord: conduct === "without_records" ? 0.6 : 0,
    };
  });
}

/** Cells of truth/providers.csv: membership in the four classes, and the true rates. */
export function conductCells({ role, conduct }: SimulatedProvider, rates: TrueRates, isGraded: boolean): string[] {
  const isMember = [
    isGraded ? rates.noResponse > memberRate : conduct === "silent",
    conduct === "repeat_originator",
    conduct === "regular_gateway",
    isGraded ? rates.noRecord > memberRate : conduct === "without_records",
  ];
  return [
    ...isMember.map((is) => (is && role !== "foreign" ? "1" : "0")),
    rates.noResponse.toFixed(4),
    rates.noRecord.toFixed(4),
  ];
} // prettier-ignore
