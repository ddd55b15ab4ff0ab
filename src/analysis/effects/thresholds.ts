import type { Threshold } from "../campaigns/thresholds.ts";

const ours = "ours: see docs/standing.md";

/** What decides in the effects of actions. Keys that SQL uses are the names of its parameters. */
export const effectThresholds = {
  before_days: { value: 182, meaning: "days before an action that are compared", source: "ours: half a year, as in the FTC’s figures of its Point of No Entry letters" },
  after_days: { value: 182, meaning: "days after an action that are compared, at most", source: "as before it" },
  least_after_days: { value: 30, meaning: "days after an action from which anything is said", source: ours },
  least_expected: { value: 5, meaning: "traced calls that must be expected before a ratio is given", source: "statistics review 5.4" },
  displacement_days: { value: 30, meaning: "days after an action within which a campaign’s move to another provider counts", source: "statistics review 5.4" },
  placebos: { value: 200, meaning: "groups of pseudo-letters to providers that got none, for the control", source: "statistics review 5.4" },
  level: { value: 0.9, meaning: "confidence of the intervals of ratios", source: ours },
} satisfies Record<string, Threshold>; // prettier-ignore
