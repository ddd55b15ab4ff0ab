import type { Format } from "../format.ts";

/** SHAKEN certificates found at public addresses, by OCN; the file without an OCN column lists those that do not
 * chain to an approved authority. Addresses are kept as text and never fetched. */
export const shakenCertificates: Format = {
  name: "shaken-certificates",
  title: "SHAKEN certificates by OCN",
  publisher: "third-party survey",
  table: "shaken_certificates",
  columns: { ocn: [], org_name: [], cn: [], cert: [] },
  required: ["org_name", "cn", "cert"],
  key: "certificate_id",
  loadStrategy: "append",
  sql: new URL("shaken-certificates.sql", import.meta.url),
  rejectLimit: 0.01,
};
