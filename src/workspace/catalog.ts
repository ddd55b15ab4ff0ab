import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../errors.ts";
import { EventLog, type Event } from "./event-log.ts";

/** One file that was loaded: grain of the published table `loads`. */
export interface LoadEntry {
  load_id: string;
  /** Upper half of the identity of its rows; made from load_id, so that it is the same in every workspace. */
  load_no: number;
  /** Place in the order of loads, from 1. Newer versions of a row win by it. */
  load_order: number;
  format: string;
  table: string;
  title: string;
  publisher: string;
  file_name: string;
  file_sha256: string;
  file_bytes: number;
  file_date: string | null;
  rows_read: number;
  rows_loaded: number;
  rows_duplicate: number;
  rows_rejected: number;
  /** Of the rows loaded: those for which a later record of the same id in the same file holds. */
  rows_superseded: number;
  /** Of the rows loaded: other attempts and legs of calls. */
  rows_attempts: number;
  /** Of the rows loaded: records that are no calls by the format's rule. */
  rows_no_call: number;
  /** Lines that are no records: heads again, footers, housekeeping; no part of the rows read. */
  rows_skipped: number;
  /** The same by what they are. */
  skipped: Record<string, number>;
  first_at: string | null;
  last_at: string | null;
  loaded_at: string;
  reject_limit: number;
  is_bundled: boolean;
  is_simulated: boolean;
  /** Zone, map and provider that the person named. */
  reading: string;
  ignored_columns: string[];
  notes: string[];
  findings: LoadFindings;
  /** Months of its usable rows, duplicates included; "undated" for rows without a time. */
  months: Record<string, LoadMonth>;
  /** Rows of earlier loads that its rows replace, by month of the replaced row. */
  superseded: Record<string, number>;
}

/** What a load says of its file. */
export interface LoadFindings {
  /** Whose call records they are: those with most rows. */
  providers: string[];
  /** Rejected rows by reason, with the first of each. */
  rejects: { reason: string; rows: number; line: number | null; raw: string }[];
  odd: OddFinding[];
}

/** Something of a file that a person should look at, as a code with its size. */
export interface OddFinding {
  code: string;
  value: number;
  detail: string | null;
}

export interface LoadMonth {
  rows: number;
  first_at: string | null;
  last_at: string | null;
}

/** A Parquet file of the lake. */
export interface LakeFile {
  /** Below the workspace: lake/TABLE/month=YYYY-MM/NAME.parquet */
  path: string;
  table: string;
  month: string;
  rows: number;
  bytes: number;
  sha256: string;
  /** Rows by load_no. */
  loads: [load_no: number, rows: number][];
  /** Rows by provider; call records only. */
  providers?: [provider_id: string, rows: number][];
}

/** Something that is wrong with a file of the lake. */
export interface LakeFault {
  file: LakeFile;
  message: string;
}

/** Counts of a load whose rows were duplicates of one that was taken back. */
export type Recount = Pick<LoadEntry, "load_id" | "rows_loaded" | "rows_duplicate">;

/** What one commit of the catalog says. */
export type CatalogChange =
  | { kind: "loaded"; body: { loads: LoadEntry[]; files: LakeFile[] } }
  | { kind: "compacted"; body: { files: LakeFile[]; replaces: string[] } }
  | {
      kind: "unloaded";
      body: { load_ids: string[]; files: LakeFile[]; replaces: string[]; recounted: Recount[] };
    }
  | { kind: "acknowledged"; body: { targets: string[] } }
  | { kind: "keyed"; body: { fingerprint: string } };

const catalogFile = (folder: string) => join(folder, "catalog.sqlite");

/** Whether a folder holds a workspace of this version. */
export const hasCatalog = (folder: string): boolean => existsSync(catalogFile(folder));

/**
 * What the lake holds: loads, files and the order of loads, folded from the append-only log `catalog.sqlite`. A load is
 * in it completely or not at all. Only the holder of the writer lock appends.
 */
export class Catalog {
  readonly folder: string;
  /** Hash of the last event; of an empty catalog, null. */
  head: string | null = null;
  /** Fingerprint of the secret that called numbers are keyed with. */
  keyFingerprint: string | null = null;
  readonly #loads = new Map<string, LoadEntry>();
  readonly #files = new Map<string, LakeFile>();
  readonly #acknowledged = new Set<string>();
  readonly #loadNumbers = new Set<number>();
  #order = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Reads the catalog as of its last commit. Throws where an event does not match its hash. */
  static read(folder: string): Catalog {
    const catalog = new Catalog(folder);
    for (const event of EventLog.read(catalogFile(folder))) catalog.#apply(event);
    return catalog;
  }

  /** Makes an empty catalog where there is none. */
  static create(folder: string): void {
    EventLog.open(catalogFile(folder)).close();
  }

  get loads(): LoadEntry[] {
    return [...this.#loads.values()];
  }

  get files(): LakeFile[] {
    return [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  load(id: string): LoadEntry | undefined {
    return this.#loads.get(id);
  }

  /** Whether a person said that the faults of a load (its id) or of a file (its SHA-256) are known. */
  isAcknowledged(target: string): boolean {
    return this.#acknowledged.has(target);
  }

  filesOf(table: string): LakeFile[] {
    return this.files.filter((file) => file.table === table);
  }

  /** Appends a change, all of it or nothing. `at` is an ISO instant. */
  commit(at: string, change: CatalogChange): void {
    const log = EventLog.open(catalogFile(this.folder));
    try {
      for (const event of log.append(at, [change])) this.#apply(event);
    } finally {
      log.close();
    }
  }

  /** The number of a new load: the first 31 bits of its id, or the next free one. */
  loadNumber(id: string, taken: ReadonlySet<number> = new Set()): number {
    let number = parseInt(id.slice(0, 8), 16) >>> 1 || 1;
    while (this.#loadNumbers.has(number) || taken.has(number)) number = (number % 0x7fffffff) + 1;
    return number;
  }

  get nextOrder(): number {
    return this.#order + 1;
  }

  /** Files of the lake that are not on disk, or not with their size. */
  lostFiles(): LakeFault[] {
    return this.files.flatMap((file) => {
      const path = join(this.folder, file.path);
      if (!existsSync(path)) return [{ file, message: "missing, though the catalog lists it" }];
      const { size } = statSync(path);
      return size === file.bytes
        ? []
        : [
            {
              file,
              message: `${size} bytes, the catalog says ${file.bytes}: it was changed by hand`,
            },
          ];
    });
  }

  /** What is wrong with a file of the lake, whose rows it held, and what to do. */
  faultMessage({ file, message }: LakeFault, others = 0): string {
    const numbers = new Set(file.loads.map(([load_no]) => load_no));
    const loads = this.loads.filter((load) => numbers.has(load.load_no));
    const names = loads.slice(0, 5).map((load) => load.file_name);
    if (loads.length > 5) names.push(`${loads.length - 5} more`);
    return (
      `${join(this.folder, file.path)}: ${message}${others > 0 ? ` (and ${others} more files)` : ""}: ` +
      `it held rows of ${names.join(", ")}: restore the lake from a backup, or run docket unload ` +
      `${loads.map((load) => load.load_id).join(" ")} and load ${loads.length === 1 ? "its export" : "their exports"} again`
    );
  }

  /** Throws one error that names the first lost file and how many there are. */
  requireFiles(): void {
    const [first, ...more] = this.lostFiles();
    if (first) throw new CommandError(this.faultMessage(first, more.length));
  }

  #apply(event: Event): void {
    const change = event as unknown as CatalogChange;
    this.head = event.hash;
    switch (change.kind) {
      case "loaded":
        for (const load of change.body.loads) {
          this.#loads.set(load.load_id, load);
          this.#loadNumbers.add(load.load_no);
          this.#order = Math.max(this.#order, load.load_order);
        }
        for (const file of change.body.files) this.#files.set(file.path, file);
        break;
      case "compacted":
        for (const path of change.body.replaces) this.#files.delete(path);
        for (const file of change.body.files) this.#files.set(file.path, file);
        break;
      case "unloaded":
        for (const id of change.body.load_ids) this.#loads.delete(id);
        for (const { load_id, ...counts } of change.body.recounted) {
          const load = this.#loads.get(load_id);
          if (load) this.#loads.set(load_id, { ...load, ...counts });
        }
        for (const path of change.body.replaces) this.#files.delete(path);
        for (const file of change.body.files) this.#files.set(file.path, file);
        break;
      case "acknowledged":
        for (const id of change.body.targets) this.#acknowledged.add(id);
        break;
      case "keyed":
        this.keyFingerprint = change.body.fingerprint;
        break;
      default:
        throw new CommandError(
          `${catalogFile(this.folder)}: made by a newer version (it holds ${event.kind}): update this program, ` +
            "or name another folder with --workspace",
        );
    }
  }
}

/** Hash over the loads: what an analysis stands on. */
export function inputsHash(loads: readonly LoadEntry[]): string {
  const ids = loads.map((load) => load.load_id).sort();
  return createHash("sha256").update(ids.join("\n")).digest("hex");
}
