import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, explainSystemError } from "../errors.ts";
import { migrate, requireKnownSchema, schemaVersion } from "../data/schema.ts";
import { Session } from "../data/session.ts";
import { readSettings, type Settings } from "./settings.ts";
import { createCallLegsView, sweepLake } from "../data/lake/lake.ts";
import { createViews } from "../data/models.ts";

export interface OpenOptions {
  /** What the person ran: shown to a second one who waits. */
  command: string;
  /** "write" takes the workspace alone; "read" lets other readers in. */
  mode: "read" | "write";
  /** How long to wait for another holder; default from the settings. */
  waitSeconds?: number;
  /** Told once when waiting starts. */
  onWait?: (holder: string) => void;
}

/** A folder that holds everything a run makes. DuckDB's own file lock is the lock of the folder. */
export class Workspace {
  readonly folder: string;
  readonly settings: Settings;
  readonly session: Session;
  readonly #holds: boolean;

  private constructor(folder: string, settings: Settings, session: Session, holds: boolean) {
    this.folder = folder;
    this.settings = settings;
    this.session = session;
    this.#holds = holds;
  }

  static async open(folder: string, options: OpenOptions): Promise<Workspace> {
    folder = resolve(folder);
    const warehouse = join(folder, "warehouse.duckdb");
    if (options.mode === "read" && !existsSync(warehouse)) {
      throw new CommandError(
        `${folder}: no workspace here: load exports first (docket load PATH --workspace ${folder})`,
      );
    }
    const settings = readSettings(folder);
    try {
      mkdirSync(join(folder, "tmp"), { recursive: true });
    } catch (error) {
      throw explainSystemError(error, folder);
    }
    const session = await openWaiting(warehouse, folder, settings, options);
    try {
      if (options.mode === "write") {
        // Copies that a killed load left behind.
        rmSync(join(folder, "tmp", "load"), { recursive: true, force: true });
        await migrate(session, folder);
        await sweepLake(session, folder);
        await createCallLegsView(session, folder);
        await createViews(session);
        writeFileSync(holderFile(folder), `${options.command} (process ${process.pid})`);
      } else if ((await requireKnownSchema(session, folder)) < schemaVersion) {
        throw new CommandError(
          `${folder}: made by an older version: run docket analyze to bring it up to date`,
        );
      } else await createCallLegsView(session, folder, "temp");
    } catch (error) {
      session.close();
      throw explainSystemError(error, folder);
    }
    return new Workspace(folder, settings, session, options.mode === "write");
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** A folder for what must not outlive the command. */
  temporary(): string {
    return this.path("tmp");
  }

  close(): void {
    if (this.#holds) rmSync(holderFile(this.folder), { force: true });
    this.session.close();
  }
}

const holderFile = (folder: string) => join(folder, "tmp", "holder");

async function openWaiting(
  warehouse: string,
  folder: string,
  settings: Settings,
  options: OpenOptions,
): Promise<Session> {
  const deadline = Date.now() + 1000 * (options.waitSeconds ?? settings.wait_seconds);
  for (let told = false; ;) {
    try {
      return await Session.open(warehouse, {
        access_mode: options.mode === "read" ? "READ_ONLY" : "READ_WRITE",
        memory_limit: settings.memory_limit,
        threads: String(settings.threads),
        temp_directory: join(folder, "tmp"),
      });
    } catch (error) {
      const message = String(error);
      if (!/lock/i.test(message)) {
        if (/not a valid DuckDB database|newer version|storage version/i.test(message)) {
          throw new CommandError(
            `${warehouse}: not a warehouse that this program can read: ` +
              "update this program, or name another folder with --workspace",
            1,
            { cause: error },
          );
        }
        throw explainSystemError(error, warehouse);
      }
      const holder = holderName(folder, message);
      if (Date.now() > deadline) {
        throw new CommandError(
          `${folder}: held by ${holder}: wait for it to end, or raise wait_seconds in docket.json`,
        );
      }
      if (!told) options.onWait?.(holder);
      told = true;
      await new Promise((wake) => setTimeout(wake, 200));
    }
  }
}

function holderName(folder: string, message: string): string {
  const pid = /PID (\d+)/.exec(message)?.[1];
  if (!existsSync(holderFile(folder))) return pid ? `process ${pid}` : "another process";
  const holder = readFileSync(holderFile(folder), "utf8");
  return pid && !holder.includes(pid) ? `process ${pid}` : holder;
}
