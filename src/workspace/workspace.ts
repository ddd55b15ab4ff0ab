import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { CommandError, explainSystemError } from "../errors.ts";
import { Catalog, hasCatalog } from "./catalog.ts";
import { privateFolder } from "./durable.ts";
import { WriterLock } from "./lock.ts";
import { readSettings, type Settings } from "./settings.ts";

export interface OpenOptions {
  /** What the person ran: shown to a second one who waits. */
  command: string;
  /** "write" takes the workspace alone; "read" waits for nobody. */
  mode: "read" | "write";
  /** How long to wait for another writer; default from the settings. */
  waitSeconds?: number;
  /** Told once when waiting starts. */
  onWait?: (holder: string) => void;
}

/** Where a workspace's state is: design and promises are in docs/architecture.md. */
export class Workspace {
  readonly folder: string;
  readonly settings: Settings;
  readonly catalog: Catalog;
  /** What was put right when the workspace was opened, one line each. */
  readonly notices: string[] = [];
  readonly #lock: WriterLock | undefined;

  private constructor(folder: string, settings: Settings, catalog: Catalog, lock?: WriterLock) {
    this.folder = folder;
    this.settings = settings;
    this.catalog = catalog;
    this.#lock = lock;
  }

  /** Opens a workspace; to write, makes it where it is missing and waits for another writer. */
  static async open(folder: string, options: OpenOptions): Promise<Workspace> {
    folder = resolve(folder);
    refuseUnreadablePath(folder);
    refuseLostCatalog(folder);
    if (options.mode === "read") {
      if (!hasCatalog(folder)) {
        throw new CommandError(
          `${folder}: no workspace here: load exports first (docket load PATH --workspace ${folder})`,
        );
      }
      const workspace = new Workspace(folder, readSettings(folder), Catalog.read(folder));
      workspace.#removeCopies();
      return workspace;
    }
    const settings = readSettings(folder);
    try {
      privateFolder(folder);
      privateFolder(join(folder, "tmp"));
    } catch (error) {
      throw explainSystemError(error, folder);
    }
    const lock = await WriterLock.take(folder, {
      command: options.command,
      waitSeconds: options.waitSeconds ?? settings.wait_seconds,
      onWait: options.onWait,
    });
    try {
      if (!hasCatalog(folder)) Catalog.create(folder);
      const workspace = new Workspace(folder, settings, Catalog.read(folder), lock);
      workspace.#removeLeftovers();
      return workspace;
    } catch (error) {
      lock.release();
      throw explainSystemError(error, folder);
    }
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** A folder for what must not outlive the command. */
  temporary(): string {
    return this.path("tmp");
  }

  /** Whether a reader may put what does not fit in memory into the folder. */
  get canSpill(): boolean {
    try {
      accessSync(this.temporary(), constants.W_OK);
      return true;
    } catch {
      // A read-only workspace: the engine keeps everything in memory.
      return false;
    }
  }

  /** Whether this process may write. */
  get isWritable(): boolean {
    return this.#lock !== undefined;
  }

  close(): void {
    this.#lock?.release();
  }

  /** Removes the copies of exports that a killed load left: they hold called numbers. A load that goes on keeps its own. */
  #removeCopies(): void {
    const copies = this.path("tmp", "load");
    if (!existsSync(copies) || !this.canSpill) return;
    const lock = WriterLock.takeIfFree(this.folder, "removing a killed load's copies");
    if (!lock) return;
    rmSync(copies, { recursive: true, force: true });
    lock.release();
  }

  /**
   * Removes a killed writer's temporary files. A file of the lake that no load knows is moved aside, never deleted: a
   * writer was killed just before its commit, or somebody put an older catalog back.
   */
  #removeLeftovers(): void {
    for (const name of readdirSync(this.temporary())) {
      if (name !== "holder") rmSync(this.path("tmp", name), { recursive: true, force: true });
    }
    const lake = this.path("lake");
    if (!existsSync(lake)) return;
    const listed = new Set(this.catalog.files.map((file) => file.path));
    const unlisted = (readdirSync(lake, { recursive: true }) as string[])
      .map((name) => join(lake, name))
      .filter((file) => statSync(file).isFile() && !listed.has(relative(this.folder, file)));
    if (unlisted.length === 0) return;
    const aside = privateFolder(this.path("unlisted"));
    for (const file of unlisted) {
      // Files of one load have one name in many folders: each keeps its place, and replaces none from before.
      const place = join(aside, relative(lake, file));
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      let free = place;
      for (let n = 2; existsSync(free); n++) free = `${place}.${n}`;
      renameSync(file, free);
    }
    this.notices.push(
      `${lake}: ${unlisted.length} files that no load knows were moved to ${aside}: a load was killed before its ` +
        "last step, or an older catalog was put back",
    );
  }
}

/** DuckDB takes these for a pattern or for the end of a path, whatever they are quoted with. */
function refuseUnreadablePath(folder: string): void {
  const [found] = /[*?,\r\n]/.exec(folder) ?? [];
  if (found === undefined) return;
  throw new CommandError(
    `${JSON.stringify(folder)}: a workspace's path cannot hold ${JSON.stringify(found)}: name another folder`,
    2,
  );
}

/** A workspace without its catalog: lost, or of a version before 0.2, which kept everything in one database. */
function refuseLostCatalog(folder: string): void {
  if (hasCatalog(folder)) return;
  // Version 0.1 had a lake, but no lock of this kind.
  if (existsSync(join(folder, "lake")) && existsSync(join(folder, "lock.sqlite"))) {
    throw new CommandError(
      `${join(folder, "catalog.sqlite")}: missing, though the workspace holds loads: restore it from a backup`,
    );
  }
  if (existsSync(join(folder, "warehouse.duckdb"))) {
    throw new CommandError(
      `${folder}: made by version 0.1, which kept its data in warehouse.duckdb: load the exports again into a new ` +
        "workspace (copy keys/ into it first to keep the keys of called numbers)",
    );
  }
}
