import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import type { LoadSummary } from "../../loaders/write/accounting.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { everyFile, newWorkspace, rowsOf } from "../workspaces.ts";

const folder = fileURLToPath(new URL("exports/", import.meta.url));

type Check = "records" | "calls" | "answered" | "values";

interface Export {
  file: string;
  format: string;
  options: { tz: string; provider: string };
  records: number;
  calls: number;
  answered: number;
  values: { started_at: string; caller: string | null; duration_s: number }[];
  /** Where the loader does otherwise than the documentation says. */
  missed?: Check[];
}

interface Leg {
  provider: string;
  started_at: string;
  caller: string | null;
  duration_s: number | null;
  disposition: string;
}

const { called, files: all } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as {
  called: string[];
  files: Export[];
};
// The ordinary run takes the first file of each format; the long one takes all.
const files = process.env["DOCKET_LONG_TESTS"]
  ? all
  : all.filter((one, i) => all.findIndex((other) => other.format === one.format) === i);
const loadedOn = new Date("2026-12-01T00:00:00Z");

let workspace: Workspace;
let legs: Leg[];
const loads = new Map<string, LoadSummary>();
// Two files may hold the same calls: each is loaded as of a provider of its own.
const providerOf = (one: Export) => `${one.options.provider}-${files.indexOf(one)}`;

beforeAll(async () => {
  workspace = await newWorkspace();
  for (const one of files) {
    const report = await loadPaths(workspace, [join(folder, one.file)], {
      runDate: loadedOn,
      zone: one.options.tz,
      provider: providerOf(one),
    });
    for (const load of report.loads) loads.set(one.file, load);
  }
  legs = await rowsOf<Leg>(
    workspace,
    `select provider_id as provider, started_at::varchar as started_at, calling_number as caller,
      duration_s, disposition from call_legs`,
  );
}, 300_000);
afterAll(() => workspace.close());

const checks: Record<Check, (one: Export, load: LoadSummary, legs: Leg[]) => void> = {
  records: (one, load) => {
    const { trailer: _, ...skipped } = load.skipped;
    const unread = Object.values(skipped).reduce((sum, n) => sum + n, 0);
    expect(load.rows_read + unread).toBe(one.records);
  },
  calls: (one, _, found) => expect(found).toHaveLength(one.calls),
  answered: (one, _, found) =>
    expect(found.filter((leg) => leg.disposition === "answered")).toHaveLength(one.answered),
  values: (one, _, found) => {
    for (const value of one.values) expect(found).toContainEqual(expect.objectContaining(value));
  },
};

function check(one: Export, names: Check[]): void {
  const found = legs.filter((leg) => leg.provider === providerOf(one));
  for (const name of names) checks[name](one, loads.get(one.file)!, found);
}

describe("an export of a switch or a carrier", () => {
  it.each(files)("$file is recognised and read as its publisher describes it", (one) => {
    const load = loads.get(one.file);
    expect(load?.format).toBe(one.format);
    expect(load!.rows_read).toBe(load!.rows_loaded + load!.rows_duplicate + load!.rows_rejected);
    const names = Object.keys(checks) as Check[];
    check(
      one,
      names.filter((name) => !one.missed?.includes(name)),
    );
  });

  // Fails when the loader has learned it: then the word goes from expected.json.
  const missed = files.flatMap((one) =>
    (one.missed ?? []).map((name) => [one.file, name, one] as const),
  );
  it.fails.each(missed)("%s: its %s are not read so yet", (_, name, one) => check(one, [name]));

  it("leaves no called number in clear in any byte of the workspace", async () => {
    expect(called.length).toBeGreaterThan(10);
    const texts = await Promise.all(
      ["call_legs", "call_attempts", "rejects"].map(async (table) =>
        (await rowsOf(workspace, `select t::varchar as text from ${table} t`))
          .map((row) => row["text"])
          .join("\n"),
      ),
    );
    const written = everyFile(workspace.folder).map((path) => [path, readFileSync(path)] as const);
    for (const number of called) {
      const integer = Buffer.alloc(8);
      integer.writeBigInt64LE(BigInt(`1${number}`));
      for (const text of texts)
        expect(text.includes(number), `a table holds ${number}`).toBe(false);
      for (const [path, bytes] of written) {
        expect(bytes.includes(number), `${path} holds ${number}`).toBe(false);
        expect(bytes.includes(integer), `${path} holds the integer of ${number}`).toBe(false);
      }
    }
  });
});
