import type { Format } from "../format.ts";

/** Resident population by jurisdiction, one census. */
export const censusPopulation: Format = {
  name: "census-population",
  title: "Resident population",
  publisher: "US Census Bureau",
  table: "populations",
  columns: { state: [], name: [], population_2020: [] },
  required: ["state", "name", "population_2020"],
  key: "state",
  loadStrategy: "snapshot",
  sql: new URL("census-population.sql", import.meta.url),
  rejectLimit: 0,
};
