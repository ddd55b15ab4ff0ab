import { CommandError, type ExitCode } from "../../errors.ts";
import { agencyRegistered, keyAdded, keyRevoked, type AgencyBook } from "../../records/agencies.ts";
import type { NewEvent } from "../../workspace/event-log.ts";
import { readPublicKey } from "../../workspace/signing-key.ts";
import { day } from "../arguments.ts";
import type { CommandContext } from "../context.ts";
import { withDesk } from "../with-workspace.ts";

export interface AgencyOptions {
  name?: string;
  domain?: string[];
  publishedNumber?: string;
  addKey?: string;
  expires?: string;
  revokeKey?: string;
  by?: string;
}

/** Registers an agency or a key of it; without options, shows what is registered. */
export function agencyCommand(
  context: CommandContext,
  id: string | undefined,
  options: AgencyOptions,
): Promise<ExitCode> {
  return withDesk(context, (desk) => {
    const { agencies } = desk.records;
    const changes = [options.name, options.addKey, options.revokeKey].filter(
      (o) => o !== undefined,
    );
    if (changes.length > 0) {
      if (id === undefined) throw new CommandError("name the agency's id", 2);
      const by = options.by?.trim();
      if (!by) throw new CommandError("--by says who registers it", 2);
      desk.decide(context.runDate, () => changesOf(id, by, options, agencies));
    }
    const shown = id === undefined ? agencies.all() : [agencies.get(id)];
    if (context.json) context.output.print(JSON.stringify(shown, null, 2));
    else if (shown.length === 0) context.output.print("no agency is registered");
    for (const agency of context.json ? [] : shown) {
      context.output.print(
        `${agency.agency_id}: ${agency.name}; mail ${agency.domains.join(", ") || "none"}; ${agency.published_number ?? "no published number"}`,
      );
      for (const key of agency.keys)
        context.output.print(
          `  key ${key.key_id}${key.revoked_at ? `, revoked ${key.revoked_at}` : ""}${key.expires_on ? `, until ${key.expires_on}` : ""}`,
        );
    }
    return Promise.resolve(0 as const);
  });
}

function changesOf(
  agency_id: string,
  by: string,
  o: AgencyOptions,
  agencies: AgencyBook,
): NewEvent[] {
  const entries: NewEvent[] = [];
  const known = agencies.find(agency_id);
  if (o.name !== undefined) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(agency_id))
      throw new CommandError(
        `${agency_id}: an agency's id has letters, digits, dots and hyphens`,
        2,
      );
    const domains = o.domain ?? known?.domains ?? [];
    for (const domain of domains)
      if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
        throw new CommandError(`${domain}: not a mail domain`, 2);
    entries.push(
      agencyRegistered({
        agency_id,
        name: o.name.trim(),
        domains,
        published_number: o.publishedNumber ?? known?.published_number ?? null,
        by,
      }),
    );
  } else agencies.get(agency_id);
  if (o.addKey !== undefined) {
    const expires_on = o.expires === undefined ? null : day(o.expires);
    entries.push(keyAdded({ agency_id, ...readPublicKey(o.addKey), expires_on, by }));
  }
  if (o.revokeKey !== undefined) {
    const key_id = o.revokeKey;
    if (!agencies.get(agency_id).keys.some((key) => key.key_id === key_id))
      throw new CommandError(`${key_id}: ${agency_id} has no such key`);
    entries.push(keyRevoked({ agency_id, key_id, by }));
  }
  return entries;
}
