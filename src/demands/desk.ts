import { removeLeftWork } from "./work.ts";
import { DeskRecords } from "../records/desk.ts";
import { openRecords } from "../records/records.ts";
import type { Event, EventLog, NewEvent } from "../workspace/event-log.ts";
import { readSettings, type Settings } from "../workspace/settings.ts";
import { signingKey, type SigningKey } from "../workspace/signing-key.ts";
import { privateFolder } from "../workspace/durable.ts";
import { dailySignature } from "../records/daily-signature.ts";

/**
 * The desk of a workspace: its records, its key and its settings. It needs no writer's lock: demands come in and are
 * decided on while a load or an analysis runs.
 */
export class Desk {
  readonly folder: string;
  readonly settings: Settings;
  readonly records: DeskRecords;
  readonly key: SigningKey;
  readonly #log: EventLog;

  private constructor(folder: string, log: EventLog) {
    this.folder = folder;
    this.settings = readSettings(folder);
    this.#log = log;
    this.records = new DeskRecords(log);
    this.key = signingKey(folder);
  }

  static open(folder: string): Desk {
    privateFolder(folder);
    removeLeftWork(folder);
    const log = openRecords(folder);
    try {
      return new Desk(folder, log);
    } catch (error) {
      log.close();
      throw error;
    }
  }

  /** Appends what `decision` makes of the records as they are at that moment; the chain is signed once a day. */
  decide(at: Date, decision: () => readonly NewEvent[]): Event[] {
    return this.records.decide(at, () => {
      const entries = decision();
      if (entries.length === 0) return entries;
      return [...dailySignature(this.records.signed, this.records.place, at, this.key), ...entries];
    });
  }

  close(): void {
    this.#log.close();
  }
}
