import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { Random } from "../../src/simulation/random.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowOf, runDate, temporaryFolder } from "../workspaces.ts";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const exportsFolder = fileURLToPath(new URL("exports/", import.meta.url));
const isLong = Boolean(process.env["DOCKET_LONG_TESTS"]);
const cases = isLong ? 2000 : 4;
const exportCases = isLong ? 4000 : 2;

/** The first lines of real and simulated files, as they are. */
const seeds = [
  "ftc-dnc/dnc_complaint_numbers_2019-12-16.csv",
  "fcc-complaints/fcc-complaints-sample-2016.csv",
  "pone-recordings/metadata.csv",
  "simulated/carrier-cdr-2019-12.csv.gz",
  "simulated/carrier-cdr-2019-12.csv.gz",
  "simulated/app-reports.csv.gz",
  "simulated/tracebacks.csv.gz",
  "simulated/traceback-hops.csv.gz",
  "simulated/provider-directory.csv.gz",
].map((name) => {
  const bytes = readFileSync(samples + name);
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes)
    .toString("utf8")
    .split("\n")
    .slice(0, 12)
    .join("\n");
});

/** Exports of switches and carriers, whole: some are one line. */
const exportSeeds = readdirSync(exportsFolder)
  .filter((name) => name !== "expected.json" && name !== "README.md")
  .sort()
  .map((name) => readFileSync(exportsFolder + name, "utf8"));

/** The cases of one seed follow each other: files of one layout are loaded together. */
const seedOf = (from: readonly string[], n: number, all: number): string =>
  from[Math.floor((n * from.length) / all)]!;

const nasty = [
  "\u0000", "\r", "\r\n", '"', '""', ",", ";", "\n", "\n\n", "\t", "é", "\u00a0", "+", "-", "'", "9".repeat(40),
  "1e308", "NaN", "infinity", "0001-01-01", "9999999999999", "{", "\u2028", "=1+1", " ", "NA",
]; // prettier-ignore

/** A few random changes below the header: bytes in, bytes out, lines cut, doubled, glued. */
function mutate(random: Random, text: string): Buffer {
  // Of a file of one line all may change.
  const [header = "", ...lines] = text.includes("\n") ? text.split("\n") : ["", text];
  let body = lines.join("\n");
  for (let n = 1 + random.below(5); n > 0; n--) {
    const at = random.below(body.length);
    const kind = random.below(6);
    if (kind === 0) body = body.slice(0, at) + random.pick(nasty) + body.slice(at);
    else if (kind === 1) body = body.slice(0, at) + body.slice(at + 1 + random.below(30));
    else if (kind === 2) body = body.slice(0, at);
    else if (kind === 3) body += `\n${random.pick(lines)}`;
    else if (kind === 4) body = body.slice(0, at) + random.pick(nasty) + body.slice(at + 1);
    else body = body.slice(0, at) + body.slice(at, at + 40).repeat(2) + body.slice(at + 40);
    if (body === "") body = "x";
  }
  const bytes = Buffer.from(`${header}\n${body}`, "utf8");
  // A byte that is not UTF-8 now and then.
  if (random.chance(0.1)) bytes[header.length + 1 + random.below(Buffer.byteLength(body))] = 0xe9;
  return bytes;
}

describe("mutated files", () => {
  let workspace: Workspace;
  beforeAll(async () => (workspace = await newWorkspace()));
  afterAll(() => workspace.close());

  it(`account for every row in ${cases} seeded cases`, async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "in"));
    const random = new Random(20260101);
    for (let n = 0; n < cases; n++) {
      writeFileSync(
        join(folder, "in", `${String(n).padStart(4, "0")}.csv`),
        mutate(random, seedOf(seeds, n, cases)),
      );
    }
    const report = await loadPaths(workspace, [join(folder, "in")], { runDate });
    // A fault that the program did not foresee would speak as the engine does.
    for (const { message } of report.errors) {
      expect(message).not.toMatch(/ Error:|internal|undefined|\[object/i);
    }
    for (const load of report.loads) {
      expect(load.rows_read, load.file).toBe(
        load.rows_loaded + load.rows_duplicate + load.rows_rejected,
      );
    }
    expect(report.loads.length + report.errors.length + report.passed_over.length).toBe(cases);
    expect(report.loads.length).toBeGreaterThan(cases * 0.9);
    const counts = await rowOf<{
      legs: number;
      said: number;
      kept: number;
      rejected: number;
    }>(
      workspace,
      `select (select count(*) from call_legs) + (select count(*) from superseded_legs) as legs,
            (select sum(rows_loaded) from loads where format = 'carrier-cdr') as said,
            (select count(*) from rejects) as kept, (select sum(rows_rejected) from loads) as rejected`,
    );
    expect(counts?.legs).toBe(counts?.said);
    expect(counts?.kept).toBe(counts?.rejected);
  }, 600_000);

  it(`of switches and carriers account for every row in ${exportCases} seeded cases`, async () => {
    const own = await newWorkspace();
    const folder = temporaryFolder();
    mkdirSync(join(folder, "in"));
    const random = new Random(20261126);
    for (let n = 0; n < exportCases; n++)
      writeFileSync(
        join(folder, "in", `${String(n).padStart(4, "0")}.txt`),
        mutate(random, seedOf(exportSeeds, n, exportCases)),
      );
    const how = { runDate, zone: "UTC", provider: "P001", dates: "day_first" as const };
    const report = await loadPaths(own, [join(folder, "in")], how);
    for (const { message } of report.errors)
      expect(message).not.toMatch(/ Error:|internal|undefined|\[object/i);
    for (const load of report.loads)
      expect(load.rows_read, load.file).toBe(
        load.rows_loaded + load.rows_duplicate + load.rows_rejected,
      );
    expect(report.loads.length + report.errors.length + report.passed_over.length).toBe(
      exportCases,
    );
    expect(report.loads.length).toBeGreaterThan(exportCases * 0.7);
    const counts = await rowOf(
      own,
      `select (select count(*) from lake_legs) as kept, (select count(*) from rejects) as rejected,
        sum(rows_loaded + rows_duplicate)::bigint as said, sum(rows_rejected)::bigint as said_rejected
      from loads where not is_bundled`,
    );
    expect(counts!["kept"]).toBe(counts!["said"]);
    expect(counts!["rejected"]).toBe(counts!["said_rejected"]);
    own.close();
  }, 3_600_000);
});
