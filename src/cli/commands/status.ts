import { refuseLostRecords, storedFaults } from "../../demands/stored.ts";
import { isOverRejectLimit } from "../../data/reject-limit.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { currentRun, runName, wholeManifest } from "../../pipeline/manifest.ts";
import { Keys } from "../../pipeline/currency.ts";
import { steps } from "../../pipeline/steps.ts";
import { checkChainSignatures } from "../../records/daily-signature.ts";
import { DemandBook } from "../../records/demands.ts";
import { readRecords } from "../../records/records.ts";
import { formerKeys, keyMade, signingKey } from "../../workspace/signing-key.ts";
import type { LoadEntry } from "../../workspace/catalog.ts";
import { Workspace } from "../../workspace/workspace.ts";
import { oddWords } from "./load-words.ts";
import type { CommandContext } from "../context.ts";

/** What is loaded, how fresh it is, what failed, and whether catalog and records are as they were written. */
export async function statusCommand(context: CommandContext): Promise<ExitCode> {
  // Both logs are read event by event, each checked against its hash; a fault ends the command with its place.
  const workspace = await Workspace.open(context.workspace, {
    command: context.commandLine,
    mode: "read",
  });
  const { catalog, folder } = workspace;
  const faults: string[] = [];
  const records = readableRecords(folder, faults);
  const isReadable = faults.length === 0;
  const ofDemands = isReadable ? demandFaults(folder, records) : { faults: [], notes: [] };
  faults.push(...ofDemands.faults);
  const lost = catalog.lostFiles();
  const run = currentRun(folder);
  const manifest = run === undefined ? undefined : await wholeManifest(workspace, run);
  const status = {
    workspace: folder,
    data_through: dataThrough(catalog.loads),
    analysis_is_current:
      manifest !== undefined && manifest.run === runName(new Keys(workspace, steps), workspace),
    run: manifest?.run ?? null,
    catalog: { loads: catalog.loads.length, files: catalog.files.length, head: catalog.head },
    records: {
      events: records.length,
      head: records.at(-1)?.hash ?? null,
      is_readable: isReadable,
    },
    loads: catalog.loads.map(({ months: _, superseded, ...load }) => ({
      ...load,
      rows_superseding: Object.values(superseded).reduce((sum, n) => sum + n, 0),
      over_reject_limit: isOverRejectLimit(load.rows_rejected, load.rows_read, load.reject_limit),
      is_acknowledged: catalog.isAcknowledged(load.load_id),
    })),
    lost_files: lost.map(({ file }) => file.path),
    failed_checks: (manifest?.checks ?? []).filter((check) => check.failing_rows > 0),
  };
  if (context.json) context.output.print(JSON.stringify(status, null, 2));
  else print(context, status);
  for (const note of ofDemands.notes) context.output.warn(note);
  for (const fault of lost) faults.push(catalog.faultMessage(fault));
  for (const fault of faults) context.output.warn(`docket: ${fault}`);
  return faults.length > 0 ? 1 : 0;
}

/** The records; where they are damaged, that is one of the faults, and the rest is said all the same. */
function readableRecords(folder: string, faults: string[]): ReturnType<typeof readRecords> {
  try {
    const events = readRecords(folder);
    checkChainSignatures(events, `${folder}/records.sqlite`, ownKeys(folder));
    return events;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    faults.push(error.message);
    return [];
  }
}

/** Public keys of the workspace by id; none where it never signed anything. */
function ownKeys(folder: string): Map<string, string> {
  const keys = keyMade(folder) === 0 ? [] : [signingKey(folder), ...formerKeys(folder)];
  return new Map(keys.map(({ key_id, public_key }) => [key_id, public_key]));
}

/** What the records of demands name and the disk does not have, or the other way round. */
function demandFaults(
  folder: string,
  events: ReturnType<typeof readRecords>,
): ReturnType<typeof storedFaults> {
  try {
    if (events.length === 0) refuseLostRecords(folder);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { faults: [error.message], notes: [] };
  }
  const book = new DemandBook();
  book.take(events);
  const shown = 20;
  const { faults, notes } = storedFaults(folder, book.all());
  return {
    notes,
    faults:
      faults.length > shown
        ? [...faults.slice(0, shown), `and ${faults.length - shown} more files of demands`]
        : faults,
  };
}

/** The last day of what was reported or recorded; reference files have none. */
function dataThrough(loads: readonly LoadEntry[]): string | null {
  const reference = [
    "npa_codes", "co_codes", "populations", "population_estimates", "published_figures", "rmd_filings",
  ]; // prettier-ignore
  const last = loads
    .filter((load) => !reference.includes(load.table) && load.last_at !== null)
    .map((load) => load.last_at!.slice(0, 10));
  return last.sort().at(-1) ?? null;
}

interface Status {
  workspace: string;
  data_through: string | null;
  analysis_is_current: boolean;
  run: string | null;
  catalog: { loads: number; files: number };
  records: { events: number; head: string | null; is_readable: boolean };
  loads: (Pick<
    LoadEntry,
    | "load_id" | "format" | "file_name" | "findings" | "rows_loaded" | "rows_duplicate" | "rows_rejected" | "first_at" | "last_at"
  > & { over_reject_limit: boolean; is_acknowledged: boolean; rows_superseding: number })[];
  lost_files: string[];
  failed_checks: { check: string; failing_rows: number }[];
} // prettier-ignore

function print({ output }: CommandContext, status: Status): void {
  output.print(`workspace ${status.workspace}`);
  output.print(`data through ${status.data_through ?? "(no dated rows)"}`);
  output.print(
    status.run === null
      ? "no whole analysis is here: run docket analyze"
      : `analysis ${status.analysis_is_current ? "is current" : "is behind the loads or the program: run docket analyze"} (run ${status.run})`,
  );
  output.print(
    `catalog: ${status.catalog.loads} loads in ${status.catalog.files} files, ` +
      `${status.lost_files.length === 0 ? "as written" : `${status.lost_files.length} of them lost or changed`}; ` +
      (status.records.is_readable
        ? `records: ${formatCount(status.records.events)} events, chain verified${status.records.head ? `, newest ${status.records.head}` : ""}`
        : "records: damaged"),
  );
  for (const load of status.loads) {
    const days =
      load.first_at && load.last_at
        ? ` (${load.first_at.slice(0, 10)} to ${load.last_at.slice(0, 10)})`
        : "";
    const superseding =
      load.rows_superseding > 0
        ? `, ${formatCount(load.rows_superseding)} replace earlier versions`
        : "";
    const over = load.over_reject_limit
      ? ` — over its reject limit${load.is_acknowledged ? ", acknowledged" : ""}`
      : "";
    output.print(
      `  ${load.load_id} ${load.format} ${load.file_name}${days}: ${formatCount(load.rows_loaded)} loaded, ` +
        `${formatCount(load.rows_duplicate)} duplicate, ${formatCount(load.rows_rejected)} rejected${superseding}${over}`,
    );
  }
  const odd = status.loads.filter((load) => load.findings.odd.length > 0);
  if (odd.length > 0) output.print("to look at:");
  for (const load of odd)
    for (const finding of load.findings.odd)
      output.print(`  ${load.load_id} ${load.file_name}: ${oddWords(finding)}`);
  for (const check of status.failed_checks) {
    output.print(`  failed check ${check.check}: ${formatCount(check.failing_rows)} rows`);
  }
}
