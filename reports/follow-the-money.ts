import { createHash } from "node:crypto";
import type { DecisionRow } from "../src/data/reads/provider-records.ts";
import type { WebLinkRow, WebProviderRow } from "../src/data/reads/web.ts";
import { counted } from "../src/facts/wording/format.ts";

/** What a person decided of two records of companies. */
type Decision = Omit<DecisionRow, "decided_at">;

interface Entity {
  id: string;
  schema: "Company" | "UnknownLink";
  properties: Record<string, string[]>;
}

/**
 * The web of providers as FollowTheMoney entities, one a line: what Aleph and investigators' other tools import. Providers
 * are companies; a link says how many calls of campaigns one handed to another, and nothing of ownership or intent.
 */
export function followTheMoney(
  providers: readonly WebProviderRow[],
  links: readonly WebLinkRow[],
  decided: readonly Decision[],
): string {
  const entities = [
    ...providers.map(company),
    ...links.map(handover),
    ...decided.filter((d) => d.decision !== "different").map(decision),
  ];
  return entities.map((entity) => `${JSON.stringify(entity)}\n`).join("");
}

const idOf = (...parts: string[]): string =>
  createHash("sha1").update(JSON.stringify(parts)).digest("hex");

const companyId = (provider: string): string => idOf("provider", provider);

/** Properties that have a value. */
const given = (properties: Record<string, (string | null)[]>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(properties)
      .map(([name, values]) => [name, values.filter((v): v is string => Boolean(v))] as const)
      .filter(([, values]) => values.length > 0),
  );

const company = (p: WebProviderRow): Entity => ({
  id: companyId(p.provider_id),
  schema: "Company",
  properties: given({
    name: [p.name ?? p.provider_id],
    alias: p.previous_names?.split(/[;|]/).map((name) => name.trim()) ?? [],
    registrationNumber: [p.frn],
    idNumber: [p.provider_id, p.ocn],
    country: [p.country?.length === 2 ? p.country.toLowerCase() : null],
  }),
});

const handover = (l: WebLinkRow): Entity => ({
  id: idOf("hands calls to", l.from_provider_id, l.to_provider_id),
  schema: "UnknownLink",
  properties: given({
    subject: [companyId(l.from_provider_id)],
    object: [companyId(l.to_provider_id)],
    role: ["hands calls of robocall campaigns to"],
    startDate: [l.first_month],
    endDate: [l.last_month],
    summary: [
      `${counted(l.calls, "call")} of ${counted(l.campaigns, "campaign")}, by call records. To carry a call says nothing of intent.`,
    ],
  }),
});

const decision = (d: Decision): Entity => ({
  id: idOf("decided", d.left_id, d.right_id),
  schema: "UnknownLink",
  properties: given({
    subject: [companyId(d.left_id)],
    object: [companyId(d.right_id)],
    role: [d.decision === "same" ? "one company" : "under one control"],
    summary: [`Decided by ${d.decided_by}: ${d.reason}`],
  }),
});
