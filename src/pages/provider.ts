import { createHash } from "node:crypto";
import type {
  AgencyAction,
  CarriedCampaign,
  CompanyMatch,
  Ecosystem,
  Neighbor,
  ProviderFacts,
  ProviderRequest,
  SentRequest,
  SourceFacts,
} from "../facts/provider-types.ts";
import type { Facts } from "../facts/types.ts";
import { percent } from "../facts/wording/campaign-calls.ts";
import { counted, dayName, formatCount, monthName } from "../facts/wording/format.ts";
import { identityCaution, sharedWords } from "../facts/wording/identity.ts";
import { correctionSentence } from "../facts/wording/limits.ts";
import { actionName, effectSentence, latenessWords, pleadedFacts, requestOutcome, responseTimeSentence, sentRequestsSentence, statementSentence } from "../facts/wording/providers.ts"; // prettier-ignore
import {
  className,
  standingCaution,
  standingSentence,
  tierName,
} from "../facts/wording/standing.ts";
import { placeName } from "../facts/wording/places.ts";
import { html, type Markup } from "../html.ts";
import { campaignPath, statePath, table, type Page } from "./parts.ts";

/** Where a provider's page stands: ids hold all kinds of text, and file systems tell no capitals apart. */
export function providerPath(id: string): string {
  const slug = id.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 40);
  return `/providers/${slug}-${createHash("sha256").update(id).digest("hex").slice(0, 6)}`;
} // prettier-ignore

export const nameOf = ({ name, provider_id }: { name: string | null; provider_id: string }): string =>
  name === null || name === provider_id ? provider_id : `${name} (${provider_id})`; // prettier-ignore

/** A provider's name, linked where it has a page. */
export const providerLink = (of: { name: string | null; provider_id: string }, ecosystem: Ecosystem | null): Markup =>
  ecosystem?.pages.providers.some((p) => p.provider_id === of.provider_id)
    ? html`<a href="${providerPath(of.provider_id)}">${nameOf(of)}</a>`
    : html`${nameOf(of)}`; // prettier-ignore

/** Everything that an office should read of one provider before it writes to it. */
export function providerPage(facts: Facts, ecosystem: Ecosystem, provider: ProviderFacts): Page {
  const id = provider.provider_id;
  const { pages } = ecosystem;
  const own = <Row extends { provider_id: string | null }>(rows: readonly Row[]) => rows.filter((r) => r.provider_id === id);
  const standing = own(facts.standing);
  const listed = standing.filter((s) => s.tier === "listed");
  const name = nameOf(provider);
  const lede =
    listed.length > 0
      ? `Listed in ${counted(listed.length, "class", "classes")} of four.`
      : "Listed in none of the four classes.";
  const neighbors = own(pages.neighbors);
  const campaigns = own(pages.campaigns);
  const traffic = own(pages.traffic);
  const times = own(pages.response_times)[0];
  const roleTimes = pages.response_times.find((r) => r.provider_id === null && r.role === times?.role);
  const actions = own(facts.actions);
  const matches = ecosystem.matches.filter((m) => [id, provider.filing_number].some((x) => x === m.left_id || x === m.right_id));
  return {
    path: providerPath(id),
    title: name,
    description: `${name}: ${lede}`,
    body: html`<h1>${name}</h1><p class="lede">${lede}</p>${register(provider)}<p>${standingCaution}</p>
<h2 id="standing">Where it stands</h2>${standing.length === 0 ? html`<p>Neither tracebacks nor call records say anything of it.</p>` : html`<ul>${standing.map((s) => html`<li><strong>${className[s.class]}: ${tierName(s.tier)}.</strong> ${standingSentence(s)} 90 % interval ${percent(s.rate_low)} to ${percent(s.rate_high)}. Choices of method that list it: ${percent(s.stable_share ?? 0)}.</li>`)}</ul>`}
${statements(facts, ecosystem, id)}
${times && html`<h2 id="answers">How long it takes to answer</h2><p>${responseTimeSentence(times)}</p>${roleTimes && html`<p>All of its role: ${responseTimeSentence(roleTimes)}</p>`}`}
${sentRequests(own(ecosystem.sent_requests))}
${requests(own(pages.requests))}
${pleaded(own(pages.facts)[0])}
<h2 id="acceptors">Who accepts its calls</h2>${neighborTable("Providers that it hands calls to", neighbors.filter((n) => n.is_acceptor), ecosystem)}
<h2 id="sources">From whom it takes calls</h2>${neighborTable("Providers that hand calls to it", neighbors.filter((n) => !n.is_acceptor), ecosystem)}
${campaignTable(campaigns)}
${traffic.length > 0 && html`<h2 id="traffic">Calls seen, by month</h2>${table("Calls that passed it, by loaded records", [
      { head: "Month", cell: (t) => monthName(t.month), isHead: true },
      { head: "Calls", cell: (t) => formatCount(t.calls), isNumber: true },
      { head: "In campaigns", cell: (t) => formatCount(t.campaign_calls), isNumber: true },
    ], traffic)}`}
${actionSection(actions)}
${matches.length > 0 && html`<h2 id="company">Records that may be of one company</h2><p>${identityCaution}</p>${matchTable(matches)}`}
<h2 id="case">Its case file</h2><p>Everything on this page with the rows that it is counted from: <code>docket export case --provider ${quoted(id)} --out case.json</code></p>`,
  };
} // prettier-ignore

function register(p: ProviderFacts): Markup {
  const rows = [
    ["FRN", p.frn], ["OCN", p.ocn], ["Country", p.country], ["Robocall Mitigation Database", p.rmd_status],
    ["Filing", filingOf(p)], ["Contact", p.contact_email],
    ["Contact in its filing", contactOf(p)], ["Other names", p.previous_names],
  ].filter(([, value]) => value !== null); // prettier-ignore
  return rows.length === 0
    ? html`<p>No directory or filing that is loaded names it.</p>`
    : html`<dl class="facts">${rows.map(([head, value]) => html`<dt>${head}</dt><dd>${value}</dd>`)}</dl>`;
}

/** What its campaign calls look like, and where they went. */
function pleaded(facts: SourceFacts | undefined): Markup | null {
  if (!facts) return null;
  return html`<h2 id="calls">Campaign calls of which it is the source</h2><ul>${pleadedFacts(facts).map((text) => html`<li>${text}</li>`)}</ul>${facts.states.length > 0 && table(
    "Where most of them went: jurisdiction of the called number",
    [
      { head: "Jurisdiction", cell: (s) => html`<a href="${statePath(s.state)}">${placeName(s.state)}</a>`, isHead: true },
      { head: "Calls seen", cell: (s) => formatCount(s.calls), sort: (s) => s.calls, isNumber: true },
    ],
    facts.states,
  )}`;
} // prettier-ignore

/** Its filing; where a directory gives another name or country, both are shown. */
function filingOf(p: ProviderFacts): string | null {
  if (p.filing_number === null) return null;
  const differs = p.filing_name !== null && p.filing_name.toLowerCase() !== p.name?.toLowerCase();
  const country = p.filing_country === null ? "" : `, ${p.filing_country}`;
  return differs
    ? `${p.filing_number}: filed as ${p.filing_name}${country}; the directory has ${nameOf(p)}${p.country === null ? "" : `, ${p.country}`}`
    : `${p.filing_number}${country}`;
} // prettier-ignore

/** Whom its filing names for robocall mitigation, and where: for service of a request. */
const contactOf = (p: ProviderFacts): string | null =>
  [p.rmd_contact_name, p.rmd_contact_title, p.rmd_contact_address, p.rmd_contact_reach].filter((part) => part !== null).join("; ") || null; // prettier-ignore

/** Replies and retractions, and how to have a row put right: beside the entry, always. */
function statements(facts: Facts, ecosystem: Ecosystem, id: string): Markup {
  const own = ecosystem.statements.filter((s) => s.provider_id === id);
  return html`<h2 id="dispute">What it says, and corrections</h2>${own.length === 0 ? html`<p>No reply is on record.</p>` : html`<ul>${own.map((s) => html`<li>${statementSentence(s)}</li>`)}</ul>`}<p>${correctionSentence(facts)}</p>`;
}

/** Requests that this office sent, with what became of them and how late. */
function sentRequests(rows: readonly SentRequest[]): Markup | null {
  if (rows.length === 0) return null;
  return html`<h2 id="sent">Requests that we sent it</h2><p>${sentRequestsSentence(rows)}</p>${table<SentRequest>(
    "Traceback requests of this office, newest first; times in UTC",
    [
      { head: "Request", cell: (r) => (r.parent_id === null ? r.request_id : `${r.request_id}, after ${r.parent_id}`), isHead: true },
      { head: "Sent", cell: (r) => r.sent_at.slice(0, 16), sort: (r) => r.sent_at },
      { head: "Due", cell: (r) => r.due_at.slice(0, 16), sort: (r) => r.due_at },
      { head: "Answered", cell: (r) => r.answered_at?.slice(0, 16) ?? (r.acknowledged_at === null ? "–" : `acknowledged ${r.acknowledged_at.slice(0, 16)}`) },
      { head: "Lateness", cell: latenessWords, sort: (r) => r.late_h },
      { head: "Answer", cell: (r) => (r.response === null ? "–" : `${r.response.replaceAll("_", " ")}${r.named === null ? "" : `: ${r.named}`}`) },
      { head: "Calls it stands for", cell: (r) => formatCount(r.calls), sort: (r) => r.calls, isNumber: true },
    ],
    rows,
  )}`;
} // prettier-ignore

function requests(rows: readonly ProviderRequest[]): Markup | null {
  if (rows.length === 0) return null;
  return html`<h2 id="requests">Requests to it</h2>${table<ProviderRequest>(
    "The newest 40 requests, one a traced call and week",
    [
      { head: "Sent", cell: (r) => r.request_sent_at.slice(0, 16), sort: (r) => r.request_sent_at, isHead: true },
      { head: "Traceback", cell: (r) => `${r.traceback_id}, hop ${r.hop_no}` },
      { head: "By", cell: (r) => r.requested_by ?? "nobody named" },
      { head: "Campaign", cell: (r) => r.campaign_label ?? "not labeled" },
      { head: "What became of it", cell: requestOutcome },
    ],
    rows,
  )}`;
} // prettier-ignore

function neighborTable(caption: string, rows: readonly Neighbor[], ecosystem: Ecosystem): Markup {
  if (rows.length === 0) return html`<p>Loaded records show none.</p>`;
  return table<Neighbor>(
    caption,
    [
      { head: "Provider", cell: (n) => providerLink({ name: n.other_name, provider_id: n.other_id }, ecosystem), sort: (n) => n.other_name ?? n.other_id, isHead: true },
      { head: "Records of handoffs", cell: (n) => (n.calls === 0 ? "inferred" : formatCount(n.calls)), sort: (n) => n.calls, isNumber: true },
      { head: "Campaign calls", cell: (n) => formatCount(n.campaign_calls), sort: (n) => n.campaign_calls, isNumber: true },
      { head: "Campaigns", cell: (n) => formatCount(n.campaigns), sort: (n) => n.campaigns, isNumber: true },
    ],
    rows,
  );
} // prettier-ignore

function campaignTable(rows: readonly CarriedCampaign[]): Markup | null {
  if (rows.length === 0) return null;
  return html`<h2 id="campaigns">Campaigns whose calls passed it</h2>${table<CarriedCampaign>(
    "Campaigns, those of which it is the source first",
    [
      { head: "Campaign", cell: (c) => (c.label === null ? c.campaign_id : html`<a href="${campaignPath(c.campaign_id)}">${c.label}</a>`), isHead: true },
      { head: "Part", cell: (c) => (c.is_source ? "source" : "transit") },
      { head: "Calls as source", cell: (c) => formatCount(c.source_calls), sort: (c) => c.source_calls, isNumber: true },
      { head: "Calls carried", cell: (c) => formatCount(c.carried_calls), sort: (c) => c.carried_calls, isNumber: true },
      { head: "Traced calls", cell: (c) => formatCount(c.traced), sort: (c) => c.traced, isNumber: true },
      { head: "Months as source", cell: (c) => c.first_month === null ? "–" : c.first_month === c.last_month ? c.first_month : `${c.first_month} to ${c.last_month}` },
      { head: "Again after notice", cell: (c) => (c.is_again_traced ? "yes" : "–") },
    ],
    rows,
  )}`;
} // prettier-ignore

function actionSection(rows: readonly AgencyAction[]): Markup | null {
  if (rows.length === 0) return null;
  return html`<h2 id="actions">What agencies did, and what followed</h2><ul>${rows.map((a) => html`<li>${dayName(a.action_date)}: ${actionName(a.kind)} of ${a.issued_by ?? "an agency that the list does not name"}, ${documentLink(a)}. ${effectSentence(a)}</li>`)}</ul><p><a href="/effects">How this is compared</a>.</p>`;
} // prettier-ignore

/** An id as a shell takes it for one word. */
const quoted = (id: string): string =>
  /^[\w.-]+$/.test(id) ? id : `'${id.replaceAll("'", "'\\''")}'`;

/** The document that an action rests on, linked where it was published. */
export const documentLink = (a: AgencyAction): Markup =>
  a.document_url === null ? html`${a.document}` : html`<a href="${a.document_url}" rel="external">${a.document}</a>`; // prettier-ignore

/** Matches of companies with what they share. */
export const matchTable = (rows: readonly CompanyMatch[]): Markup =>
  table<CompanyMatch>(
    "Records that may be of one company, or under one control",
    [
      { head: "Record", cell: (m) => `${m.left_name ?? "no name"} (${m.left_id})`, isHead: true },
      { head: "Other record", cell: (m) => `${m.right_name ?? "no name"} (${m.right_id})` },
      { head: "Suggested", cell: (m) => (m.standing === "not_suggested" ? "no" : m.relation === "same" ? "one company" : "one control") },
      { head: "They share", cell: sharedWords },
      { head: "Probability", cell: (m) => (m.probability === null ? "–" : percent(m.probability)), sort: (m) => m.probability ?? 0, isNumber: true },
      { head: "Decided", cell: (m) => (m.decision === null ? "not yet" : `${m.decision}, by ${m.decided_by}`) },
    ],
    rows,
  ); // prettier-ignore
