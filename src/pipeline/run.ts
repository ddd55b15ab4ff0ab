import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import {
  createPublishedViews,
  createShapes,
  relateLakeFiles,
  relateTable,
  writeTable,
} from "../data/derived.ts";
import { openLake } from "../data/lake/relations.ts";
import { fileHash } from "../workspace/file-hash.ts";
import { changedFiles, verifyLakeFiles } from "../data/lake/verify.ts";
import { createStagingViews } from "../data/models.ts";
import type { Session } from "../data/session.ts";
import { CommandError } from "../errors.ts";
import { openRecords } from "../records/records.ts";
import { sync, syncFolder } from "../workspace/durable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { Keys, readState, stepFolder, type DerivedFile, type StepState } from "./currency.ts";
import { publish, type PublishedRun } from "./publish.ts";
import type { Step } from "./step.ts";
import { steps as allSteps } from "./steps.ts";

export interface PipelineOptions {
  /** Months to run again, whatever they stand on. */
  months?: readonly string[];
  /** Only the steps that write these tables, and those before them; nothing is published then. */
  only?: readonly string[];
  /** When the run takes place. */
  runDate: Date;
  onStep?: (what: string) => void;
}

export interface PipelineReport {
  /** Steps and months that were run. */
  ran: { step: string; months: string[] }[];
  /** Undefined where only some steps were asked for. */
  published?: PublishedRun;
}

/**
 * Runs what is stale, step by step, and publishes the result. A step's month is complete or not there: an interrupted
 * run goes on where it stopped. Needs the writer lock.
 */
export async function runPipeline(
  workspace: Workspace,
  options: PipelineOptions,
): Promise<PipelineReport> {
  workspace.catalog.requireFiles();
  const steps = options.only ? stepsFor(options.only) : allSteps;
  const keys = new Keys(workspace, steps, options.months);
  requireMonths(keys, steps, options.months ?? []);
  await dropChangedStates(workspace, steps, keys);
  const stale = keys.stale();
  const report: PipelineReport = { ran: [] };
  removeGoneMonths(workspace, steps, keys);
  if (stale.length > 0) {
    await verifyLakeFiles(workspace);
    const session = await openLake(workspace);
    const records = openRecords(workspace.folder);
    try {
      await prepareSession(session, workspace);
      for (const step of steps) {
        const months = stale.find((entry) => entry.step === step)?.months ?? [];
        if (months.length > 0) {
          options.onStep?.(
            months[0] === "all" ? step.name : `${step.name}: ${months.length} months`,
          );
          await runStep(workspace, session, step, months, keys, records, options);
          report.ran.push({ step: step.name, months });
        }
        await relateStep(session, workspace, step, keys);
      }
    } finally {
      records.close();
      session.close();
    }
  }
  if (!options.only) {
    options.onStep?.("publishing");
    report.published = await publish(workspace, steps, keys);
  }
  return report;
}

/** The steps that write these tables, and all steps whose tables they read. */
function stepsFor(tables: readonly string[]): Step[] {
  const wanted = new Set<Step>();
  const add = (table: string): void => {
    const step = allSteps.find((s) => s.writes.includes(table));
    if (!step || wanted.has(step)) return;
    wanted.add(step);
    for (const input of step.reads) add(input.table);
  };
  for (const table of tables) add(table);
  return allSteps.filter((step) => wanted.has(step));
}

function requireMonths(keys: Keys, steps: readonly Step[], months: readonly string[]): void {
  const known = new Set(steps.flatMap((step) => keys.months(step)));
  const missing = months.find((month) => !known.has(month));
  if (missing === undefined) return;
  const loaded = [...known].filter((month) => month !== "all").sort();
  throw new CommandError(
    `no data loaded for month: ${missing} (loaded: ${loaded.join(", ") || "none"})`,
  );
}

/** Relations of the lake that steps read beside the raw views. */
async function prepareSession(session: Session, workspace: Workspace): Promise<void> {
  await createStagingViews(session);
  await createShapes(session);
  await relateLakeFiles(session, (table) =>
    workspace.catalog.filesOf(table).map((file) => workspace.path(file.path)),
  );
}

async function runStep(
  workspace: Workspace,
  session: Session,
  step: Step,
  months: readonly string[],
  keys: Keys,
  records: ReturnType<typeof openRecords>,
  options: PipelineOptions,
): Promise<void> {
  const writing = join(workspace.temporary(), `step-${step.name}`);
  rmSync(writing, { recursive: true, force: true });
  const written = new Map<string, DerivedFile[]>(months.map((month) => [month, []]));
  const finish = (month: string): void => {
    const target = stepFolder(workspace, step.name, month);
    const from = join(writing, month);
    mkdirSync(from, { recursive: true, mode: 0o700 });
    const state: StepState = { key: keys.key(step, month), files: written.get(month) ?? [] };
    writeFileSync(join(from, "step.json"), `${JSON.stringify(state)}\n`, { mode: 0o600 });
    sync(join(from, "step.json"));
    // Between these two the month is not there: it is stale then, and is run again.
    rmSync(target, { recursive: true, force: true });
    mkdirSync(join(target, ".."), { recursive: true, mode: 0o700 });
    renameSync(from, target);
    syncFolder(join(target, ".."));
    written.delete(month);
  };
  await step.run({
    workspace,
    session,
    months,
    records,
    at: options.runDate.toISOString(),
    onProgress: (what) => options.onStep?.(`${step.name}: ${what}`),
    write: async (table, month, sql, part = 0) => {
      if (!step.writes.includes(table)) throw new Error(`${step.name} does not write ${table}`);
      // A step that goes on to the next month is done with the one before.
      for (const earlier of [...written.keys()]) if (earlier < month) finish(earlier);
      const folder = join(writing, month);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `${table}${part === 0 ? "" : `-${part}`}.parquet`;
      const file = join(folder, name);
      const rows = await writeTable(session, table, sql, file);
      sync(file);
      const path = relative(workspace.folder, join(stepFolder(workspace, step.name, month), name));
      const sha256 = await fileHash(file);
      written.get(month)?.push({ table, path, rows, bytes: statSync(file).size, sha256 });
      return { rows, file };
    },
  });
  for (const month of [...written.keys()]) finish(month);
  rmSync(writing, { recursive: true, force: true });
}

/** The files of a table that a step wrote, of all months. */
export function stepFiles(workspace: Workspace, step: Step, keys: Keys, table: string): string[] {
  return keys
    .months(step)
    .flatMap((month) => readState(workspace, step.name, month)?.files ?? [])
    .filter((file) => file.table === table && file.rows > 0)
    .map((file) => workspace.path(file.path));
}

async function relateStep(
  session: Session,
  workspace: Workspace,
  step: Step,
  keys: Keys,
): Promise<void> {
  for (const table of step.writes)
    await relateTable(session, table, stepFiles(workspace, step, keys, table));
  if (step.writes.includes("leg_paths")) await createPublishedViews(session);
}

/** A step's month of which a file has other bytes than it wrote is no more there: it is run again. */
async function dropChangedStates(
  workspace: Workspace,
  steps: readonly Step[],
  keys: Keys,
): Promise<void> {
  const states = steps.flatMap((step) =>
    keys.months(step).flatMap((month) => {
      const folder = stepFolder(workspace, step.name, month);
      return (readState(workspace, step.name, month)?.files ?? []).map((f) => ({ ...f, folder }));
    }),
  );
  for (const { folder } of await changedFiles(workspace, states))
    rmSync(join(folder, "step.json"), { force: true });
}

/** Months whose loads were taken back leave nothing behind. */
function removeGoneMonths(workspace: Workspace, steps: readonly Step[], keys: Keys): void {
  for (const step of steps.filter((s) => s.per === "month")) {
    const folder = workspace.path("derived", step.name);
    if (!existsSync(folder)) continue;
    const known = new Set(keys.months(step).map((month) => `month=${month}`));
    for (const name of readdirSync(folder))
      if (!known.has(name)) rmSync(join(folder, name), { recursive: true });
  }
}
