import { appReports } from "./exchange/app-reports.ts";
import { carrierCdr } from "./exchange/carrier-cdr.ts";
import { doNotOriginate } from "./exchange/do-not-originate.ts";
import { providerDirectory } from "./exchange/provider-directory.ts";
import { recordings } from "./exchange/recordings.ts";
import { tracebackHops } from "./exchange/traceback-hops.ts";
import { tracebacks } from "./exchange/tracebacks.ts";
import type { Format } from "./format.ts";
import { censusEstimates } from "./public/census-estimates.ts";
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
import { asteriskCdr } from "./switches/asterisk-cdr.ts";
import { freeswitchCdr } from "./switches/freeswitch-cdr.ts";
import { twilioCalls } from "./switches/twilio-calls.ts";

/** The formats that a column map may turn another layout into. */
export const mappableFormats: readonly Format[] = [
  carrierCdr,
  appReports,
  recordings,
  providerDirectory,
  doNotOriginate,
  tracebacks,
  tracebackHops,
];

/** Every export that `load` knows. */
export const formats: readonly Format[] = [
  ftcDnc,
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
  asteriskCdr,
  freeswitchCdr,
  twilioCalls,
];

export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
