import type { DemandEntry } from "../records/demand-types.ts";
import type { Account, Role } from "../workspace/portal-store.ts";

/** Who may use a route: `anybody` without signing in, else accounts of these roles. */
export type Access = "anybody" | readonly Role[];

export const agencyRoles: readonly Role[] = ["agency_user", "agency_supervisor"];
export const everyRole: readonly Role[] = [...agencyRoles, "reviewer", "administrator"];

/** A fault that a person is told as a page of its own. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 507;
  constructor(status: Refusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Whether an account may see a demand. An agency sees its own alone; reviewers see all; administrators keep accounts, and
 * see none.
 */
export const maySee = (account: Account, entry: Pick<DemandEntry, "agency_id">): boolean =>
  account.role === "reviewer" ||
  (agencyRoles.includes(account.role) &&
    account.agency_id !== null &&
    account.agency_id === entry.agency_id);

/** Refuses a demand that an account may not see as if it were not there: its number alone would tell that it exists. */
export function mustSee<Entry extends Pick<DemandEntry, "agency_id">>(
  account: Account,
  entry: Entry | undefined,
): Entry {
  if (!entry || !maySee(account, entry)) throw new Refusal(404, "There is no such demand.");
  return entry;
}
