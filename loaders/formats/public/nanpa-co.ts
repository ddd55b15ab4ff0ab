import type { Format } from "../format.ts";

/** NANPA central-office codes: which company holds an NPA-NXX. Tab-separated, space-padded, its date in the last
 * header cell; or the compact Parquet copy with the same column names. */
export const nanpaCo: Format = {
  name: "nanpa-co",
  title: "Central-office codes (NPA-NXX) in use",
  publisher: "North American Numbering Plan Administrator",
  table: "co_codes",
  columns: {
    state: [],
    npa_nxx: [],
    ocn: [],
    company: [],
    ratecenter: ["rate_center"],
    use: [],
    in_service: [],
    file_updated: [],
  },
  required: ["state", "npa_nxx", "ocn", "company", "ratecenter"],
  key: "npa_nxx",
  loadStrategy: "snapshot",
  sql: new URL("nanpa-co.sql", import.meta.url),
  rejectLimit: 0.01,
  lenientQuotes: true,
  fileDate: /File Updated\s*([\d/-]+)/i,
};
