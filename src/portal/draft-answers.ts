import { contradictions, parseDemand } from "../demands/demand.ts";
import { looksLikePdf, storedFile } from "../demands/files.ts";
import type { Held } from "../demands/held.ts";
import { reasons } from "../demands/reasons.ts";
import type { Desk } from "../demands/desk.ts";
import { existsSync } from "node:fs";
import type { DemandObject } from "../records/demand-types.ts";
import type { Draft } from "../workspace/portal-store.ts";
import { text, texts } from "./portal.ts";

/** Fields of the form that are text. */
export const textFields = [
  "demand_id", "type", "matter", "authority", "issued_on", "served_at", "return_by", "signatory_name", "signatory_title",
  "contact_name", "contact_email", "from", "to", "time_zone", "numbers", "callback_numbers", "campaign_ids", "provider_ids",
  "called_numbers", "format", "encrypt_to", "confidentiality",
] as const; // prettier-ignore
export type Answers = Record<(typeof textFields)[number], string> & {
  states: string[];
  records: string[];
};

export const answersOf = (form: unknown): Answers => ({
  ...(Object.fromEntries(textFields.map((name) => [name, text(form, name)])) as Record<
    (typeof textFields)[number],
    string
  >),
  states: texts(form, "states"),
  records: texts(form, "records"),
});

/** Telephone numbers as people write them, as E.164: a US number may lack its country code. */
export function numbersIn(written: string): string[] {
  return written
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const digits = part.replace(/[\s().-]/g, "");
      if (/^\d{10}$/.test(digits)) return `+1${digits}`;
      return /^1\d{10}$/.test(digits) ? `+${digits}` : digits;
    });
}

export const idsIn = (written: string): string[] => written.split(/[\s,;]+/).filter(Boolean);

/** The object that the answers make: the format `demands`. */
export function objectOf(a: Answers, agency_id: string, document_sha256: string | null): object {
  return {
    demand_id: a.demand_id,
    agency_id,
    type: a.type,
    matter: a.matter,
    authority: a.authority,
    issued_on: a.issued_on,
    served_at: a.served_at,
    return_by: a.return_by,
    signatory: { name: a.signatory_name, title: a.signatory_title },
    contact: { name: a.contact_name, email: a.contact_email },
    window: { from: a.from, to: a.to, time_zone: a.time_zone },
    scope: {
      states: a.states,
      numbers: numbersIn(a.numbers),
      callback_numbers: numbersIn(a.callback_numbers),
      campaign_ids: idsIn(a.campaign_ids),
      provider_ids: idsIn(a.provider_ids),
      called_numbers: numbersIn(a.called_numbers),
    },
    records: a.records,
    delivery: { format: a.format || "both", ...(a.encrypt_to && { encrypt_to: a.encrypt_to }) },
    ...(a.confidentiality && { confidentiality: a.confidentiality }),
    ...(document_sha256 !== null && { document_sha256 }),
  };
}

/** Where in the form a fault of the object shows. */
const fieldOf = (path: string | null): string => {
  const [first = "", second = ""] = (path ?? "").split(".");
  if (first === "signatory" || first === "contact") return `${first}_${second}`;
  if (first === "window") return second || "to";
  if (first === "scope") return second || "scope";
  if (first === "delivery") return second || "format";
  return first;
};

/** Stands in for answers that are missing, so that dates, window and scope are checked all the same. */
const standIns: Partial<Answers> = {
  demand_id: "x",
  matter: "x",
  authority: "x",
  signatory_name: "x",
  signatory_title: "x",
  contact_name: "x",
  contact_email: "x@example.gov",
  encrypt_to: "",
  records: ["calls"],
};

/** The answers that would make an object: to correct one that was sent. */
export const answersFrom = (d: DemandObject): Answers => ({
  demand_id: d.demand_id,
  type: d.type,
  matter: d.matter,
  authority: d.authority,
  issued_on: d.issued_on,
  served_at: d.served_at.slice(0, 10),
  return_by: d.return_by,
  signatory_name: d.signatory.name,
  signatory_title: d.signatory.title,
  contact_name: d.contact.name,
  contact_email: d.contact.email,
  from: d.window.from.slice(0, 10),
  to: d.window.to.slice(0, 10),
  time_zone: d.window.time_zone,
  numbers: d.scope.numbers.join("\n"),
  callback_numbers: d.scope.callback_numbers.join("\n"),
  campaign_ids: d.scope.campaign_ids.join(" "),
  provider_ids: d.scope.provider_ids.join(" "),
  called_numbers: d.scope.called_numbers.join("\n"),
  format: d.delivery.format,
  encrypt_to: d.delivery.encrypt_to ?? "",
  confidentiality: d.confidentiality ?? "",
  states: d.scope.states,
  records: d.records,
});

/** What is wrong with answers, by field of the form. `held` finds ids that nothing here has. */
export function faultsOf(
  { folder, records }: Pick<Desk, "folder" | "records">,
  a: Answers,
  draft: Draft,
  held: Held | null,
  now: Date,
): Map<string, string> {
  const parse = (answers: Answers) =>
    parseDemand(
      Buffer.from(
        JSON.stringify(objectOf(answers, draft.agency_id, draft.document_sha256 ?? "0".repeat(64))),
      ),
    );
  const faults = new Map<string, string>();
  const whole = parse(a);
  for (const { field: path, detail } of whole.problems) {
    const name = fieldOf(path);
    if (faults.has(name)) continue;
    const isVerb = /^(is|has|names) /.test(detail);
    const said = isVerb ? `This ${detail}` : detail.charAt(0).toUpperCase() + detail.slice(1);
    const isEmpty = name !== "records" && (a as Record<string, unknown>)[name] === "";
    faults.set(name, isEmpty ? "Fill this in." : `${said}.`);
  }
  const { demand } = whole.demand ? whole : parse({ ...a, ...standIns });
  for (const { code, field: path } of demand ? contradictions(demand, now) : [])
    faults.set(fieldOf(path), `${reasons[code]?.what ?? code} ${reasons[code]?.do ?? ""}`);
  const other = records.demands
    .ofAgency(draft.agency_id, a.demand_id)
    .find(({ state }) => state !== "deficient" && state !== "withdrawn");
  if (other)
    faults.set(
      "demand_id",
      `Your office has sent ${other.number} under this number. Give this demand a number of its own, or withdraw the other.`,
    );
  for (const [name, known, what] of [
    ["campaign_ids", held?.campaigns, "campaign"],
    ["provider_ids", held?.providers, "provider"],
  ] as const) {
    const strange = known ? idsIn(a[name]).filter((id) => !known.has(id)) : [];
    if (strange.length > 0)
      faults.set(
        name,
        `${strange
          .slice(0, 5)
          .map((id) => `“${id}”`)
          .join(
            ", ",
          )}: no ${what} here has this id. Write ids, not names; the link below finds them.`,
      );
  }
  if (draft.document_sha256 === null) faults.set("document", "Attach the signed demand as a PDF.");
  else if (!existsSync(storedFile(folder, draft.document_sha256)))
    faults.set("document", "The document is not here any more. Attach it again.");
  else if (!looksLikePdf(storedFile(folder, draft.document_sha256), draft.document_bytes!))
    faults.set("document", "This is not a PDF. Attach the signed demand as a PDF.");
  return faults;
}
