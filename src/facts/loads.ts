import { group } from "d3";
import { isOverRejectLimit } from "../data/reject-limit.ts";
import type { MonthRows } from "../data/reads/month.ts";
import type { Audience, LoadFacts } from "./types.ts";

/** Files about numbers, places and providers: their rows are not people. */
const referenceFormats = [
  "fcc-rmd", "nanpa-npa", "nanpa-co", "census-population", "census-estimates", "published-figures",
  "shaken-certificates", "ocn-class",
]; // prettier-ignore

const complaintFormats = ["ftc-dnc", "ftc-api", "ftc-foia", "fcc-complaints", "complaints"];
const recordingFormats = ["pone-recordings", "recordings"];
const otherFormats = [
  "app-reports", "actions", "provider-directory", "do-not-originate", "tracebacks", "traceback-hops",
]; // prettier-ignore

/** What a format is evidence of. Those of switches and carriers are many: a format of none of the others holds calls. */
export function evidenceOf(format: string): "complaints" | "recordings" | "calls" | "other" {
  if (complaintFormats.includes(format)) return "complaints";
  if (recordingFormats.includes(format)) return "recordings";
  return referenceFormats.includes(format) || otherFormats.includes(format) ? "other" : "calls";
}

/** Days that a publisher loaded twice, from what the load says of itself: they are counted once. */
const doubledDays = (notes: readonly string[]): string[] =>
  notes
    .filter((note) => note.startsWith("the publisher loaded whole days twice"))
    .flatMap((note) => note.match(/\d{4}-\d\d-\d\d/g) ?? []);

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
        doubled_days: doubledDays(load.notes),
        notes: audience === "office" ? load.notes : [],
        over_reject_limit: isOverRejectLimit(load.rows_rejected, load.rows_read, load.reject_limit),
        first_at: load.first_at,
        last_at: load.last_at,
        file_date: load.file_date,
        is_simulated: load.is_simulated,
      };
    });
}

/** Whether a load holds anything of a month; what is undated may. */
export const reachesInto = (load: LoadFacts, month: string): boolean =>
  load.first_at === null || ((load.last_at ?? "") >= month && load.first_at <= `${month}-32`);

/** The loads with one kind of evidence that reach into a month. */
export const loadsOf = (
  loads: readonly LoadFacts[],
  evidence: ReturnType<typeof evidenceOf>,
  month: string,
): LoadFacts[] => loads.filter((l) => evidenceOf(l.format) === evidence && reachesInto(l, month));
