import type { Format } from "../format.ts";

/** FCC Robocall Mitigation Database export. FRNs are ten digits whose leading zeros spreadsheets drop. */
export const fccRmd: Format = {
  name: "fcc-rmd",
  title: "Robocall Mitigation Database",
  publisher: "Federal Communications Commission",
  table: "rmd_filings",
  columns: {
    number: [],
    frn: [],
    business_name: [],
    business_address: [],
    foreign_voice_provider: [],
    country: [],
    other_frns: [],
    other_dba_names: [],
    previous_dba_names: [],
    robocall_mitigation_contact_name: [],
    contact_telephone_number: [],
    implementation: [],
    voice_service_provider_choice: [],
    gateway_provider_choice: [],
    intermediate_provider_choice: [],
    last_updated: [],
    last_recertified: [],
    filing_url: [],
  },
  required: ["number", "frn", "business_name", "implementation"],
  key: "filing_number",
  loadStrategy: "snapshot",
  sql: new URL("fcc-rmd.sql", import.meta.url),
  rejectLimit: 0.01,
};
