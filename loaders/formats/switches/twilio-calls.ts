import type { Format } from "../format.ts";

/** Twilio's call log: the CSV of its console, or the JSON of its API (see twilio-json.ts). */
export const twilioCalls: Format = {
  name: "twilio-calls",
  title: "Twilio call log",
  publisher: "Twilio",
  table: "call_legs",
  columns: {
    sid: ["call_sid"],
    parent_call_sid: ["parentcallsid"],
    account_sid: ["accountsid"],
    from: [],
    to: [],
    status: ["call_status"],
    direction: [],
    start_time: ["starttime", "start_date"],
    date_created: ["datecreated", "created_date"],
    end_time: [],
    duration: ["duration_s"],
    stir_verstat: ["stirverstat"],
  },
  required: ["sid", "from", "to", "status", "start_time"],
  namesNoProvider: true,
  key: "call_id",
  loadStrategy: "call_legs",
  sql: new URL("twilio-calls.sql", import.meta.url),
  rejectLimit: 0.01,
  holdsCalledNumbers: true,
};
