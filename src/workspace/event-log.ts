import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import Database from "libsql";
import { CommandError, explainSystemError } from "../errors.ts";

/** One entry of a log. `body` is JSON; `hash` covers every other field and the hash before it. */
export interface Event<Body = unknown> {
  seq: number;
  at: string;
  kind: string;
  body: Body;
  hash: string;
}

interface StoredEvent {
  seq: number;
  at: string;
  kind: string;
  body: string;
  previous: string;
  hash: string;
}

const schema = `
create table if not exists events (
    seq integer primary key,
    at text not null,
    kind text not null,
    body text not null,
    previous text not null,
    hash text not null unique
);
create trigger if not exists events_are_never_updated before update on events
begin select raise(abort, 'events are never updated'); end;
create trigger if not exists events_are_never_deleted before delete on events
begin select raise(abort, 'events are never deleted'); end;
`;

export interface NewEvent {
  kind: string;
  body: unknown;
}

/** A place in a log: the number and hash of an event. */
export type Place = Pick<Event, "seq" | "hash">;

/** The place before the first event. */
export const start: Place = { seq: 0, hash: "0".repeat(64) };

/**
 * An append-only log in a SQLite file. Each event carries a SHA-256 over itself and the event before it, so that a
 * changed, removed or reordered event is found when the log is read. Triggers refuse update and delete.
 */
export class EventLog {
  readonly file: string;
  readonly #db: Database.Database;

  private constructor(file: string, db: Database.Database) {
    this.file = file;
    this.#db = db;
  }

  /** Opens a log for appending; makes it where it is missing. */
  static open(file: string): EventLog {
    try {
      const db = new Database(file, { timeout: 10_000 });
      db.pragma("journal_mode = WAL");
      db.pragma("synchronous = FULL");
      db.exec(schema);
      return new EventLog(file, db);
    } catch (error) {
      throw sqliteError(file, error);
    }
  }

  /** The events of a log in order, each checked against the one before it. A log that is not there has none. */
  static read(file: string): Event[] {
    if (!existsSync(file)) return [];
    let db: Database.Database | undefined;
    try {
      db = isWritable(file) ? new Database(file, { timeout: 10_000 }) : openUnchanging(file);
      return readEvents(file, db);
    } catch (error) {
      // To read a log as others write it, SQLite writes beside it: on a full disk it is read as it lies.
      if (/full|no space/i.test(String(error))) return readUnchanging(file);
      throw sqliteError(file, error);
    } finally {
      db?.close();
    }
  }

  events(): Event[] {
    return this.since(start);
  }

  /** The events after a known place, each checked against the one before it. */
  since(place: Place): Event[] {
    try {
      return readEvents(this.file, this.#db, place);
    } catch (error) {
      throw sqliteError(this.file, error);
    }
  }

  /** Appends events, all or none. `at` is an ISO instant. Returns them as stored. */
  append(at: string, entries: readonly NewEvent[]): Event[] {
    return this.#transaction(() => this.#insert(at, entries));
  }

  /**
   * Appends what `decision` makes of the events after a known place. No other process appends between what it was shown
   * and what it decides. Returns the events as stored; where it throws, nothing is.
   */
  decide(place: Place, at: string, decision: (fresh: Event[]) => readonly NewEvent[]): Event[] {
    return this.#transaction(() =>
      this.#insert(at, decision(readEvents(this.file, this.#db, place))),
    );
  }

  #transaction(work: () => Event[]): Event[] {
    try {
      this.#db.exec("begin immediate");
      try {
        const stored = work();
        this.#db.exec("commit");
        return stored;
      } catch (error) {
        this.#db.exec("rollback");
        throw error;
      }
    } catch (error) {
      throw sqliteError(this.file, error);
    }
  }

  #insert(at: string, entries: readonly NewEvent[]): Event[] {
    const last = this.#db
      .prepare("select seq, hash from events order by seq desc limit 1")
      .get() as Place | undefined;
    let { seq, hash } = last ?? start;
    const insert = this.#db.prepare("insert into events values (?, ?, ?, ?, ?, ?)");
    return entries.map(({ kind, body }) => {
      const text = JSON.stringify(body);
      const previous = hash;
      seq += 1;
      hash = eventHash({ seq, at, kind, body: text, previous });
      insert.run(seq, at, kind, text, previous, hash);
      return { seq, at, kind, body: JSON.parse(text) as unknown, hash };
    });
  }

  close(): void {
    this.#db.close();
  }
}

/** Opens a log where nothing can be written. What a killed writer left beside it can only be taken in by writing. */
function openUnchanging(file: string): Database.Database {
  const left = `${file}-wal`;
  if (existsSync(left) && statSync(left).size > 0)
    throw new CommandError(
      `${file}: was not closed: run docket status once where it can be written`,
    );
  return new Database(`${pathToFileURL(file).href}?immutable=1`, { readonly: true });
}

function readUnchanging(file: string): Event[] {
  const db = openUnchanging(file);
  try {
    return readEvents(file, db);
  } finally {
    db.close();
  }
}

function isWritable(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function readEvents(file: string, db: Database.Database, place = start): Event[] {
  const rows = db
    .prepare("select seq, at, kind, body, previous, hash from events where seq > ? order by seq")
    .all(place.seq) as StoredEvent[];
  let previous = place.hash;
  if (place.seq > 0) {
    const known = db.prepare("select hash from events where seq = ?").get(place.seq) as
      { hash: string } | undefined;
    if (known?.hash !== place.hash)
      throw new CommandError(
        `${file}: event ${place.seq} is not the one that was read before: an older copy was put back while a program had it open; start that program again`,
      );
  }
  return rows.map((row, i) => {
    const expected = place.seq + i + 1;
    if (row.seq !== expected) {
      throw new CommandError(
        `${file}: event ${expected} is missing: the file was changed by hand; restore it from a backup`,
      );
    }
    if (row.previous !== previous || row.hash !== eventHash(row)) {
      throw new CommandError(
        `${file}: event ${row.seq} (${row.kind}) does not match its hash: the file was changed by hand; restore it from a backup`,
      );
    }
    previous = row.hash;
    return {
      seq: row.seq,
      at: row.at,
      kind: row.kind,
      body: JSON.parse(row.body) as unknown,
      hash: row.hash,
    };
  });
}

export const eventHash = (event: Omit<StoredEvent, "hash">): string =>
  createHash("sha256")
    .update(JSON.stringify([event.seq, event.at, event.kind, event.body, event.previous]))
    .digest("hex");

function sqliteError(file: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/not a database|malformed|no such table|no such column/i.test(message)) {
    return new CommandError(`${file}: damaged (${message}): restore it from a backup`, 1, {
      cause: error,
    });
  }
  if (/readonly|unable to open/i.test(message)) {
    return new CommandError(`${file}: cannot be written: check the folder's permissions`, 1, {
      cause: error,
    });
  }
  if (/disk is full|disk I\/O error/i.test(message)) {
    return new CommandError(`${file}: no space left on the disk: free some and run it again`, 1, {
      cause: error,
    });
  }
  return explainSystemError(error, file);
}
