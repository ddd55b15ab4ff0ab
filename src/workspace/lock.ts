import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { CommandError, explainSystemError } from "../errors.ts";

export interface LockOptions {
  /** What the person ran: shown to a second one who waits. */
  command: string;
  waitSeconds: number;
  /** Told once when waiting starts. */
  onWait?: (holder: string) => void;
}

const holderFile = (folder: string) => join(folder, "tmp", "holder");

/**
 * The right to write in a workspace. It is a lock of the operating system on `lock.sqlite` and ends with its process,
 * however that ends. Readers need no lock.
 */
export class WriterLock {
  readonly #db: Database.Database;
  readonly #folder: string;

  private constructor(folder: string, db: Database.Database) {
    this.#folder = folder;
    this.#db = db;
  }

  /** Waits until nobody else writes. Throws where that takes too long. */
  static async take(folder: string, options: LockOptions): Promise<WriterLock> {
    const deadline = Date.now() + 1000 * options.waitSeconds;
    for (let told = false; ;) {
      const lock = WriterLock.takeIfFree(folder, options.command);
      if (lock) return lock;
      const holder = holderName(folder);
      if (Date.now() >= deadline) {
        throw new CommandError(
          `${folder}: held by ${holder}: wait for it to end, or raise wait_seconds in docket.json`,
        );
      }
      if (!told) options.onWait?.(holder);
      told = true;
      await new Promise((wake) => setTimeout(wake, 200));
    }
  }

  /** Takes it where nobody else writes; undefined where somebody does. */
  static takeIfFree(folder: string, command: string): WriterLock | undefined {
    const db = tryLock(join(folder, "lock.sqlite"));
    if (!db) return undefined;
    writeFileSync(holderFile(folder), `${command} (process ${process.pid})`, { mode: 0o600 });
    return new WriterLock(folder, db);
  }

  release(): void {
    rmSync(holderFile(this.#folder), { force: true });
    this.#db.close();
  }
}

/** The right to serve a workspace's portal: undefined where another process serves it. Ends with its process. */
export function takePortal(folder: string): { release: () => void } | undefined {
  const db = tryLock(join(folder, "portal-lock.sqlite"));
  return db && { release: () => db.close() };
}

function tryLock(file: string): Database.Database | undefined {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.exec("begin exclusive");
    return db;
  } catch (error) {
    db?.close();
    if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY")) return undefined;
    if (/not a database|malformed/i.test(String(error))) {
      throw new CommandError(`${file}: damaged: it holds nothing, so delete it`, 1, {
        cause: error,
      });
    }
    if (/readonly|unable to open/i.test(String(error))) {
      throw new CommandError(`${file}: cannot be written: check the folder's permissions`, 1, {
        cause: error,
      });
    }
    throw explainSystemError(error, file);
  }
}

function holderName(folder: string): string {
  const file = holderFile(folder);
  return existsSync(file) ? readFileSync(file, "utf8") : "another process";
}
