import type { Breach } from "./audit.ts";
import { leftOutKey, nationArea, type LeftOut } from "./month.ts";

/** National tables whose sums give away cells of other splits, by those splits. */
const relating: Readonly<Record<string, string>> = {
  hour: "week_hour",
  week_hour: "week_hour",
  area_code: "npa_state",
  elsewhere: "npa_state",
  npa_state: "npa_state",
};

/**
 * What to leave out so that an edition passes its audit, beside what is left out already; undefined where nothing is
 * left that would help. The cells that are withheld are chosen by rules, and the audit knows every sum: where the rules
 * fell short, whole splits go. The national tables that relate two splits go first (the hours of the week, the states of
 * the area codes); then the splits in which a cell is bounded, of its area; then the nation's.
 */
export function moreLeftOut(breaches: readonly Breach[], leftOut: LeftOut): LeftOut | undefined {
  const places = breaches.map(({ id }) => {
    const [split = "", area = ""] = id.split("|");
    return { split, area };
  });
  const steps = [
    places.flatMap(({ split }) =>
      relating[split] ? [leftOutKey(relating[split], nationArea)] : [],
    ),
    places.map(({ split, area }) => leftOutKey(split, area)),
    places.map(({ split }) => leftOutKey(split, nationArea)),
  ];
  for (const step of steps) {
    const more = step.filter((key) => !key.startsWith("total|") && !leftOut.has(key));
    if (more.length > 0) return new Set([...leftOut, ...more]);
  }
  return undefined;
}
