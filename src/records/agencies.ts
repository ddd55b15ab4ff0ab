import { CommandError } from "../errors.ts";
import type { Event, NewEvent } from "../workspace/event-log.ts";

/** An office that may send demands. */
export interface Agency {
  agency_id: string;
  name: string;
  /** Mail domains of its staff, lower case. */
  domains: string[];
  /** Where its telephone number is published, and the number: whom a reviewer calls back. */
  published_number: string | null;
  keys: AgencyKey[];
}

/** A key that an agency signs its demands with. */
export interface AgencyKey {
  key_id: string;
  /** Ed25519, PEM. */
  public_key: string;
  added_at: string;
  expires_on: string | null;
  revoked_at: string | null;
}

type AgencyBody = Omit<Agency, "keys"> & { by: string };
type KeyBody = Omit<AgencyKey, "added_at" | "revoked_at"> & { agency_id: string; by: string };

/** Agencies by id, as events made them. */
export class AgencyBook {
  readonly #agencies = new Map<string, Agency>();

  take(events: readonly Event[]): void {
    for (const { kind, body, at } of events) {
      if (kind === "agency_registered") {
        const { by: _, ...agency } = body as AgencyBody;
        const keys = this.#agencies.get(agency.agency_id)?.keys ?? [];
        this.#agencies.set(agency.agency_id, { ...agency, keys });
      } else if (kind === "agency_key_added") {
        const { by: _, agency_id, ...key } = body as KeyBody;
        this.#agencies.get(agency_id)?.keys.push({ ...key, added_at: at, revoked_at: null });
      } else if (kind === "agency_key_revoked") {
        const { agency_id, key_id } = body as KeyBody;
        const key = this.#agencies.get(agency_id)?.keys.find((k) => k.key_id === key_id);
        if (key) key.revoked_at = at;
      }
    }
  }

  all(): Agency[] {
    return [...this.#agencies.values()];
  }

  find(agency_id: string): Agency | undefined {
    return this.#agencies.get(agency_id);
  }

  get(agency_id: string): Agency {
    const agency = this.find(agency_id);
    if (!agency) throw new CommandError(`${agency_id}: no agency is registered under this id`);
    return agency;
  }
}

/** Registers an agency, or changes what is known of it; its keys stay. */
export const agencyRegistered = (body: AgencyBody): NewEvent => ({
  kind: "agency_registered",
  body,
});

export const keyAdded = (body: KeyBody): NewEvent => ({ kind: "agency_key_added", body });

export const keyRevoked = (body: { agency_id: string; key_id: string; by: string }): NewEvent => ({
  kind: "agency_key_revoked",
  body,
});
