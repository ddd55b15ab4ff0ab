import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CarrierFiles, type FileTruth } from "./carrier-files.ts";
import { quotedCell as quoted } from "../csv.ts";
import { conductCells, conductPriors } from "./conduct.ts";
import { CsvFile, isoTime, type WrittenFile } from "./csv-file.ts";
import { Random } from "./random.ts";
import { writeTracebacks } from "./tracebacks.ts";
import { Traffic, type SimulatedCall } from "./traffic.ts";
import { makeWorld, type Exchange, type World, type WorldOptions } from "./world.ts";

export interface SimulationOptions extends WorldOptions {
  calls: number;
  /** Share of rows after which a faulty or repeated one follows. */
  dirt: number;
  /** Share of the providers whose records hold SIP Call-IDs; at 0 the columns are left out. */
  callIds: number;
}

export interface SimulationReport {
  calls: number;
  legs: number;
  files: number;
}

const mostReported = 20_000;

/** Writes the exports of a simulated month into `folder` and its ground truth into `folder`/truth. */
export function simulate(
  folder: string,
  options: SimulationOptions,
  exchanges: readonly Exchange[],
  onProgress: (calls: number) => void = () => {},
): SimulationReport {
  const world = makeWorld(options, exchanges);
  const exports_ = join(folder, "exports");
  const truth = join(folder, "truth");
  mkdirSync(exports_, { recursive: true });
  mkdirSync(truth, { recursive: true });
  const carriers = new CarrierFiles(world, exports_, options);
  const callTruth = new CsvFile(
    join(truth, "calls.csv"),
    "call_no,kind,campaign_id,started_at,foreign_provider_id,first_provider_id,customer_id,routes",
  );
  const legTruth = new CsvFile(
    join(truth, "legs.csv"),
    "provider_id,call_id,call_no,attempt_no,position",
  );
  const random = new Random(world.seed + 4);
  const traced = new Reservoir(
    random,
    Math.min(2000, Math.max(60, Math.floor(options.calls / 500))),
  );
  const reported = new Reservoir(random, Math.min(mostReported, Math.floor(options.calls / 50)));
  const recorded = new Reservoir(random, Math.min(2000, Math.floor(options.calls / 200)));
  const idOf = (index: number | null) => (index === null ? "" : (world.providers[index]?.id ?? ""));
  let n = 0;
  for (const call of new Traffic(world).calls(options.calls)) {
    n++;
    const legs = carriers.write(call);
    callTruth.line(
      `${n},${call.kind},${call.campaign?.id ?? ""},${isoTime(call.at, 0, true)},${idOf(call.foreign)},` +
        `${idOf(call.routes[0]?.[0] ?? null)},${call.customer},` +
        call.routes.map((route) => route.map(idOf).join(">")).join("|"),
    );
    for (const leg of legs) {
      legTruth.line(`${leg.providerId},${leg.callId},${n},${leg.attempt},${leg.position}`);
    }
    if (call.kind === "illegal") {
      traced.offer(call);
      recorded.offer(call);
    }
    reported.offer(call);
    if (n % 100_000 === 0) onProgress(n);
  }
  const files = carriers.close();
  callTruth.close();
  legTruth.close();
  files.push(
    ...clean(writeTracebacks(world, traced.calls(), exports_)),
    ...clean([
      writeDirectory(world, exports_),
      writeAppReports(world, reported.calls(), exports_),
      writeRecordings(recorded.calls(), exports_),
      writeDoNotOriginate(world, exports_),
    ]),
  );
  writeTruth(world, options, files, truth);
  return { calls: n, legs: legTruth.rows, files: files.length };
}

/** Keeps so many of the calls offered, each as likely as the others. */
class Reservoir {
  readonly #random: Random;
  readonly #size: number;
  readonly #kept: SimulatedCall[] = [];
  #offered = 0;

  constructor(random: Random, size: number) {
    this.#random = random;
    this.#size = size;
  }

  offer(call: SimulatedCall): void {
    this.#offered++;
    if (this.#kept.length < this.#size) this.#kept.push(call);
    else {
      const place = this.#random.below(this.#offered);
      if (place < this.#size) this.#kept[place] = call;
    }
  }

  calls(): SimulatedCall[] {
    return this.#kept.sort((a, b) => a.at - b.at);
  }
}

const clean = (files: readonly WrittenFile[]): FileTruth[] =>
  files.map((file) => ({ ...file, loaded: file.rows, duplicate: 0, rejected: 0 }));

function writeDirectory(world: World, folder: string): WrittenFile {
  const file = new CsvFile(
    join(folder, "provider-directory.csv"),
    "provider_id,name,frn,ocn,country,role_hint,time_zone,itg_member,previous_names,contact_email,simulated",
  );
  for (const p of world.providers) {
    const ids = p.secondId === null ? [p.id] : [p.id, p.secondId];
    for (const id of ids) {
      const frn = p.country === "US" ? `00990${String(p.index + 1).padStart(5, "0")}` : "";
      const suffix = id === p.id ? "" : " (second id)";
      file.line(
        `${id},${quoted(p.name + suffix)},${frn},,${p.country},${p.role},${p.timeZone},${p.conduct === "silent" ? "false" : "true"},,${id.toLowerCase()}@example.org,true`,
      );
    }
  }
  file.close();
  return { file: "provider-directory.csv", format: "provider-directory", rows: file.rows };
}

function writeAppReports(
  world: World,
  calls: readonly SimulatedCall[],
  folder: string,
): WrittenFile {
  const random = new Random(world.seed + 5);
  const file = new CsvFile(
    join(folder, "app-reports.csv"),
    "report_id,app_id,observed_at,calling_number,called_npa_nxx,called_state,verdict,category,action,duration_s,language,transcript,callback_number,audio_fingerprint,attestation,simulated",
  );
  calls.forEach((call, n) => {
    const isIllegal = call.kind === "illegal";
    const verdict = isIllegal
      ? random.pick(["scam", "spam", "robocall", "unknown"])
      : random.chance(0.03)
        ? "spam"
        : random.pick(["legitimate", "unknown"]);
    const heard = isIllegal && call.campaign !== null && random.chance(0.2);
    file.line(
      [
        `SIMAPP-${n + 1}`,
        "simulated-app",
        isoTime(call.at + 2, 0),
        `+${call.calling}`,
        String(Math.floor(call.called / 10000)).slice(1),
        "",
        verdict,
        isIllegal ? quoted(call.campaign?.label ?? "") : "",
        random.pick(["blocked", "voicemail", "answered", "missed"]),
        Math.round(call.duration),
        heard ? "en" : "",
        heard ? quoted(scriptOf(call)) : "",
        heard && call.campaign ? `+${call.campaign.callback}` : "",
        "",
        call.attestation,
        "true",
      ].join(","),
    );
  });
  file.close();
  return { file: "app-reports.csv", format: "app-reports", rows: file.rows };
}

function writeRecordings(calls: readonly SimulatedCall[], folder: string): WrittenFile {
  const file = new CsvFile(
    join(folder, "recordings.csv"),
    "recording_id,source_id,received_at,calling_number,called_npa_nxx,called_state,duration_s,language,transcript,callback_number,audio_fingerprint,simulated",
  );
  calls.forEach((call, n) => {
    file.line(
      `SIMREC-${n + 1},simulated-honeypot,${isoTime(call.at + 3, 0)},+${call.calling},` +
        `${String(Math.floor(call.called / 10000)).slice(1)},,${Math.round(20 + call.duration)},en,` +
        `${quoted(scriptOf(call))},+${call.campaign?.callback ?? ""},,true`,
    );
  });
  file.close();
  return { file: "recordings.csv", format: "recordings", rows: file.rows };
}

function scriptOf(call: SimulatedCall): string {
  const number = String(call.campaign?.callback ?? "").slice(1);
  const spoken = `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)}`;
  return (call.campaign?.script ?? "").replace("CALLBACK", spoken);
}

function writeDoNotOriginate(world: World, folder: string): WrittenFile {
  const file = new CsvFile(
    join(folder, "do-not-originate.csv"),
    "number_or_prefix,reason,listed_since,simulated",
  );
  const spoofed = world.campaigns
    .filter((campaign) => campaign.kind === "spoofed_enterprise")
    .flatMap((campaign) => campaign.numbers);
  for (const number of spoofed) file.line(`+${number},inbound only,2018-01-01,true`);
  file.line("+1911,never dialled from,2018-01-01,true");
  file.close();
  return { file: "do-not-originate.csv", format: "do-not-originate", rows: file.rows };
}

function writeTruth(
  world: World,
  options: SimulationOptions,
  files: readonly FileTruth[],
  folder: string,
): void {
  const list = (name: string, header: string, rows: readonly (string | number)[][]) => {
    const file = new CsvFile(join(folder, name), header);
    for (const row of rows) file.line(row.map((cell) => quoted(String(cell))).join(","));
    file.close();
  };
  list(
    "files.csv",
    "file_name,format,rows_read,rows_loaded,rows_duplicate,rows_rejected",
    files.map((f) => [f.file, f.format, f.rows, f.loaded, f.duplicate, f.rejected]),
  );
  list(
    "providers.csv",
    "provider_id,second_id,role,country,conduct,exports,clock_offset_s,clock_drift_s_per_day,is_a,is_b,is_c,is_d,no_response_rate,no_record_rate",
    world.providers.map((p) => [
      p.id,
      p.secondId ?? "",
      p.role,
      p.country,
      p.conduct,
      String(p.exports),
      p.clockOffset.toFixed(3),
      p.clockDrift.toFixed(4),
      ...conductCells(p, world.rates[p.index]!, options.graded ?? false),
    ]),
  );
  list(
    "campaigns.csv",
    "campaign_id,kind,label,callback_number,entry_provider_ids,foreign_provider_ids",
    world.campaigns.map((c) => [
      c.id,
      c.kind,
      c.label,
      `+${c.callback}`,
      c.entries.map((e) => world.providers[e.first]?.id).join(">"),
      c.entries.map((e) => (e.foreign === null ? "" : world.providers[e.foreign]?.id)).join(">"),
    ]),
  );
  const known = { ...options, ...(options.graded && { conduct_priors: conductPriors }) };
  writeFileSync(join(folder, "world.json"), `${JSON.stringify(known, null, 2)}\n`);
}
