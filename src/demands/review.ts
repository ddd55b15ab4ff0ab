import { CommandError } from "../errors.ts";
import type {
  DemandEntry,
  DemandEvent,
  ReceivedFile,
  RequesterEvidence,
  ScopeDecision,
  ScopeLists,
} from "../records/demand-types.ts";
import { refuseImpossible } from "../records/demands.ts";
import { windowOf } from "./demand.ts";
import type { Desk } from "./desk.ts";

/** Something that a person does to a demand: the kind of its event, and what goes into it. */
export interface DeskAction {
  kind: string;
  by: string;
  text?: string;
  evidence?: RequesterEvidence;
  decision?: ScopeDecision;
  campaign_id?: string;
  files?: ReceivedFile[];
}

/** Puts an action on record, where the demand's state allows it. */
export function act(desk: Desk, number: string, action: DeskAction, now: Date): DemandEntry {
  desk.decide(now, () => {
    const entry = desk.records.demands.get(number);
    refuseImpossible(entry, action.kind);
    checks[action.kind]?.(entry, action, desk);
    const { kind, ...rest } = action;
    return [{ kind, body: { number, ...rest } satisfies DemandEvent }];
  });
  return desk.records.demands.get(number);
}

type Check = (entry: DemandEntry, action: DeskAction, desk: Desk) => void;

const hasReason: Check = (_, { text }) => {
  if (!text?.trim()) throw new CommandError("say why: the reason is part of the record", 2);
};

const digitsOf = (text: string): string => text.replace(/\D/g, "");

const checks: Record<string, Check> = {
  demand_requester_checked: (entry, { evidence }, desk) => {
    if (evidence?.kind !== "call_back") return;
    const published = desk.records.agencies.find(entry.agency_id ?? "")?.published_number;
    const number = /\+?\d[\d\s().-]{5,}\d/.exec(published ?? "")?.[0];
    if (number === undefined)
      throw new CommandError(
        `${entry.agency_id ?? entry.number}: has no published number on file: register it, with where it is published`,
      );
    if (!digitsOf(evidence.detail).includes(digitsOf(number).replace(/^1(?=\d{10}$)/, "")))
      throw new CommandError(
        `the call must go to the published number, ${number.trim()}: say that number, and who answered`,
      );
  },
  demand_objected: hasReason,
  demand_held: hasReason,
  demand_withdrawn: hasReason,
  demand_hurried: hasReason,
  demand_message: hasReason,
  demand_certified: hasReason,
  demand_closed: hasReason,
  demand_narrowing_proposed: (entry, { decision }) => {
    if (entry.scope)
      throw new CommandError(
        `${entry.number}: its scope is approved; a narrower one comes too late`,
      );
    const wider = decision && widerThan(ownScope(entry), decision);
    if (!decision) throw new CommandError("a narrower scope is missing");
    if (wider) throw new CommandError(`not narrower than the demand: ${wider}`);
  },
  demand_consented: (entry, action, desk) => {
    if (!entry.proposed) throw new CommandError(`${entry.number}: no narrower scope was proposed`);
    hasReason(entry, action, desk);
  },
};

/** The scope that the demand itself asks for. */
export function ownScope(entry: DemandEntry): ScopeDecision {
  if (!entry.demand) throw new CommandError(`${entry.number}: its data cannot be read`);
  const { window, scope, records } = entry.demand;
  return { window, scope, records: [...new Set(records)], tier: "office" };
}

/** The scope that an approval would approve: the proposed one where there is one, else the demand's own. */
export const scopeAtHand = (entry: DemandEntry): ScopeDecision =>
  entry.scope ?? entry.proposed ?? ownScope(entry);

/**
 * Approves what is to be produced. A narrower scope needs the agency's consent; where the desk's settings ask for
 * several reviewers, nothing is approved before as many different ones have.
 */
export function approve(
  desk: Desk,
  number: string,
  by: string,
  now: Date,
  tier: ScopeDecision["tier"] = "office",
): DemandEntry {
  desk.decide(now, () => {
    const entry = desk.records.demands.get(number);
    refuseImpossible(entry, "demand_approved");
    if (entry.state === "scoped") throw new CommandError(`${number} is approved already`);
    if (entry.proposed && !entry.consent)
      throw new CommandError(
        `${number}: a narrower scope is proposed, and the agency has not consented yet`,
      );
    if (entry.approvals.some((approval) => samePerson(approval.by, by)))
      throw new CommandError(`${number}: ${by} has approved it; another reviewer must`);
    const is_final = entry.approvals.length + 1 >= desk.settings.desk.approvals;
    const decision = { ...scopeAtHand(entry), tier };
    return [{ kind: "demand_approved", body: { number, by, decision, is_final } }];
  });
  return desk.records.demands.get(number);
}

/** Two spellings of a name or address are one person. On the command line a name is claimed, in the portal it is an account. */
const samePerson = (a: string, b: string): boolean => {
  const plain = (name: string) =>
    name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}@]/gu, "");
  return plain(a) === plain(b);
};

/** Where a scope reaches further than another: a sentence, or null where it does not. */
export function widerThan(whole: ScopeDecision, part: ScopeDecision): string | null {
  const [outer, inner] = [windowOf(whole), windowOf(part)];
  if (inner.from >= inner.to) return "its window is empty";
  if (inner.from < outer.from || inner.to > outer.to) return "its window reaches further";
  const added = part.records.find((records) => !whole.records.includes(records));
  if (added) return `${added} were not asked for`;
  if (part.records.length === 0) return "it names no class of records";
  for (const [name, values] of Object.entries(whole.scope) as [keyof ScopeLists, string[]][]) {
    if (values.length === 0) continue;
    const kept = part.scope[name];
    if (kept.length === 0) return `${name} are not limited any more`;
    const foreign = kept.find((value) => !values.includes(value));
    if (foreign !== undefined) return `${foreign} is not among its ${name}`;
  }
  return null;
}
