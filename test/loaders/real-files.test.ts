import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LoadSummary } from "../../loaders/write/accounting.ts";
import { loadPaths } from "../../loaders/load.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowOf, rowsOf, runDate } from "../workspaces.ts";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
// Real files that may not ship; these tests run where they are beside the project.
const shared = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

let workspace: Workspace;
beforeAll(async () => (workspace = await newWorkspace()));
afterAll(() => workspace.close());

async function load(path: string): Promise<LoadSummary> {
  const report = await loadPaths(workspace, [path], { runDate });
  expect(report.errors).toEqual([]);
  const [summary] = report.loads;
  expect(summary!.rows_read).toBe(
    summary!.rows_loaded + summary!.rows_duplicate + summary!.rows_rejected,
  );
  return summary!;
}

const shipped: [
  file: string,
  format: string,
  read: number,
  loaded: number,
  duplicate: number,
  rejected: number,
][] = [
  ["ftc-dnc/dnc_complaint_numbers_2019-12-16.csv", "ftc-dnc", 20532, 20532, 0, 0],
  ["fcc-complaints/fcc-complaints-sample-2016.csv", "fcc-complaints", 1000, 1000, 0, 0],
  ["rmd/robocall-mitigation-database-2025-01.csv", "fcc-rmd", 7346, 7346, 0, 0],
  ["pone-recordings/metadata.csv", "pone-recordings", 1101, 1101, 0, 0],
  ["nanpa/npa_report.csv", "nanpa-npa", 800, 800, 0, 0],
  ["nanpa/cocodes.parquet", "nanpa-co", 204327, 204327, 0, 0],
  ["census/population-2020.csv", "census-population", 56, 56, 0, 0],
  ["published/published-figures.csv", "published-figures", 42, 42, 0, 0],
];

describe("real public files", () => {
  it.each(shipped)(
    "%s is %s with every row accounted for",
    async (file, format, read, loaded, duplicate, rejected) => {
      expect(await load(samples + file)).toMatchObject({
        format,
        rows_read: read,
        rows_loaded: loaded,
        rows_duplicate: duplicate,
        rows_rejected: rejected,
      });
    },
  );

  it("keeps complaints without a usable number, with the reason", async () => {
    await load(samples + "ftc-dnc/dnc_complaint_numbers_2019-12-16.csv");
    const rows = await rowsOf<{ kind: string; n: number }>(
      workspace,
      "select calling_kind as kind, count(*) as n from complaints where agency = 'FTC' group by kind order by n desc",
    );
    const kinds = Object.fromEntries(rows.map((row) => [row.kind, row.n]));
    expect(kinds).toMatchObject({
      blank: 861,
      toll_free: expect.any(Number),
      sentinel: expect.any(Number),
    });
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(20532);
  });

  it("reads the FCC's times as UTC, its states from the location, and text messages apart", async () => {
    await load(samples + "fcc-complaints/fcc-complaints-sample-2016.csv");
    const row = await rowOf<Record<string, unknown>>(
      workspace,
      "select reported_at, reported_zone, state, call_type, calling_number, occurred_at from complaints where complaint_id = '1106558'",
    );
    expect(row).toEqual({
      reported_at: "2016-07-27 19:17:13",
      reported_zone: "UTC",
      state: "CA",
      call_type: "robocall",
      calling_number: "+16362243292",
      occurred_at: "2016-07-27 10:56:00",
    });
    const texts = await rowOf<{ n: number }>(
      workspace,
      "select count(*) as n from complaints where call_type = 'text'",
    );
    expect(texts!.n).toBe(31);
  });

  it("gives FRNs back their leading zeros and names without stray apostrophes", async () => {
    await load(samples + "rmd/robocall-mitigation-database-2025-01.csv");
    const row = await rowOf<{ frn: string; name: string }>(
      workspace,
      "select frn, name from providers where provider_id = 'RMD0004008'",
    );
    expect(row).toEqual({ frn: "0016085920", name: "@Link Services, LLC" });
    const counts = await rowOf<Record<string, number>>(
      workspace,
      `select count(*) filter (where implementation = 'Yes') as yes, count(*) filter (where is_gateway) as gateways,
          count(*) filter (where last_updated is null) as undated, count(*) filter (where length(frn) <> 10) as bad
      from providers`,
    );
    expect(counts).toEqual({ yes: 4111, gateways: 420, undated: 1219, bad: 0 });
  });

  it.skipIf(!existsSync(shared))(
    "loads the files that may not ship (skipped where they are absent)",
    async () => {
      const folders = ["cdr", "nanpa", "ocn", "stir-shaken", "ftc-foia", "rmd"].map(
        (name) => shared + name,
      );
      const report = await loadPaths(workspace, folders, { runDate, zone: "America/Chicago" });
      expect(report.errors).toEqual([]);
      const byName = new Map(report.loads.map((l) => [l.file.slice(shared.length), l]));
      expect(
        byName.get("nanpa/cocodes.zip/CoCodeAssignment_Utilized_AllStates_Public.txt"),
      ).toMatchObject({ rows_loaded: 204327 });
      expect(byName.get("stir-shaken/shaken-certificates-by-ocn.csv")).toMatchObject({
        rows_loaded: 985,
      });
      expect(byName.get("stir-shaken/shaken-certificates-untrusted.csv")).toMatchObject({
        rows_loaded: 478,
      });
      expect(byName.get("ocn/ocn-class.csv")).toMatchObject({ rows_read: 3118, rows_rejected: 24 });
      expect(byName.get("cdr/asterisk-Master.csv")).toMatchObject({ rows_loaded: 14 });
      // Three records of one uuid that differ in the cause of the hang-up alone, which is not kept.
      expect(byName.get("cdr/freeswitch-Master.csv")).toMatchObject({
        rows_read: 10,
        rows_loaded: 8,
        rows_duplicate: 2,
      });
      expect(byName.get("cdr/twilio-calls-api-examples.json")).toMatchObject({ rows_read: 11 });
      expect(byName.get("ftc-foia/FTC_2011-43014.csv")).toMatchObject({ rows_loaded: 8891 });
      const compact = await rowOf<{ n: number }>(
        workspace,
        `select count(*) as n from (
          select npa_nxx, state, ocn, company, rate_center, is_in_service from raw.co_codes group by all having count(*) <> 2)`,
      );
      expect(compact!.n, "the compact copy that ships says what the original says").toBe(0);
    },
  );

  it.skipIf(!existsSync(shared))(
    "counts days once that the publisher loaded twice, and calls no low day one (skipped where absent)",
    async () => {
      const own = await newWorkspace();
      const months = ["2020-07", "2020-11"].map(
        (month) => `${shared}ftc-api/ftc-api-reported-numbers-${month}.csv.gz`,
      );
      const report = await loadPaths(own, months, { runDate });
      expect(report.errors).toEqual([]);
      expect(report.loads.map((load) => load.rows_loaded)).toEqual([330282, 290310]);
      const days = report.loads.map((load) => load.notes.join().match(/\d{4}-\d\d-\d\d/g));
      expect(days).toEqual([
        ["2020-07-08", "2020-07-22", "2020-07-27", "2020-07-28"],
        ["2020-11-05"],
      ]);
      const rows = await rowOf<{ n: number }>(own, "select count(*) as n from raw.complaints");
      expect(rows!.n).toBe(330282 + 290310 - 44102 - 14815);
      own.close();
    },
  );
});
