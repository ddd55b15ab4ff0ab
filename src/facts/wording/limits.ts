import { smallestCell } from "../disclosure/rules.ts";
import type { Facts, NationFacts, StateFacts } from "../types.ts";
import { notRecordedSentence, unplacedSentence } from "./complaints.ts";
import { counted, dayName, formatCount, monthName } from "./format.ts";
import { placeName } from "./places.ts";

// What the figures cannot tell, what the terms mean, and who publishes them: once for pages and briefs.

const complaintLimits = [
  "A complaint is a report, not a measurement. Few people who receive a robocall complain, and who does differs from place to place.",
  "Complaints are not verified.",
];

const spoofing =
  "A caller ID is often spoofed: it may belong to somebody who never called anyone. No number here is presented as a caller’s own.";

export function nationLimits(facts: Facts): string[] {
  const { nation, tracing } = facts;
  return [
    ...(facts.has_complaints
      ? [
          ...complaintLimits,
          `The state is the one the consumer stated, or the area code’s where none was stated. ${unplacedSentence(nation)}`,
          ...notRecordedLimit(nation),
        ]
      : []),
    spoofing,
    ...providerLimits(facts, tracing !== null),
  ];
}

export function stateLimits(facts: Facts, state: StateFacts): string[] {
  const place = placeName(state.state);
  return [
    ...(state.has_complaints
      ? [
          ...complaintLimits,
          `The rate uses ${populationWords(facts.nation, state)}.`,
          "The state is the one the consumer stated, or the area code’s where none was stated: people who move keep their numbers.",
          ...notRecordedLimit(facts.nation),
        ]
      : []),
    `How many robocalls reach ${place} is not known; the number of complaints says little about it.`,
    spoofing,
    ...providerLimits(facts, state.calls !== null),
  ];
}

/** What follows from what the records leave out. */
function notRecordedLimit(nation: NationFacts): string[] {
  const sentence = notRecordedSentence(nation);
  if (sentence === null) return [];
  const intervals = nation.not_recorded.includes("session")
    ? " Intervals count every complaint as a person’s only one, so they are too narrow where people filed several."
    : "";
  return [sentence + intervals];
}

function providerLimits(facts: Facts, hasCalls: boolean): string[] {
  if (hasCalls)
    return [
      "Call records come from some providers only. A call that several of them recorded is counted once.",
    ];
  if (facts.calls_left_out)
    return [
      "The call records of this month include simulated ones, so this edition says nothing about providers.",
    ];
  return facts.has_calls
    ? [
        `No call records for ${monthName(facts.month)} are loaded, so nothing is said about providers.`,
      ]
    : ["No call records are loaded, so nothing is said about providers."];
}

/** The population behind a rate: "an estimated population of 2,912,635 (Census Bureau, Vintage 2025)". */
export function populationWords(nation: NationFacts, state: StateFacts): string {
  const isCensus =
    state.population_vintage <= 2020 && ["AS", "GU", "MP", "VI"].includes(state.state);
  return isCensus
    ? `the ${state.population_vintage} census population of ${formatCount(state.population)}: the Census Bureau gives no yearly estimate for this territory`
    : `a population of ${formatCount(state.population)} in ${monthName(nation.month)}, between the Census Bureau’s estimates of two Julys`;
}

/** What "withheld" means, for legends, tooltips and keys. */
export const withheldMeaning = `fewer than ${smallestCell} filing sessions (a proxy for people), mostly one of them, or withheld to protect such a count`;

export const glossary: readonly { term: string; meaning: string }[] = [
  { term: "Complaint", meaning: "a report by a consumer to the FTC or the FCC; not verified" },
  {
    term: "Filing session",
    meaning:
      "complaints to one agency from one city, state and area code with at most ten minutes between one and the next: a proxy for one person",
  },
  {
    term: "Robocall",
    meaning:
      "a call that the consumer said played a recording, or that the FCC’s form calls prerecorded or autodialed",
  },
  {
    term: "95% interval",
    meaning:
      "the complaints received are all counted; the interval is about the rate that the same conditions would bring again, given that complaints come in sessions",
  },
  {
    term: "Rank range",
    meaning:
      "the ranks that are plausible; the ranges of all places hold together with 90% confidence",
  },
  {
    term: "Campaign",
    meaning: "a script that is read in many calls, with other names and amounts",
  },
  { term: "Withheld", meaning: withheldMeaning },
];

/** Who publishes, or how to say so. */
export function publisherSentence({ publisher }: Facts): string {
  if (publisher.office === null)
    return "The publisher of this copy has not been named. Whoever publishes it names the office in the settings file docket.json (publisher, contact, license, corrections).";
  const contact = publisher.contact === null ? "" : ` Contact: ${publisher.contact}.`;
  const license =
    publisher.license === null ? "" : ` License of the figures: ${publisher.license}.`;
  return `Published by ${publisher.office}.${contact}${license}`;
}

export function correctionSentence({ publisher }: Facts): string {
  const to = publisher.corrections ?? publisher.contact;
  return to === null
    ? "Found an error, or named here and disagree? Write to the office that publishes this copy."
    : `Found an error, or named here and disagree? Write to ${to}.`;
}

export const editionName = (facts: Pick<Facts, "audience" | "is_demonstration">): string => {
  if (facts.is_demonstration) return "Demonstration with invented data";
  return facts.audience === "public" ? "Public edition" : "Office edition: not for publication";
};

export const dataThrough = (facts: Facts): string =>
  facts.data_through === null
    ? "no dated report is loaded"
    : `data through ${dayName(facts.data_through)}`;

/** The numbering tables that judged the displayed numbers. */
export function numberingNote(facts: Facts): string {
  const dates = [...new Set(facts.numbering_dates)].sort();
  if (dates.length === 0) return "by the loaded numbering tables";
  const [first, last] = [dates[0]!, dates.at(-1)!];
  const words = first === last ? dayName(first) : `${dayName(first)} and ${dayName(last)}`;
  return `by the numbering tables dated ${words}, which may differ from those in force when the call was made`;
}

/** How many files an edition rests on. */
export const filesSentence = (facts: Facts): string =>
  `${counted(facts.loads.length, "file is", "files are")} loaded. For every file, rows read equal rows loaded plus duplicates plus rejects.`;
