import { shippedFormats } from "../columns/shipped-maps.ts";
import type { Format } from "./format.ts";
import { mappableFormats } from "./mappable.ts";
import { censusEstimates } from "./public/census-estimates.ts";
import { censusPopulation } from "./public/census-population.ts";
import { fccComplaints } from "./public/fcc-complaints.ts";
import { fccRmd } from "./public/fcc-rmd.ts";
import { ftcApi } from "./public/ftc-api.ts";
import { ftcDnc } from "./public/ftc-dnc.ts";
import { nanpaCo } from "./public/nanpa-co.ts";
import { nanpaNpa } from "./public/nanpa-npa.ts";
import { ocnClass } from "./public/ocn-class.ts";
import { poneRecordings } from "./public/pone-recordings.ts";
import { publishedFigures } from "./public/published-figures.ts";
import { shakenCertificates } from "./public/shaken-certificates.ts";

/** The exports that code reads; column maps that come with the program read others. */
export const formats: readonly Format[] = [
  ftcDnc,
  ftcApi,
  fccComplaints,
  fccRmd,
  nanpaNpa,
  nanpaCo,
  censusPopulation,
  censusEstimates,
  publishedFigures,
  shakenCertificates,
  poneRecordings,
  ocnClass,
  ...mappableFormats,
];

export function formatNamed(name: string): Format | undefined {
  const isNamed = (format: Format) => format.name === name;
  return formats.find(isNamed) ?? shippedFormats().find(isNamed);
}
