import type { Format } from "../format.ts";

/** Line class of an OCN as a vendor curates it; lines that start with # are its own remarks. */
export const ocnClass: Format = {
  name: "ocn-class",
  title: "Line class by OCN",
  publisher: "third-party list",
  table: "ocn_classes",
  columns: { ocn: [], class: [] },
  required: ["ocn", "class"],
  key: "ocn",
  loadStrategy: "snapshot",
  sql: new URL("ocn-class.sql", import.meta.url),
  rejectLimit: 0.1,
  comment: "#",
};
