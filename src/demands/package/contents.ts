import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { csvText } from "../../csv.ts";
import {
  batesDigits,
  dictionary,
  keyedColumns,
  loadsOf,
  produceTable,
  withheldRows,
} from "../../data/reads/demand-production.ts";
import { coverage, relateScope } from "../../data/reads/demand-scope.ts";
import type { Published } from "../../pipeline/published.ts";
import type { DemandEntry, RecordClass, ScopeDecision } from "../../records/demand-types.ts";
import { windowOf } from "../demand.ts";
import type { Desk } from "../desk.ts";
import { windowWords } from "../held.ts";
import { storedFile } from "../files.ts";
import { receiptOf } from "../receipt.ts";
import { fileHash } from "../../workspace/file-hash.ts";
import { bagFiles, writeBagFile } from "./bag.ts";
import { certificationDraft } from "./certification.ts";
import { custodyGraph, custodyText, eventsUntil, type CustodySource } from "./custody.ts";
import { indexPdf, withheldWords } from "./index-pdf.ts";
import { concordanceFile, opticonFile, type NativeFile } from "./load-files.ts";
import { batesPrefix } from "./names.ts";

export interface ContentOptions {
  entry: DemandEntry;
  decision: ScopeDecision;
  /** Classes of this production: some of those approved. */
  classes: readonly RecordClass[];
  no: number;
  /** Records that earlier productions numbered. */
  before: number;
  /** The last event that is part of the response. */
  approved: { seq: number; at: string };
  published: Published;
  secret?: Uint8Array;
  opened: readonly OpenedNumber[];
}

/** A called number that may be shown to this requester. */
export interface OpenedNumber {
  called_number: string;
  basis: string;
}

export interface Contents {
  rows: number;
  withheld: number;
  first_bates: string | null;
  last_bates: string | null;
}

/** Writes the payload of a response into `data/` of a bag. */
export async function writeContents(desk: Desk, bag: string, o: ContentOptions): Promise<Contents> {
  const { entry, decision, classes, published } = o;
  const { session, manifest } = published;
  const format = entry.demand?.delivery.format ?? "both";
  const prefix = batesPrefix(desk.settings.desk.bates_prefix, entry);
  const office = desk.settings.publisher ?? "the office that runs this desk";
  mkdirSync(join(bag, "data", "natives"), { recursive: true, mode: 0o700 });
  const query = {
    window: windowOf(decision),
    scope: decision.scope,
    secret: o.secret,
    opened: o.opened.map(({ called_number }) => called_number),
  };
  // A response of a million records should not need the machine: what does not fit goes to the workspace's tmp folder.
  await session.run(`set memory_limit = '${engineMemory}'; set threads = 1`);
  const statements = await relateScope(session, query, classes);

  const natives: NativeFile[] = [];
  const empty: string[] = [];
  const withheld: (readonly [string, string, string])[] = [];
  const meanings: (readonly [string, string, string, string])[] = [];
  const redactions: (readonly [string, string, string, number])[] = [];
  let [before, simulated_rows] = [o.before, 0];
  for (const records of classes) {
    const at = (ending: string) => join(bag, "data", "natives", `${records}.${ending}`);
    const files = {
      ...(format !== "parquet" && { csv: at("csv") }),
      ...(format !== "csv" && { parquet: at("parquet") }),
    };
    const table = await produceTable(session, records, { bates: prefix, before, files });
    before = table.last;
    simulated_rows += table.simulated_rows;
    const bates = (n: number) => `${prefix}${String(n).padStart(batesDigits, "0")}`;
    if (table.rows === 0) empty.push(records);
    else
      for (const ending of Object.keys(files)) {
        natives.push({
          records,
          first_bates: bates(table.first),
          last_bates: bates(table.last),
          rows: table.rows,
          path: `natives/${records}.${ending}`,
          sha256: await fileHash(at(ending)),
          custodian: office,
        });
      }
    withheld.push(
      ...(await withheldRows(session, records)).map(
        ({ record, reason }) => [records, record, reason] as const,
      ),
    );
    const columns = await dictionary(session, records);
    meanings.push(
      ...columns.map(({ column, type, meaning }) => [records, column, type, meaning] as const),
    );
    for (const { column } of columns.filter((c) => keyedColumns.includes(c.column)))
      redactions.push([records, column, redactionBasis, table.rows]);
  }
  const loads = await loadsOf(session, classes);
  const put = (path: string, content: string | Uint8Array) =>
    writeBagFile(bag, `data/${path}`, content);
  put("dictionary.csv", csvText(["records", "column", "type", "meaning"], meanings));
  put("scope.json", `${JSON.stringify(decision.scope, null, 1)}\n`);
  put(
    "queries.sql",
    `-- Engine: ${manifest.engine}, over the published tables of run ${manifest.run}. Tables demand_… hold the rows in scope; those\n-- with a reason in “withheld” are not produced.\n\n${statements.join(";\n\n")};\n`,
  );
  put(
    "inputs.csv",
    csvText(
      ["load_id", "format", "publisher", "file_name", "file_sha256"],
      loads.map((load) => [
        load.load_id,
        load.format,
        load.publisher,
        load.file_name,
        load.file_sha256,
      ]),
    ),
  );
  put(
    "logs/withheld.csv",
    csvText(
      ["records", "record", "reason", "meaning"],
      withheld.map(([records, record, reason]) => [
        records,
        record,
        reason,
        withheldWords[reason] ?? "",
      ]),
    ),
  );
  put(
    "logs/opened.csv",
    csvText(
      ["called_number", "basis"],
      o.opened.map(({ called_number, basis }) => [called_number, basis]),
    ),
  );
  put("logs/redactions.csv", csvText(["records", "column", "basis", "rows"], redactions));
  put(
    "logs/events.jsonl",
    eventsUntil(entry, o.approved.seq)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(""),
  );
  put("receipt.json", receiptOf(entry, desk.key).bytes);
  for (const [i, file] of entry.files.entries()) {
    const name = `demand/file-${i + 1}${/\.(pdf|json|sig)$/i.exec(file.name)?.[0].toLowerCase() ?? ".bin"}`;
    mkdirSync(join(bag, "data", "demand"), { recursive: true, mode: 0o700 });
    copyFileSync(storedFile(desk.folder, file.sha256), join(bag, "data", name));
  }
  const confidentiality = entry.demand?.confidentiality ?? "";
  put("loadfiles/load.dat", concordanceFile(natives, confidentiality));
  put("loadfiles/load.opt", opticonFile(`${prefix}INDEX`, "index.pdf"));

  const covers = await coverage(session);
  const [first, last] = [natives[0]?.first_bates ?? null, natives.at(-1)?.last_bates ?? null];
  const rows = before - o.before;
  put(
    "certification-draft.txt",
    // Names of the demand may hold what a terminal obeys or what turns the direction of a line.
    withoutControls(
      certificationDraft(entry, {
        first,
        last,
        rows,
        uncovered: windowWords(covers, decision),
        manifest_path: "manifest-sha256.txt",
        run: manifest.run,
        engine: manifest.engine,
        key_id: desk.key.key_id,
        custodian: desk.settings.desk.custodian,
        office,
      }),
    ),
  );
  const source: CustodySource = { ...manifest, loads };
  const files = await bagFiles(bag, "data");
  const shown = files.map(({ path, sha256 }) => ({ path, sha256 }));
  put("logs/custody.txt", custodyText(entry, o.approved.seq, source, shown));
  put(
    "logs/custody.jsonld",
    `${JSON.stringify(custodyGraph(entry, o.approved.seq, source, shown), null, 1)}\n`,
  );
  const reasons = new Map<string, [string, string, number]>();
  for (const [records, , reason] of withheld) {
    const known = reasons.get(`${records} ${reason}`) ?? [records, reason, 0];
    known[2]++;
    reasons.set(`${records} ${reason}`, known);
  }
  put(
    "index.pdf",
    await indexPdf({
      entry,
      decision: { ...decision, records: [...classes] },
      no: o.no,
      approved_at: o.approved.at,
      office,
      agency: desk.records.agencies.find(entry.agency_id ?? "")?.name ?? entry.agency_id ?? "",
      natives: natives.filter(
        (native, i) => natives.findIndex((n) => n.records === native.records) === i,
      ),
      empty,
      withheld: [...reasons.values()],
      files: (await bagFiles(bag, "data")).filter(({ path }) => !path.endsWith("index.pdf")),
      simulated_rows,
      covers,
    }),
  );
  return { rows, withheld: withheld.length, first_bates: first, last_bates: last };
}

const withoutControls = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, "\uFFFD");

const engineMemory = "200MiB";

const redactionBasis =
  "numbers of called people are held as keyed hashes alone; the area code and exchange are produced";

export const sizeOf = (file: string): number => statSync(file).size;
