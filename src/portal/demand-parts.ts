import { clocksOf } from "../demands/clocks.ts";
import { clockWords, scopeLines, typeWords } from "../demands/note.ts";
import { findingWords } from "../demands/reasons.ts";
import { html, type Markup } from "../html.ts";
import type { DemandEntry, ScopeDecision } from "../records/demand-types.ts";
import { kindWords, stateWords } from "../records/demands.ts";
import { time } from "./layout.ts";

export const stateBadge = (entry: DemandEntry): Markup =>
  html`<span class="state ${entry.state}">${stateWords[entry.state]}</span>${entry.is_hurried && html` <span class="state late">emergency</span>`}`;

/** Notes that say what a desk must still do to know who asks. */
const untilVerified = new Set(["unsigned", "contact_not_at_agency"]);

/** Faults and notes of the intake check. */
export function findings(entry: DemandEntry, isVerified: boolean): Markup {
  const problems = entry.problems.filter(({ code }) => !isVerified || !untilVerified.has(code));
  if (problems.length === 0) return html``;
  const isDeficient = entry.state === "deficient";
  return html`<div class="notice${isDeficient && " alarm"}"><p>${isDeficient ? "This must be put right. Then send the demand again." : "Noted at intake:"}</p>
<ul>${problems.map((found) => {
    const words = findingWords(found);
    return html`<li>${words.what} ${words.do}</li>`;
  })}</ul></div>`;
}

export function facts(entry: DemandEntry, zone: string): Markup {
  const { demand } = entry;
  return html`<dl><dt>Number</dt><dd>${entry.number}</dd><dt>Agency’s number</dt><dd>${entry.demand_id ?? "none"}</dd>
${demand && html`<dt>Kind</dt><dd>${typeWords[demand.type]}</dd><dt>Matter</dt><dd>${demand.matter}</dd><dt>Authority</dt><dd>${demand.authority}</dd><dt>Issued, served</dt><dd>${demand.issued_on}, ${demand.served_at}</dd><dt>Signed by</dt><dd>${demand.signatory.name}, ${demand.signatory.title}</dd><dt>Contact</dt><dd>${demand.contact.name}, ${demand.contact.email}</dd><dt>Return by</dt><dd>${demand.return_by}, to the end of that day</dd>${demand.confidentiality && html`<dt>Confidentiality</dt><dd>${demand.confidentiality}</dd>`}`}
<dt>Received</dt><dd>${time(entry.received_at, zone)}</dd></dl>`;
}

export const scopeList = (decision: ScopeDecision): Markup =>
  html`<ul>${scopeLines(decision).map((line) => html`<li>${line}</li>`)}</ul>`;

export function clockTable(entry: DemandEntry, zone: string, now: Date): Markup {
  return html`<div class="scroll" tabindex="0"><table><caption class="quiet">Business hours of the desk: Monday to Friday, 8:00 to 17:30, ${zone}, without federal holidays</caption>
<thead><tr><th>What</th><th>Due</th><th>Done</th></tr></thead><tbody>${clocksOf(
    entry,
    zone,
    now,
  ).map(
    ({ name, due, done_at, is_late }) =>
      html`<tr><td>${clockWords[name]}</td><td>${name === "return" ? `${entry.demand?.return_by}, to the end of the day (${entry.demand?.window.time_zone})` : time(due, zone)}</td><td>${done_at ? time(done_at, zone) : "open"}${is_late && html` <span class="late">late</span>`}</td></tr>`,
  )}</tbody></table></div>`;
}

/** What is for the desk alone. */
const ofDesk = new Set([
  "demand_counted",
  "demand_production_stopped",
  "demand_requester_checked",
  "demand_production_ordered",
]);

/** Everything that happened; an agency is not shown the desk's own work. */
export function history(
  entry: DemandEntry,
  zone: string,
  { forDesk }: { forDesk: boolean },
): Markup {
  const shown = entry.events.filter(({ kind }) => forDesk || !ofDesk.has(kind));
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th>When</th><th>What</th><th>By</th></tr></thead><tbody>${shown.map(
    ({ at, kind, body, seq, hash }) =>
      html`<tr><td>${time(at, zone)}</td><td>${kindWords[kind] ?? kind}${body.text && html`: ${body.text}`}${body.evidence && html`: ${body.evidence.detail}`}</td><td>${body.by === "docket" ? "the program" : body.by}${forDesk && html`<br><code>${seq} ${hash.slice(0, 12)}</code>`}</td></tr>`,
  )}</tbody></table></div>`;
}

/** The last thing that a person of the other side wrote or decided, where it asks for attention. */
export function newest(
  entry: DemandEntry,
  zone: string,
  { forDesk }: { forDesk: boolean },
): Markup {
  const shown = forDesk
    ? ["demand_message", "demand_consented", "demand_withdrawn"]
    : ["demand_message", "demand_objected", "demand_held", "demand_resumed", "demand_narrowing_proposed", "demand_closed", "demand_certified"]; // prettier-ignore
  const event = entry.events.findLast(({ kind }) => shown.includes(kind));
  const isOfAgency = event !== undefined && isByAgency(entry, event.body.by);
  if (!event || !event.body.text || isOfAgency !== forDesk) return html``;
  return html`<div class="notice"><p><strong>${kindWords[event.kind] ?? event.kind}</strong> by ${event.body.by}, ${time(event.at, zone)}:</p><p>${event.body.text}</p></div>`;
}

/** Whether somebody of the agency wrote: from the domain of the contact, or of who sent the demand. */
function isByAgency(entry: DemandEntry, by: string): boolean {
  const domainOf = (mail: string | undefined) => mail?.split("@")[1]?.toLowerCase();
  const domain = domainOf(by);
  return (
    domain !== undefined &&
    [domainOf(entry.demand?.contact.email), domainOf(entry.by)].includes(domain)
  );
}

/** Whether the agency wrote, and nobody of the desk has done anything since. */
export function awaitsDesk(entry: DemandEntry): boolean {
  const last = entry.events.findLast(({ body }) => body.by !== "docket");
  return (
    last !== undefined &&
    ["demand_message", "demand_consented"].includes(last.kind) &&
    isByAgency(entry, last.body.by)
  );
}

/** Whether the desk waits for the agency's consent to a narrower scope. */
export const awaitsConsent = (entry: DemandEntry): boolean =>
  entry.proposed !== null &&
  entry.proposed !== undefined &&
  !entry.consent &&
  !entry.scope &&
  !["withdrawn", "closed"].includes(entry.state);

/** Productions with a button for each form of download. */
export function productions(
  entry: DemandEntry,
  button: (production: number, form: string, label: string) => Markup | null,
): Markup {
  if (entry.productions.length === 0) return html``;
  return html`<h2>Responses</h2>${entry.productions.map(
    (production) => html`<h3>Response ${production.no}${!production.is_full && ", in part"}</h3>
<dl><dt>Records</dt><dd>${production.rows.toLocaleString("en-US")}${production.withheld > 0 && `, ${production.withheld.toLocaleString("en-US")} withheld`}</dd>
<dt>Bates numbers</dt><dd>${production.first_bates ? `${production.first_bates} to ${production.last_bates}` : "none"}</dd><dt>SHA-256</dt><dd><code>${production.sha256}</code></dd>${production.stamped_at && html`<dt>Time stamp</dt><dd>${production.stamped_at.slice(0, 19).replace("T", " ")} UTC (RFC 3161)</dd>`}</dl>
<p>${button(production.no, production.is_sealed ? "age" : "zip", production.is_sealed ? "Download, sealed to your key" : "Download")} ${button(production.no, "sha256", "Hash")} ${button(production.no, "sig", "Signature of the hash")} ${production.stamped_at ? button(production.no, "tsr", "Time stamp") : ""}</p>`,
  )}
<p class="quiet">Verify it with <a href="/verify.html">this page, offline</a> or <a href="/verify.mjs">this file for Node.js</a>. The desk’s key is on the <a href="/key">key page</a>.</p>`;
}
