import type { Format } from "../format.ts";

/** Complaints of an agency or a hotline, one row each: what a column map turns other layouts into. */
export const complaints: Format = {
  name: "complaints",
  title: "Complaints about calls",
  publisher: "a public agency",
  table: "complaints",
  columns: {
    complaint_id: [],
    agency: [],
    reported_at: [],
    occurred_at: [],
    calling_number: [],
    callback_number: [],
    consumer_city: [],
    consumer_state: [],
    consumer_npa: [],
    consumer_zip: [],
    call_type: [],
    topic: [],
    method: [],
  },
  required: ["complaint_id", "agency", "reported_at", "calling_number"],
  key: "complaint_id",
  loadStrategy: "append",
  sql: new URL("complaints.sql", import.meta.url),
  isOfThePast: true,
  numbers: ["calling_number", "callback_number"],
  rejectLimit: 0.01,
  holdsFreeText: true,
};
