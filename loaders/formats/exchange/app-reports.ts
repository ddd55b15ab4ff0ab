import type { Format } from "../format.ts";

/** Calls seen by a robocall-blocking app. */
export const appReports: Format = {
  name: "app-reports",
  title: "App reports",
  publisher: "a call-blocking app",
  table: "app_reports",
  columns: {
    report_id: [],
    app_id: [],
    observed_at: [],
    calling_number: [],
    called_npa_nxx: [],
    called_state: [],
    verdict: [],
    category: [],
    action: [],
    duration_s: [],
    language: [],
    transcript: [],
    callback_number: [],
    audio_fingerprint: [],
    attestation: [],
    simulated: [],
  },
  required: ["report_id", "observed_at", "calling_number", "verdict"],
  key: "report_id",
  loadStrategy: "latest_version",
  sql: new URL("app-reports.sql", import.meta.url),
  numbers: ["calling_number", "callback_number"],
  rejectLimit: 0.01,
  holdsCalledNumbers: true,
};
