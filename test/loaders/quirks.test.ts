import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPaths, type LoadReport } from "../../loaders/load.ts";
import { recogniseText } from "../../loaders/columns/recognise.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { seeded } from "../../bench/make.ts";
import { newWorkspace, rowOf, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

const header =
  "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall";
const row = (n: number, city = "Topeka") =>
  `785555${String(n).padStart(4, "0")},2024-03-01 10:00:${String(n % 60).padStart(2, "0")},2024-02-29 09:30:00,${city},Kansas,785,Other,Y`;

let workspace: Workspace;
let folder: string;
beforeAll(async () => {
  workspace = await newWorkspace();
  folder = temporaryFolder();
});
afterAll(() => workspace.close());

let files = 0;
async function load(content: string | Buffer, name = `case-${++files}.csv`): Promise<LoadReport> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return loadPaths(workspace, [path], { runDate });
}

const rejects = (loadId: string) =>
  rowsOf<{ line: number | null; reason: string; raw: string }>(
    workspace,
    "select line, reason, raw from rejects where load_id = $loadId order by line",
    { loadId },
  );

describe("what a loader survives", () => {
  it("names line, reason and text of each row that it cannot use", async () => {
    const bad = [
      header, row(1, '"San\nLuis"'), "", "1,2", row(2).replace("2024-03-01 10:00:02", "2024-13-13"),
      "a,b,c,d,e,f,g,h,i,j", `"abc"x${row(3).slice(10)}`, "7855550004,,,,,,,", "junk", row(5).slice(0, 40),
    ].join("\n"); // prettier-ignore
    const report = await load(bad);
    const [summary] = report.loads;
    expect(summary).toMatchObject({
      rows_read: 8,
      rows_loaded: 1,
      rows_rejected: 7,
      over_reject_limit: true,
    });
    expect((await rejects(summary!.load_id)).map((r) => [r.line, r.reason])).toEqual([
      [5, "too_few_columns"],
      [6, "bad_created_date"],
      [7, "too_many_columns"],
      [8, "broken_quotes"],
      [9, "blank_created_date"],
      [10, "too_few_columns"],
      [11, "too_few_columns"],
    ]);
    expect((await rejects(summary!.load_id))[1]!.raw).toContain("2024-13-13");
  });

  const good = [header, row(101), row(102), row(103, "Lawrence")];
  const forms: [string, string | Buffer, string?][] = [
    ["line feeds", `${good.join("\n")}\n`],
    ["no line end at the end", good.join("\n")],
    ["carriage returns and line feeds", `${good.join("\r\n")}\r\n`],
    ["carriage returns alone", `${good.join("\r")}\r`],
    ["a mixture of line ends", `${good[0]}\r\n${good[1]}\n${good[2]}\r\n${good[3]}\n`],
    ["a byte-order mark", `\uFEFF${good.join("\n")}\n`],
    ["semicolons", good.map((line) => line.replaceAll(",", ";")).join("\n")],
    ["tabs", good.map((line) => line.replaceAll(",", "\t")).join("\n")],
    ["spaces in the header's names", good.join("\n").replace("Created_Date", " Created Date ")],
    ["lines above the header", `Report\nmade for you\n\n${good.join("\n")}`],
    ["gzip", gzipSync(good.join("\n")), "gz.csv.gz"],
    ["zip", Buffer.from(zipSync({ "day.csv": Buffer.from(good.join("\n")) })), "day.zip"],
  ];
  it.each(forms)("reads %s", async (_, content, name) => {
    const fresh = await newWorkspace();
    const path = join(folder, name ?? `form-${++files}.csv`);
    writeFileSync(path, content);
    const report = await loadPaths(fresh, [path], { runDate });
    const cities = await rowsOf<{ city: string }>(
      fresh,
      "select consumer_city as city from complaints order by complaint_id",
    );
    fresh.close();
    expect(report.errors).toEqual([]);
    expect(report.loads[0]).toMatchObject({ format: "ftc-dnc", rows_read: 3, rows_loaded: 3 });
    expect(cities.map((c) => c.city).sort()).toEqual(["Lawrence", "Topeka", "Topeka"]);
  });

  it("reads bytes that are not UTF-8 as Windows-1252 and says so", async () => {
    const latin = Buffer.from(`${header}\n${row(201, "Ca\u00F1on City")}\n`, "latin1");
    const [summary] = (await load(latin)).loads;
    expect(summary!.notes).toEqual(["bytes that are not UTF-8 were read as Windows-1252"]);
    const found = await rowOf<{ city: string }>(
      workspace,
      "select consumer_city as city from complaints where calling_number = '+17855550201'",
    );
    expect(found!.city).toBe("Cañon City");
  });

  it("reads the official, the API's and R's header of FCC complaints as one format, and a ticket once", async () => {
    const cells =
      "77,03/01/2024 10:00:00 AM +0000,3/1/2024,9:05 a.m.,Phone,Wired,Robocalls,785-555-0301,Prerecorded Voice,NA,Topeka,KS,66601,KS 66601";
    const headers = [
      "Ticket ID,Ticket Created,Date of Issue,Time of Issue,Form,Method,Issue,Caller ID Number,Type of Call or Messge,Advertiser Business Phone Number,City,State,Zip,Location (Center point of the Zip Code)",
      "id,ticket_created,issue_date,issue_time,issue_type,method,issue,caller_id_number,type_of_call_or_messge,advertiser_business_phone_number,city,state,zip,location_1",
      "Ticket.ID,Ticket.Created,Date.of.Issue,Time.of.Issue,Form,Method,Issue,Caller.ID.Number,Type.of.Call.or.Messge,Advertiser.Business.Number,City,State,Zip,Location..Center.point.of.the.Zip.Code.",
    ];
    const loads = [];
    for (const h of headers) loads.push((await load(`${h}\n${cells}\n`)).loads[0]!);
    expect(loads.map((l) => [l.format, l.rows_loaded, l.rows_duplicate])).toEqual([
      ["fcc-complaints", 1, 0],
      ["fcc-complaints", 0, 1],
      ["fcc-complaints", 0, 1],
    ]);
  });

  it("does nothing the second time, whatever the file is called", async () => {
    const content = `${header}\n${row(401)}\n`;
    const first = (await load(content)).loads[0]!;
    const second = (await load(content, "another-name.csv")).loads[0]!;
    expect(first.is_new).toBe(true);
    expect(second).toMatchObject({ is_new: false, load_id: first.load_id, rows_loaded: 1 });
  });

  it("keeps foreign text as data", async () => {
    const hostile = `"'; drop table loads; --","2024-03-01 10:00:00",,"=HYPERLINK(""x"")",Kansas,785,"<script>alert(1)</script>",Y`;
    const [summary] = (await load(`${header}\n${hostile}\n`, "it's; --.csv")).loads;
    expect(summary).toMatchObject({ rows_loaded: 1 });
    const kept = await rowOf<{ topic: string; kind: string }>(
      workspace,
      "select topic, calling_kind as kind from complaints where consumer_city like '=HYPER%'",
    );
    expect(kept).toEqual({ topic: "<script>alert(1)</script>", kind: "not_a_number" });
  });
});

describe("files beside other files", () => {
  it("reads a file whose name looks like a pattern, and no other", async () => {
    const fresh = await newWorkspace();
    const place = temporaryFolder();
    writeFileSync(join(place, "a*.csv"), `${header}\n${row(901)}\n`);
    writeFileSync(join(place, "ab.csv"), `${header}\n${row(902)}\n${row(903)}\n`);
    const report = await loadPaths(fresh, [join(place, "a*.csv")], { runDate });
    fresh.close();
    expect(report.loads.map((l) => l.rows_read)).toEqual([1]);
  });

  it("reads links to files in a folder", async () => {
    const fresh = await newWorkspace();
    const place = temporaryFolder();
    mkdirSync(join(place, "in"));
    writeFileSync(join(place, "x.csv"), `${header}\n${row(911)}\n`);
    symlinkSync(join(place, "x.csv"), join(place, "in", "link.csv"));
    const report = await loadPaths(fresh, [join(place, "in")], { runDate });
    fresh.close();
    expect(report.loads.map((l) => l.rows_read)).toEqual([1]);
  });

  it("says of each entry of an archive what became of it", async () => {
    const archive = zipSync({
      "good.csv": Buffer.from(`${header}\n${row(921)}\n`),
      "wide.csv": Buffer.from(`\uFEFF${header}\n${row(922, "Alma")}\n`, "utf16le"),
      "damaged.csv.gz": Buffer.from([0x1f, 0x8b, 8, 0]),
      "readme.txt": Buffer.from("about this archive\n"),
    });
    const report = await load(Buffer.from(archive), "mixed.zip");
    expect(report.loads.map((l) => l.rows_loaded)).toEqual([1, 1]);
    expect(report.loads[1]!.notes).toContain("read as utf-16le");
    expect(report.passed_over.map((p) => p.split("/").at(-1))).toEqual(["readme.txt"]);
    expect(report.errors[0]!.message).toMatch(/damaged\.csv\.gz: (truncated|damaged) gzip/);
  });
});

describe("a quote that never closes", () => {
  it("costs its own line and no other", async () => {
    const lines = [header, ...Array.from({ length: 3000 }, (_, i) => row(i, `Place ${i}`))];
    lines[40] = lines[40]!.replace("Place 39", '"never closed');
    lines[2000] = lines[2000]!.replace("Place 1999", '"nor this');
    const [summary] = (await load(lines.join("\n"))).loads;
    expect(summary).toMatchObject({ rows_read: 3000, rows_loaded: 2998, rows_rejected: 2 });
    expect((await rejects(summary!.load_id)).map((r) => [r.line, r.reason])).toEqual([
      [41, "broken_quotes"],
      [2001, "broken_quotes"],
    ]);
  });

  it("costs its own line where another stray quote closes it", async () => {
    const lines = [header, ...Array.from({ length: 3000 }, (_, i) => row(i, `Town ${i}`))];
    lines[40] = lines[40]!.replace("Town 39", '"');
    lines[2000] = lines[2000]!.replace("Town 1999", '"');
    const [summary] = (await load(lines.join("\n"))).loads;
    expect(summary).toMatchObject({ rows_read: 3000, rows_loaded: 2998, rows_rejected: 2 });
  });

  it("at the very end is found too", async () => {
    const lines = [header, row(801, "Alma"), row(802, '"Alma')];
    const [summary] = (await load(lines.join("\n"))).loads;
    expect(summary).toMatchObject({ rows_read: 2, rows_loaded: 1, rows_rejected: 1 });
  });
});

describe("what a loader refuses", () => {
  const refused: [string, string, string | Buffer, RegExp][] = [
    ["an unknown format", "x.csv", "a,b,c\n1,2,3\n", /x\.csv: no known format/],
    ["an empty file", "empty.csv", "", /empty\.csv: empty file/],
    ["an empty gzip", "empty.csv.gz", gzipSync(""), /empty\.csv\.gz: empty file/],
    [
      "a binary file",
      "photo.csv",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3]),
      /photo\.csv: a binary file/,
    ],
    [
      "a truncated gzip",
      "cut.csv.gz",
      gzipSync([header, ...Array.from({ length: 20000 }, (_, i) => row(i))].join("\n")).subarray(
        0,
        20000,
      ),
      /cut\.csv\.gz: truncated gzip/,
    ],
    [
      "a damaged Parquet file",
      "bad.parquet",
      Buffer.from("PAR1 not really"),
      /bad\.parquet: damaged Parquet/,
    ],
    ["a damaged zip", "bad.zip", Buffer.from("PK\u0003\u0004 not really a zip at all"), /bad\.zip/],
  ];
  it.each(refused)("says what is wrong with %s", async (_, name, content, message) => {
    const before = await rowsOf(workspace, "select * from loads order by load_id");
    const report = await load(content, name);
    expect(report.loads).toEqual([]);
    expect(report.errors[0]!.message).toMatch(message);
    expect(report.errors[0]!.message).not.toContain("\n");
    expect(await rowsOf(workspace, "select * from loads order by load_id")).toEqual(before);
  });

  it("says that a line is too long, without reading it into memory", async () => {
    const path = join(folder, "long.csv");
    writeFileSync(path, `${header}\n`);
    const piece = Buffer.alloc(2 ** 20, "x");
    for (let i = 0; i < 40; i++) appendFileSync(path, piece);
    const report = await loadPaths(workspace, [path], { runDate });
    expect(report.errors[0]!.message).toMatch(/long\.csv: a line is longer than 16 MiB/);
  });

  it("takes a header alone for the export of an empty night", async () => {
    const report = await load(`${header}\n`, "empty-night.csv");
    expect(report.errors).toEqual([]);
    expect(report.loads[0]).toMatchObject({ rows_read: 0, notes: ["a header and no rows"] });
  });

  it("says that a folder holds nothing to load", async () => {
    const empty = join(folder, "empty-folder");
    mkdirSync(empty);
    await expect(loadPaths(workspace, [empty], { runDate })).rejects.toThrow(
      /empty-folder: the folder holds no files/,
    );
    writeFileSync(join(empty, "notes.txt"), "nothing here\n");
    const report = await loadPaths(workspace, [empty], { runDate });
    expect(report.errors[0]!.message).toMatch(/no file here is an export/);
    expect(report.passed_over).toHaveLength(1);
  });

  it("says that a file changed while it was read, and keeps nothing of it", async () => {
    const path = join(folder, "growing.csv");
    const lines = [header, ...Array.from({ length: 60000 }, (_, i) => row(i, `City ${i}`))];
    writeFileSync(path, `${lines.join("\n")}\n`);
    const loading = loadPaths(workspace, [path], { runDate });
    const writer = setInterval(() => appendFileSync(path, `${row(1)}\n`), 1);
    const report = await loading;
    clearInterval(writer);
    expect(report.errors[0]!.message).toMatch(/growing\.csv: the file changed while it was read/);
    const kept = await rowOf<{ n: number }>(
      workspace,
      "select count(*) as n from complaints where consumer_city = 'City 59999'",
    );
    expect(kept!.n).toBe(0);
  });
});

describe("row accounting", () => {
  it("adds up on 400 damaged copies of a real file", async () => {
    const real = readFileSync(
      fileURLToPath(
        new URL("../../samples/ftc-dnc/dnc_complaint_numbers_2019-12-16.csv", import.meta.url),
      ),
      "latin1",
    )
      .split("\n")
      .slice(0, 120)
      .join("\n");
    const fresh = await newWorkspace();
    const random = seeded(42);
    const marks = ['"', ",", "\n", "\r", "\0", "\u00FF", "é", '""', "\r\n", ";", " ", "'", "\\"];
    const trials = process.env["DOCKET_LONG_TESTS"] ? 2000 : 250;
    const copies = join(folder, "copies");
    mkdirSync(copies);
    for (let trial = 0; trial < trials; trial++) {
      let text = real;
      for (let edits = 1 + Math.floor(random() * 6); edits > 0; edits--) {
        const at = header.length + 2 + Math.floor(random() * (text.length - header.length - 2));
        const cut = random() < 0.3 ? Math.floor(random() * 200) : 0;
        text =
          text.slice(0, at) + marks[Math.floor(random() * marks.length)] + text.slice(at + cut);
      }
      if (random() < 0.1)
        text = text.slice(0, Math.floor(text.length * random()) + header.length + 50);
      const path = join(copies, `${String(trial).padStart(4, "0")}.csv`);
      writeFileSync(path, text, random() < 0.5 ? "latin1" : "utf8");
    }
    const report = await loadPaths(fresh, [copies], { runDate });
    expect(report.errors).toEqual([]);
    expect(report.loads).toHaveLength(trials);
    const kept = new Map(
      (
        await rowsOf<{ load_id: string; n: number; lines: number }>(
          fresh,
          "select load_id, count(*) as n, count(line) as lines from rejects group by load_id",
        )
      ).map((row) => [row.load_id, row]),
    );
    for (const load of report.loads) {
      expect(load.rows_read, load.file).toBe(
        load.rows_loaded + load.rows_duplicate + load.rows_rejected,
      );
      const { n = 0, lines = 0 } = kept.get(load.load_id) ?? {};
      expect({ n, lines }, load.file).toEqual({ n: load.rows_rejected, lines: load.rows_rejected });
    }
    fresh.close();
  });
});

describe("recogniseText", () => {
  it("goes by the header's columns, not by their order or spelling", () => {
    const shuffled = header
      .split(",")
      .reverse()
      .map((c) => c.toLowerCase().replaceAll("_", " "))
      .join(",");
    expect(recogniseText(`${shuffled}\nY,Other\n`)?.format.name).toBe("ftc-dnc");
    expect(
      recogniseText("State\tNPA-NXX\tOCN \tCompany\tRateCenter\tFile Updated 07/06/2026\n"),
    ).toMatchObject({
      format: { name: "nanpa-co" },
      fileDate: "2026-07-06",
      columns: ["state", "npa_nxx", "ocn", "company", "ratecenter"],
    });
  });
});
