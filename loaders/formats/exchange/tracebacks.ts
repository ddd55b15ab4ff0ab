import type { Format } from "../format.ts";

/** Manual or portal tracebacks: one row per call that was asked about. */
export const tracebacks: Format = {
  name: "tracebacks",
  title: "Tracebacks",
  publisher: "a traceback group",
  table: "tracebacks",
  columns: {
    traceback_id: [],
    campaign_label: [],
    source_id: [],
    call_time: [],
    calling_number: [],
    called_number: [],
    called_state: [],
    callback_number: [],
    requested_by: [],
    opened_at: [],
    closed_at: [],
    outcome: [],
    simulated: ["is_simulated"],
  },
  required: ["traceback_id", "call_time", "calling_number", "called_number", "opened_at"],
  key: "traceback_id",
  loadStrategy: "latest_version",
  sql: new URL("tracebacks.sql", import.meta.url),
  isOfThePast: true,
  numbers: ["calling_number", "called_number", "callback_number"],
  rejectLimit: 0.01,
  holdsFreeText: true,
  holdsCalledNumbers: true,
};
