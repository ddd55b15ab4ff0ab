import { conflictsOf, conflictWords } from "../demands/conflicts.ts";
import { certificationOf } from "../demands/stored.ts";
import { windowWords, type Held } from "../demands/held.ts";
import { recordWords, scopeWords, sharedWords, tierWords, unknownLines } from "../demands/note.ts";
import { withheldWords } from "../demands/package/index-pdf.ts";
import { requesterState } from "../demands/requester.ts";
import { ownScope, scopeAtHand } from "../demands/review.ts";
import { html, type Markup } from "../html.ts";
import {
  recordClasses,
  type DemandEntry,
  type ScopeDecision,
  type ScopeLists,
} from "../records/demand-types.ts";
import { stateWords } from "../records/demands.ts";
import { boxes, buttonForm, csrfField, field, select, type PageContext } from "./layout.ts";
import {
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
import type { Portal } from "./portal.ts";

/** How much of a demand's life a page showed: what is decided on it rests on that. */
const seen = (entry: DemandEntry): Markup =>
  html`<input type="hidden" name="seen" value="${entry.events.at(-1)?.seq ?? 0}">`;

/** Everything that a reviewer needs to decide, on one screen. */
export function reviewPage(
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
${(Object.entries(decision.scope) as [string, string[]][]).map(([name, values]) => field({ name, label: capitalized(scopeWords[name as keyof ScopeLists]), value: values.join(" ") }))}
${field({ name: "text", label: "Why, for the agency", rows: 2 })}
<button class="second">Propose</button></form></details>`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
