import { declared } from "../campaigns/thresholds.ts";

/** The number of a threshold. */
export const value = (limit: { value: number }): number => limit.value;

const fitted =
  "fitted on worlds of our generator, tested on those of another one (docs/campaigns.md)";

const weighed =
  "ours: below what bulk callers of simulated worlds show by pattern (docs/campaigns.md), since patterns go together";

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
  least_watched: {
    value: 50,
    meaning: "calls from which a customer, an entry, an origid or a displayed number is watched for early warnings",
    source: ours,
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
  oneDesk: { value: -1, meaning: "most bits that a difference may take where one customer asks to call one number: it may read several scripts", source: ours },
  sameScript: { value: 2.5, meaning: "bits: both read one script: scripts are sold", source: ours },
  otherScript: { value: -4, meaning: "bits: they read different scripts and no common number", source: ours },
  manner: { value: 1, meaning: "bits taken off where callers are made up in different ways", source: ours },
  sameUsage: { value: 1, meaning: "bits: their numbers are used about as often each", source: ours },
  otherUsage: { value: -2, meaning: "bits: one uses each number more than eight times as often as the other", source: ours },
  sameTopic: { value: 1, meaning: "bits: apps put both under one category", source: ours },
  otherTopic: { value: -2, meaning: "bits: apps put them under different categories", source: ours },
  daysAgainst: { value: -1, meaning: "most bits that different days may take: numbers are rotated by day", source: ours },
  leastMixed: { value: 6, meaning: "cells of one customer from which it is asked whether they are of two callers", source: ours },
  burstiness: { value: 0.6, meaning: "share of a likelihood that counts when cells are split: calls of one caller come in bursts", source: ours },
  alike: { value: 0.7, meaning: "bits for one distribution from which two profiles are alike; against it, different", source: ours },
  veryDifferent: { value: -4, meaning: "bits from which they are very different", source: ours },
  alikeIfSame: { value: 0.8, meaning: "share of pairs of one operation whose profiles are alike", source: ours },
  openIfSame: { value: 0.12, meaning: "share that has too few calls to tell", source: ours },
  differentIfSame: { value: 0.06, meaning: "share that is different", source: ours },
  veryDifferentIfSame: { value: 0.02, meaning: "share that is very different", source: ours },
  mostFor: { value: 3, meaning: "most bits that one profile (states, hours, days, answers and attestation, reports) may add", source: ours },
  mostAgainst: { value: -4, meaning: "most bits that one profile may take", source: ours },
}); // prettier-ignore

/** What speaks for and against bulk calling that matches patterns of calls labeled illegal, in bits. */
export const evidenceThresholds = declared({
  prior: { value: -3.2, meaning: "bits: one bulk caller in ten, before evidence", source: "as in the worlds that the calibration was fitted on; other prevalences are on the methods page" },
  calibrationSlope: { value: 0.9, meaning: "factor of the summed bits", source: fitted },
  calibrationIntercept: { value: -3.5, meaning: "bits added to that: patterns go together, and count double in a sum", source: fitted },
  sourceCap: { value: 6, meaning: "most bits that one app, recording source or agency may add or take", source: "ours: a poisoned feed must not decide" },
  recordsCap: { value: 6, meaning: "most bits that the pattern of the calls may add or take", source: ours },
  open: { value: 0.016, meaning: "probability from which calls of one origin are compared with those of others", source: ours },
  claim: { value: 0.7, meaning: "probability from which a campaign is published as such", source: ours },
  claimWithout: { value: 0.02, meaning: "probability that must remain without any one source: twice the odds before any evidence", source: ours },
  readings: { value: 4, meaning: "recordings of a source that count as independent readings", source: ours },
  tooMany: { value: 0.08, meaning: "share of a campaign's calls that may be others', taken off the low end of an estimate", source: "ours: by worlds with a known truth" },
  tooFew: { value: 0.1, meaning: "share that may be left out of a campaign, added to the high end", source: "as before" },
  witnesses: { value: 3, meaning: "providers whose records must show a twentieth of the calls each for these to be more than one source", source: ours },
  voices: { value: 3, meaning: "recordings of one script, or with one number to call back, that say whether calls of unknown customers are one caller's", source: ours },
  oneVoice: { value: 0.75, meaning: "share of these that must agree", source: ours },
  mixedTalk: { value: 0.15, meaning: "share of answered calls over two minutes from which people's calls are among those of unknown customers", source: "between a dialer's 10 % and the 20 % of conversations (TransNexus)" },
  mixedWanted: { value: 0.2, meaning: "share of reports that call such a call wanted, from which others' calls are among them", source: ours },
  garbledTimes: { value: 5, meaning: "times the month's share of displayed numbers that are not genuine, from which those of an origin are no garble", source: ours },
  leastCalls: { value: 100, meaning: "calls that a campaign must have", source: ours },
  leastMeasured: { value: 20, meaning: "answered calls with a measured duration that their lengths need to count", source: ours },
  leastPattern: { value: 100, meaning: "calls that answers and the number of displayed numbers need to count", source: ours },
  conversation: { value: 0.2, meaning: "share of answered calls over two minutes; half of it is few", source: "TransNexus: conversational from 20 %, dialer under 10 %" },
  shortShare: { value: 0.6, meaning: "share of answered calls of 15 seconds or less from which calls are short", source: "domain guide C1: people hang up on recordings; the limit is ours" },
  fewAnswered: { value: 0.4, meaning: "share of calls answered under which few are", source: ours },
  oftenAnswered: { value: 0.6, meaning: "share of calls answered over which people know the caller", source: ours },
  oneRing: { value: 0.03, meaning: "share of calls answered under which they are not meant to be", source: "domain guide C1: one-ring calls have an answer rate near 0" },
  offHours: { value: 0.25, meaning: "share of calls outside 8 am to 9 pm at the called party", source: "47 CFR 64.1200(c)(1) gives the hours; the share is ours" },
  samePeople: { value: 0.5, meaning: "called numbers per call under which the same people are called again", source: ours },
  withheldShare: { value: 0.3, meaning: "share of calls that show no number", source: ours },
  garbledLeast: { value: 0.005, meaning: "share of displayed numbers that cannot be genuine, at least taken for chance", source: ours },
  fewCallers: { value: 2, meaning: "displayed numbers up to which a caller keeps to its own", source: ours },
  neighborShare: { value: 0.1, meaning: "share of calls that neighbor spoofing must reach", source: ours },
  neighborTimes: { value: 5, meaning: "times the expected share of callers of the called exchange", source: "domain guide C1: never a raw share" },
  neighborCallers: { value: 20, meaning: "displayed numbers that neighbor spoofing must show: one caller with a local number is no spoofer", source: ours },
  rotationCallers: { value: 50, meaning: "displayed numbers of one origin from which its rotation counts", source: ours },
  rotationCalls: { value: 40, meaning: "calls per displayed number under which a bulk caller rotates", source: "FTC and FCC cases: campaigns rarely use a number again; the limit is ours" },
}); // prettier-ignore

/** What each pattern weighs at most, in bits; the sign says which way. */
export const evidenceWeights = declared({
  conversations: { value: 2.5, meaning: "against: five bits times the share of conversations, at most this", source: weighed },
  short_calls: { value: 2, meaning: "for: most answered calls are short", source: weighed },
  few_conversations: { value: 0.5, meaning: "for: few conversations", source: weighed },
  callers_not_genuine: { value: 5, meaning: "for: displayed numbers that nobody can call from, by how many", source: weighed },
  callers_listed: { value: 3, meaning: "for: displayed numbers on a do-not-originate list", source: weighed },
  callers_withheld: { value: 1, meaning: "for: no displayed number", source: weighed },
  callers_of_called_exchange: { value: 4, meaning: "for: displayed numbers of the called exchange", source: weighed },
  callers_rotate: { value: 1, meaning: "for: many displayed numbers of one origin", source: weighed },
  few_callers: { value: 1.5, meaning: "against: one or two displayed numbers", source: weighed },
  from_abroad_with_us_numbers: { value: 2.5, meaning: "for: calls from abroad that show US numbers", source: weighed },
  few_attested_a: { value: 1, meaning: "for: few attested A, by counts", source: weighed },
  attested_a: { value: 2, meaning: "against: most attested A, by counts", source: weighed },
  few_answered: { value: 1, meaning: "for: few answered", source: weighed },
  often_answered: { value: 2, meaning: "against: most answered", source: weighed },
  one_ring: { value: 2, meaning: "for: hardly any answered", source: weighed },
  outside_hours: { value: 0.7, meaning: "for: outside lawful hours", source: weighed },
  same_people_again: { value: 1.5, meaning: "against: the same people called again", source: weighed },
}); // prettier-ignore

/** Shares that are expected of reports: parameters of Dirichlet distributions, in reports. */
export const reportExpectations = {
  appIllegal: [3.5, 3.5, 0.6],
  appLawful: [0.6, 4, 2.5],
  lineIllegal: [4, 0.6],
  lineLawful: [0.5, 4],
} as const;

/** When a unit that is watched is warned of. */
export const warningThresholds = declared({
  warn: { value: 0.35, meaning: "probability from which an early warning is raised", source: "ours: on simulated worlds, at one false alarm a week or less" },
}); // prettier-ignore

/** What counts as an event in the life of a campaign; keys are the names of the SQL parameters. */
export const lifeThresholds = declared({
  dormant_days: { value: 14, meaning: "days without a call after which a campaign is silent", source: "domain guide C3" },
  move_days: { value: 2, meaning: "days between the last call at one provider and the first at another that make a move", source: ours },
  least_part_calls: { value: 20, meaning: "calls at a provider that a move needs, before and after", source: ours },
}); // prettier-ignore
