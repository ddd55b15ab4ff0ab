import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadEntry } from "../workspace/catalog.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { areWhole, readJson } from "./written-files.ts";
import type { Input, Step } from "./step.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What every step stands on, beside its own method. */
const shared = [
  "src/data/macros",
  "src/data/seeds",
  "src/data/models/staging",
  "src/data/lake/shapes.sql",
];

/** The engine whose results the derived files hold. */
export const engine = "duckdb " + engineVersion();

function engineVersion(): string {
  const file = join(root, "node_modules/@duckdb/node-api/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** A file that a step wrote. */
export interface DerivedFile {
  table: string;
  /** Below the workspace. */
  path: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** What `derived/STEP/MONTH/step.json` says: the key that the files stand on. */
export interface StepState {
  key: string;
  files: DerivedFile[];
}

export const stepFolder = (workspace: Workspace, step: string, month: string): string =>
  workspace.path("derived", step, month === "all" ? "all" : `month=${month}`);

/** The state of a step's month where it is complete: listed, and each file there with its size. */
export function readState(
  workspace: Workspace,
  step: string,
  month: string,
): StepState | undefined {
  const file = join(stepFolder(workspace, step, month), "step.json");
  const state = readJson(file) as StepState | undefined;
  return state && areWhole(workspace.folder, state.files) ? state : undefined;
}

const methodHashes = new Map<string, string>();

/** Hash over the text that decides what a step writes: its SQL, its thresholds, its code, and what all steps share. */
export function methodHash(step: Pick<Step, "name" | "method">): string {
  let hash = methodHashes.get(step.name);
  if (hash === undefined) {
    const sum = createHash("sha256").update(engine);
    for (const path of [...shared, ...step.method]) {
      for (const file of filesOf(path)) {
        sum.update(`\n${file}\n`).update(readFileSync(join(root, file)));
      }
    }
    hash = sum.digest("hex");
    methodHashes.set(step.name, hash);
  }
  return hash;
}

function filesOf(path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesOf(`${path}/${entry.name}`)
        : /\.(ts|sql|csv)$/.test(entry.name)
          ? [`${path}/${entry.name}`]
          : [],
    );
}

/** The keys of all steps and months of a workspace as it is now. */
export class Keys {
  readonly #workspace: Workspace;
  readonly #steps: readonly Step[];
  readonly #forced: ReadonlySet<string>;
  readonly #keys = new Map<string, string>();
  readonly #writers = new Map<string, Step>();

  /** `forced`: months whose steps are to be run again, whatever they stand on. */
  constructor(workspace: Workspace, steps: readonly Step[], forced: readonly string[] = []) {
    this.#workspace = workspace;
    this.#steps = steps;
    this.#forced = new Set(forced);
    for (const step of steps) for (const table of step.writes) this.#writers.set(table, step);
  }

  /** Months of a step: those of the tables that it reads by month. */
  months(step: Step): string[] {
    if (step.per === "all") return ["all"];
    const months = new Set<string>();
    for (const input of step.reads.filter((read) => read.of === "month")) {
      const writer = this.#writers.get(input.table);
      const own = writer ? this.months(writer) : lakeMonths(this.#workspace, lakeTable(input));
      for (const month of own) months.add(month);
    }
    return [...months].filter((month) => month !== "undated" && month !== "all").sort();
  }

  isForced(month: string): boolean {
    return this.#forced.has(month);
  }

  /** What a step's month stands on: the method, and for each table that it reads the loads or the keys behind it. */
  key(step: Step, month: string): string {
    const name = `${step.name} ${month}`;
    let key = this.#keys.get(name);
    if (key === undefined) {
      const sum = createHash("sha256").update(methodHash(step));
      for (const input of step.reads)
        sum.update(`\n${input.table}\n`).update(this.#input(input, month));
      key = sum.digest("hex");
      this.#keys.set(name, key);
    }
    return key;
  }

  #input(input: Input, month: string): string {
    const writer = this.#writers.get(input.table);
    if (!writer) {
      const { loads } = this.#workspace.catalog;
      return lakeInput(loads, input, input.of === "month" ? month : undefined).join("\n");
    }
    const months = input.of === "month" && writer.per === "month" ? [month] : this.months(writer);
    return months.map((m) => `${m} ${this.key(writer, m)}`).join("\n");
  }

  /** Steps and months that are to be run, in order. */
  stale(): { step: Step; months: string[] }[] {
    return this.#steps
      .map((step) => ({
        step,
        months: this.months(step).filter(
          (month) =>
            this.isForced(month) ||
            readState(this.#workspace, step.name, month)?.key !== this.key(step, month),
        ),
      }))
      .filter(({ months }) => months.length > 0);
  }

  /** Hash over all keys: what a published run stands on. */
  runHash(): string {
    const sum = createHash("sha256");
    for (const step of this.#steps)
      for (const month of this.months(step))
        sum.update(`${step.name} ${month} ${this.key(step, month)}\n`);
    return sum.digest("hex");
  }

  /** Hash over the methods of all steps. */
  methodHash(): string {
    const sum = createHash("sha256");
    for (const step of this.#steps) sum.update(methodHash(step));
    return sum.digest("hex");
  }
}

const lakeTable = (input: Input): string => input.table.replace(/^raw\./, "");

function lakeMonths(workspace: Workspace, table: string): string[] {
  const months = new Set<string>();
  for (const load of workspace.catalog.loads) {
    if (load.table === table) for (const month of Object.keys(load.months)) months.add(month);
  }
  return [...months];
}

/**
 * The loads behind a table of the lake, as lines: of a month, those that have rows in it (or in its margins), and those
 * that superseded rows of it. The order of loads does not show, unless versions differ.
 */
function lakeInput(loads: readonly LoadEntry[], input: Input, month?: string): string[] {
  const lines: string[] = [];
  const table = lakeTable(input);
  for (const load of loads.filter((l) => table === "*" || l.table === table)) {
    const months =
      month === undefined
        ? Object.keys(load.months)
        : [month, ...(input.margin_s === undefined ? [] : neighbors(load, month, input.margin_s))];
    for (const m of months) {
      if (load.months[m]) lines.push(`${load.load_id} ${m} ${load.months[m].rows}`);
    }
    for (const [m, rows] of Object.entries(load.superseded)) {
      if (month === undefined || m === month) lines.push(`${load.load_id} supersedes ${m} ${rows}`);
    }
  }
  return lines.sort();
}

/** The months beside a month of which a load has rows within the margin. */
function neighbors(load: LoadEntry, month: string, margin_s: number): string[] {
  const [start, end] = monthBounds(month);
  return [shiftMonth(month, -1), shiftMonth(month, 1)].filter((other) => {
    const rows = load.months[other];
    if (!rows?.first_at || !rows.last_at) return false;
    const first = Date.parse(`${rows.first_at.replace(" ", "T")}Z`) / 1000;
    const last = Date.parse(`${rows.last_at.replace(" ", "T")}Z`) / 1000;
    return last >= start - margin_s && first <= end + margin_s;
  });
}

/** First second of a month and of the next, since 1970. */
export function monthBounds(month: string): [start: number, end: number] {
  return [
    Date.parse(`${month}-01T00:00:00Z`) / 1000,
    Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`) / 1000,
  ];
}

export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
