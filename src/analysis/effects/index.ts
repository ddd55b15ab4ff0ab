import { group } from "d3";
import {
  expectedAfter,
  ratioOf,
  type Action,
  type Expected,
  type TracedDays,
} from "./before-after.ts";
import { placeboOf } from "./placebo.ts";

/** An action with what else is known of the time after it. */
export interface FollowedAction extends Action {
  left: boolean;
  moved_campaigns: number;
}

export interface Effect {
  action_id: string;
  provider_id: string;
  kind: string;
  before: number | null;
  after: number | null;
  after_days: number | null;
  expected: number | null;
  ratio: number | null;
  ratio_low: number | null;
  ratio_high: number | null;
  has_left: boolean;
  moved_campaigns: number;
}

export interface EffectGroup {
  kind: string;
  actions: number;
  /** Too few days after. */
  left_out: number;
  /** Providers that nobody's record shows any more: not better, gone. They are in no sum. */
  exits: number;
  before: number;
  after: number;
  expected: number;
  ratio: number | null;
  ratio_low: number | null;
  ratio_high: number | null;
  placebo_groups: number;
  placebo_held: number;
}

/** The effect of each action, and of those of each kind together; `last`: number of the last day with traced calls. */
export function effectsOf(
  traced: TracedDays,
  actions: readonly FollowedAction[],
  last: number,
): { effects: Effect[]; groups: EffectGroup[] } {
  const treated = new Set(actions.map((a) => a.provider_id));
  const followed = actions.map((action) => ({
    action,
    expected: expectedAfter(traced, action, { treated, last }),
  }));
  const effects = followed.map(({ action, expected }): Effect => {
    const ratio = expected && !action.left ? ratioOf([expected]) : null;
    return {
      action_id: action.action_id,
      provider_id: action.provider_id,
      kind: action.kind,
      before: expected?.before ?? null,
      after: expected?.after ?? null,
      after_days: expected?.after_days ?? null,
      expected: expected?.expected ?? null,
      ...printed(ratio),
      has_left: action.left,
      moved_campaigns: action.moved_campaigns,
    };
  });
  const groups = [...group(followed, (f) => f.action.kind)].map(([kind, of]): EffectGroup => {
    const stayed = of.filter((f) => f.expected !== null && !f.action.left);
    const known = stayed.map((f) => f.expected!);
    const placebo = placeboOf(traced, stayed.map((f) => f.action), { treated, last });
    return {
      kind,
      actions: of.length,
      left_out: of.filter((f) => f.expected === null).length,
      exits: of.filter((f) => f.action.left).length,
      before: sum(known, (e) => e.before),
      after: sum(known, (e) => e.after),
      expected: sum(known, (e) => e.expected),
      ...printed(ratioOf(known)),
      placebo_groups: placebo.groups,
      placebo_held: placebo.held,
    };
  });
  return { effects, groups: groups.sort((a, b) => (a.kind < b.kind ? -1 : 1)) };
} // prettier-ignore

const sum = (known: readonly Expected[], of: (e: Expected) => number): number =>
  known.reduce((total, e) => total + of(e), 0);

const printed = (ratio: ReturnType<typeof ratioOf>) => ({
  ratio: ratio?.ratio ?? null,
  ratio_low: ratio?.low ?? null,
  ratio_high: ratio?.high ?? null,
});
