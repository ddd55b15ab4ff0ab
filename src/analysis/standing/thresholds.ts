import type { Threshold } from "../campaigns/thresholds.ts";

const ours = "ours: see docs/standing.md";

/** What decides the standing of a provider. Keys that SQL uses are the names of its parameters. */
export const standingThresholds = {
  window_months: { value: 12, meaning: "months before the newest data that count", source: "domain research D1: 12 months, and a trend of 90 days" },
  rate: { value: 0.1, meaning: "rate of requests without an answer (class a), or of answers without records (class d), above which a provider is listed", source: "domain research D1; the traceback group's own share of providers that never answered was 11 to 13 %" },
  false_share: { value: 0.05, meaning: "expected share of listed providers that are truly below", source: "Bayesian false discovery rate: Newton and others 2004" },
  least_probability: { value: 0.8, meaning: "probability that each listed provider must have by itself", source: ours },
  least_requests: { value: 5, meaning: "requests from which a provider can be listed", source: "domain research D1; statistics review 5.9" },
  least_days: { value: 3, meaning: "days on which they must have been sent: one mail that was lost is no conduct", source: ours },
  least_campaigns: { value: 2, meaning: "campaigns that they must be of", source: "statistics review 5.9" },
  role_members: { value: 10, meaning: "providers of a role from which it has a prior of its own; smaller roles borrow that of all", source: "statistics review 5.2" },
  stray_share: { value: 0.02, meaning: "share of answers that name the wrong upstream, before any is seen", source: `${ours}; no published figure is known` },
  stray_checked: { value: 100, meaning: "checked answers that this share is worth", source: ours },
  repeated: { value: 3, meaning: "campaigns within the window from which a provider is a repeated source", source: "EPIC and NCLC: suspend at the third traceback in 12 months" },
  regular_months: { value: 3, meaning: "months of the last six in which a regular point of entry lets in campaigns", source: "domain research D1" },
  recent_months: { value: 6, meaning: "months that these are counted in", source: "domain research D1" },
  traced_certainty: { value: 0.95, meaning: "probability that a traced call was of an illegal campaign as labeled", source: `${ours}; no published figure is known` },
  entry_weight: { value: 0.25, meaning: "weight of a campaign let in from abroad, beside one originated, in the order of class b", source: `${ours}: points of entry have a class of their own` },
  notice_hours: { value: 48, meaning: "hours after the first request about a campaign from which more calls of it are calls after notice", source: "FCC cease-and-desist letters: mitigate within 48 hours" },
  least_source_calls: { value: 5, meaning: "calls of a campaign from which call records make a provider its source", source: ours },
  source_share: { value: 0.05, meaning: "share of a campaign's calls with a known source from which a provider is one", source: ours },
  curve_requests: { value: 10, meaning: "requests from which response times are given", source: "statistics review 5.5: under 10 no curve" },
  rank_requests: { value: 30, meaning: "requests from which a rank has an interval", source: "statistics review 5.3: with fewer, joint intervals are empty" },
  stable_share: { value: 0.9, meaning: "share of the choices of method under which a provider must be listed to be stable", source: "statistics review 5.8" },
} satisfies Record<string, Threshold>; // prettier-ignore

/** What the sensitivity table varies. */
export const sensitivityGrid = {
  rates: [0.05, 0.1, 0.2],
  probabilities: [0.9, 0.95, 0.99],
  leastRequests: [3, 5, 10],
  priorSizes: [0.5, 1, 2],
  windowMonths: [12, 6],
  leftOut: ["nothing", "its largest source", "its largest campaign"],
  /** Of the classes that count campaigns: campaigns (b) or months (c), and the evidence that counts. */
  leastCampaigns: [2, 3, 4],
  evidence: ["both", "call records", "answers"],
} as const;
