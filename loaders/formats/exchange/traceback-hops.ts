import type { Format } from "../format.ts";

/** Answers to tracebacks: one row per provider asked. A later load with an answer takes the place of the open request. */
export const tracebackHops: Format = {
  name: "traceback-hops",
  title: "Traceback hops",
  publisher: "a traceback group",
  table: "traceback_hops",
  columns: {
    traceback_id: [],
    hop_no: [],
    provider_id: [],
    country: [],
    role: [],
    request_sent_at: [],
    responded_at: [],
    response: [],
    upstream_provider_id: [],
    customer_name: [],
    customer_country: [],
    customer_action: [],
    comment: [],
    simulated: ["is_simulated"],
  },
  required: ["traceback_id", "hop_no", "provider_id", "response"],
  key: "hop_id",
  loadStrategy: "latest_version",
  sql: new URL("traceback-hops.sql", import.meta.url),
  isOfThePast: true,
  rejectLimit: 0.01,
  holdsFreeText: true,
  holdsCalledNumbers: true,
};
