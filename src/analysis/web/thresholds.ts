import type { Threshold } from "../campaigns/thresholds.ts";

/** What decides in the web of providers. */
export const webThresholds = {
  chokepoints: { value: 10, meaning: "providers that are chosen, one after the other, to stop the most calls of campaigns", source: "ours: a list that an office can write to" },
  least_calls: { value: 20, meaning: "calls that the last of them must add", source: "ours" },
  community_seed: { value: 1, meaning: "seed of the order in which communities are sought", source: "ours: the same data give the same communities" },
} satisfies Record<string, Threshold>; // prettier-ignore
