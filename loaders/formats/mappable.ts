import { actions } from "./exchange/actions.ts";
import { appReports } from "./exchange/app-reports.ts";
import { carrierCdr } from "./exchange/carrier-cdr.ts";
import { complaints } from "./exchange/complaints.ts";
import { doNotOriginate } from "./exchange/do-not-originate.ts";
import { providerDirectory } from "./exchange/provider-directory.ts";
import { recordings } from "./exchange/recordings.ts";
import { tracebackHops } from "./exchange/traceback-hops.ts";
import { tracebacks } from "./exchange/tracebacks.ts";
import type { Format } from "./format.ts";

/** The formats that a column map may turn another layout into. */
export const mappableFormats: readonly Format[] = [
  carrierCdr,
  complaints,
  appReports,
  recordings,
  providerDirectory,
  doNotOriginate,
  tracebacks,
  tracebackHops,
  actions,
];
