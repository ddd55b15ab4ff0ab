import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { Random } from "../../src/simulation/random.ts";
import { newWorkspace, rowsOf } from "../workspaces.ts";

const folder = fileURLToPath(new URL("dirty/", import.meta.url));

interface DirtyCase {
  kind: string;
  files: string[];
  options: { tz?: string; provider?: string };
  calls: number | null;
  must_refuse: boolean;
  must_reject: number[];
  values: { id: string; field: Field; value: string | number | null }[];
}

type Field = "caller_e164" | "start_utc" | "duration_s" | "attestation" | "disposition";

const cases = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as DirtyCase[];
const loadedOn = new Date("2026-11-26T00:00:00Z");

/** Some of the cases, the same ones each time. */
function sample<T>(all: readonly T[], size: number, seed: number): T[] {
  const rest = [...all];
  const random = new Random(seed);
  return Array.from({ length: size }, () => rest.splice(random.below(rest.length), 1)[0]!);
}

const chosen = process.env["DOCKET_LONG_TESTS"] ? cases : sample(cases, 8, 20261126);

interface Leg extends Record<Field, string | number | null> {
  call_id: string;
  linked_id: string | null;
}

const withoutZeros = (time: string) => time.replace("T", " ").replace(/Z$|(\.0+)?Z$/, "");

describe("a file with faults", () => {
  it.each(chosen.map((one) => [one.files.join(" and "), one] as const))("%s", async (_, one) => {
    const workspace = await newWorkspace();
    let refused = 0;
    for (const file of one.files) {
      const report = await loadPaths(workspace, [join(folder, file)], {
        runDate: loadedOn,
        provider: one.options.provider ?? "P001",
        ...(one.options.tz !== undefined && { zone: one.options.tz }),
      });
      refused += report.errors.length + report.passed_over.length;
      for (const l of report.loads)
        expect(l.rows_read).toBe(l.rows_loaded + l.rows_duplicate + l.rows_rejected);
    }
    expect(refused > 0).toBe(one.must_refuse);
    const table = [
      { table: "complaints", of: /^DNC|-f[tc]c-/ },
      { table: "raw.rmd_filings", of: /-rmd-/ },
    ].find(({ of }) => one.files.some((file) => of.test(file)))?.table;
    const legs = await rowsOf<Leg>(
      workspace,
      `select call_id, linked_id, calling_number as caller_e164, started_at::varchar as start_utc,
        duration_s, attestation, disposition from call_legs`,
    );
    if (!one.must_refuse) {
      const counted =
        table === undefined ? legs : await rowsOf(workspace, `select 1 as row from ${table}`);
      if (one.calls !== null) expect(counted).toHaveLength(one.calls);
      const rejects = await rowsOf<{ line: number }>(workspace, "select line from rejects");
      const lines = rejects.map((row) => Number(row.line)).sort((a, b) => a - b);
      expect(lines).toEqual([...one.must_reject].sort((a, b) => a - b));
      for (const { id, field, value } of one.values) {
        const name = id.replace(/^linkedid /, "").replace("…", "");
        const leg =
          legs.find((l) => l.call_id === name) ??
          legs.find((l) => l.call_id.includes(name) || l.linked_id === name);
        expect(leg, `${id} is there`).toBeDefined();
        const got = leg![field];
        if (field === "start_utc" && value !== null)
          expect(String(got), `${id} ${field}`).toContain(withoutZeros(String(value)));
        else expect(got, `${id} ${field}`).toBe(value);
      }
    }
    workspace.close();
  });
});
