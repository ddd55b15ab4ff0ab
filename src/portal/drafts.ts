import type { FastifyReply, FastifyRequest } from "fastify";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import { jurisdictions } from "../data/jurisdictions.ts";
import { contradictions, parseDemand } from "../demands/demand.ts";
import { keepFile, looksLikePdf, storedFile } from "../demands/files.ts";
import { receiveDemand } from "../demands/intake.ts";
import { typeWords } from "../demands/note.ts";
import { reasons } from "../demands/reasons.ts";
import { html, type Markup } from "../html.ts";
import {
  recordClasses,
  type ReceivedFile,
  type RequesterEvidence,
} from "../records/demand-types.ts";
import type { Account, Draft } from "../workspace/portal-store.ts";
import { agencyRoles, Refusal } from "./access.ts";
import { boxes, buttonForm, csrfField, field, select, time, type PageContext } from "./layout.ts";
import { tellAgency, tellDesk } from "./mail.ts";
import { accountOf, text, texts, type Portal } from "./portal.ts";

/** Fields of the form that are text. */
const textFields = [
  "demand_id", "type", "matter", "authority", "issued_on", "served_at", "return_by", "signatory_name", "signatory_title",
  "contact_name", "contact_email", "from", "to", "time_zone", "numbers", "callback_numbers", "campaign_ids", "provider_ids",
  "called_numbers", "format", "encrypt_to", "confidentiality",
] as const; // prettier-ignore
type Answers = Record<(typeof textFields)[number], string> & {
  states: string[];
  records: string[];
};

const answersOf = (form: unknown): Answers => ({
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

const idsIn = (written: string): string[] => written.split(/[\s,;]+/).filter(Boolean);

/** The object that the answers make: the format `demands`. */
function objectOf(a: Answers, agency_id: string, document_sha256: string | null): object {
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

/** What is wrong with answers, by field of the form. */
function faultsOf(folder: string, a: Answers, draft: Draft, now: Date): Map<string, string> {
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
    const isVerb = /^(is|has|names) /.test(detail);
    const said = isVerb ? `This ${detail}` : detail.charAt(0).toUpperCase() + detail.slice(1);
    if (!faults.has(name)) faults.set(name, `${said}.`);
  }
  const { demand } = whole.demand ? whole : parse({ ...a, ...standIns });
  for (const { code, field: path } of demand ? contradictions(demand, now) : [])
    faults.set(fieldOf(path), `${reasons[code]?.what ?? code} ${reasons[code]?.do ?? ""}`);
  if (draft.document_sha256 === null) faults.set("document", "Attach the signed demand as a PDF.");
  else if (!existsSync(storedFile(folder, draft.document_sha256)))
    faults.set("document", "The document is not here any more. Attach it again.");
  else if (!looksLikePdf(storedFile(folder, draft.document_sha256), draft.document_bytes!))
    faults.set("document", "This is not a PDF. Attach the signed demand as a PDF.");
  return faults;
}

const zones: readonly (readonly [string, string])[] = [
  ["America/New_York", "Eastern"], ["America/Chicago", "Central"], ["America/Denver", "Mountain"], ["America/Phoenix", "Arizona"],
  ["America/Los_Angeles", "Pacific"], ["America/Anchorage", "Alaska"], ["Pacific/Honolulu", "Hawaii"],
  ["America/Puerto_Rico", "Atlantic (Puerto Rico, Virgin Islands)"], ["Pacific/Guam", "Guam"], ["Pacific/Pago_Pago", "Samoa"], ["UTC", "UTC"],
]; // prettier-ignore

const recordWords: Record<string, string> = {
  calls: "call records",
  tracebacks: "tracebacks",
  hops: "answers of providers to tracebacks",
  recordings: "recordings (their data and words)",
  campaigns: "campaigns",
  providers: "providers",
};

/** The form that writes a demand as data, for an office that has no programmer. */
export function draftRoutes(portal: Portal): void {
  const { app, desk, store, now, show, jobs } = portal;
  const agency = { config: { access: agencyRoles } };
  const zone = desk.settings.desk.time_zone;

  app.get("/demands/new", agency, (request, reply) => {
    const account = accountOf(request);
    const start = answersOf({
      contact_name: account.name,
      contact_email: account.email,
      type: "cid",
      format: "both",
      // An office's days are those of its last demand.
      time_zone:
        desk.records.demands.of(account.agency_id!).at(-1)?.demand?.window.time_zone ?? zone,
      records: ["calls", "tracebacks", "hops", "campaigns", "providers"],
    });
    return show(request, reply, "New demand", (context) => form(context, null, start, new Map()));
  });

  const withFiles = { config: { ...agency.config, takesFiles: true }, preHandler: portal.csrf };
  app.post("/drafts", withFiles, (request, reply) => {
    const account = accountOf(request);
    const form = JSON.stringify(answersOf(request.body));
    const id = store.addDraft(account.id, account.agency_id!, form, now());
    return save(request, reply, store.draft(id)!);
  });

  const draftOf = (request: { params: unknown }, account: Account): Draft => {
    const draft = store.draft(Number((request.params as { id: string }).id));
    if (!draft || draft.agency_id !== account.agency_id)
      throw new Refusal(404, "There is no such draft.");
    return draft;
  };

  app.get("/drafts/:id", agency, (request, reply) => {
    const draft = draftOf(request, accountOf(request));
    const answers = answersOf(JSON.parse(draft.form));
    const isChecked = (request.query as Record<string, unknown>)["check"] !== undefined;
    const faults = isChecked
      ? faultsOf(desk.folder, answers, draft, now())
      : new Map<string, string>();
    return show(request, reply, "Draft", (context) => form(context, draft, answers, faults), {
      status: faults.size > 0 ? 422 : 200,
    });
  });

  app.post("/drafts/:id", withFiles, (request, reply) =>
    save(request, reply, draftOf(request, accountOf(request))),
  );

  app.post("/drafts/:id/remove", { ...agency, preHandler: portal.csrf }, (request, reply) => {
    store.removeDraft(draftOf(request, accountOf(request)).id);
    return reply.redirect("/demands", 303);
  });

  /** Saves answers and document; sends the demand where that button was pressed and nothing is wrong. */
  async function save(
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft,
  ): Promise<FastifyReply> {
    const { body } = request;
    const answers = answersOf(body);
    store.saveDraft(draft.id, JSON.stringify(answers), now());
    const { document } = body as { document?: ReceivedFile | null };
    if (document) store.setDocument(draft.id, document);
    const saved = store.draft(draft.id)!;
    if (text(body, "do") !== "send") return reply.redirect(`/drafts/${draft.id}`, 303);
    if (faultsOf(desk.folder, answers, saved, now()).size > 0)
      return reply.redirect(`/drafts/${draft.id}?check=1`, 303);
    const object = objectOf(answers, draft.agency_id, saved.document_sha256);
    const bytes = Buffer.from(`${JSON.stringify(object, null, 1)}\n`);
    const objectFile = await keepFile(desk.folder, "demand.json", Readable.from([bytes]));
    const pdf = {
      name: pdfName(saved.document_name),
      sha256: saved.document_sha256!,
      bytes: saved.document_bytes!,
    };
    const { entry } = receiveDemand(
      desk,
      {
        object: bytes,
        objectFile,
        signature: null,
        files: [pdf],
        channel: "portal",
        by: accountOf(request).email,
        agency_id: draft.agency_id,
        evidence: passkeyEvidence(request, answers),
      },
      now(),
    );
    store.removeDraft(draft.id);
    jobs.count(entry.number);
    tellAgency(portal, entry.number);
    tellDesk(portal, entry.number);
    return reply.redirect(`/demands/${entry.number}`, 303);
  }

  /** That the contact is the one who is signed in, with a passkey. */
  function passkeyEvidence(request: FastifyRequest, answers: Answers): RequesterEvidence[] {
    const { email } = accountOf(request);
    const isContact = answers.contact_email.toLowerCase() === email;
    if (!isContact || !request.signedIn?.session?.by_passkey) return [];
    return [
      { kind: "passkey", detail: `${email} signed in with a registered passkey`, by: "docket" },
    ];
  }

  function form(
    context: PageContext,
    draft: Draft | null,
    a: Answers,
    faults: ReadonlyMap<string, string>,
  ): Markup {
    const f = (name: (typeof textFields)[number], label: string, rest: object = {}) =>
      field({ name, label, value: a[name], fault: faults.get(name), ...rest });
    const group = (
      name: "states" | "records",
      legend: string,
      hint: string,
      options: readonly (readonly [string, string])[],
    ) =>
      html`${faults.get(name) && html`<p class="fault">${faults.get(name)}</p>`}${boxes({ name, legend, hint, chosen: a[name], options })}`;
    return html`<h1>${draft ? "Draft of a demand" : "New demand"}</h1>
${faults.size > 0 && html`<div class="notice alarm" role="alert"><p>Not sent yet. ${faults.size === 1 ? "One thing is to be put right; it is marked below." : `${faults.size} things are to be put right; each is marked below.`}</p></div>`}
<form method="post" action="${draft ? `/drafts/${draft.id}` : "/drafts"}" enctype="multipart/form-data">${csrfField(context)}
<h2>The demand</h2>
${f("demand_id", "Your number of it", { hint: "Another demand needs another number." })}
${select({ name: "type", label: "Kind", value: a.type, options: Object.entries(typeWords) })}
${f("matter", "Matter")}
${f("authority", "Authority", { hint: "Statute or rule with its number, such as K.S.A. 50-631." })}
<div class="pair">${f("issued_on", "Issued on", { type: "date" })}${f("served_at", "Served on", { type: "date" })}${f("return_by", "Return by", { type: "date" })}</div>
<div class="pair">${f("signatory_name", "Signed by")}${f("signatory_title", "Title")}</div>
<div class="pair">${f("contact_name", "Contact")}${f("contact_email", "Mail address", { type: "email", hint: "At your agency." })}</div>
${field({ name: "document", label: "Signed demand (PDF)", type: "file", fault: faults.get("document"), hint: draft?.document_name ? `Attached: ${draft.document_name}, SHA-256 ${draft.document_sha256!.slice(0, 16)}…` : "We never open it; we keep it and its hash." })}
<h2>What you ask for</h2>
${group(
  "records",
  "Records",
  "Call records are what providers recorded of calls; campaigns and providers are what we found.",
  recordClasses.map((r) => [r, recordWords[r]!]),
)}
<div class="pair">${f("from", "From", { type: "date" })}${f("to", "To, and including", { type: "date" })}</div>
${select({ name: "time_zone", label: "Time zone of these days", value: a.time_zone, options: zones })}
<h2>Scope</h2>
<p>What you fill in limits together: a record must fit each part that is not empty. At least one part is needed.</p>
${faults.get("scope") && html`<p class="fault">${faults.get("scope")}</p>`}
${group(
  "states",
  "Calls to",
  "States and territories of the called numbers.",
  jurisdictions.map(({ state, name }) => [state, name]),
)}
${f("numbers", "Calling numbers", { rows: 3, hint: "As displayed to the called person, one in a line. They are often spoofed." })}
${f("callback_numbers", "Call-back numbers", { rows: 2, hint: "Numbers that the calls ask to call." })}
${f("campaign_ids", "Campaigns", { hint: "Ids, as our pages and briefs show them." })}
${f("provider_ids", "Providers", { hint: "Ids, as our pages and briefs show them." })}
${f("called_numbers", "Called numbers", { rows: 2, hint: "For instance of people who complained to you. We hold called numbers as keys; only numbers that you name can be found." })}
<h2>Delivery</h2>
${select({
  name: "format",
  label: "Form of the records",
  value: a.format,
  options: [
    ["both", "CSV and Parquet"],
    ["csv", "CSV"],
    ["parquet", "Parquet"],
  ],
})}
${f("encrypt_to", "Key to seal the response to", { hint: "An age recipient (age1…), if you have one." })}
${f("confidentiality", "Confidentiality", { rows: 2 })}
<p><button name="do" value="send">Send the demand</button> <button name="do" value="save" class="second">Save the draft</button></p>
</form>
${draft && html`<p class="quiet">Changed ${time(draft.changed_at, zone)}. ${buttonForm(context, `/drafts/${draft.id}/remove`, "Remove the draft")}</p>`}`;
  }
}

const pdfName = (name: string | null): string =>
  name && /\.pdf$/i.test(name) ? name : "demand.pdf";
