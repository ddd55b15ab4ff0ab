import type { Format } from "../format.ts";

/** Resident population by jurisdiction and year (July 1), of one or more vintages. */
export const censusEstimates: Format = {
  name: "census-estimates",
  title: "Resident population estimates",
  publisher: "US Census Bureau",
  table: "population_estimates",
  columns: { state: [], year: [], population: [], vintage: [] },
  required: ["state", "year", "population", "vintage"],
  key: "estimate_id",
  loadStrategy: "snapshot",
  sql: new URL("census-estimates.sql", import.meta.url),
  rejectLimit: 0,
};
