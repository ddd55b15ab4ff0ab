import type { Format } from "../format.ts";

/** Numbers that never place calls: a call that shows one is spoofed. Lists of several publishers add up. */
export const doNotOriginate: Format = {
  name: "do-not-originate",
  title: "Do-not-originate list",
  publisher: "who keeps the list",
  table: "do_not_originate",
  columns: { number_or_prefix: [], reason: [], listed_since: [], simulated: ["is_simulated"] },
  required: ["number_or_prefix", "listed_since"],
  key: "number_or_prefix",
  loadStrategy: "latest_version",
  sql: new URL("do-not-originate.sql", import.meta.url),
  rejectLimit: 0.01,
};
