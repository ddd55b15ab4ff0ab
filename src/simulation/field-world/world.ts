import { Random } from "../random.ts";
import { CsvFile, isoTime } from "../csv-file.ts";
import { quotedCell } from "../../csv.ts";
import { mix, written } from "./numbers.ts";
import type { Provider } from "./providers.ts";
import { Network, type Exchange } from "./network.ts";
import { Calls } from "./calls.ts";
import { Senders } from "./senders.ts";
import { Lawful } from "./lawful.ts";
import { Ordinary } from "./ordinary.ts";
import { Campaigns, type Campaign } from "./campaigns.ts";
import { Listeners } from "./listeners.ts";
import { Records } from "./records.ts";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";

export interface FieldWorldOptions {
  calls: number;
  seed: number;
  days: number;
  /** First day, YYYY-MM-DD. */
  from: string;
  /** Share of US providers that export. */
  exporting: number;
  /** Half the exporters, origids that change by call, shared customers, callers rewritten on the way. */
  hard: boolean;
  /** Without illegal campaigns, all that is found in the world is an error of the finder. */
  campaigns: boolean;
  illegalShare: number;
}

/** What the calls of a campaign came to. */
interface Trace {
  first: number;
  last: number;
  entries: Set<string>;
  foreign: Set<string>;
}

/** Writes a world: what carriers, apps and listening lines would hand in, and the truth beside it. */
export function writeFieldWorld(
  folder: string,
  options: FieldWorldOptions,
  exchanges: readonly Exchange[],
): { calls: number; legs: number; files: number } {
  // Providers have other ids in another world: its files would stay and mix with these.
  if (existsSync(`${folder}/exports`)) throw new Error(`${folder} holds a world already`);
  const { seed, hard, days } = options;
  const firstDay = Date.parse(`${options.from}T00:00:00Z`) / 1000;
  const month = new Date(firstDay * 1000).getUTCMonth();
  const network = new Network(exchanges, Math.max(3000, options.calls / 7), {
    seed,
    hard,
    exporting: options.exporting,
    summer: month > 2 && month < 10,
  });
  const calls = new Calls(options.calls);
  const senders = new Senders(network, calls, { firstDay, days }, seed);
  const listed = neverCalling(senders);
  const illegal = options.campaigns ? Math.round(options.calls * options.illegalShare) : 0;
  const campaigns = new Campaigns(senders, hard, seed, listed.numbers);
  if (illegal > 0) campaigns.run(illegal);
  new Lawful(senders).run(Math.round((options.calls - illegal) * 0.31));
  new Ordinary(senders).run();

  mkdirSync(`${folder}/exports`, { recursive: true });
  mkdirSync(`${folder}/truth`, { recursive: true });
  const records = new Records(network, folder, {
    seed,
    hard,
    firstDay,
    neverCalls: new Set(listed.numbers.slice(0, listed.numbers.length >> 1)),
  });
  const listeners = new Listeners(network, `${folder}/exports`, senders.units, calls, {
    seed,
    hard,
  });
  const traces = carryAll(folder, calls, senders, records, listeners);
  records.close();
  listeners.close();

  const files = [...records.exports.values()].map((log) => ({
    name: log.name,
    format: "carrier-cdr",
    rows: log.file.rows,
    duplicates: log.duplicates,
  }));
  files.push({
    name: "app-reports.csv",
    format: "app-reports",
    rows: listeners.reports.rows,
    duplicates: 0,
  });
  files.push({
    name: "recordings.csv",
    format: "recordings",
    rows: listeners.recordings.rows,
    duplicates: 0,
  });
  files.push({
    name: "provider-directory.csv",
    format: "provider-directory",
    rows: writeDirectory(folder, network, seed),
    duplicates: 0,
  });
  files.push({
    name: "do-not-originate.csv",
    format: "do-not-originate",
    rows: writeDoNotOriginate(folder, listed.rows),
    duplicates: 0,
  });
  writeTruth(folder, senders, campaigns.all, traces, firstDay + days * 86400);
  writeTable(
    `${folder}/truth/files.csv`,
    "file_name,format,rows_read,rows_loaded,rows_duplicate,rows_rejected",
    files.map((f) => [f.name, f.format, f.rows, f.rows - f.duplicates, f.duplicates, 0]),
  );
  writeFileSync(`${folder}/truth/world.json`, `${JSON.stringify(options, null, 2)}\n`);
  return { calls: calls.count, legs: records.legs, files: files.length };
}

function carryAll(
  folder: string,
  calls: Calls,
  senders: Senders,
  records: Records,
  listeners: Listeners,
): Map<string, Trace> {
  const traces = new Map<string, Trace>();
  const file = new CsvFile(
    `${folder}/truth/calls.csv`,
    "call_no,kind,campaign_id,started_at,foreign_provider_id,first_provider_id,customer_id,routes,sender_id",
  );
  let callNo = 0;
  for (const i of calls.inOrder()) {
    const unit = senders.units[calls.unit[i] ?? 0];
    const path = unit?.paths[calls.path[i] ?? 0];
    if (!unit || !path) throw new Error(`call ${i} has no sender`);
    const call = {
      callNo: ++callNo,
      unit,
      path,
      start: calls.start[i] ?? 0,
      caller: calls.caller[i] ?? 0,
      callee: calls.callee[i] ?? 0,
      outcome: calls.outcome[i] ?? 0,
      duration: calls.duration[i] ?? 0,
    };
    const passage = records.carry(call);
    listeners.hear(call, passage);
    const foreign = path.foreign >= 0 ? senders.network.provider(path.foreign).id : "";
    file.line(
      [
        callNo,
        unit.kind,
        unit.campaign,
        isoTime(call.start, 0, true),
        foreign,
        passage.first.id,
        passage.customer,
        passage.routes,
        unit.sender,
      ].join(","),
    );
    if (unit.campaign === "") continue;
    let trace = traces.get(unit.campaign);
    if (!trace)
      traces.set(
        unit.campaign,
        (trace = { first: call.start, last: call.start, entries: new Set(), foreign: new Set() }),
      );
    trace.last = call.start;
    trace.entries.add(passage.first.id);
    if (foreign !== "") trace.foreign.add(foreign);
  }
  file.close();
  return traces;
}

/** Numbers that only take calls. Criminals show some of them; others are listed and never seen. */
function neverCalling(senders: Senders): { numbers: number[]; rows: [string, string, string][] } {
  const numbers = Array.from({ length: 24 }, () => senders.tollFree());
  const reasons = [
    "government inbound line",
    "bank card line",
    "utility inbound line",
    "retailer support line",
  ];
  const rows = numbers
    .slice(0, 16)
    .map((number, i): [string, string, string] => [
      written(number, 0),
      reasons[i % 4] ?? "",
      `2023-0${(i % 9) + 1}-15`,
    ]);
  for (let i = 0; i < 40; i++)
    rows.push([written(senders.tollFree(), 0), reasons[i % 4] ?? "", `2022-1${i % 3}-01`]);
  // Lists also hold whole exchanges that nobody was given.
  for (let npaNxx = 201_300; rows.length < 64; npaNxx += 13_017) {
    const valid = npaNxx % 1000 >= 200 && Math.floor(npaNxx / 1000) % 100 !== 11;
    if (valid && !senders.network.inService(npaNxx))
      rows.push([`+1${npaNxx}`, "unallocated exchange", "2023-06-01"]);
  }
  return { numbers, rows };
}

const statusOf = (trace: Trace, end: number): string => {
  const silent = (end - trace.last) / 86400;
  if (silent > 30) return "ended";
  if (silent > 14) return "dormant";
  return end - trace.first <= 7 * 86400 ? "emerging" : "active";
};

type Row = readonly (string | number)[];

function writeTable(path: string, header: string, rows: readonly Row[]): number {
  const file = new CsvFile(path, header);
  for (const row of rows) file.line(row.map((cell) => quotedCell(String(cell))).join(","));
  file.close();
  return file.rows;
}

const writeDoNotOriginate = (folder: string, rows: readonly Row[]): number =>
  writeTable(
    `${folder}/exports/do-not-originate.csv`,
    "number_or_prefix,reason,listed_since,simulated",
    rows.map((row) => [...row, "true"]),
  );

const zones: Readonly<Record<number, string>> = {
  0: "Etc/UTC",
  [-4]: "America/Puerto_Rico",
  [-5]: "America/New_York",
  [-6]: "America/Chicago",
  [-7]: "America/Denver",
  [-8]: "America/Los_Angeles",
};

/** A second id has a row of its own, as if it were another company; only the tax number and an old name tell. */
function writeDirectory(folder: string, network: Network, seed: number): number {
  const random = new Random(seed * 131 + 6);
  const rows = network.providers.flatMap((p) => {
    const frn = p.country === "US" ? `00${10_000_000 + (mix(p.index, seed, 51) % 89_000_000)}` : "";
    const ocn = p.country === "US" ? String(1000 + (mix(p.index, seed, 52) % 8999)) : "";
    const hint = random.chance(0.12) ? "" : random.chance(0.05) ? "originating" : p.role;
    const mail = `noc@${p.id.toLowerCase()}.example`;
    const old = `${p.name.split(" ")[0]} Holdings`;
    const row = (id: string, name: string, previous: string): Row => [
      id,
      name,
      frn,
      ocn,
      p.country,
      hint,
      p.country === "US" ? (zones[p.utcOffset] ?? "") : "",
      random.chance(0.2) ? "true" : "false",
      previous,
      mail,
      "true",
    ];
    return [
      row(p.id, p.name, p.secondId ? old : ""),
      ...(p.secondId ? [row(p.secondId, old, "")] : []),
    ];
  });
  return writeTable(
    `${folder}/exports/provider-directory.csv`,
    "provider_id,name,frn,ocn,country,role_hint,time_zone,itg_member,previous_names,contact_email,simulated",
    rows,
  );
}

function writeTruth(
  folder: string,
  senders: Senders,
  campaigns: readonly Campaign[],
  traces: ReadonlyMap<string, Trace>,
  end: number,
): void {
  const truth = `${folder}/truth`;
  writeTable(
    `${truth}/providers.csv`,
    "provider_id,second_id,role,country,conduct,exports,clock_offset_s,clock_drift_s_per_day",
    senders.network.providers.map((p: Provider) => [
      p.id,
      p.secondId,
      p.role,
      p.country,
      p.conduct,
      String(p.exports),
      p.clockOffset.toFixed(3),
      p.clockDrift.toFixed(4),
    ]),
  );
  writeTable(
    `${truth}/campaigns.csv`,
    "campaign_id,kind,label,callback_number,entry_provider_ids,foreign_provider_ids,status",
    campaigns.flatMap(({ id, kind, unit }): Row[] => {
      const trace = traces.get(id);
      if (!trace) return [];
      const callback = unit.callback > 0 ? written(unit.callback, 0) : "";
      return [
        [
          id,
          kind,
          unit.script?.label ?? "one ring",
          callback,
          [...trace.entries].join("|"),
          [...trace.foreign].join("|"),
          statusOf(trace, end),
        ],
      ];
    }),
  );
  const known = new Map(
    senders.units.filter((unit) => unit.sender !== "").map((unit) => [unit.sender, unit]),
  );
  writeTable(
    `${truth}/senders.csv`,
    "sender_id,kind,is_lawful",
    [...known].map(([sender, unit]) => [
      sender,
      unit.campaign ? "illegal_operation" : unit.kind,
      String(unit.campaign === ""),
    ]),
  );
}
