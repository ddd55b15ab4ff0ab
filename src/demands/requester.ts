import type { DemandEntry, RequesterEvidence, Stamped } from "../records/demand-types.ts";
import type { DemandBook } from "../records/demands.ts";

/** Days for which a call back to an office's published number holds for the same contact. */
const callBackDays = 365;

export interface RequesterState {
  is_verified: boolean;
  evidence: Stamped<RequesterEvidence>[];
  /** What is still to be done, as a sentence; null where nothing is. */
  lacks: string | null;
}

/**
 * Whether it is known who asks. A signature with a registered key is enough: the key was taken from a person who was
 * called back. Otherwise the mail address must be the agency's, and somebody must have called its published number, or
 * the contact signed in with a registered passkey.
 */
export function requesterState(entry: DemandEntry, book: DemandBook, now: Date): RequesterState {
  const since = new Date(now.getTime() - callBackDays * 86_400_000).toISOString();
  const earlier = book
    .of(entry.agency_id ?? "")
    .filter(
      (other) =>
        other !== entry &&
        other.demand?.contact.email.toLowerCase() === entry.demand?.contact.email.toLowerCase(),
    )
    .flatMap((other) => other.evidence.filter((e) => e.kind === "call_back" && e.at >= since));
  const evidence = [...entry.evidence, ...earlier.slice(-1)];
  const has = (kind: RequesterEvidence["kind"]) => evidence.some((e) => e.kind === kind);
  const isBySomebodyKnown = has("call_back") || has("passkey");
  if (has("key") || (has("domain") && isBySomebodyKnown))
    return { is_verified: true, evidence, lacks: null };
  const lacks = has("domain")
    ? "Call the agency back at its published number, and record it with --call-back."
    : isBySomebodyKnown
      ? "The contact's mail address is not in a domain of the agency: register the domain, or ask for another contact."
      : "Neither its mail domain nor a call back shows who asks.";
  return { is_verified: false, evidence, lacks };
}
