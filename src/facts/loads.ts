import { group } from "d3";
import { isOverRejectLimit } from "../data/reject-limit.ts";
import type { MonthRows } from "../data/reads/month.ts";
import type { Audience, LoadFacts } from "./types.ts";

/** Files about numbers, places and providers: their rows are not people. */
const referenceFormats = [
  "fcc-rmd", "nanpa-npa", "nanpa-co", "census-population", "census-estimates", "published-figures",
  "shaken-certificates", "ocn-class",
]; // prettier-ignore

/** Formats by what they are evidence of. */
export const complaintFormats: readonly string[] = ["ftc-dnc", "fcc-complaints"];
export const recordingFormats: readonly string[] = ["pone-recordings", "recordings"];
export const callFormats: readonly string[] = [
  "carrier-cdr",
  "asterisk-cdr",
  "freeswitch-cdr",
  "twilio-calls",
];

/** Every file behind the figures. The public does not see names of files, which may name a provider, nor rows per file:
 * a file may hold the complaints of one state alone. */
export function loadFacts(
  rows: MonthRows,
  audience: Audience,
  showsSimulated: boolean,
): LoadFacts[] {
  const reasons = group(rows.reject_reasons, (r) => r.load_id);
  return rows.loads
    .filter((load) => showsSimulated || !load.is_simulated)
    .map((load): LoadFacts => {
      const isOpen = audience === "office" || referenceFormats.includes(load.format);
      return {
        load_id: load.load_id,
        format: load.format,
        title: load.title,
        publisher: load.is_simulated ? "simulated, not real" : load.publisher,
        file_name: isOpen ? load.file_name : null,
        file_sha256: load.file_sha256,
        rows: isOpen
          ? {
              read: load.rows_read,
              loaded: load.rows_loaded,
              duplicate: load.rows_duplicate,
              rejected: load.rows_rejected,
              reject_reasons: (reasons.get(load.load_id) ?? []).map((r) => ({
                reason: r.reason,
                rows: r.rows,
              })),
            }
          : null,
        over_reject_limit: isOverRejectLimit(load.rows_rejected, load.rows_read, load.reject_limit),
        first_at: load.first_at,
        last_at: load.last_at,
        file_date: load.file_date,
        is_simulated: load.is_simulated,
      };
    });
}

/** The loads of some formats that reach into a month. */
export const loadsOf = (
  loads: readonly LoadFacts[],
  formats: readonly string[],
  month: string,
): LoadFacts[] =>
  loads.filter(
    (l) =>
      formats.includes(l.format) &&
      (l.first_at === null || ((l.last_at ?? "") >= month && (l.first_at ?? "") <= `${month}-32`)),
  );
