import type { Format } from "../format.ts";

/** Who the provider ids of call records are. */
export const providerDirectory: Format = {
  name: "provider-directory",
  title: "Provider directory",
  publisher: "who keeps the provider ids",
  table: "providers",
  columns: {
    provider_id: [],
    name: [],
    frn: [],
    ocn: [],
    country: [],
    role_hint: [],
    time_zone: [],
    itg_member: [],
    previous_names: [],
    contact_email: [],
    simulated: ["is_simulated"],
  },
  required: ["provider_id", "name", "country", "role_hint"],
  key: "provider_id",
  loadStrategy: "latest_version",
  sql: new URL("provider-directory.sql", import.meta.url),
  rejectLimit: 0.01,
};
