import type { Threshold } from "../campaigns/thresholds.ts";

const ours = "ours: measured on 200 pairs of filings labeled by hand (docs/standing.md)";
const declared = "ours, declared: the labeled pairs are too few to learn it";

/** What decides whether two records are suggested to be one company. Keys are the names of SQL parameters. */
export const identityThresholds = {
  most_holders: { value: 50, meaning: "records that may hold a value before sharing it says nothing", source: `${ours}: registered agents and consultants stand in more` },
  partners: { value: 1, meaning: "other records of one company, or under one control, that a record is expected to have before anything is compared", source: declared },
  name_agrees: { value: 0.9, meaning: "share of records of one company whose names agree", source: declared },
  similar_name: { value: 0.92, meaning: "Jaro–Winkler similarity from which names are similar", source: "Winkler 1990: usual value" },
  similar_name_bits: { value: 3, meaning: "weight of a similar name, in bits", source: declared },
  address_agrees: { value: 0.7, meaning: "share of records of one company whose addresses agree", source: declared },
  building_share: { value: 0.5, meaning: "weight of one building beside that of one address", source: `${ours}: suites of one building are let to strangers` },
  person_agrees: { value: 0.6, meaning: "share of records of one company whose contact, telephone or mail domain agrees", source: declared },
  second_contact_bits: { value: 5, meaning: "weight of a second of these that agrees: they come together", source: declared },
  suggested: { value: 0.9, meaning: "probability from which a match is suggested", source: ours },
  possible: { value: 0.5, meaning: "probability from which a match is shown as possible", source: ours },
  phoenix_days: { value: 365, meaning: "days around a removal within which another filer's start makes a lead", source: ours },
} satisfies Record<string, Threshold>; // prettier-ignore
