import type { DemandEntry, ScopeDecision, ScopeLists } from "../records/demand-types.ts";
import { windowOf } from "./demand.ts";
import { scopeAtHand } from "./review.ts";

/** Another demand that asks for records that this one asks for, too, or may. */
export interface Conflict {
  number: string;
  agency_id: string;
  state: DemandEntry["state"];
  /**
   * `same_office`: the office asks twice. `preservation`: the records must be kept. `eyes_only`: the other response is for
   * the attorneys of its office alone, and nobody may hear of it. `confidential`: the other demand names a duty of silence.
   * `answered`: the other was answered with these records. `other_office`: none of these.
   */
  kind: "same_office" | "preservation" | "eyes_only" | "confidential" | "answered" | "other_office";
  /** Values that both scopes name, by list; empty where nothing more than windows and classes is known to meet. */
  shared: Partial<ScopeLists>;
  records: string[];
}

/** Conflicts that are listed, of all that were found. */
export const mostConflicts = 20;

const none: ReadonlySet<DemandEntry["state"]> = new Set(["deficient", "withdrawn", "received"]);

/**
 * Demands that meet a demand's scope at hand: their windows and classes of records do, and no list that both scopes fill
 * is without a common value. Lists of different kinds (a number here, a campaign there) may be about the same calls:
 * such a demand counts as one that may meet it. The newest first.
 */
export function conflictsOf(
  entry: DemandEntry,
  all: readonly DemandEntry[],
): { conflicts: Conflict[]; found: number } {
  if (!entry.demand || none.has(entry.state)) return { conflicts: [], found: 0 };
  const own = sideOf(entry);
  const conflicts: Conflict[] = [];
  let found = 0;
  for (let i = all.length - 1; i >= 0; i--) {
    const other = all[i]!;
    if (other === entry || !other.demand || none.has(other.state)) continue;
    const side = sideOf(other);
    if (!meet(own, side)) continue;
    found++;
    if (conflicts.length < mostConflicts)
      conflicts.push({
        number: other.number,
        agency_id: other.agency_id ?? "",
        state: other.state,
        kind: kindOf(entry, other),
        ...sharedBy(own, side),
      });
  }
  return { conflicts, found };
}

function kindOf(entry: DemandEntry, other: DemandEntry): Conflict["kind"] {
  if (other.agency_id === entry.agency_id) return "same_office";
  if (other.demand?.type === "preservation") return "preservation";
  if (scopeAtHand(other).tier === "attorneys_eyes_only") return "eyes_only";
  if (other.demand?.confidentiality) return "confidential";
  return other.productions.length > 0 ? "answered" : "other_office";
}

/** A scope at hand, read once: a desk compares ten thousand of them at each look. */
interface Side {
  decision: ScopeDecision;
  firstDay: number;
  lastDay: number;
  lists: [keyof ScopeLists, ReadonlySet<string>][];
}

const sides = new WeakMap<object, Side>();

const dayOf = (text: string) => Date.parse(text.slice(0, 10));

function sideOf(entry: DemandEntry): Side {
  // What the scope at hand is made from: another object as soon as it is another scope.
  const source = entry.scope ?? entry.proposed ?? entry.demand!;
  const known = sides.get(source);
  if (known) return known;
  const decision = scopeAtHand(entry);
  const filled = (Object.entries(decision.scope) as [keyof ScopeLists, string[]][]).filter(
    ([, list]) => list.length > 0,
  );
  const side = {
    decision,
    firstDay: dayOf(decision.window.from),
    lastDay: dayOf(decision.window.to),
    lists: filled.map(([name, list]) => [name, new Set(list)] as [keyof ScopeLists, Set<string>]),
  };
  sides.set(source, side);
  return side;
}

/** Whether two scopes may be about one record. */
function meet(own: Side, other: Side): boolean {
  const overlap = Math.min(own.lastDay, other.lastDay) - Math.max(own.firstDay, other.firstDay);
  // Zones move a time by less than two days: most windows are told apart, or together, by their days alone.
  if (overlap < -3 * dayMs) return false;
  if (!other.decision.records.some((name) => own.decision.records.includes(name))) return false;
  for (const [name, values] of other.lists) {
    const mine = own.lists.find(([list]) => list === name)?.[1];
    if (mine && !hasCommon(mine, values)) return false;
  }
  if (overlap > 3 * dayMs) return true;
  const [here, there] = [windowOf(own.decision), windowOf(other.decision)];
  return here.from < there.to && there.from < here.to;
}

function hasCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const value of few) if (many.has(value)) return true;
  return false;
}

/** What two scopes that meet both name. */
function sharedBy(own: Side, other: Side): Pick<Conflict, "shared" | "records"> {
  const shared: Conflict["shared"] = {};
  for (const [name, values] of other.lists) {
    const mine = own.lists.find(([list]) => list === name)?.[1];
    if (mine) shared[name] = [...values].filter((value) => mine.has(value));
  }
  const records = other.decision.records.filter((name) => own.decision.records.includes(name));
  return { shared, records };
}

const dayMs = 86_400_000;

/** What a reviewer should do about another demand, in words. */
export const conflictWords: Record<Conflict["kind"], string> = {
  same_office:
    "The same office asks for these records twice. Ask it which demand stands before you produce both.",
  preservation:
    "A preservation letter of another office: these records must be kept, whatever becomes of this demand.",
  eyes_only:
    "Its response is for attorneys of that office alone. Do not tell this office that the other asks.",
  confidential:
    "The other demand names a duty of confidentiality. Do not tell this office that the other asks.",
  answered: "Another office has been answered. What it got may bear on what this one is told.",
  other_office:
    "Another office asks, too. Tell neither of the other without leave; a common-interest agreement may allow it.",
};
