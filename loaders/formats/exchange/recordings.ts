import type { Format } from "../format.ts";

/** Recorded calls on lines that take part in it: honeypots, voicemail services. */
export const recordings: Format = {
  name: "recordings",
  title: "Recorded calls",
  publisher: "a recording service",
  table: "recordings",
  columns: {
    recording_id: [],
    source_id: [],
    received_at: [],
    calling_number: [],
    called_npa_nxx: [],
    called_state: [],
    duration_s: [],
    language: [],
    transcript: [],
    callback_number: [],
    audio_fingerprint: [],
    simulated: ["is_simulated"],
  },
  required: ["recording_id", "source_id", "received_at"],
  key: "recording_id",
  loadStrategy: "latest_version",
  sql: new URL("recordings.sql", import.meta.url),
  isOfThePast: true,
  numbers: ["calling_number", "callback_number"],
  rejectLimit: 0.01,
  holdsFreeText: true,
  holdsCalledNumbers: true,
  holdsTranscripts: true,
};
