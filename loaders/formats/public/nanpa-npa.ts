import type { Format } from "../format.ts";

/** NANPA area-code report; its date stands in a line above the header. */
export const nanpaNpa: Format = {
  name: "nanpa-npa",
  title: "Area codes (NPA report)",
  publisher: "North American Numbering Plan Administrator",
  table: "npa_codes",
  columns: {
    npa_id: [],
    type_of_code: [],
    assigned: [],
    location: [],
    country: [],
    in_service: [],
    in_service_dt: [],
    overlay_complex: [],
    service: [],
    time_zone: [],
  },
  required: ["npa_id", "type_of_code", "assigned", "in_service"],
  key: "npa",
  loadStrategy: "snapshot",
  sql: new URL("nanpa-npa.sql", import.meta.url),
  rejectLimit: 0.01,
  fileDate: /File Date,\s*"?([\d/-]+)/i,
};
