import { declared } from "../campaigns/thresholds.ts";

const ours =
  "ours: declared before the worlds that it is tested on were made; see docs/campaigns.md";

/** What makes a cell of calls; keys are the names of the SQL parameters in src/data/models/cells. */
export const cellThresholds = declared({
  repeated_caller: {
    value: 5,
    meaning: "calls of a month from which a displayed number of one origin is a cell of its own",
    source: ours,
  },
  repeated_origid: {
    value: 5,
    meaning: "calls of a month from which an origid says who placed them: some signers give each call its own",
    source: ours,
  },
  least_cell_calls: {
    value: 5,
    meaning: "calls that a cell must have to be compared with others",
    source: ours,
  },
  conversation_share: {
    value: 0.45,
    meaning: "share of answered calls over two minutes from which a cell is people talking, not bulk calling",
    source:
      "TransNexus: over 20 % of conversational calls last more than two minutes, under 10 % of a dialer's; ours leaves room for live agents",
  },
  conversation_least: {
    value: 20,
    meaning: "answered calls with a measured duration that this share needs",
    source: ours,
  },
  many_to_one_share: {
    value: 0.2,
    meaning: "called numbers per call under which a cell is many calls to few people: call-back storms, not bulk calling",
    source: "SnorCall (USENIX Security 2023) leaves call-back storms out; the limit is ours",
  },
  attempt_gap_s: {
    value: 60,
    meaning: "seconds within which a second call of one number to one number is an attempt at the same call",
    source: "ours: switches and dialers try again within a minute",
  },
  report_window_s: {
    value: 300,
    meaning: "seconds between a report and the record of a call by which they are one call",
    source: "ours: clocks of carriers differ by minutes at most",
  },
}); // prettier-ignore

/** Weights of comparison levels, in bits, and what decides them. */
export const linkThresholds = declared({
  effectiveCalls: {
    value: 120,
    meaning: "calls of a cell that count as independent draws when two profiles are compared",
    source: ours,
  },
  priorCalls: {
    value: 12,
    meaning: "weight of the month's mean profile in such a comparison, in calls",
    source: ours,
  },
  sameOrigin_customer: { value: 4.5, meaning: "bits: one customer of an originator", source: ours },
  sameOrigin_origid: { value: 4.5, meaning: "bits: one origid of a signer", source: ours },
  sameOrigin_entry: {
    value: 2,
    meaning: "bits: one foreign upstream and trunk at a point of entry: several operations use it",
    source: ours,
  },
  sameOrigin_signer: { value: -1, meaning: "bits: one signer, customer unknown", source: ours },
  sameOrigin_originator: { value: -2, meaning: "bits: one originator, customer unknown", source: ours },
  sameOrigin_trunk: { value: -2, meaning: "bits: one upstream trunk, no signature", source: ours },
  otherOrigin: { value: -7, meaning: "bits: prior of two groups of different origin", source: ours },
  sameProvider: { value: 1, meaning: "bits: one originator or point of entry, times the share that others do not use", source: ours },
  sameForeign: { value: 1, meaning: "bits: one foreign upstream", source: ours },
  sameCaller: { value: 7, meaning: "bits: three displayed numbers or more in common, or a third of them", source: ours },
  someCaller: { value: 3, meaning: "bits: a displayed number in common: others may spoof it too", source: ours },
  sameCallback: { value: 6, meaning: "bits: both ask to call one number", source: "27 % of call-back numbers serve several campaigns (SnorCall): no proof" },
  otherCallback: { value: -5, meaning: "bits: both ask to call numbers, none in common", source: ours },
  sameScript: { value: 2.5, meaning: "bits: both read one script: scripts are sold", source: ours },
  otherScript: { value: -4, meaning: "bits: they read different scripts and no common number", source: ours },
  manner: { value: 1, meaning: "bits taken off where callers are made up in different ways", source: ours },
  sameUsage: { value: 1, meaning: "bits: their numbers are used about as often each", source: ours },
  otherUsage: { value: -2, meaning: "bits: one uses each number more than eight times as often as the other", source: ours },
  sameTopic: { value: 1, meaning: "bits: apps put both under one category", source: ours },
  otherTopic: { value: -2, meaning: "bits: apps put them under different categories", source: ours },
  daysAgainst: { value: -1, meaning: "most bits that different days may take: numbers are rotated by day", source: ours },
  mostFor: { value: 3, meaning: "most bits that one profile (states, hours, days, answers and attestation, reports) may add", source: ours },
  mostAgainst: { value: -4, meaning: "most bits that one profile may take", source: ours },
}); // prettier-ignore

/** What speaks for and against bulk calling that matches patterns of calls labeled illegal, in bits. */
export const evidenceThresholds = declared({
  prior: { value: -4, meaning: "bits: one bulk caller in seventeen, before evidence", source: "ours; shown at other prevalences on the methods page" },
  calibrationSlope: { value: 1, meaning: "factor of the summed bits", source: "fitted on simulated worlds, tested on those of another generator" },
  calibrationIntercept: { value: -2, meaning: "bits added to that", source: "as the slope" },
  sourceCap: { value: 6, meaning: "most bits that one app, recording source or agency may add or take", source: "ours: a poisoned feed must not decide" },
  recordsCap: { value: 6, meaning: "most bits that the pattern of the calls may add or take", source: ours },
  open: { value: 0.027, meaning: "probability from which calls of one origin are compared with those of others", source: ours },
  claim: { value: 0.7, meaning: "probability from which a campaign is published as such", source: ours },
  claimWithout: { value: 0.03, meaning: "probability that must remain without any one source: twice the odds before any evidence", source: ours },
  readings: { value: 4, meaning: "recordings of a source that count as independent readings", source: ours },
  tooMany: { value: 0.05, meaning: "share of a campaign's calls that may be others', taken off the low end of an estimate", source: "ours: by worlds with a known truth" },
  tooFew: { value: 0.1, meaning: "share that may be left out of a campaign, added to the high end", source: "as before" },
  witnesses: { value: 3, meaning: "providers whose records must show a twentieth of the calls each for these to be more than one source", source: ours },
  voices: { value: 3, meaning: "recordings or reports of one kind that say whether calls of unknown customers are one caller's", source: ours },
  oneVoice: { value: 0.75, meaning: "share of these that must agree", source: ours },
  garbledTimes: { value: 5, meaning: "times the month's share of displayed numbers that are not genuine, from which those of an origin are no garble", source: ours },
  leastCalls: { value: 50, meaning: "calls that a campaign must have", source: ours },
  conversation: { value: 0.2, meaning: "share of answered calls over two minutes", source: "TransNexus: conversational from 20 %, dialer under 10 %" },
  neighborTimes: { value: 5, meaning: "times the expected share of callers of the called exchange", source: "domain guide C1: never a raw share" },
  neighborCallers: { value: 20, meaning: "displayed numbers that neighbor spoofing must show: one caller with a local number is no spoofer", source: ours },
  rotationCallers: { value: 50, meaning: "displayed numbers of one origin from which its rotation counts", source: ours },
  rotationCalls: { value: 40, meaning: "calls per displayed number under which a bulk caller rotates", source: "FTC and FCC cases: campaigns rarely use a number again; the limit is ours" },
}); // prettier-ignore

/** Shares that are expected of reports: parameters of Dirichlet distributions, in reports. */
export const reportExpectations = {
  appIllegal: [3.5, 3.5, 0.6],
  appLawful: [0.6, 4, 2.5],
  lineIllegal: [4, 0.6],
  lineLawful: [0.5, 4],
} as const;

/** What counts as an event in the life of a campaign; keys are the names of the SQL parameters. */
export const lifeThresholds = declared({
  dormant_days: { value: 14, meaning: "days without a call after which a campaign is silent", source: "domain guide C3" },
  move_days: { value: 2, meaning: "days between the last call at one provider and the first at another that make a move", source: ours },
  least_part_calls: { value: 20, meaning: "calls at a provider that a move needs, before and after", source: ours },
}); // prettier-ignore
