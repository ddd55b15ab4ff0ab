import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { publishedTables } from "../../src/data/derived.ts";
import { runChecks } from "../../src/data/checks.ts";
import { tablesPage } from "../../src/data/tables-page.ts";
import { Session } from "../../src/data/session.ts";
import { openPublished, type Published } from "../../src/pipeline/published.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, openAll, runDate } from "../workspaces.ts";

let published: Published;
let sample: Session;
beforeAll(async () => {
  const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
  published = await openPublished(workspace);
  sample = published.session;
});
afterAll(() => published.close());

describe("models", () => {
  it("bind and run on an empty workspace", async () => {
    const empty = await newWorkspace();
    const report = await runPipeline(empty, { runDate });
    expect(report.ran.map((step) => step.step)).toContain("checks");
    const { session, manifest, close } = await openPublished(empty);
    expect(manifest.checks.filter((check) => check.failing_rows > 0)).toEqual([]);
    expect(await session.rows("select * from state_months")).toEqual([]);
    expect(await session.rows("select * from calls")).toEqual([]);
    close();
    empty.close();
  });

  it("hold every check on the sample", () => {
    expect(published.manifest.checks.length).toBeGreaterThan(25);
    for (const result of published.manifest.checks)
      expect(result).toMatchObject({ failing_rows: 0 });
  });

  it("count a month as the FTC's file does", async () => {
    const row = await sample.row<Record<string, number>>(
      "select complaints, robocalls, live_calls, type_unknown, rank, rank_low, rank_high from state_months where state = 'CA' and month = '2019-12'",
    );
    expect(row).toEqual({
      complaints: 2640,
      robocalls: 1885,
      live_calls: 735,
      type_unknown: 20,
      rank: 19,
      rank_low: 2,
      rank_high: 43,
    });
    const all = await sample.row<{ n: number }>(
      "select sum(complaints)::bigint as n from state_months where month = '2019-12'",
    );
    expect(all!.n, "50 of 20,532 complaints name no state; one of these has a US area code").toBe(
      20483,
    );
  });

  it("find the call-back number that some 25 recordings speak", async () => {
    const row = await sample.row<{ n: number }>(
      "select count(*) as n from recording_callbacks where callback_number = '+18333041447'",
    );
    expect(row!.n).toBeGreaterThanOrEqual(25);
  });
});

describe("checks of the data", () => {
  /** Checks that fail once a fault is planted in the tables of the sample. */
  async function failing(fault: string): Promise<string[]> {
    const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
    const session = await openAll(workspace);
    const tables = [
      "lake_legs", "lake_complaints", "lake_rejects", "lake_hidden_rows", "complaints", "state_month_paths",
      "leg_paths", "path_routes", "campaign_reports", "provider_links", "traceback_responses", "state_months",
    ]; // prettier-ignore
    for (const table of tables.filter((name) => fault.includes(name))) {
      await session.run(`create table planted as from ${table}`);
      await session.dropRelation(table);
      await session.run(`alter table planted rename to ${table}`);
    }
    await session.run(fault);
    const results = await runChecks(session);
    session.close();
    return results.filter((check) => check.failing_rows > 0).map((check) => check.check);
  }

  it.each<[check: string, fault: string]>([
    [
      "every_load_adds_up",
      "delete from lake_legs where leg_id = (select min(leg_id) from lake_legs)",
    ],
    [
      "no_row_is_in_the_lake_twice",
      "insert into lake_complaints select * from lake_complaints limit 1",
    ],
    ["every_reject_is_counted", "insert into lake_rejects values (1, 7, 'x', 'y')"],
    [
      "every_row_has_a_load",
      "insert into lake_complaints select * replace (5 as load_no) from lake_complaints limit 1",
    ],
    [
      "every_record_has_one_path",
      "delete from leg_paths where leg_id = (select min(leg_id) from leg_paths)",
    ],
    ["every_record_has_one_path", "insert into leg_paths select * from leg_paths limit 1"],
    [
      "every_path_has_a_route",
      "delete from path_routes where route_id = (select min(route_id) from path_routes)",
    ],
    ["calls_add_up_over_states", "update state_month_paths set calls = calls + 1"],
    [
      "state_months_say_what_was_counted",
      "update state_months set calls = calls + 1 where state = 'KS'",
    ],
    ["stop_reasons_are_known", "update path_routes set stop_reason = 'perhaps'"],
    ["every_hop_is_a_provider", "update path_routes set hops = ['nobody']"],
    ["links_name_known_providers", "update provider_links set suspicious_calls = calls + 1"],
    ["every_complaint_is_loaded_once", "insert into complaints select * from complaints limit 1"],
    ["numbers_are_e164_or_explained", "update complaints set calling_number = '8005551234'"],
    ["every_report_is_of_a_campaign", "update campaign_reports set campaign_id = 'none'"],
    ["every_response_answers_a_hop", "update traceback_responses set hop_no = 99"],
  ])("%s fails when its rule is broken", async (check, fault) => {
    expect(await failing(fault)).toContain(check);
  });
});

describe("docs/tables.md", () => {
  it("is what the comments of the published tables say", async () => {
    const session = await Session.open(":memory:");
    const page = await tablesPage(session);
    session.close();
    const file = new URL("../../docs/tables.md", import.meta.url);
    if (process.env["UPDATE_DOCS"]) writeFileSync(file, page);
    expect(readFileSync(file, "utf8") === page, "run UPDATE_DOCS=1 npx vitest run test/data").toBe(
      true,
    );
  });

  it("says something of every column", async () => {
    const workspace = join(inject("sample"), "warehouse.duckdb");
    const session = await Session.open(workspace, { access_mode: "READ_ONLY" });
    const bare = await session.rows(
      `select table_name, column_name from duckdb_columns()
      where schema_name = 'published' and coalesce(comment, '') = ''`,
    );
    const tables = await session.rows<{ name: string }>(
      `select table_name as name from duckdb_tables() where schema_name = 'published'
      union select view_name from duckdb_views() where schema_name = 'published' order by 1`,
    );
    session.close();
    expect(bare).toEqual([]);
    expect(tables.map((t) => t.name)).toEqual(publishedTables);
  });
});
