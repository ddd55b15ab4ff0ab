import type { Format } from "./format.ts";
import { censusPopulation } from "./public/census-population.ts";
import { fccComplaints } from "./public/fcc-complaints.ts";
import { fccRmd } from "./public/fcc-rmd.ts";
import { ftcDnc } from "./public/ftc-dnc.ts";
import { nanpaCo } from "./public/nanpa-co.ts";
import { nanpaNpa } from "./public/nanpa-npa.ts";
import { ocnClass } from "./public/ocn-class.ts";
import { poneRecordings } from "./public/pone-recordings.ts";
import { publishedFigures } from "./public/published-figures.ts";
import { shakenCertificates } from "./public/shaken-certificates.ts";

/** Every export that `load` knows. */
export const formats: readonly Format[] = [
  ftcDnc,
  fccComplaints,
  fccRmd,
  nanpaNpa,
  nanpaCo,
  censusPopulation,
  publishedFigures,
  shakenCertificates,
  poneRecordings,
  ocnClass,
];

export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
