import type { FastifyReply, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { parseDemand } from "../demands/demand.ts";
import { keepFile } from "../demands/files.ts";
import { windowWords } from "../demands/held.ts";
import { receiveDemand } from "../demands/intake.ts";
import { documentOf } from "../demands/intake.ts";
import { scopeLines, typeWords } from "../demands/note.ts";
import { html, type Markup } from "../html.ts";
import type { RequesterEvidence } from "../records/demand-types.ts";
import type { Account, Draft } from "../workspace/portal-store.ts";
import { agencyRoles, mustSee, Refusal } from "./access.ts";
import {
  answersFrom,
  answersOf,
  faultsOf,
  idsIn,
  objectOf,
  type Answers,
} from "./draft-answers.ts";
import { draftForm } from "./draft-form.ts";
import { campaignTitles, findPage } from "./find.ts";
import { csrfField, type PageContext } from "./layout.ts";
import { tellAgency, tellDesk } from "./mail.ts";
import { accountOf, text, uploaded, type Portal } from "./portal.ts";

/** Drafts of demands: written in a form, checked, seen as a summary, and sent. */
export function draftRoutes(portal: Portal): void {
  const { app, desk, store, now, show, jobs, held: reader } = portal;
  const agency = { config: { access: agencyRoles } };
  const change = { ...agency, preHandler: portal.csrf };
  const withFiles = { config: { ...agency.config, takesFiles: true }, preHandler: portal.csrf };
  const zone = desk.settings.desk.time_zone;

  const draftOf = (request: { params: unknown }, account: Account): Draft => {
    const draft = store.draft(Number((request.params as { id: string }).id));
    if (!draft || draft.agency_id !== account.agency_id)
      throw new Refusal(404, "There is no such draft.");
    return draft;
  };
  const answersIn = (draft: Draft): Answers => answersOf(JSON.parse(draft.form));

  app.get("/find", agency, async (request, reply) => {
    const id = text(request.query, "draft");
    const draft = id === "" ? null : draftOf({ params: { id } }, accountOf(request)).id;
    const held = await reader.read();
    const q = text(request.query, "q").slice(0, 200);
    return show(request, reply, "Find", (context) => findPage(context, { held, q, draft }));
  });

  app.get("/demands/new", agency, async (request, reply) => {
    const account = accountOf(request);
    const held = await reader.read();
    const campaign = held?.campaigns.get(text(request.query, "campaign_ids"));
    const answers = answersOf({
      contact_name: account.name,
      contact_email: account.email,
      type: "cid",
      format: "both",
      // An office's days are those of its last demand.
      time_zone:
        desk.records.demands.of(account.agency_id!).at(-1)?.demand?.window.time_zone ?? zone,
      records: ["calls"],
      campaign_ids: campaign?.campaign_id ?? "",
      from: campaign?.first_day ?? "",
      to: campaign?.last_day ?? "",
      provider_ids: text(request.query, "provider_ids").slice(0, 100),
    });
    return show(request, reply, "New demand", (context) =>
      draftForm(context, { draft: null, answers, held, zone }),
    );
  });

  app.post("/drafts", withFiles, (request, reply) => {
    const account = accountOf(request);
    const form = JSON.stringify(answersOf(request.body));
    const id = store.addDraft(account.id, account.agency_id!, form, now());
    return save(request, reply, store.draft(id)!);
  });

  app.get("/drafts/:id", agency, async (request, reply) => {
    const draft = draftOf(request, accountOf(request));
    const answers = answersIn(draft);
    const held = await reader.read();
    const { check, said } = request.query as Record<string, unknown>;
    const faults =
      check === undefined ? new Map<string, string>() : faultsOf(desk, answers, draft, held, now());
    return show(
      request,
      reply,
      "Draft",
      (context) =>
        draftForm(context, { draft, answers, faults, held, zone, said: saidWords[String(said)] }),
      { status: faults.size > 0 ? 422 : 200 },
    );
  });

  app.post("/drafts/:id", withFiles, (request, reply) => {
    const account = accountOf(request);
    const draft = draftOf(request, account);
    const seen = text(request.body, "changed_at");
    if (seen === "" || seen === draft.changed_at) return save(request, reply, draft);
    // Somebody else saved it since this page was opened: neither writing is lost.
    const copy = store.draft(
      store.addDraft(account.id, draft.agency_id, JSON.stringify(answersOf(request.body)), now()),
    )!;
    if (draft.document_sha256 !== null)
      store.setDocument(copy.id, {
        name: draft.document_name!,
        sha256: draft.document_sha256,
        bytes: draft.document_bytes!,
      });
    return save(request, reply, copy, "apart");
  });

  app.post("/drafts/:id/remove", change, (request, reply) => {
    store.removeDraft(draftOf(request, accountOf(request)).id);
    return reply.redirect("/demands", 303);
  });

  /** Puts an id that was found into the draft. */
  app.post("/drafts/:id/add", change, (request, reply) => {
    const draft = draftOf(request, accountOf(request));
    const answers = answersIn(draft);
    for (const list of ["campaign_ids", "provider_ids"] as const) {
      const id = text(request.body, list).slice(0, 100);
      if (id !== "" && !idsIn(answers[list]).includes(id))
        answers[list] = `${answers[list]} ${id}`.trim();
    }
    store.saveDraft(draft.id, JSON.stringify(answers), now());
    return reply.redirect(`/drafts/${draft.id}?said=added#campaign_ids`, 303);
  });

  /** A demand that must be put right, as a draft: nothing is written twice. */
  app.post("/demands/:number/correct", change, (request, reply) => {
    const account = accountOf(request);
    const { number } = request.params as { number: string };
    const entry = mustSee(account, desk.records.demands.find(number));
    if (!entry.demand) throw new Refusal(409, "Its data cannot be read: begin a new demand.");
    const form = JSON.stringify(answersFrom(entry.demand));
    const id = store.addDraft(account.id, account.agency_id!, form, now());
    const document = documentOf(entry);
    if (document) store.setDocument(id, document);
    return reply.redirect(`/drafts/${id}?check=1`, 303);
  });

  /** Saves answers and document; goes on to the summary where that button was pressed and nothing is wrong. */
  async function save(
    request: FastifyRequest,
    reply: FastifyReply,
    draft: Draft,
    said = "saved",
  ): Promise<FastifyReply> {
    const { body } = request;
    const answers = answersOf(body);
    store.saveDraft(draft.id, JSON.stringify(answers), now());
    const document = uploaded(body, "document");
    if (document) store.setDocument(draft.id, document);
    const saved = store.draft(draft.id)!;
    if (said !== "saved" || text(body, "do") !== "send")
      return reply.redirect(`/drafts/${draft.id}?said=${said}`, 303);
    const faults = faultsOf(desk, answers, saved, await reader.read(), now());
    return reply.redirect(`/drafts/${draft.id}${faults.size > 0 ? "?check=1" : "/check"}`, 303);
  }

  app.get("/drafts/:id/check", agency, async (request, reply) => {
    const draft = draftOf(request, accountOf(request));
    const answers = answersIn(draft);
    const held = await reader.read();
    if (faultsOf(desk, answers, draft, held, now()).size > 0)
      return reply.redirect(`/drafts/${draft.id}?check=1`, 303);
    return show(request, reply, "Check", (context) => summary(context, draft, answers, held));
  });

  app.post("/drafts/:id/send", change, async (request, reply) => {
    const draft = draftOf(request, accountOf(request));
    const answers = answersIn(draft);
    if (text(request.body, "changed_at") !== draft.changed_at)
      throw new Refusal(409, "The draft was changed since you saw the summary: check it again.");
    if (faultsOf(desk, answers, draft, await reader.read(), now()).size > 0)
      return reply.redirect(`/drafts/${draft.id}?check=1`, 303);
    const object = objectOf(answers, draft.agency_id, draft.document_sha256);
    const bytes = Buffer.from(`${JSON.stringify(object, null, 1)}\n`);
    const objectFile = await keepFile(desk.folder, "demand.json", Readable.from([bytes]));
    const pdf = {
      name: pdfName(draft.document_name),
      sha256: draft.document_sha256!,
      bytes: draft.document_bytes!,
    };
    const { entry } = await receiveDemand(
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
  });

  /** What will be sent, before it is. */
  function summary(
    context: PageContext,
    draft: Draft,
    answers: Answers,
    held: Awaited<ReturnType<typeof reader.read>>,
  ): Markup {
    const object = objectOf(answers, draft.agency_id, draft.document_sha256);
    const { demand } = parseDemand(Buffer.from(JSON.stringify(object)));
    if (!demand) throw new Refusal(409, "The draft has faults: check it again.");
    const said = held && windowWords(held.covers, demand);
    return html`<h1>Is this what you ask for?</h1>
${said && html`<p class="notice alarm">${said} You may send the demand all the same.</p>`}
<dl><dt>Your file number</dt><dd>${demand.demand_id}</dd><dt>Kind</dt><dd>${typeWords[demand.type]}</dd><dt>Matter</dt><dd>${demand.matter}</dd><dt>Authority</dt><dd>${demand.authority}</dd><dt>Issued, served</dt><dd>${demand.issued_on}, ${demand.served_at}</dd><dt>Return by</dt><dd>${demand.return_by}</dd><dt>Signed by</dt><dd>${demand.signatory.name}, ${demand.signatory.title}</dd><dt>Contact</dt><dd>${demand.contact.name}, ${demand.contact.email}</dd><dt>Document</dt><dd>${draft.document_name}, ${(draft.document_bytes ?? 0).toLocaleString("en-US")} bytes</dd>${demand.confidentiality && html`<dt>Confidentiality</dt><dd>${demand.confidentiality}</dd>`}</dl>
<h2>Scope</h2><ul>${scopeLines({ ...demand, tier: "office" })
      .slice(0, -1)
      .map((line) => html`<li>${line}</li>`)}</ul>
${campaignTitles(demand.scope.campaign_ids, held)}
<form method="post" action="/drafts/${draft.id}/send">${csrfField(context)}<input type="hidden" name="changed_at" value="${draft.changed_at}"><p><button>Send the demand</button> <a href="/drafts/${draft.id}">Go on editing</a></p></form>`;
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
}

const saidWords: Record<string, string> = {
  saved: "The draft is saved. It was not sent.",
  added: "It is in the draft now. Nothing was sent.",
  apart:
    "Somebody else changed this draft since you opened it. What you wrote was saved as this new draft; the other is in your list.",
};

const pdfName = (name: string | null): string =>
  name && /\.pdf$/i.test(name) ? name : "demand.pdf";
