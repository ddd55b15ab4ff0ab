import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { loadPaths, type LoadOptions, type LoadReport } from "../../loaders/load.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// What the attacks by files share: many files are loaded at once, and each is asked what became of it.

export const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,customer_id";

/** Writes call records of one provider, so that the same ids in two files are two calls. */
export function callsOf(provider: string) {
  const call = (id: string, customer = ""): string =>
    `${id},${provider},2024-03-05T12:00:00Z,+13165550123,+19133334444,1,${customer}`;
  const lines = (...rows: string[]): string => [header, ...rows, ""].join("\n");
  return {
    provider,
    call,
    /** The header and these rows. */
    lines,
    /** A file of the records a, b and c. */
    three: lines(call("a"), call("b"), call("c")),
  };
}
export type Calls = ReturnType<typeof callsOf>;

/** A file's content, or what writes it. */
export type Content = string | Buffer | ((path: string) => void | Promise<void>);

/** What became of a file. */
export interface Outcome {
  read: number;
  loaded: number;
  rejected: number;
  /** Reason codes of its rejects by their lines. */
  reasons: [line: number | null, reason: string][];
  /** Ids and customers of its calls. */
  calls: [id: string, customer: string | null][];
  notes: string[];
  ignored: string[];
  error: string | null;
}

export interface Loaded {
  workspace: Workspace;
  path: (name: string) => string;
  of: (name: string) => Outcome;
  /** Columns of the calls that a file brought, by their ids. */
  rows: (name: string, columns: string) => Promise<Record<string, unknown>[]>;
}

/** Loads files by their names into a new workspace: in one command, or each in its own. */
export async function loadFiles(
  files: Readonly<Record<string, Content>>,
  options: Partial<LoadOptions> & { isApart?: boolean } = {},
): Promise<Loaded> {
  const folder = join(temporaryFolder(), "in");
  mkdirSync(folder);
  const path = (name: string) => join(folder, name);
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === "function") await content(path(name));
    else writeFileSync(path(name), content);
  }
  const workspace = await newWorkspace();
  const paths = Object.keys(files).map(path);
  const { isApart = false, ...rest } = options;
  const reports: LoadReport[] = [];
  for (const some of isApart ? paths.map((one) => [one]) : [paths])
    reports.push(await loadPaths(workspace, some, { runDate, ...rest }));
  const rejects = await rowsOf<{ load_id: string; line: number | null; reason: string }>(
    workspace,
    "select load_id, line, reason from rejects order by line",
  );
  const calls = await rowsOf<{ load_id: string; call_id: string; customer_id: string | null }>(
    workspace,
    "select load_id, call_id, customer_id from call_legs order by call_id",
  );
  const errors = reports.flatMap((report) => report.errors);
  const loadOf = (name: string) =>
    reports.flatMap(({ loads }) => loads).find((load) => load.file === path(name));
  const of = (name: string): Outcome => {
    const load = loadOf(name);
    const isOwn = ({ load_id }: { load_id: string }) => load_id === load?.load_id;
    return {
      read: load?.rows_read ?? 0,
      loaded: load?.rows_loaded ?? 0,
      rejected: load?.rows_rejected ?? 0,
      reasons: rejects.filter(isOwn).map(({ line, reason }) => [line, reason]),
      calls: calls.filter(isOwn).map((row) => [row.call_id, row.customer_id]),
      notes: load?.notes ?? [],
      ignored: load?.ignored_columns ?? [],
      error: errors.find(({ file }) => file === path(name))?.message ?? null,
    };
  };
  const rows = (name: string, columns: string) =>
    rowsOf(workspace, `select ${columns} from call_legs where load_id = $id order by call_id`, {
      id: loadOf(name)?.load_id ?? "",
    });
  return { workspace, path, of, rows };
}

const nothing: Outcome = {
  read: 0, loaded: 0, rejected: 0, reasons: [], calls: [], notes: [], ignored: [], error: null,
}; // prettier-ignore

export const ids = (...all: string[]): Outcome["calls"] => all.map((id) => [id, null]);

/** A file whose calls are a, b and c, and nothing more. */
export const three: Outcome = { ...nothing, read: 3, loaded: 3, calls: ids("a", "b", "c") };

/** A file whose calls are these; what else there is to say stands in `more`. */
export const loads = (calls: Outcome["calls"], more: Partial<Outcome> = {}): Outcome => {
  const rejected = more.reasons?.length ?? 0;
  const read = calls.length + rejected;
  return { ...nothing, read, loaded: calls.length, rejected, calls, ...more };
};

/** A file that is refused in one line that names it. */
export function expectRefused(loaded: Loaded, name: string, message: RegExp): void {
  const outcome = loaded.of(name);
  expect(outcome).toEqual({ ...nothing, error: expect.stringMatching(message) });
  expect(outcome.error).toMatch(/^[^\n]*$/);
  expect(outcome.error!.startsWith(`${loaded.path(name)}: `), outcome.error!).toBe(true);
}
