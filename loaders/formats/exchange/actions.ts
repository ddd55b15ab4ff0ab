import type { Format } from "../format.ts";

/** What an agency did about a provider: letters, orders, removals. Each names the document that says so. */
export const actions: Format = {
  name: "actions",
  title: "Actions of agencies",
  publisher: "the agency, or who keeps the list",
  table: "actions",
  columns: {
    action_id: [],
    action_date: ["date"],
    provider_id: [],
    frn: [],
    kind: [],
    issued_by: ["agency"],
    document: [],
    document_url: ["url"],
    simulated: ["is_simulated"],
  },
  required: ["action_date", "provider_id", "kind", "document"],
  key: "action_id",
  loadStrategy: "latest_version",
  sql: new URL("actions.sql", import.meta.url),
  isOfThePast: true,
  rejectLimit: 0.01,
};
