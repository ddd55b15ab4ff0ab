import type { Standing } from "../types.ts";
import { counted, dayName, formatCount } from "./format.ts";

export type StandingClass = Standing["class"];

/** Headings of the four classes: what is counted, in the words of the attorneys general. */
export const className: Readonly<Record<StandingClass, string>> = {
  a: "Requests without an answer",
  b: "Campaigns originated or let in",
  c: "Campaigns let in from abroad",
  d: "Answers without records",
};

export const classMeaning: Readonly<Record<StandingClass, string>> = {
  a: "The letter asks for providers that do not take part in traceback. Counted: traced calls about which a provider was asked and an answer was due. Requests that are not due yet, and answers that a law forbids, are not counted.",
  b: "The letter asks for providers that repeatedly originate or accept illegal robocalls. Counted: distinct campaigns that a provider’s own customers placed or that it took from abroad, of all campaigns that it carried. Transit is never counted against a provider.",
  c: "The letter asks for providers that are regularly the US point of entry for foreign calls. Counted: distinct campaigns that a provider took from a foreign provider, and the months in which it did.",
  d: "The letter asks for providers that repeatedly cannot produce records. Counted: answers that name neither an upstream provider nor a customer, of all answers about calls that passed the provider.",
};

const tiers: Readonly<Record<string, string>> = {
  listed: "listed",
  possible: "possible",
  not_listed: "not listed",
  too_few: "too few to say",
  retracted: "taken back",
  foreign: "foreign: the rule does not bind it",
};

export const tierName = (tier: string): string => tiers[tier] ?? tier;

/** What is known of a provider in a class, with its n. */
export function standingSentence(s: Standing): string {
  const of = `${formatCount(s.k)} of ${formatCount(s.n)}`;
  if (s.class === "a")
    return `Identified in ${counted(s.n, "request")} that were due, on ${counted(s.days ?? 0, "day")}: ${formatCount(s.k)} without an answer.`;
  if (s.class === "d")
    return `Answered ${counted(s.n, "request")} about calls that passed it: ${formatCount(s.k)} without records.${gapSentence(s)}`;
  const months = counted(s.months ?? 0, "month");
  return s.class === "b"
    ? `Identified as the source of ${of} campaigns that it carried, in ${months}: ${formatCount(s.by_calls ?? 0)} by call records, ${formatCount(s.by_tracebacks ?? 0)} by answers to tracebacks.`
    : `Identified as the point of entry of ${of} campaigns from abroad, in ${months} of the last six.`;
}

/** What call records show of the same class, apart from its answers. */
const gapSentence = ({ gap_calls, calls }: Standing): string =>
  (gap_calls ?? 0) > 0
    ? ` By call records, its own export lacks ${counted(gap_calls!, "call")} of ${formatCount(calls ?? 0)} that passed it: both neighbors’ records show them.`
    : "";

/** The window that counts. */
export const windowSentence = ({ window_from, window_to }: Standing): string =>
  `Counted from ${dayName(window_from)} to ${dayName(window_to)}.`;

/** What must be said wherever providers are named. */
export const standingCaution =
  "A row says how often a provider was identified, and in what part. It is no finding that the provider, or anybody else, broke the law: carrying a call says nothing of intent, records can be wrong, and traced calls are a sample chosen by those who ask. Show a provider its rows and ask for its own records before anything is said of it.";
