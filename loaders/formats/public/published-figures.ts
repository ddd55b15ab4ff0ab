import type { Format } from "../format.ts";

/** Figures that others published: to draw behind our trends and to reconcile with, never mixed with ours. */
export const publishedFigures: Format = {
  name: "published-figures",
  title: "Figures published by others",
  publisher: "compiled from the publishers named in it",
  table: "published_figures",
  columns: {
    publisher: [],
    series: [],
    period: [],
    period_kind: [],
    value: [],
    unit: [],
    exactness: [],
    note: [],
  },
  required: ["publisher", "series", "period", "period_kind", "value", "unit"],
  key: "published_key",
  loadStrategy: "snapshot",
  sql: new URL("published-figures.sql", import.meta.url),
  rejectLimit: 0,
  holdsFreeText: true,
};
