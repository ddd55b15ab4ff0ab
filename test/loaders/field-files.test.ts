import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPaths, type LoadOptions } from "../../loaders/load.ts";
import type { LoadSummary } from "../../loaders/write/accounting.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowOf, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

// Inputs that people of this trade met; they may not ship, so that the tests are skipped where they are absent.
const folder = fileURLToPath(new URL("../../../shared/data/field/", import.meta.url));

/** File, rows read, calls that count, calls that were answered. */
const callFiles: [file: string, read: number, calls: number, answered: number][] = [
  ["concatenated-days.csv", 3, 3, 3],
  ["netsapiens-direction-roles.csv", 3, 3, 2],
  ["asterisk-newcdrcolumns-forked.csv", 46, 16, 13],
  ["avaya-ipo-smdr-day-first.csv", 4, 3, 2],
  ["identity-headers.csv", 21, 21, 21],
  ["billing-detail-rounded-to-six.csv", 8, 8, 8],
  ["wrong-units-and-zero-times.csv", 17, 7, 7],
  ["rerouted-attempts-one-call.csv", 4, 2, 1],
  ["cucm15-names-and-types-rows.txt", 3, 1, 1],
  ["3cx-v16-no-header-hms.csv", 40, 40, 38],
  ["broadworks-backslash-commas.csv", 3, 3, 2],
  ["ribbon-header-footer.ACT", 2, 2, 1],
  ["sansay-ctime-minutes-west.csv", 2, 2, 1],
  ["masked-numbers.csv", 11, 11, 11],
];

describe.skipIf(!existsSync(folder))("inputs that people of this trade met", () => {
  let workspace: Workspace;
  const loads = new Map<string, LoadSummary>();

  const load = async (file: string, options: Partial<LoadOptions> = {}) => {
    const report = await loadPaths(workspace, [file], {
      runDate,
      zone: "America/Chicago",
      provider: file.split("/").at(-1),
      ...options,
    });
    expect(report.errors).toEqual([]);
    return report.loads;
  };
  const legs = (file: string, columns: string) =>
    rowsOf<Record<string, unknown>>(
      workspace,
      `select ${columns} from call_legs where load_id = '${loads.get(file)!.load_id}' order by started_at, call_id`,
    );

  beforeAll(async () => {
    workspace = await newWorkspace();
    for (const [file] of callFiles)
      for (const one of await load(folder + file)) loads.set(file, one);
  }, 240_000);
  afterAll(() => workspace.close());

  it.each(callFiles)("%s: %i rows, %i calls, %i answered", async (file, read, calls, answered) => {
    const one = loads.get(file)!;
    expect(one.rows_read).toBe(read);
    expect(one.rows_loaded + one.rows_duplicate + one.rows_rejected).toBe(read);
    const rows = await legs(file, "disposition");
    expect(rows).toHaveLength(calls);
    expect(rows.filter((row) => row["disposition"] === "answered")).toHaveLength(answered);
  });

  it("swaps the parties of calls that came in", async () => {
    const rows = await legs("netsapiens-direction-roles.csv", "calling_number, calling_kind");
    expect(rows.map((row) => row["calling_number"] ?? row["calling_kind"])).toEqual([
      "+13165550100",
      "+17855550112",
      "anonymous",
    ]);
  });

  it("reads a row by its own zone, and the first of two hours that a clock shows twice", async () => {
    const rows = await legs("sansay-ctime-minutes-west.csv", "started_at::varchar as at");
    expect(rows.map((row) => row["at"])).toEqual(["2026-11-01 06:38:34", "2026-11-01 07:38:34"]);
  });

  it("takes the day first where one row allows nothing else", async () => {
    const rows = await legs("avaya-ipo-smdr-day-first.csv", "started_at::date::varchar as day");
    expect(rows.map((row) => row["day"])).toEqual(["2026-08-11", "2026-08-12", "2026-08-13"]);
  });

  it("measures by the end where the duration is billed", async () => {
    const rows = await legs("billing-detail-rounded-to-six.csv", "duration_s, duration_kind");
    expect(new Set(rows.map((row) => row["duration_kind"]))).toEqual(new Set(["measured"]));
    expect(rows.map((row) => row["duration_s"]).sort()).toEqual([1, 11, 13, 2, 3, 5, 6, 7]);
  });

  it("reads every number of the masked file, or says that it is masked", async () => {
    const rows = await legs(
      "masked-numbers.csv",
      "coalesce(calling_number, calling_kind) as caller",
    );
    const callers = rows.map((row) => row["caller"]);
    expect(callers.slice(0, 3)).toEqual(["masked", "masked", "masked"]);
    expect(callers.slice(3)).toEqual(Array.from({ length: 8 }, () => "+13165550100"));
  });

  it("takes attestation and signer from the PASSporT of the kind shaken, wherever it stands", async () => {
    const rows = await legs(
      "identity-headers.csv",
      "call_id, attestation, signer_x5u, passport_flag, passport_findings as findings",
    );
    const byId = new Map(rows.map((row) => [row["call_id"], row]));
    for (const id of [
      "i01",
      "i02",
      "i03",
      "i04",
      "i05",
      "i06",
      "i09",
      "i10",
      "i11",
      "i12",
      "i13",
      "i14",
      "i17",
      "i19",
    ])
      expect(byId.get(id), id).toMatchObject({
        attestation: "B",
        signer_x5u: "https://certs.example.net/a.pem",
        passport_flag: null,
      });
    expect(byId.get("i04")!["findings"]).toContain("has_div");
    expect(byId.get("i17")!["findings"]).toContain("several_dest");
    expect(byId.get("i18")!["findings"]).toContain("orig_no_number");
    expect(byId.get("i21")!["findings"]).toContain("compact_form");
    expect(byId.get("i25")!["findings"]).toEqual(
      expect.arrayContaining(["x5u_no_https", "x5u_port"]),
    );
    expect(byId.get("i26")!["findings"]).toContain("info_differs");
    expect(byId.get("i27")!["findings"]).toContain("origid_no_uuid");
    expect(byId.get("i28")!["findings"]).toContain("origid_zeros");
    expect(byId.get("i30")!["findings"]).toContain("iat_far_from_call");
  });

  it("rejects shifted rows of a complaints file by name", async () => {
    const [one] = await load(`${folder}ftc-shifted-columns.csv`);
    expect(one).toMatchObject({ rows_read: 5, rows_loaded: 2, rows_rejected: 3 });
    expect(one!.findings.rejects.map(({ reason, rows }) => [reason, rows])).toEqual([
      ["shifted_columns", 2],
      ["too_many_columns", 1],
    ]);
  });

  it("counts a day once, by its revised file, whichever comes first", async () => {
    for (const order of [
      ["", "_0"],
      ["_0", ""],
    ]) {
      const own = await newWorkspace();
      for (const suffix of order) {
        const report = await loadPaths(
          own,
          [`${folder}DNC_Complaint_Numbers_2026-08-20${suffix}.csv`],
          { runDate },
        );
        expect(report.errors).toEqual([]);
      }
      const rows = await rowOf<{ n: number }>(own, "select count(*) as n from raw.complaints");
      expect(rows?.n, order.join()).toBe(4);
      own.close();
    }
  });

  it("keeps the newest of two filings of one number, and no word as a name", async () => {
    const [one] = await load(`${folder}rmd-2026-multiline-and-words.csv`);
    const filings = await rowsOf<Record<string, unknown>>(
      workspace,
      `select filing_number, frn, other_names, previous_names, last_updated::varchar as updated from raw.rmd_filings
      where load_no = (select load_no from loads where load_id = '${one!.load_id}') order by filing_number`,
    );
    expect(filings).toHaveLength(2);
    expect(filings[0]).toMatchObject({
      frn: "0000012345",
      other_names: null,
      previous_names: null,
      updated: "2026-03-02",
    });
    expect(filings[1]).toMatchObject({ frn: "0000012345" });
  });
});

describe("ids that start again every night", () => {
  const header =
    "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition\n";
  const night = (day: number) =>
    Array.from(
      { length: 40 },
      (_, i) =>
        `${i},P1,2024-03-${String(day).padStart(2, "0")}T06:00:${String(i).padStart(2, "0")}Z,+131655501${10 + i},+191333344${10 + ((i + day) % 40)},9,answered`,
    ).join("\n") + "\n";

  it("are refused with the remedy, and nothing that was loaded is lost", async () => {
    const workspace = await newWorkspace();
    const folder = temporaryFolder();
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const first = await loadPaths(workspace, [file("1.csv", header + night(1))], { runDate });
    expect(first.errors).toEqual([]);
    const second = await loadPaths(
      workspace,
      [file("2.csv", header + night(2).replaceAll("+1316", "+1785"))],
      { runDate },
    );
    expect(second.errors[0]?.message).toMatch(
      /40 of its 40 records would replace records of other calls.*call_id: \{ from:/,
    );
    expect((await rowOf<{ n: number }>(workspace, "select count(*) as n from call_legs"))?.n).toBe(
      40,
    );
    workspace.close();
  });
});
