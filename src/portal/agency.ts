import type { FastifyReply } from "fastify";
import { createReadStream, existsSync } from "node:fs";
import type { Desk } from "../demands/desk.ts";
import { storedFile } from "../demands/files.ts";
import { documentOf } from "../demands/intake.ts";
import { certificationOf } from "../demands/stored.ts";
import { act } from "../demands/review.ts";
import { receiptOf } from "../demands/receipt.ts";
import { verifierPage, verifierScript } from "../demands/verifier/standalone.ts";
import { formerKeys } from "../workspace/signing-key.ts";
import { html, type Markup } from "../html.ts";
import { agencyRoles, mustSee, Refusal } from "./access.ts";
import { buttonForm, csrfField, field, time, type PageContext } from "./layout.ts";
import { requesterState } from "../demands/requester.ts";
import {
  awaitsConsent,
  clockTable,
  facts,
  findings,
  history,
  newest,
  productions,
  scopeList,
  stateBadge,
} from "./demand-parts.ts";
import { tellDesk } from "./mail.ts";
import { accountOf, text, type Portal } from "./portal.ts";
import type { DemandEntry } from "../records/demand-types.ts";

/** Demands on one page of a list. */
export const pageSize = 50;

/** Links to the pages of a list. */
export function pager(path: string, at: number, total: number): Markup {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (last === 1) return html``;
  return html`<p>Page ${at} of ${last} ${at > 1 && html`<a href="${path}?page=${at - 1}">newer</a>`} ${at < last && html`<a href="${path}?page=${at + 1}">older</a>`}</p>`;
}

export const pageOf = (query: unknown): number => {
  const n = Number((query as Record<string, unknown>)["page"] ?? 1);
  return Number.isInteger(n) && n >= 1 && n < 1e6 ? n : 1;
};

/** Hands the signed document over, not shown: a browser opens nothing that somebody else sent. */
export function sendDocument(
  desk: Desk,
  entry: DemandEntry,
  reply: FastifyReply,
  which: "demand" | "certification" = "demand",
): FastifyReply {
  const document = which === "demand" ? documentOf(entry) : certificationOf(entry);
  if (!document || !existsSync(storedFile(desk.folder, document.sha256)))
    throw new Refusal(404, "The document is not here.");
  return reply
    .type("application/octet-stream")
    .header("content-disposition", `attachment; filename="${entry.number}-${which}.pdf"`)
    .send(createReadStream(storedFile(desk.folder, document.sha256)));
}

/** What an agency sees: its demands, and each with its state, its clocks, messages and downloads. */
export function agencyRoutes(portal: Portal): void {
  const { app, desk, store, now, show } = portal;
  const agency = { config: { access: agencyRoles } };
  const zone = desk.settings.desk.time_zone;
  const entryOf = (
    request: { params: unknown },
    account: ReturnType<typeof accountOf>,
  ): DemandEntry =>
    mustSee(account, desk.records.demands.find((request.params as { number: string }).number));

  app.get("/demands", agency, (request, reply) => {
    const account = accountOf(request);
    const own = desk.records.demands.of(account.agency_id!);
    const at = pageOf(request.query);
    const shown = own
      .slice(Math.max(0, own.length - at * pageSize), own.length - (at - 1) * pageSize)
      .reverse();
    const drafts = store.draftsOf(account.agency_id!);
    return show(
      request, reply, "Demands",
      () => html`<h1>Demands</h1>
<p><a class="button" href="/demands/new">New demand</a></p>
${drafts.length > 0 && html`<h2>Drafts</h2><ul>${drafts.map((draft) => html`<li><a href="/drafts/${draft.id}">${(JSON.parse(draft.form) as { demand_id?: string }).demand_id || "without a number"}</a>, changed ${time(draft.changed_at, zone)}</li>`)}</ul>`}
<h2>Sent</h2>
${own.length === 0 ? html`<p>Nothing was sent yet.</p>` : html`<div class="scroll" tabindex="0"><table><thead><tr><th>Number</th><th>Yours</th><th>Matter</th><th>Received</th><th>State</th></tr></thead><tbody>
${shown.map((entry) => html`<tr><td><a href="/demands/${entry.number}">${entry.number}</a></td><td>${entry.demand_id}</td><td>${entry.demand?.matter}</td><td>${time(entry.received_at, zone)}</td><td>${stateBadge(entry)}${awaitsConsent(entry) && html` <span class="late">your consent is needed</span>`}</td></tr>`)}
</tbody></table></div>${pager("/demands", at, own.length)}`}`,
      { wide: true },
    ); // prettier-ignore
  });

  const ends = ["withdrawn", "closed", "certified", "produced"];
  const demandPage = (
    context: PageContext,
    entry: DemandEntry,
  ): Markup => html`<h1>${entry.demand?.matter ?? entry.demand_id ?? entry.number}</h1>
<p>${stateBadge(entry)}</p>
${newest(entry, zone, { forDesk: false })}
${findings(entry, requesterState(entry, desk.records, now()).is_verified)}
${entry.state === "deficient" && entry.demand && buttonForm(context, `/demands/${entry.number}/correct`, "Correct it in a draft")}
${
  awaitsConsent(entry) &&
  entry.proposed &&
  html`<h2>The desk proposes a narrower scope</h2>${scopeList(entry.proposed)}
<form method="post" action="/demands/${entry.number}/consent">${csrfField(context)}${field({ name: "text", label: "Your office’s consent", hint: "For instance: agreed, A. Smith.", required: true })}<button>Consent</button></form>
<p class="quiet">If you do not agree, write to the desk below.</p>`
}
${productions(entry, (production, form, label) =>
  entry.state === "withdrawn"
    ? null
    : buttonForm(context, `/demands/${entry.number}/links/${production}/${form}`, label, {
        isSecond: form !== "zip" && form !== "age",
      }),
)}
${certificationOf(entry) && html`<p><a href="/demands/${entry.number}/certification">The certification, signed by the custodian</a></p>`}
<h2>What was sent</h2>${facts(entry, zone)}
${entry.demand && html`<h3>Scope</h3>${scopeList({ window: entry.demand.window, scope: entry.demand.scope, records: entry.demand.records, tier: "office" })}`}
${entry.scope && html`<h3>Approved scope</h3>${scopeList(entry.scope)}`}
<p><a href="/demands/${entry.number}/document">The signed document</a> · <a href="/demands/${entry.number}/receipt.json">Receipt</a> · <a href="/demands/${entry.number}/receipt.json.sig">its signature</a></p>
<h2>Clocks</h2>${clockTable(entry, zone, now())}
<h2>Write to the desk</h2>
<form method="post" action="/demands/${entry.number}/messages">${csrfField(context)}${field({ name: "text", label: "Message", rows: 4, required: true })}<button>Send</button></form>
${!ends.includes(entry.state) && html`<details><summary>Withdraw this demand</summary><form method="post" action="/demands/${entry.number}/withdraw">${csrfField(context)}${field({ name: "text", label: "Why", required: true })}<button>Withdraw</button></form></details>`}
<h2>What happened</h2>${history(entry, zone, { forDesk: false })}`;

  app.get("/demands/:number", agency, (request, reply) => {
    const entry = entryOf(request, accountOf(request));
    return show(request, reply, entry.number, (context) => demandPage(context, entry));
  });

  for (const [path, kind] of [
    ["consent", "demand_consented"],
    ["messages", "demand_message"],
    ["withdraw", "demand_withdrawn"],
  ] as const)
    app.post(
      `/demands/:number/${path}`,
      { ...agency, preHandler: portal.csrf },
      (request, reply) => {
        const account = accountOf(request);
        const { number } = entryOf(request, account);
        const said = text(request.body, "text").slice(0, 10_000);
        if (!said) throw new Refusal(400, "The text is empty.");
        act(desk, number, { kind, by: account.email, text: said }, now());
        tellDesk(portal, number);
        return reply.redirect(`/demands/${number}`, 303);
      },
    );

  app.get("/demands/:number/document", agency, (request, reply) =>
    sendDocument(desk, entryOf(request, accountOf(request)), reply),
  );
  app.get("/demands/:number/certification", agency, (request, reply) =>
    sendDocument(desk, entryOf(request, accountOf(request)), reply, "certification"),
  );
  for (const ending of ["receipt.json", "receipt.json.sig"])
    app.get(`/demands/:number/${ending}`, agency, (request, reply) => {
      const receipt = receiptOf(entryOf(request, accountOf(request)), desk.key);
      return ending.endsWith(".sig")
        ? reply.type("application/octet-stream").send(receipt.signature)
        : reply.type("application/json").send(receipt.bytes);
    });

  const anybody = { config: { access: "anybody" as const } };
  app.get("/verify.html", anybody, (_, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("content-disposition", 'attachment; filename="verify.html"')
      .send(verifierPage()),
  );
  app.get("/verify.mjs", anybody, (_, reply) =>
    reply
      .type("text/javascript; charset=utf-8")
      .header("content-disposition", 'attachment; filename="verify.mjs"')
      .send(verifierScript()),
  );
  app.get("/key.pem", anybody, (_, reply) =>
    reply
      .type("application/x-pem-file")
      .header("content-disposition", 'attachment; filename="desk.pub.pem"')
      .send(desk.key.public_key),
  );
  app.get("/key", anybody, (request, reply) =>
    show(
      request,
      reply,
      "Key",
      () =>
        html`<h1>The desk’s key</h1><p>Receipts and responses are signed with it (Ed25519). Compare its id with the one that the desk tells you by telephone.</p><dl><dt>Id</dt><dd><code>${desk.key.key_id}</code></dd></dl><pre><code>${desk.key.public_key}</code></pre><p><a href="/key.pem">As a file</a></p>${formerKeys(desk.folder).map((key) => html`<h2>Former key ${key.key_id}</h2><p>What it signed stays valid. Nothing new is signed with it.</p><pre><code>${key.public_key}</code></pre>`)}`,
    ),
  );
}
