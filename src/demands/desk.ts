import { removeLeftWork } from "./work.ts";
import { DeskRecords } from "../records/desk.ts";
import { openRecords } from "../records/records.ts";
import type { Event, EventLog, NewEvent } from "../workspace/event-log.ts";
import { readSettings, type Settings } from "../workspace/settings.ts";
import { refuseLostRecords } from "./stored.ts";
import { keyMade, signingKey, type SigningKey } from "../workspace/signing-key.ts";
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
  readonly #log: EventLog;
  #key: { made: number; key: SigningKey };

  private constructor(folder: string, log: EventLog) {
    this.folder = folder;
    this.settings = readSettings(folder);
    this.#log = log;
    this.records = new DeskRecords(log);
    this.#key = { key: signingKey(folder), made: keyMade(folder) };
  }

  /** The key as it is on the disk: one that was put aside while a portal runs signs nothing more. */
  get key(): SigningKey {
    const made = keyMade(this.folder);
    if (made !== this.#key.made) this.#key = { key: signingKey(this.folder), made };
    return this.#key.key;
  }

  static open(folder: string): Desk {
    privateFolder(folder);
    removeLeftWork(folder);
    const log = openRecords(folder);
    try {
      const desk = new Desk(folder, log);
      if (desk.records.place.seq === 0) refuseLostRecords(folder);
      return desk;
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
