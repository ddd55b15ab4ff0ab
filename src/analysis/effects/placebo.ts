import { seededRandom } from "../statistics/random.ts";
import { between, expectedAfter, ratioOf, type Action, type TracedDays } from "./before-after.ts";
import { effectThresholds } from "./thresholds.ts";

/** How often the interval of a group of letters that nobody sent holds 1. */
export interface Placebo {
  groups: number;
  held: number;
}

/**
 * Pretends that providers that got no letter got those of the group: for each, one of the ten whose count before was nearest,
 * drawn by chance. Nothing was done, so an interval should hold 1 as often as it says; where it does not, those of real letters
 * are not to be believed either.
 */
export function placeboOf(
  traced: TracedDays,
  actions: readonly Action[],
  { treated, last }: { treated: ReadonlySet<string>; last: number },
): Placebo {
  const random = seededRandom(1);
  const untreated = [...traced.keys()].filter((id) => !treated.has(id)).sort();
  const { before_days, placebos } = effectThresholds;
  const nearest = actions.map(({ provider_id, day }) => {
    const count = (id: string) => between(traced.get(id) ?? [], day - before_days.value, day);
    const own = count(provider_id);
    return untreated
      .map((id) => ({ id, far: Math.abs(count(id) - own) }))
      .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
      .slice(0, 10)
      .map(({ id }) => ({
        id,
        expected: expectedAfter(
          traced,
          { provider_id: id, day },
          { treated: new Set([...treated, id]), last },
        ),
      }));
  });
  const found = { groups: 0, held: 0 };
  for (let i = 0; i < placebos.value; i++) {
    const drawn = new Set<string>();
    const group = nearest.flatMap((candidates) => {
      const free = candidates.filter((c) => !drawn.has(c.id));
      const one = free[Math.floor(random() * free.length)];
      if (!one?.expected) return [];
      drawn.add(one.id);
      return [one.expected];
    });
    const ratio = ratioOf(group);
    if (!ratio) continue;
    found.groups++;
    if (ratio.low <= 1 && 1 <= ratio.high) found.held++;
  }
  return found;
}
