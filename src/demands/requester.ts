import type { DemandEntry, RequesterEvidence, Stamped } from "../records/demand-types.ts";
import type { Agency } from "../records/agencies.ts";
import type { DeskRecords } from "../records/desk.ts";

/** Days for which a call back to an office's published number holds for the same contact. */
const callBackDays = 365;

export interface RequesterState {
  is_verified: boolean;
  evidence: Stamped<RequesterEvidence>[];
  /** What is still to be done, as a sentence; null where nothing is. */
  lacks: string | null;
}

/**
 * Whether it is known who asks, by what holds now. A signature with a registered key is enough, as long as the key is not
 * revoked: it was taken from a person who was called back. Otherwise the mail address must be the agency's, and somebody must
 * have called its published number within a year, or the contact signed in with a registered passkey.
 */
export function requesterState(
  entry: DemandEntry,
  { demands, agencies }: Pick<DeskRecords, "demands" | "agencies">,
  now: Date,
): RequesterState {
  const agency = agencies.find(entry.agency_id ?? "");
  const email = entry.demand?.contact.email ?? "";
  const since = new Date(now.getTime() - callBackDays * 86_400_000).toISOString();
  const key = agency?.keys.find(({ key_id }) => key_id === entry.signature.key_id);
  const holds = (e: Stamped<RequesterEvidence>): boolean =>
    e.kind === "domain"
      ? agency !== undefined && isOfAgency(email, agency)
      : e.kind === "key"
        ? key !== undefined && key.revoked_at === null
        : e.kind !== "call_back" || e.at >= since;
  const earlier = demands
    .calledBack(entry.agency_id ?? "")
    .filter(
      (other) =>
        other !== entry && other.demand?.contact.email.toLowerCase() === email.toLowerCase(),
    )
    .flatMap((other) => other.evidence.filter((e) => e.kind === "call_back"));
  const evidence = [...entry.evidence, ...earlier.slice(-1)].filter(holds);
  const has = (kind: RequesterEvidence["kind"]) => evidence.some((e) => e.kind === kind);
  const isBySomebodyKnown = has("call_back") || has("passkey");
  if (has("key") || (has("domain") && isBySomebodyKnown))
    return { is_verified: true, evidence, lacks: null };
  const lacks = has("domain")
    ? "Call the agency back at its published number, and record it."
    : isBySomebodyKnown
      ? "The contact's mail address is not in a domain of the agency: register the domain, or ask for another contact."
      : "Neither its mail domain nor a call back shows who asks.";
  return { is_verified: false, evidence, lacks };
}

/** Whether a mail address is in a domain of an agency, or below one. */
export const isOfAgency = (email: string, { domains }: Agency): boolean => {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return domains.some((known) => domain === known || domain.endsWith(`.${known}`));
};
