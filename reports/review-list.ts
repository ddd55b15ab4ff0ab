import { csvText } from "../src/csv.ts";
import type { CompanyLink } from "../src/data/reads/identity.ts";

const columns = [
  "left_id", "right_id", "left_name", "right_name", "relation", "standing", "probability", "frn_level", "ocn_level", "name_level",
  "address_level", "phone_level", "contact_level", "mail_level", "decision",
] as const; // prettier-ignore

/** Matches of companies with what was decided of each, for a person to go through. */
export const reviewList = (rows: readonly (CompanyLink & { decision: string | null })[]): string =>
  csvText(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
