import { clocksOf, type Clock } from "../demands/clocks.ts";
import { parseDecision } from "../demands/decision.ts";
import { looksLikePdf, storedFile } from "../demands/files.ts";
import { clockWords, tierWords } from "../demands/note.ts";
import { requesterState } from "../demands/requester.ts";
import { act, approve, ownScope, type DeskAction } from "../demands/review.ts";
import { html } from "../html.ts";
import { type DemandEntry, type ScopeDecision } from "../records/demand-types.ts";
import { Refusal } from "./access.ts";
import { pageOf, pager, pageSize, sendDocument } from "./agency.ts";
import { field, time } from "./layout.ts";
import { awaitsDesk, stateBadge } from "./demand-parts.ts";
import { tellAgency } from "./mail.ts";
import { accountOf, text, texts, uploaded, type Portal } from "./portal.ts";

import { reviewPage } from "./review-page.ts";

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
        const document = uploaded(request.body, "document");
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

/** Refuses what was decided on a page that is older than something that a person did. */
function refuseStale(entry: DemandEntry, at: string): void {
  const isOlder = (seq: number) => !/^\d+$/.test(at) || seq > Number(at);
  if (at !== "" && entry.events.some(({ seq, body }) => isOlder(seq) && body.by !== "docket"))
    throw new Refusal(
      409,
      "Somebody did something about this demand since you opened its page. Open it again, and decide then.",
    );
}
