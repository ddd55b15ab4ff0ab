import type { Session } from "../data/session.ts";
import { openRun } from "../data/published-run.ts";
import { relateAdjudications } from "../data/reads/adjudication.ts";
import { relateProviderRecords } from "../data/reads/provider-records.ts";
import { relateDemands } from "../data/reads/demands.ts";
import { relateRequests } from "../data/reads/requests.ts";
import { CommandError } from "../errors.ts";
import { adjudications } from "../records/adjudications.ts";
import { demandRows } from "../records/demand-rows.ts";
import { DemandBook } from "../records/demands.ts";
import { identityDecisions } from "../records/identity-decisions.ts";
import { providerStatements } from "../records/provider-statements.ts";
import { readRecords } from "../records/records.ts";
import { tracebackRequests } from "../records/traceback-requests.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { Keys } from "./currency.ts";
import { currentRun, runName, wholeManifest, type Manifest } from "./manifest.ts";
import { steps } from "./steps.ts";

/** What readers read: the tables of the current run, and the records. */
export interface Published {
  session: Session;
  manifest: Manifest;
  /** False where loads or the method have changed since. */
  is_current: boolean;
  close: () => void;
}

/** Opens the current run of a workspace; throws where nothing is published. */
export async function openPublished(workspace: Workspace): Promise<Published> {
  const run = currentRun(workspace.folder);
  if (run === undefined) {
    throw new CommandError(`${workspace.folder}: nothing is analysed here: run docket analyze`);
  }
  const manifest = await wholeManifest(workspace, run);
  if (manifest === undefined) {
    throw new CommandError(
      `${run}: files of the analysis are lost or changed: run docket analyze, which writes them again`,
    );
  }
  const { memory_limit, threads } = workspace.settings;
  const session = await openRun(run, manifest.files, {
    memory_limit,
    threads: String(threads),
    ...(workspace.canSpill ? { temp_directory: workspace.temporary() } : {}),
  });
  const events = readRecords(workspace.folder);
  await relateRequests(session, tracebackRequests(events));
  const book = new DemandBook();
  book.take(events);
  await relateDemands(session, demandRows(book.all()));
  await relateAdjudications(session, adjudications(events));
  await relateProviderRecords(session, providerStatements(events), identityDecisions(events));
  return {
    session,
    manifest,
    is_current: manifest.run === runName(new Keys(workspace, steps), workspace),
    close: () => session.close(),
  };
}
