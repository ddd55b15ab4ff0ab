import { clocksOf, type Clock } from "../demands/clocks.ts";
import { conflictsOf, conflictWords } from "../demands/conflicts.ts";
import { parseDecision } from "../demands/decision.ts";
import { looksLikePdf, storedFile } from "../demands/files.ts";
import { certificationOf } from "../demands/stored.ts";
import { windowWords, type Held } from "../demands/held.ts";
import { clockWords, recordWords, sharedWords, tierWords, unknownLines } from "../demands/note.ts";
import { withheldWords } from "../demands/package/index-pdf.ts";
import { requesterState } from "../demands/requester.ts";
import { act, approve, ownScope, scopeAtHand, type DeskAction } from "../demands/review.ts";
import { html, type Markup } from "../html.ts";
import {
  recordClasses,
  type DemandEntry,
  type ReceivedFile,
  type ScopeDecision,
} from "../records/demand-types.ts";
import { stateWords } from "../records/demands.ts";
import { Refusal } from "./access.ts";
import { pageOf, pager, pageSize, sendDocument } from "./agency.ts";
import { boxes, buttonForm, csrfField, field, select, time, type PageContext } from "./layout.ts";
import {
  awaitsDesk,
  clockTable,
  facts,
  findings,
  history,
  newest,
  productions,
  scopeList,
  stateBadge,
} from "./demand-parts.ts";
import { campaignTitles } from "./find.ts";
import { tellAgency } from "./mail.ts";
import { accountOf, text, texts, type Portal } from "./portal.ts";

const over = ["closed", "withdrawn", "certified", "produced"];

/** The review desk: what waits, and one screen for each demand. */
export function deskRoutes(portal: Portal): void {
  const { app, desk, jobs, now, show } = portal;
  const reviewer = { config: { access: ["reviewer"] as const } };
  const zone = desk.settings.desk.time_zone;

  let sorted: { seq: number; due: { entry: DemandEntry; next?: Clock }[] } | undefined;
  /** Open demands, the most urgent first: sorted anew when something happened. */
  const queue = () => {
    const { seq } = desk.records.place;
    if (sorted?.seq === seq) return sorted.due;
    // What has nothing due comes last.
    const dueOf = ({ next }: { next?: Clock }) => next?.due ?? "~";
    const due = desk.records.demands
      .all()
      .filter((entry) => !over.includes(entry.state))
      .map((entry) => ({
        entry,
        next: clocksOf(entry, zone, now()).find((clock) => clock.done_at === null),
      }))
      .sort(
        (a, b) =>
          Number(b.entry.is_hurried) - Number(a.entry.is_hurried) || (dueOf(a) < dueOf(b) ? -1 : 1),
      );
    sorted = { seq, due };
    return due;
  };
  queue();

  app.get("/desk", reviewer, (request, reply) => {
    const due = queue();
    const at = pageOf(request.query);
    return show(
      request, reply, "Desk",
      () => html`<h1>Desk</h1><p>${due.length} open. The most urgent first.</p>
<div class="scroll" tabindex="0"><table><thead><tr><th>Number</th><th>Agency</th><th>Matter</th><th>State</th><th>Next</th><th>Due</th></tr></thead><tbody>
${due.slice((at - 1) * pageSize, at * pageSize).map(({ entry, next }) => { const isLate = next !== undefined && next.due < now().toISOString(); return html`<tr><td><a href="/desk/${entry.number}">${entry.number}</a></td><td>${entry.agency_id}</td><td>${entry.demand?.matter}</td><td>${stateBadge(entry)}${awaitsDesk(entry) && html` <span class="late">the agency wrote</span>`}</td><td>${next && clockWords[next.name]}</td><td>${next && time(next.due, zone)}${isLate && html` <span class="late">late</span>`}</td></tr>`; })}
</tbody></table></div>${pager("/desk", at, due.length)}
<form method="get" action="/desk/find">${field({ name: "number", label: "Open a demand by its number" })}<button class="second">Open</button></form>`,
      { wide: true },
    ); // prettier-ignore
  });
  app.get("/desk/find", reviewer, (request, reply) => {
    const number = text(request.query, "number").toUpperCase();
    if (!desk.records.demands.find(number)) throw new Refusal(404, "There is no such demand.");
    return reply.redirect(`/desk/${number}`, 303);
  });

  const entryOf = (request: { params: unknown }): DemandEntry => {
    const entry = desk.records.demands.find((request.params as { number: string }).number);
    if (!entry) throw new Refusal(404, "There is no such demand.");
    return entry;
  };

  app.get("/desk/:number", reviewer, async (request, reply) => {
    const entry = entryOf(request);
    const held = await portal.held.read();
    return show(
      request,
      reply,
      entry.number,
      (context) => reviewPage(portal, context, entry, held),
      {
        wide: true,
      },
    );
  });

  app.get("/desk/:number/document", reviewer, (request, reply) =>
    sendDocument(desk, entryOf(request), reply),
  );

  app.get("/desk/:number/certification", reviewer, (request, reply) =>
    sendDocument(desk, entryOf(request), reply, "certification"),
  );

  const withFiles = { config: { ...reviewer.config, takesFiles: true }, preHandler: portal.csrf };
  app.post("/desk/:number/:action", withFiles, (request, reply) => {
    const { action } = request.params as { action: string };
    const entry = entryOf(request);
    const by = accountOf(request).email;
    refuseStale(entry, text(request.body, "seen"));
    const said = text(request.body, "text").slice(0, 10_000);
    const doIt = (rest: Omit<DeskAction, "by">) => act(desk, entry.number, { by, ...rest }, now());
    switch (action) {
      case "approve":
        approve(desk, entry.number, by, now(), tierOf(text(request.body, "tier")));
        break;
      case "call-back":
        if (!said)
          throw new Refusal(
            400,
            "Say which number you called, who answered, and where it is published.",
          );
        if (requesterState(entry, desk.records, now()).is_verified)
          throw new Refusal(409, "Who asks is on record already: nothing was added.");
        doIt({
          kind: "demand_requester_checked",
          evidence: { kind: "call_back", detail: said, by },
        });
        break;
      case "narrow":
        doIt({
          kind: "demand_narrowing_proposed",
          text: said,
          decision: narrowed(entry, request.body),
        });
        jobs.count(entry.number);
        break;
      case "produce":
        doIt({ kind: "demand_production_ordered" });
        jobs.produce(entry.number, by);
        break;
      case "certify": {
        const { document } = request.body as { document?: ReceivedFile | null };
        if (document && !looksLikePdf(storedFile(desk.folder, document.sha256), document.bytes))
          throw new Refusal(400, "This is not a PDF. Attach the signed certification as a PDF.");
        doIt({ kind: "demand_certified", text: said, ...(document && { files: [document] }) });
        break;
      }
      case "count":
        jobs.count(entry.number);
        break;
      default: {
        const kind = plainActions[action];
        if (!kind) throw new Refusal(404, "There is no such action.");
        doIt({ kind, text: said });
      }
    }
    if (!["count", "produce", "call-back", "emergency"].includes(action))
      tellAgency(portal, entry.number);
    return reply.redirect(`/desk/${entry.number}`, 303);
  });
}

/** Actions that are a reason and nothing else. */
const plainActions: Record<string, string> = {
  consent: "demand_consented",
  object: "demand_objected",
  hold: "demand_held",
  resume: "demand_resumed",
  emergency: "demand_hurried",
  message: "demand_message",
  close: "demand_closed",
};

const tierOf = (value: string): ScopeDecision["tier"] => {
  const tier = (Object.keys(tierWords) as ScopeDecision["tier"][]).find((t) => t === value);
  if (!tier) throw new Refusal(400, "There is no such group of readers.");
  return tier;
};

/** A narrower scope as the form has it. */
function narrowed(entry: DemandEntry, form: unknown): ScopeDecision {
  const own = ownScope(entry);
  const lines = (name: string) =>
    text(form, name)
      .split(/[\s,]+/)
      .filter(Boolean);
  const decision = {
    window: { from: text(form, "from"), to: text(form, "to"), time_zone: own.window.time_zone },
    scope: Object.fromEntries(Object.keys(own.scope).map((name) => [name, lines(name)])),
    records: texts(form, "records"),
  };
  return parseDecision(JSON.stringify(decision), "the narrower scope");
}

const listWords: Record<string, string> = {
  states: "States",
  numbers: "Calling numbers",
  callback_numbers: "Call-back numbers",
  campaign_ids: "Campaigns",
  provider_ids: "Providers",
  called_numbers: "Called numbers",
};

/** How much of a demand's life a page showed: what is decided on it rests on that. */
const seen = (entry: DemandEntry): Markup =>
  html`<input type="hidden" name="seen" value="${entry.events.at(-1)?.seq ?? 0}">`;

/** Refuses what was decided on a page that is older than something that a person did. */
function refuseStale(entry: DemandEntry, at: string): void {
  if (at !== "" && entry.events.some(({ seq, body }) => seq > Number(at) && body.by !== "docket"))
    throw new Refusal(
      409,
      "Somebody did something about this demand since you opened its page. Open it again, and decide then.",
    );
}

/** Everything that a reviewer needs to decide, on one screen. */
function reviewPage(
  { desk, jobs, now }: Portal,
  context: PageContext,
  entry: DemandEntry,
  held: Held | null,
): Markup {
  const zone = desk.settings.desk.time_zone;
  const requester = requesterState(entry, desk.records, now());
  const decision = entry.demand ? scopeAtHand(entry) : null;
  const agency = desk.records.agencies.find(entry.agency_id ?? "");
  const act = (action: string, label: string, button: string, rows = 0) =>
    html`<details><summary>${label}</summary><form method="post" action="/desk/${entry.number}/${action}">${csrfField(context)}${seen(entry)}${field({ name: "text", label: action === "message" ? "Message" : "Why", rows: rows || 2, required: true })}<button class="second">${button}</button></form></details>`;
  const isOpen = ["validated", "scoped", "objected", "held", "partly_produced"].includes(
    entry.state,
  );
  const counting = jobs.state("count", entry.number)?.state;
  const isWaiting = !entry.counts && (counting === "waiting" || counting === "running");
  const needsConsent = Boolean(entry.proposed) && !entry.consent;
  const job = jobs.state("produce", entry.number);
  const isBusy = job?.state === "waiting" || job?.state === "running";
  return html`<h1>${entry.number}: ${entry.demand?.matter ?? "cannot be read"}</h1>
<p>${stateBadge(entry)} ${agency?.name ?? entry.agency_id ?? "unknown agency"}</p>
${newest(entry, zone, { forDesk: true })}
${findings(entry, requester.is_verified)}
<h2>What is asked</h2>${facts(entry, zone)}
<p><a href="/desk/${entry.number}/document">The signed document</a></p>
${decision && html`<h3>${entry.scope ? "Approved scope" : entry.proposed ? (entry.consent ? "Narrower scope, agreed" : "Narrower scope, proposed; the agency has not consented yet") : "Scope"}</h3>${scopeList(decision)}${campaignTitles(decision.scope.campaign_ids, held)}`}
${decision && yieldTable(context, entry, decision, jobs.state("count", entry.number))}
${conflictTable(desk.records.demands.all(), entry)}
<h2>Who asks</h2>
<p>${requester.is_verified ? html`<strong>Verified.</strong>` : html`<span class="late">Not verified.</span> ${requester.lacks}`}</p>
<ul>${requester.evidence.map((e) => html`<li>${e.kind.replace("_", " ")}: ${e.detail} (${e.by})</li>`)}</ul>
${!requester.is_verified && html`<form method="post" action="/desk/${entry.number}/call-back">${csrfField(context)}${field({ name: "text", label: "You called back: number, who answered, where it is published", hint: agency?.published_number ? `Published: ${agency.published_number}` : "The agency has no published number on file.", required: true })}<button class="second">Record the call</button></form>`}
<h2>Clocks</h2>${clockTable(entry, zone, now())}
<h2>Decide</h2>
${job?.state === "failed" && html`<p class="notice alarm">The last production failed: ${job.said}</p>`}
${isBusy && html`<p class="notice" role="status">The response is being made. Open this page again in a moment.</p>`}
${isWaiting && html`<p class="quiet">It can be approved when the rows are counted. <a href="/desk/${entry.number}">Look again</a></p>`}
${needsConsent && html`<p class="quiet">It can be approved when the agency has consented to the narrower scope.</p>`}
${entry.state === "validated" && !requester.is_verified && html`<p class="quiet">You may approve it before you know who asks; nothing is produced before.</p>`}
${entry.state === "validated" && !isWaiting && !needsConsent && html`<form method="post" action="/desk/${entry.number}/approve">${seen(entry)}${csrfField(context)}${select({ name: "tier", label: "Who may read the response", options: Object.entries(tierWords) })}<p><button>Approve this scope</button></p></form>`}
${entry.approvals.length > 0 && html`<p>Approved by ${entry.approvals.map((a) => a.by).join(", ")}; ${desk.settings.desk.approvals} needed.</p>`}
${entry.demand?.type === "preservation" && entry.state === "scoped" && html`<p>A preservation letter: nothing is produced. Loads that fall into its window are kept until it is closed.</p>`}
${["scoped", "partly_produced"].includes(entry.state) && entry.demand?.type !== "preservation" && !isBusy && (requester.is_verified ? buttonForm(context, `/desk/${entry.number}/produce`, "Produce the response") : html`<p>Find out who asks, above, before anything is produced.</p>`)}
${isOpen && !entry.scope && entry.demand && narrowForm(context, entry, decision!)}
${entry.proposed && !entry.consent && !entry.scope && act("consent", "Record how the agency consented", "Record")}
${isOpen && !["objected", "partly_produced"].includes(entry.state) && act("object", "Object to the demand", "Object")}
${["validated", "scoped", "partly_produced"].includes(entry.state) && act("hold", "Put it on hold", "Hold")}
${["held", "objected"].includes(entry.state) && act("resume", "Take it up again", "Take up")}
${isOpen && !entry.is_hurried && act("emergency", "Emergency lane: the campaign is live", "Use the emergency lane")}
${["produced", "partly_produced"].includes(entry.state) && html`<details><summary>The custodian has signed the certification</summary><form method="post" action="/desk/${entry.number}/certify" enctype="multipart/form-data">${csrfField(context)}${seen(entry)}${field({ name: "text", label: "Who signed, and when", required: true })}${field({ name: "document", label: "The signed certification (PDF)", type: "file", hint: "The agency can download it. The draft is in the response." })}<button class="second">Record</button></form></details>`}
${certificationOf(entry) && html`<p><a href="/desk/${entry.number}/certification">The signed certification</a></p>`}
${act("message", "Write to the agency", "Send", 4)}
${["deficient", "objected", "produced", "certified", "scoped", "partly_produced"].includes(entry.state) && act("close", "Close it", "Close")}
${productions(entry, () => null)}
<h2>What happened</h2>${history(entry, zone, { forDesk: true })}`;
}

function yieldTable(
  context: PageContext,
  entry: DemandEntry,
  decision: ScopeDecision,
  job: { state: string; said: string } | undefined,
): Markup {
  const again = buttonForm(context, `/desk/${entry.number}/count`, "Count again", {
    isSecond: true,
  });
  if (job?.state === "waiting" || job?.state === "running")
    return html`<p class="notice" role="status">Counting what this would yield. Open the page again in a moment.</p>`;
  if (!entry.counts)
    return html`<p class="quiet">Not counted yet${job?.state === "failed" && `: ${job.said}`}. ${again}</p>`;
  const { rows, covers, run } = entry.counts;
  const said = windowWords(covers, decision);
  return html`<h3>What it would yield</h3>
${said && html`<p class="notice alarm">${said}</p>`}
<p class="quiet">From run ${run}. Call records and tracebacks reach from ${covers.from ?? "never"} to ${covers.to ?? "never"}, UTC.</p>
<div class="scroll" tabindex="0"><table><thead><tr><th>Records</th><th class="n">Rows</th><th class="n">Withheld</th><th>Why withheld</th></tr></thead><tbody>
${rows.map(
  (row) =>
    html`<tr><td>${recordWords[row.records]}</td><td class="n">${row.rows.toLocaleString("en-US")}</td><td class="n">${row.withheld.toLocaleString("en-US")}</td><td>${Object.keys(
      row.reasons,
    )
      .map((reason) => withheldWords[reason] ?? reason)
      .join(" ")}</td></tr>`,
)}
</tbody></table></div>${unknownLines(entry.counts).map((line) => html`<p class="notice alarm">${line}</p>`)}${entry.state !== "produced" && again}`;
}

/** Other demands that ask for the same records, and what to do about each. */
function conflictTable(all: readonly DemandEntry[], entry: DemandEntry): Markup {
  const { conflicts, found } = conflictsOf(entry, all);
  if (found === 0)
    return html`<h3>Conflicts</h3><p class="quiet">No other demand asks for these records.</p>`;
  return html`<h3>Conflicts</h3><p class="quiet">${found === 1 ? "One other demand asks" : `${found.toLocaleString("en-US")} other demands ask`} for these records, or may: windows and classes meet, and no list rules it out.${found > conflicts.length && ` The newest ${conflicts.length} are shown.`}</p>
<div class="scroll" tabindex="0"><table><thead><tr><th>Demand</th><th>Agency</th><th>State</th><th>In common</th><th>What to mind</th></tr></thead><tbody>${conflicts.map(
    (other) =>
      html`<tr><td><a href="/desk/${other.number}">${other.number}</a></td><td>${other.agency_id}</td><td>${stateWords[other.state]}</td><td>${sharedWords(other)}</td><td>${conflictWords[other.kind]}</td></tr>`,
  )}</tbody></table></div>`;
}

function narrowForm(context: PageContext, entry: DemandEntry, decision: ScopeDecision): Markup {
  return html`<details><summary>Propose a narrower scope</summary><form method="post" action="/desk/${entry.number}/narrow">${csrfField(context)}${seen(entry)}
<div class="pair">${field({ name: "from", label: "From", value: decision.window.from, type: decision.window.from.length === 10 ? "date" : "text" })}${field({ name: "to", label: "To, and including", value: decision.window.to, type: decision.window.to.length === 10 ? "date" : "text" })}</div>
${boxes({ name: "records", legend: "Records", chosen: decision.records, options: recordClasses.filter((r) => ownScope(entry).records.includes(r)).map((r) => [r, recordWords[r]!]) })}
${(Object.entries(decision.scope) as [string, string[]][]).map(([name, values]) => field({ name, label: listWords[name] ?? name, value: values.join(" ") }))}
${field({ name: "text", label: "Why, for the agency", rows: 2 })}
<button class="second">Propose</button></form></details>`;
}
