import type { Event, EventLog, NewEvent, Place } from "../workspace/event-log.ts";
import { start } from "../workspace/event-log.ts";
import { AgencyBook } from "./agencies.ts";
import { chainSignatures, type ChainSignature } from "./daily-signature.ts";
import { DemandBook } from "./demands.ts";

/**
 * The demands and agencies of a workspace's records, kept up with what other processes append. Decisions are taken
 * within a transaction of the log: two people never decide on the same state.
 */
export class DeskRecords {
  readonly demands = new DemandBook();
  readonly agencies = new AgencyBook();
  readonly #log: EventLog;
  #place: Place = start;
  #signed: ChainSignature | undefined;
  /** What happened to accounts of the portal. */
  readonly log: Event[] = [];

  constructor(log: EventLog) {
    this.#log = log;
    this.refresh();
  }

  /** Takes in what was appended since. */
  refresh(): void {
    this.#take(this.#log.since(this.#place));
  }

  /** The last event that was taken in. */
  get place(): Place {
    return this.#place;
  }

  /** The newest signature of the chain. */
  get signed(): ChainSignature | undefined {
    return this.#signed;
  }

  /** Appends what `decision` makes of the records as they are at that moment. Throws what it throws, and writes nothing. */
  decide(at: Date, decision: () => readonly NewEvent[]): Event[] {
    const stored = this.#log.decide(this.#place, at.toISOString(), (fresh) => {
      this.#take(fresh);
      return decision();
    });
    this.#take(stored);
    return stored;
  }

  #take(events: readonly Event[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.demands.take(events);
    this.agencies.take(events);
    this.log.push(...events.filter(({ kind }) => kind.startsWith("portal_")));
    this.#signed = chainSignatures(events).at(-1) ?? this.#signed;
    this.#place = { seq: last.seq, hash: last.hash };
  }
}
