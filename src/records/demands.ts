import { CommandError } from "../errors.ts";
import type { Event } from "../workspace/event-log.ts";
import type {
  DemandEntry,
  DemandEvent,
  DemandState,
  Production,
  ReceivedDemand,
  ScopeDecision,
} from "./demand-types.ts";

/**
 * Which events may follow in which state. What is not here is refused, and nothing is written. States are those of
 * docs/demands.md.
 */
const open: readonly DemandState[] = ["validated", "scoped", "objected", "held"];
const mayFollow: Record<string, readonly DemandState[]> = {
  demand_amended: ["deficient"],
  demand_requester_checked: ["deficient", ...open, "partly_produced"],
  demand_counted: [...open, "partly_produced"],
  demand_narrowing_proposed: open,
  demand_consented: open,
  demand_approved: ["validated", "scoped"],
  demand_objected: ["validated", "scoped"],
  demand_held: ["validated", "scoped", "partly_produced"],
  demand_resumed: ["held", "objected"],
  demand_hurried: open,
  demand_production_ordered: ["scoped", "partly_produced"],
  demand_produced: ["scoped", "partly_produced"],
  demand_certified: ["partly_produced", "produced"],
  demand_withdrawn: ["deficient", ...open, "partly_produced"],
  demand_closed: ["deficient", "objected", "partly_produced", "produced", "certified", "scoped"],
  demand_downloaded: ["partly_produced", "produced", "certified", "closed"],
};

/** Demands and what happened to them, by number: made from events, and kept up with them. */
export class DemandBook {
  readonly #entries = new Map<string, DemandEntry>();
  readonly #ofAgency = new Map<string, DemandEntry[]>();
  readonly #calledBack = new Map<string, Set<DemandEntry>>();
  /** The last number given out in each year. */
  readonly #last = new Map<number, number>();

  /** Takes events in; those of other kinds are passed over. */
  take(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind.startsWith("demand_")) this.#apply(event as Event<DemandEvent>);
    }
  }

  /** All demands, the oldest first. */
  all(): DemandEntry[] {
    return [...this.#entries.values()];
  }

  /** Demands of an agency, the oldest first. */
  of(agency_id: string): DemandEntry[] {
    return this.#ofAgency.get(agency_id) ?? [];
  }

  /** Demands of an agency for which somebody called it back. */
  calledBack(agency_id: string): readonly DemandEntry[] {
    return [...(this.#calledBack.get(agency_id) ?? [])];
  }

  find(number: string): DemandEntry | undefined {
    return this.#entries.get(number);
  }

  /** The demand of a number; throws where there is none. */
  get(number: string): DemandEntry {
    const found = this.#entries.get(number);
    if (!found) throw new CommandError(`${number}: no demand has this number`);
    return found;
  }

  /** Demands of an agency that have its own id, the oldest first. */
  ofAgency(agency_id: string, demand_id: string): DemandEntry[] {
    return this.of(agency_id).filter((d) => d.demand_id === demand_id);
  }

  /** The number that the next demand of a year gets. */
  nextNumber(year: number): string {
    return `D-${year}-${String((this.#last.get(year) ?? 0) + 1).padStart(6, "0")}`;
  }

  #apply({ seq, at, kind, body, hash }: Event<DemandEvent>): void {
    const { number } = body;
    if (kind === "demand_received") {
      const received = body as ReceivedDemand;
      const entry: DemandEntry = {
        ...received,
        state: "received",
        received_at: at,
        problems: [],
        version: 1,
        evidence: [],
        counts: null,
        proposed: null,
        consent: null,
        approvals: [],
        scope: null,
        is_hurried: false,
        productions: [],
        events: [{ seq, at, kind, body, hash }],
      };
      this.#entries.set(number, entry);
      const [, year, no] = /^D-(\d{4})-(\d+)$/.exec(number) ?? [];
      this.#last.set(Number(year), Math.max(this.#last.get(Number(year)) ?? 0, Number(no)));
      if (entry.agency_id === null) return;
      const others = this.#ofAgency.get(entry.agency_id);
      if (others) others.push(entry);
      else this.#ofAgency.set(entry.agency_id, [entry]);
      return;
    }
    const entry = this.#entries.get(number);
    if (!entry) throw new CommandError(`event ${seq} (${kind}): no demand ${number} before it`);
    entry.events.push({ seq, at, kind, body, hash });
    apply[kind]?.(entry, body, at);
    if (body.evidence?.kind === "call_back" && entry.agency_id !== null)
      this.#calledBack.set(
        entry.agency_id,
        (this.#calledBack.get(entry.agency_id) ?? new Set()).add(entry),
      );
  }
}

type Apply = (entry: DemandEntry, body: DemandEvent, at: string) => void;
const to =
  (state: DemandState): Apply =>
  (entry) => {
    entry.state = state;
  };

/** What each kind of event changes. Messages and the like change nothing but the list of events. */
const apply: Record<string, Apply> = {
  demand_checked: (entry, body) => {
    entry.problems = body.problems ?? [];
    entry.state = entry.problems.some((p) => p.is_deficiency) ? "deficient" : "validated";
  },
  demand_amended: (entry, body) => {
    const { demand, files, signature, demand_id } = body as ReceivedDemand;
    Object.assign(entry, { demand, files, signature, demand_id, version: entry.version + 1 });
    entry.state = "received";
  },
  demand_requester_checked: (entry, body, at) => entry.evidence.push({ ...body.evidence!, at }),
  demand_counted: (entry, body) => {
    entry.counts = body.counts!;
  },
  demand_narrowing_proposed: (entry, body) => {
    entry.proposed = body.decision!;
    entry.consent = null;
    entry.approvals = [];
  },
  demand_consented: (entry, body, at) => {
    entry.consent = { by: body.by, how: body.text ?? "", at };
  },
  demand_approved: (entry, body, at) => {
    entry.approvals.push({ by: body.by, at });
    if (!body.is_final) return;
    entry.scope = body.decision as ScopeDecision;
    entry.state = "scoped";
  },
  demand_objected: to("objected"),
  demand_held: to("held"),
  demand_resumed: (entry) => {
    entry.state =
      entry.productions.length > 0 ? "partly_produced" : entry.scope ? "scoped" : "validated";
  },
  demand_hurried: (entry) => {
    entry.is_hurried = true;
  },
  demand_produced: (entry, body, at) => {
    entry.productions.push({ ...(body.production as Production), at });
    entry.state = body.production!.is_full ? "produced" : "partly_produced";
  },
  demand_certified: to("certified"),
  demand_withdrawn: to("withdrawn"),
  demand_closed: to("closed"),
};

/** Throws where an event may not follow in a demand's state: the message is for the person who asked for it. */
export function refuseImpossible(entry: DemandEntry, kind: string): void {
  const states = mayFollow[kind];
  if (states && !states.includes(entry.state)) {
    throw new CommandError(
      `${entry.number} is ${stateWords[entry.state]}: it cannot be ${kindWords[kind] ?? kind} now`,
    );
  }
}

export const stateWords: Record<DemandState, string> = {
  received: "received",
  deficient: "deficient",
  validated: "waiting for review",
  scoped: "approved, not yet produced",
  objected: "objected to",
  held: "on hold",
  partly_produced: "produced in part",
  produced: "produced",
  certified: "certified",
  withdrawn: "withdrawn",
  closed: "closed",
};

/** What an event is called in a history. */
export const kindWords: Record<string, string> = {
  demand_received: "received",
  demand_checked: "checked",
  demand_acknowledged: "acknowledged",
  demand_amended: "sent again",
  demand_repeated: "sent again without change",
  demand_requester_checked: "checked for who asks",
  demand_counted: "counted",
  demand_narrowing_proposed: "proposed narrower",
  demand_consented: "consented to",
  demand_approved: "approved",
  demand_objected: "objected to",
  demand_held: "put on hold",
  demand_resumed: "taken up again",
  demand_hurried: "put in the emergency lane",
  demand_production_ordered: "ordered to be produced",
  demand_produced: "produced",
  demand_production_stopped: "stopped while it was produced",
  demand_certified: "certified",
  demand_withdrawn: "withdrawn",
  demand_closed: "closed",
  demand_message: "written about",
  demand_downloaded: "downloaded",
};
