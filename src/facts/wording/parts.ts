import { dayName, hourName } from "./format.ts";
import { placeStart } from "./places.ts";

const types: Readonly<Record<string, string>> = {
  robocall: "Robocall",
  live: "Live caller",
  unknown: "Not stated",
};

const numberKinds: Readonly<Record<string, string>> = {
  us: "US number in an exchange in use",
  toll_free: "Toll-free number",
  blank: "No number given",
  anonymous: "Anonymous",
  foreign_nanp: "Canadian or Caribbean number",
  international: "Other foreign number",
  unassigned_exchange: "Exchange not in service",
  unassigned_area_code: "Area code not in service",
  invalid_exchange: "Impossible exchange code",
  invalid_area_code: "Impossible area code",
  sentinel: "Placeholder such as 000-000-0000",
  premium: "Premium-rate number",
  non_geographic: "Non-geographic number",
  too_long: "Too many digits",
  too_short: "Too few digits",
  no_area_code: "No area code",
  short_code: "Short code",
  not_a_number: "Not a number",
};

/** Topics as the FTC's form words them, shortened. The full words are in the downloads' documentation. */
const topics: Readonly<Record<string, string>> = {
  "": "No topic given",
  FCC: "Filed with the FCC, whose form has other topics",
  "Calls pretending to be government, businesses, or family and friends": "Impostors",
  "Reducing your debt (credit cards, mortgage, student loans)": "Reducing debt",
  "Reducing debt": "Reducing debt",
  "Medical & prescriptions": "Medical and prescriptions",
  "Home security & alarms": "Home security and alarms",
  "Home improvement & cleaning": "Home improvement and cleaning",
  "Lotteries, prizes & sweepstakes": "Lotteries, prizes and sweepstakes",
  "Vacation & timeshares": "Vacations and timeshares",
  "Work from home & other ways to make money": "Ways to make money",
  "Computer & technical support": "Computer and technical support",
  "Energy, solar, & utilities": "Energy, solar and utilities",
};

/** A part of a split in words, for tables and charts. */
export function partLabel(split: string, part: string): string {
  switch (split) {
    case "type":
      return types[part] ?? "Not stated";
    case "topic":
      return topics[part] ?? part;
    case "number_kind":
      return numberKinds[part] ?? `Damaged: ${part.replaceAll("_", " ")}`;
    case "day":
      return dayName(part);
    case "hour":
      return part === "" ? "No usable time" : hourName(Number(part));
    case "area_code":
      if (part === "") return "No US area code given";
      return part === "other" ? "Area codes of other places" : part;
    case "npa_state":
      return part === "" ? "No US area code given" : placeStart(part);
    default:
      return part;
  }
}

/** Key of the topic part of those who gave none. */
export const noTopic = "";
