import type { CompanyLink, PhoenixLead } from "../../data/reads/identity.ts";
import { counted, dayName, joinWords } from "./format.ts";

/** What must be said wherever two records are said to be one company. */
export const identityCaution =
  "A match is a suggestion of a rule. Nothing is merged by it: a person looks at both records and decides, and the decision can be taken back.";

export const leadCaution =
  "A lead says that something is shared. Offices, agents and consultants are shared by strangers, and customers are sold: look at both records, and at who signed them, before anything is said of either.";

type Levels = Pick<
  CompanyLink,
  "frn_level" | "name_level" | "address_level" | "phone_level" | "contact_level" | "mail_level"
>;

const shared: readonly (readonly [keyof Levels, string, string])[] = [
  ["frn_level", "same", "the FRN"],
  ["frn_level", "one_lists_the_other", "an FRN that one lists as its other"],
  ["frn_level", "both_list_a_third", "a third FRN that both list"],
  ["name_level", "equal", "the name"],
  ["name_level", "equal_but_legal_form", "the name, but for the legal form"],
  ["name_level", "other_name", "a trade or former name"],
  ["name_level", "similar", "a similar name"],
  ["address_level", "equal", "the address"],
  ["address_level", "same_building", "the building"],
  ["phone_level", "equal", "the telephone number"],
  ["contact_level", "equal", "the contact"],
  ["mail_level", "same_domain", "the mail domain"],
];

const sharedThings = (levels: Partial<Record<keyof Levels, string | null>>): string[] =>
  shared.filter(([level, value]) => levels[level] === value).map(([, , words]) => words);

/** What two records have in common: "the address and the contact". */
export const sharedWords = (levels: Partial<Record<keyof Levels, string | null>>): string =>
  joinWords(sharedThings(levels)) || "nothing that is loaded";

/** Why a removed company leads to another. */
export function leadSentence(lead: PhoenixLead): string {
  const things = sharedThings(lead);
  const shares = things.length > 0 ? `Shares ${joinWords(things)}. ` : "";
  const moved =
    lead.moved_campaigns > 0
      ? `${counted(lead.moved_campaigns, "campaign of the removed one has", "campaigns of the removed one have")} come from it since. `
      : "";
  const how = lead.is_filed ? "Filed after" : "First calls seen from";
  return `${shares}${moved}${how} ${dayName(lead.started)}.`;
}
