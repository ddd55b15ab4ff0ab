import type { Format } from "../format.ts";

/** Recordings published by the FTC under Project Point of No Entry: the transcript table. */
export const poneRecordings: Format = {
  name: "pone-recordings",
  title: "Project Point of No Entry recordings",
  publisher: "Federal Trade Commission",
  table: "recordings",
  columns: { file_name: [], language: [], transcript: [], case_details: [], case_pdf: [] },
  required: ["file_name", "language", "transcript"],
  key: "recording_id",
  loadStrategy: "append",
  sql: new URL("pone-recordings.sql", import.meta.url),
  rejectLimit: 0.01,
  holdsFreeText: true,
};
