import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { readColumnMap } from "../../loaders/columns/column-map.ts";
import { loadPaths, type LoadOptions, type LoadReport } from "../../loaders/load.ts";
import { compactLake } from "../../src/data/lake/compact.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, writeParquetOf, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,sip_code,ingress_provider_id," +
  "ingress_trunk,ingress_country,customer_id,egress_provider_id,attestation,origid,signer_id,identity";

/** A row of carrier-cdr; what is named differs from an ordinary one. */
function row(cells: Record<string, string> = {}): string {
  const all: Record<string, string> = {
    call_id: "c1",
    provider_id: "P1",
    start_time: "2024-03-01T14:05:09-06:00",
    calling_number: "+13165550123",
    called_number: "+19133334444",
    duration_s: "12",
    disposition: "answered",
    ...cells,
  };
  return header
    .split(",")
    .map((name) => {
      const cell = all[name] ?? "";
      return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join(",");
}

let workspace: Workspace;
let folder: string;
beforeEach(async () => {
  workspace = await newWorkspace();
  folder = temporaryFolder();
  return () => workspace.close();
});

function file(name: string, ...rows: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, [header, ...rows, ""].join("\n"));
  return path;
}

async function load(
  path: string | string[],
  options: Partial<LoadOptions> = {},
): Promise<LoadReport> {
  const report = await loadPaths(workspace, [path].flat(), { runDate, ...options });
  for (const l of report.loads) {
    expect(l.rows_read).toBe(l.rows_loaded + l.rows_duplicate + l.rows_rejected);
  }
  return report;
}

const legs = <Row = Record<string, unknown>>(columns = "*") =>
  rowsOf<Row>(workspace, `select ${columns} from call_legs order by provider_id, call_id`);

describe("a call record", () => {
  it("is kept in UTC, with its numbers normalised and its called number keyed", async () => {
    await load(file("a.csv", row()));
    const [leg] = await legs(
      "started_at::varchar as at, calling_number, calling_kind, called_npa_nxx, called_state, duration_s, utc_offset_min, called_key is not null as is_keyed",
    );
    expect(leg).toEqual({
      at: "2024-03-01 20:05:09",
      calling_number: "+13165550123",
      calling_kind: "us",
      called_npa_nxx: "913333",
      called_state: "KS",
      duration_s: 12,
      utc_offset_min: -360,
      is_keyed: true,
    });
  });

  it("has the same key in every spelling of the called number", async () => {
    const spellings = [
      "+19133334444",
      "19133334444",
      "9133334444",
      "0019133334444",
      "(913) 333-4444",
    ];
    await load(
      file("a.csv", ...spellings.map((s, i) => row({ call_id: `c${i}`, called_number: s }))),
    );
    const keys = await legs<{ called_key: unknown }>("called_key::varchar as called_key");
    expect(keys).toHaveLength(5);
    expect(new Set(keys.map((k) => k.called_key)).size).toBe(1);
  });

  it("keeps an unusable calling number as seen and says why", async () => {
    const seen: [written: string, kind: string][] = [
      ["anonymous", "anonymous"],
      ["266696687", "anonymous"],
      ["3.15316E+12", "excel_damage"],
      ["911", "short_code"],
      ["2222222222", "sentinel"],
      ["+13115550123", "invalid_area_code"],
    ];
    await load(
      file("a.csv", ...seen.map(([s], i) => row({ call_id: `c${i}`, calling_number: s }))),
    );
    expect(await legs("calling_number, calling_kind, calling_raw")).toEqual(
      seen.map(([calling_raw, calling_kind]) => ({
        calling_number: null,
        calling_kind,
        calling_raw,
      })),
    );
  });

  it("is rejected with its line where it cannot be used", async () => {
    const report = await load(
      file(
        "a.csv",
        row({ call_id: "" }),
        row({ call_id: "c2", start_time: "yesterday" }),
        row({ call_id: "c3", start_time: "0001-01-01T00:00:00Z" }),
        row({ call_id: "c4", duration_s: "-1" }),
        row({ call_id: "c5", disposition: "perhaps" }),
        "too,few",
        row({ call_id: "c7", disposition: "NO ANSWER" }),
      ),
    );
    expect(report.loads[0]).toMatchObject({ rows_loaded: 1, rows_rejected: 6 });
    const rejects = await rowsOf(workspace, "select line, reason from rejects order by line");
    expect(rejects).toEqual([
      { line: 2, reason: "blank_call_id" },
      { line: 3, reason: "bad_start_time" },
      { line: 4, reason: "implausible_start_time" },
      { line: 5, reason: "bad_duration" },
      { line: 6, reason: "unknown_disposition" },
      { line: 7, reason: "too_few_columns" },
    ]);
  });
});

describe("times without an offset", () => {
  it("are refused without a zone, since a guess is wrong by hours", async () => {
    const report = await load(file("a.csv", row({ start_time: "2024-03-01 14:05:09" })));
    expect(report.errors[0]?.message).toMatch(/a\.csv: its times have no UTC offset.*--tz/);
  });

  it("are read in the zone that is named; daylight saving's gap and overlap are flagged", async () => {
    await load(
      file(
        "a.csv",
        row({ call_id: "c1", start_time: "2024-07-01 12:00:00" }),
        row({ call_id: "c2", start_time: "2024-03-10 02:30:00" }),
        row({ call_id: "c3", start_time: "2024-11-03 01:30:00" }),
        row({ call_id: "c4", start_time: "2024-11-03T01:30:00-05:00" }),
      ),
      { zone: "America/Chicago" },
    );
    expect(await legs("started_at::varchar as at, time_flag")).toEqual([
      { at: "2024-07-01 17:00:00", time_flag: null },
      { at: "2024-03-10 08:30:00", time_flag: "dst_gap" },
      { at: "2024-11-03 07:30:00", time_flag: "dst_overlap" },
      { at: "2024-11-03 06:30:00", time_flag: null },
    ]);
  });
});

describe("the same call again", () => {
  it("is a duplicate in the same file, in another and in another form of file", async () => {
    await load(file("a.csv", row(), row(), row({ call_id: "c2" })));
    const again = file("b.csv", row({ call_id: "c2" }), row({ call_id: "c3" }));
    expect((await load(again)).loads[0]).toMatchObject({ rows_loaded: 1, rows_duplicate: 1 });
    const parquet = join(folder, "c.parquet");
    await writeParquetOf(again, parquet, true);
    expect((await load(parquet)).loads[0]).toMatchObject({ rows_loaded: 0, rows_duplicate: 2 });
    expect(await legs("call_id")).toHaveLength(3);
  });

  it("with other content is a correction: the newest load holds, both are kept", async () => {
    await load(file("a.csv", row(), row({ call_id: "c2" })));
    await load(
      file(
        "b.csv",
        row({ duration_s: "99", start_time: "2024-04-01T00:00:00Z" }),
        row({ call_id: "c3" }),
      ),
    );
    expect(await legs("call_id, duration_s, started_at::varchar as at")).toEqual([
      { call_id: "c1", duration_s: 99, at: "2024-04-01 00:00:00" },
      { call_id: "c2", duration_s: 12, at: "2024-03-01 20:05:09" },
      { call_id: "c3", duration_s: 12, at: "2024-03-01 20:05:09" },
    ]);
    const history = await rowsOf(
      workspace,
      "select call_id, duration_s, superseded_by <> load_id as is_other from superseded_legs",
    );
    expect(history).toEqual([{ call_id: "c1", duration_s: 12, is_other: true }]);
  });

  it("of another provider is another call", async () => {
    await load(file("a.csv", row(), row({ provider_id: "P2" })));
    expect(await legs("provider_id")).toHaveLength(2);
  });
});

describe("files", () => {
  it("of gzip and Parquet say the same as CSV", async () => {
    const path = file("a.csv", row(), row({ call_id: "c2", calling_number: "anonymous" }));
    await load(path);
    const one = await legs("* exclude (leg_id, load_id, called_key)");
    for (const kind of ["gz", "parquet"]) {
      const copy = join(folder, `a.${kind}`);
      if (kind === "gz") writeFileSync(copy, gzipSync(readFileSync(path)));
      else await writeParquetOf(path, copy);
      const other = await newWorkspace();
      await loadPaths(other, [copy], { runDate });
      const rows = await rowsOf<Record<string, unknown>>(
        other,
        "select * exclude (leg_id, load_id, called_key) from call_legs order by provider_id, call_id",
      );
      // A typed Parquet column has lost the offset's own text: the instant is the same.
      const instants = (list: Record<string, unknown>[]) =>
        list.map((leg) => ({ ...leg, utc_offset_min: null }));
      expect(instants(rows), kind).toEqual(instants(one));
      other.close();
    }
  });

  it("take the ring of an unanswered call for no duration, and no negative one for a ring", async () => {
    const report = await load(
      file(
        "a.csv",
        row({ call_id: "rang", disposition: "no_answer", duration_s: "30" }),
        row({ call_id: "dropped", disposition: "failed", duration_s: "30" }),
        row({ call_id: "wrong", disposition: "busy", duration_s: "-5" }),
      ),
    );
    expect(report.loads[0]).toMatchObject({ rows_loaded: 2, rows_rejected: 1 });
    expect(report.loads[0]!.notes.join()).toMatch(/1 row: .*the ring of an unanswered call/);
    expect(await legs("call_id, duration_s")).toEqual([
      { call_id: "dropped", duration_s: 30 },
      { call_id: "rang", duration_s: 0 },
    ]);
  });

  it("keep the order of day and month where the first thousand do not tell it", async () => {
    const at = (call_id: string, day: string) =>
      row({ call_id, start_time: `${day}/2024 14:05:09` });
    const first = Array.from({ length: 1100 }, (_, i) => at(`a${i}`, "05/05"));
    await load(file("a.csv", ...first, at("later", "05/06"), at("telling", "05/13")), {
      zone: "UTC",
    });
    const [later] = await rowsOf(
      workspace,
      "select started_at::varchar as started_at from call_legs where call_id = 'later'",
    );
    expect(later).toEqual({ started_at: "2024-05-06 14:05:09" });
  });

  it("of many days are rewritten as one, and give the same rows", async () => {
    const paths = Array.from({ length: 9 }, (_, i) =>
      file(`d${i}.csv`, row({ call_id: `c${i}`, start_time: `2024-03-${10 + i}T00:00:00Z` })),
    );
    for (const path of paths) await load(path);
    const columns = "* replace (called_key::varchar as called_key, leg_id::varchar as leg_id)";
    const before = await legs(columns);
    const { folder: place } = workspace;
    await compactLake(workspace, runDate.toISOString());
    expect(readdirSync(join(place, "lake/call_legs/month=2024-03"))).toHaveLength(1);
    expect(await legs(columns)).toEqual(before);
  });

  it("that came late go to the month of their calls", async () => {
    await load(file("a.csv", row()));
    await load(file("b.csv", row({ call_id: "old", start_time: "2023-12-31T23:00:00-06:00" })));
    expect(readdirSync(join(workspace.folder, "lake/call_legs"))).toEqual([
      "month=2024-01",
      "month=2024-03",
    ]);
  });

  it("that no load knows are moved aside, never deleted", async () => {
    await load(file("a.csv", row()));
    const { folder: place } = workspace;
    workspace.close();
    writeFileSync(join(place, "lake/call_legs/month=2024-03/left.parquet"), "killed");
    workspace = await Workspace.open(place, { command: "test", mode: "write" });
    expect(readdirSync(join(place, "lake/call_legs/month=2024-03"))).toHaveLength(1);
    expect(readFileSync(join(place, "unlisted/call_legs/month=2024-03/left.parquet"), "utf8")).toBe(
      "killed",
    );
    expect(workspace.notices[0]).toMatch(/1 files that no load knows were moved/);
    expect(await legs("call_id")).toHaveLength(1);
  });

  it("have the same bytes whatever the number of threads", async () => {
    const rows = Array.from({ length: 3000 }, (_, i) =>
      row({ call_id: `c${i}`, start_time: `2024-03-0${1 + (i % 9)}T0${i % 10}:00:00Z` }),
    );
    const path = file("a.csv", ...rows);
    const bytes = async (threads: number) => {
      const other = await newWorkspace({ threads });
      mkdirSync(join(other.folder, "keys"));
      writeFileSync(join(other.folder, "keys/called-numbers.key"), Buffer.alloc(32, 7));
      await loadPaths(other, [path], { runDate });
      const lake = join(other.folder, "lake/call_legs/month=2024-03");
      const files = readdirSync(lake).map((name) => readFileSync(join(lake, name)));
      other.close();
      return Buffer.concat(files);
    };
    const [one, four] = [await bytes(1), await bytes(4)];
    expect(one.length).toBeGreaterThan(10_000);
    expect(one.equals(four)).toBe(true);
  });
});

describe("SHAKEN Identity headers", () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const identity = (payload: object, head: object = {}) =>
    `${part({ alg: "ES256", ppt: "shaken", typ: "passport", x5u: "https://cert.example.org/a.pem", ...head })}.` +
    `${part(payload)}.c2ln;info=<https://cert.example.org/a.pem>;alg=ES256;ppt=shaken`;
  const iat = Date.parse("2024-03-01T20:05:09Z") / 1000;
  const good = {
    attest: "B",
    dest: { tn: ["19133334444"] },
    iat,
    orig: { tn: "13165550123" },
    origid: "3a47ca23-d7ab-446b-821d-33d5deedbed4",
  };

  const headers: [string, string, string | null, string | null][] = [
    ["reads attestation and origid", identity(good), "B", null],
    ["takes iat as text", identity({ ...good, iat: String(iat) }), "B", null],
    [
      "takes claims that are JSON inside strings",
      identity({ ...good, dest: '{"tn":"9133334444"}', orig: '{"tn":"13165550123"}' }),
      "B",
      null,
    ],
    [
      "marks another caller",
      identity({ ...good, orig: { tn: "12025550000" } }),
      "B",
      "orig_differs",
    ],
    [
      "marks another callee",
      identity({ ...good, dest: { tn: ["12025550000"] } }),
      "B",
      "dest_differs",
    ],
    ["marks another time", identity({ ...good, iat: iat - 9000 }), "B", "iat_far_from_call"],
    ["marks what is no attestation", identity({ ...good, attest: "Z" }), null, "bad_attest"],
    ["marks what is not SHAKEN", identity(good, { ppt: "div" }), null, "not_shaken"],
    ["marks what does not parse", "nonsense", null, "unparsable"],
    ["marks broken base64", "!!!.###.x", null, "unparsable"],
    [
      "does not read a megabyte",
      identity({ ...good, pad: "x".repeat(1_000_000) }),
      null,
      "too_long",
    ],
    [
      "does not read JSON of a thousand levels",
      `${part({ ppt: "shaken" })}.${Buffer.from("[".repeat(1000) + "]".repeat(1000)).toString("base64url")}.x`,
      null,
      "unparsable",
    ],
  ];

  it("are read, or marked with what is wrong with them", async () => {
    await load(file("a.csv", ...headers.map(([call_id, identity]) => row({ call_id, identity }))));
    const read = await legs("call_id, attestation, passport_flag");
    expect(read).toHaveLength(headers.length);
    for (const [call_id, , attestation, passport_flag] of headers)
      expect(read).toContainEqual({ call_id, attestation, passport_flag });
  });

  it("names the signer by the certificate's address, where certificate and provider are known", async () => {
    const certificates = join(folder, "certificates.csv");
    writeFileSync(
      certificates,
      'OCN,Org Name,CN,Cert\n"123J","Somebody","SHAKEN 123J","https://cert.example.org/a.pem"\n',
    );
    const directory = join(folder, "directory.csv");
    writeFileSync(
      directory,
      "provider_id,name,frn,ocn,country,role_hint\nP9,Somebody,,123J,US,originating\n",
    );
    await load([file("a.csv", row({ identity: identity(good) })), certificates, directory]);
    expect(await legs("signer_id, origid")).toEqual([{ signer_id: "P9", origid: good.origid }]);
  });
});

describe("a column map", () => {
  const vendor =
    "VENDOR EXPORT\nCDR;Von;An;Datum;Zeit;Sek;Ergebnis\n7;13165550123;19133334444;01.03.2024;14:05:09;12,5;ANS\n8;13165550123;19133334444;01.03.2024;14:06:09;0;NA\n";
  const map = `
name: vendor switch
delimiter: ";"
skip_lines: 1
time_zone: America/Chicago
time_format: "%d.%m.%Y %H:%M:%S"
decimal_comma: true
columns:
  call_id: CDR
  start_time: [Datum, Zeit]
  calling_number: Von
  called_number: An
  duration_s: Sek
  disposition: Ergebnis
values:
  disposition: {ANS: answered, NA: no_answer}
constants:
  provider_id: P7
`;
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it("reads a layout that nobody wrote code for", async () => {
    const path = write("vendor.txt", vendor);
    const report = await load(path, { map: readColumnMap(write("map.yaml", map)) });
    expect(report.errors).toEqual([]);
    expect(
      await legs("provider_id, call_id, started_at::varchar as at, duration_s, disposition"),
    ).toEqual([
      {
        provider_id: "P7",
        call_id: "7",
        at: "2024-03-01 20:05:09",
        duration_s: 12.5,
        disposition: "answered",
      },
      {
        provider_id: "P7",
        call_id: "8",
        at: "2024-03-01 20:06:09",
        duration_s: 0,
        disposition: "no_answer",
      },
    ]);
  });

  it.each<[string, string, RegExp]>([
    [
      "a zone that is none",
      map.replace("America/Chicago", "Mars/Olympus"),
      /time_zone: Mars\/Olympus is not a time zone/,
    ],
    [
      "a key twice",
      map.replace("  called_number: An", "  called_number: An\n  called_number: Von"),
      /line \d+: .*this key stands twice/,
    ],
    [
      "a canonical column that is none",
      map.replace("call_id: CDR", "callid: CDR"),
      /no column callid/,
    ],
    ["no column for what must be there", map.replace("  call_id: CDR\n", ""), /call_id is missing/],
    [
      "rows of ends without an id of the call",
      `${map}\nended_by: { column: Ergebnis, is: [BYE] }`,
      /line \d+: ended_by: it needs the column linked_id/,
    ],
    ["an unknown key", `${map}\nquotes: "'"`, /line \d+: quotes: no such key/],
    ["a format that is none", `${map}\nformat: cdr`, /cdr is not one of carrier-cdr/],
  ])("with %s is refused", (_, text, message) => {
    expect(() => readColumnMap(write("map.yaml", text))).toThrow(message);
  });

  it("pairs calls with the rows of their ends, and halves of a call; an id used again is another call", async () => {
    const rows = [
      "id,kind,dialog,peer,at,code",
      "1,START,d1,,2024-03-01T20:00:00Z,200",
      "2,END,d1,,2024-03-01T20:00:06Z,200",
      // The second END is a repeat; a call that was refused has no end.
      "3,END,d1,,2024-03-01T20:00:07Z,481",
      "4,START,d2,,2024-03-01T20:01:00Z,486",
      // No END in this file: answered, of a duration that is not known.
      "5,START,d3,,2024-03-01T20:02:00Z,200",
      // The switch restarts at night: d1 is another call.
      "6,START,d1,,2024-03-02T20:03:00Z,200",
      "7,END,d1,,2024-03-02T20:04:00Z,200",
      // Both parties' records of one call.
      "8,START,d8,d9,2024-03-02T20:05:00Z,200",
      "9,START,d9,d8,2024-03-02T20:05:01Z,200",
    ];
    const text = `
name: proxy
ended_by: { column: kind, is: [END] }
answered: { column: code, matches: "^2" }
columns:
  call_id: id
  linked_id: LINK
  start_time: at
  calling_number: id
  called_number: id
  sip_code: code
`;
    const read = (name: string, link: string) =>
      load(write(`${name}.csv`, [...rows, ""].join("\n")), {
        map: readColumnMap(write(`${name}.yaml`, text.replace("LINK", link))),
        provider: name,
      });
    const report = await read("P1", "dialog");
    expect(report.loads[0]?.notes.join()).toContain("3 rows: no call of its own");
    await read("P2", "{ pair: [dialog, peer] }");
    const columns = "call_id, disposition, duration_s::double as s, duration_kind as kind";
    expect(await rowsOf(workspace, `select ${columns} from call_legs where provider_id = 'P1' order by 1`)).toEqual([
      { call_id: "1", disposition: "answered", s: 6, kind: "measured" },
      { call_id: "4", disposition: "busy", s: 0, kind: "measured" },
      { call_id: "5", disposition: "answered", s: null, kind: null },
      { call_id: "6", disposition: "answered", s: 60, kind: "measured" },
      { call_id: "8", disposition: "answered", s: null, kind: null },
      { call_id: "9", disposition: "answered", s: null, kind: null },
    ]); // prettier-ignore
    const pairs = await rowsOf<{ call_id: string }>(
      workspace,
      "select call_id from call_legs where provider_id = 'P2' and linked_id is not null",
    );
    expect(pairs).toEqual([{ call_id: "8" }]);
  });

  it("that names a column which the file lacks is refused with the file's columns", async () => {
    const changed = readColumnMap(
      write("map.yaml", map.replace("calling_number: Von", "calling_number: ANI")),
    );
    const report = await load(write("vendor.txt", vendor), { map: changed });
    expect(report.errors[0]?.message).toMatch(
      /vendor\.txt: no column ANI, which .*map\.yaml names for calling_number; its columns are CDR, Von, An/,
    );
  });
});

describe("the other exchange formats", () => {
  it("keep versions: an answer closes a request", async () => {
    const hops = (response: string, at: string) =>
      `traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment\n` +
      `T1,0,P1,US,terminating,2024-03-04T10:00:00-05:00,${at},${response},,,,,\n`;
    const one = join(folder, "h1.csv");
    const two = join(folder, "h2.csv");
    writeFileSync(one, hops("", ""));
    writeFileSync(two, hops("upstream_identified", "2024-03-04T12:00:00-05:00"));
    await load(one);
    await load(two);
    const rows = await rowsOf(
      workspace,
      "select response, responded_at::varchar as at from traceback_hops",
    );
    expect(rows).toEqual([{ response: "upstream_identified", at: "2024-03-04 17:00:00" }]);
  });

  it("merge directories by provider id", async () => {
    const directory = (name: string, rows: string) => {
      writeFileSync(
        join(folder, name),
        `provider_id,name,frn,ocn,country,role_hint,time_zone,itg_member\n${rows}`,
      );
      return join(folder, name);
    };
    await load(
      directory(
        "a.csv",
        "P1,One,0000000001,,US,gateway,America/Denver,true\nP2,Two,,,US,terminating,Mars/X,false\n",
      ),
    );
    await load(directory("b.csv", "P1,One Inc,0000000001,,US,gateway,America/Denver,true\n"));
    const rows = await rowsOf(
      workspace,
      "select provider_id, name, role, time_zone, itg_member from providers where provider_id in ('P1', 'P2') order by 1",
    );
    expect(rows).toEqual([
      {
        provider_id: "P1",
        name: "One Inc",
        role: "gateway",
        time_zone: "America/Denver",
        itg_member: true,
      },
      { provider_id: "P2", name: "Two", role: "terminating", time_zone: null, itg_member: false },
    ]);
  });
});
