import { providerWeb } from "../charts/provider-web.ts";
import type {
  AgencyAction,
  Ecosystem,
  PhoenixLead,
  Signer,
  WebLink,
} from "../facts/provider-types.ts";
import type { Facts } from "../facts/types.ts";
import { percent } from "../facts/wording/campaign-calls.ts";
import { counted, dayName, formatCount, monthName } from "../facts/wording/format.ts";
import { identityCaution, leadCaution, leadSentence } from "../facts/wording/identity.ts";
import { actionName, chokepointSentence, effectGroupSentence, effectSentence, statementSentence, webCaution } from "../facts/wording/providers.ts"; // prettier-ignore
import { html, type Markup } from "../html.ts";
import { callSource, figure, simulatedBand, table, type Page } from "./parts.ts";
import { documentLink, matchTable, providerLink } from "./provider.ts";

export const webPath = "/web";
export const signersPath = "/signers";
export const effectsPath = "/effects";
export const companiesPath = "/companies";

/** Who hands campaign calls to whom; for offices. */
export function webPage(facts: Facts, ecosystem: Ecosystem): Page {
  const { web } = ecosystem;
  const title = "The web between providers";
  const lede = chokepointSentence(web.chokepoints);
  const isSimulated = facts.loads.some((l) => l.is_simulated);
  const nameOf = new Map(web.links.flatMap((l) => [[l.from_id, l.from_name], [l.to_id, l.to_name]] as const));
  return {
    path: webPath,
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p><p>${webCaution}</p>
${web.links.length > 0 && figure({
      title: `The ${counted(web.links.length, "strongest link", "strongest links")} of ${formatCount(web.totals.links)}`,
      drawn: "A line is calls of campaigns that one provider handed to another; its width says how many. Calls run from left to right.",
      draw: (options) => providerWeb(web.links, options),
      source: callSource(facts),
      table: linkTable(web.links, ecosystem),
      isSimulated,
    })}
<h2 id="chokepoints">The few that carry most</h2><p>Each is chosen because it carries the most calls that those before it do not. Providers of the people called are left out: they end every call that they carry. The share is of calls that loaded records show, not of all calls; its range is that with the records of each exporter left out in turn.</p>${table(
      "Providers that together carry most of the seen campaign calls",
      [
        { head: "Provider", cell: (c) => providerLink(c, ecosystem), sort: (c) => c.name ?? c.provider_id, isHead: true },
        { head: "Adds", cell: (c) => formatCount(c.calls), sort: (c) => c.calls, isNumber: true },
        { head: "Carries alone", cell: (c) => percent(c.share), sort: (c) => c.share, isNumber: true },
        { head: "Together so far", cell: (c) => percent(c.together), sort: (c) => c.together, isNumber: true },
        { head: "Exporters left out", cell: (c) => `${percent(c.together_low)} to ${percent(c.together_high)}`, isNumber: true },
        { head: "Chosen without", cell: (c) => `${c.chosen_without} of ${c.exporters}`, sort: (c) => c.chosen_without, isNumber: true },
      ],
      web.chokepoints,
    )}
<h2 id="communities">Who trades mostly with whom</h2><p>Communities hand campaign calls mostly to each other (Louvain, pieces that no link joins taken apart). They say nothing of ownership.</p>${table(
      "Communities of the web",
      [
        { head: "Community", cell: (c) => String(c.community), isHead: true },
        { head: "Providers", cell: (c) => html`${c.members.map((id, i) => html`${i > 0 && ", "}${providerLink({ provider_id: id, name: nameOf.get(id) ?? null }, ecosystem)}`)}` },
        { head: "Handed on within", cell: (c) => formatCount(c.calls_inside), sort: (c) => c.calls_inside, isNumber: true },
        { head: "Over its edge", cell: (c) => formatCount(c.calls_across), sort: (c) => c.calls_across, isNumber: true },
      ],
      web.communities,
    )}
<h2 id="data">The web as data</h2><p>All links are in the table <code>campaign_flows</code>. For investigators’ tools, as FollowTheMoney entities: <code>docket export web --out web.ftm.json</code></p>`,
  };
} // prettier-ignore

const linkTable = (links: readonly WebLink[], ecosystem: Ecosystem): Markup =>
  table<WebLink>(
    "The links that are drawn",
    [
      { head: "From", cell: (l) => providerLink({ provider_id: l.from_id, name: l.from_name }, ecosystem), isHead: true },
      { head: "To", cell: (l) => providerLink({ provider_id: l.to_id, name: l.to_name }, ecosystem) },
      { head: "Campaign calls", cell: (l) => formatCount(l.calls), sort: (l) => l.calls, isNumber: true },
    ],
    links,
  ); // prettier-ignore

/** What signers attested, and what is odd about it; for offices. */
export function signersPage(facts: Facts, { signers }: Ecosystem): Page {
  const title = "What signers attest";
  const sum = (of: (s: Signer) => number) => signers.reduce((total, s) => total + of(s), 0);
  const [impossible, impossibleA] = [sum((s) => s.impossible_calls), sum((s) => s.impossible_a)];
  const lede = `${counted(signers.length, "signer")} signed ${formatCount(sum((s) => s.calls))} of the calls seen in ${monthName(facts.month)}; ${formatCount(sum((s) => s.impossible_a + s.listed_a))} of them with an A, though the number cannot be genuine or never places calls.`;
  const shown = signers.slice(0, 100);
  return {
    path: signersPath,
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p><p>An A says that the signer knows its customer and that the number is the customer’s. A number that is invalid, not assigned or on a do-not-originate list cannot be. The certificate may be that of a provider farther down the path, which signed for another: ask whose call it was.</p>
${impossible > 0 && html`<p>Of ${counted(impossible, "signed call")} from numbers that cannot be genuine, ${percent(impossibleA / impossible)} have an A. TNS, which counts unsigned calls too, published up to 13 % of invalid-number traffic in 2024, and up to 20 % in some networks: the two are not the same measure.</p>`}
${table<Signer>(
      "Signers of the month, those with the most A on such numbers first",
      [
        { head: "Signer", cell: (s) => (s.name === null ? s.provider_id : `${s.name} (${s.provider_id})`), sort: (s) => s.name ?? s.provider_id, isHead: true },
        { head: "Calls", cell: (s) => formatCount(s.calls), sort: (s) => s.calls, isNumber: true },
        { head: "A", cell: (s) => percent(s.attested_a / s.calls), sort: (s) => s.attested_a / s.calls, isNumber: true },
        { head: "B", cell: (s) => percent(s.attested_b / s.calls), sort: (s) => s.attested_b / s.calls, isNumber: true },
        { head: "C", cell: (s) => percent(s.attested_c / s.calls), sort: (s) => s.attested_c / s.calls, isNumber: true },
        { head: "A on impossible numbers", cell: (s) => `${formatCount(s.impossible_a)} of ${formatCount(s.impossible_calls)}`, sort: (s) => s.impossible_a, isNumber: true },
        { head: "A on listed numbers", cell: (s) => `${formatCount(s.listed_a)} of ${formatCount(s.listed_calls)}`, sort: (s) => s.listed_a, isNumber: true },
        { head: "Findings of the Identity header", cell: findingsCell },
      ],
      shown,
    )}${signers.length > shown.length && html`<p>${counted(signers.length - shown.length, "more signer is", "more signers are")} in the table <code>signers</code>.</p>`}<p>What each code means stands in <code>docs/formats.md</code>. <code>caller_…</code> is of all signed calls; the others are of calls whose records hold the header.</p>`,
  };
} // prettier-ignore

const findingsCell = (s: Signer): Markup =>
  s.findings.length === 0
    ? html`${s.calls_with_header === 0 ? "no header in the records" : "none"}`
    : html`${s.findings.slice(0, 5).map((f, i) => html`${i > 0 && ", "}<code>${f.code}</code> ${formatCount(f.calls)}`)}${s.findings.length > 5 && html`, and ${s.findings.length - 5} more`}`; // prettier-ignore

/** What agencies did about providers; for offices also what followed. */
export function effectsPage(facts: Facts): Page {
  const { ecosystem, actions } = facts;
  const isOffice = ecosystem !== null;
  const title = isOffice ? "What letters and orders changed" : "What agencies did";
  const lede = `${counted(actions.length, "action", "actions")} of agencies about ${counted(new Set(actions.map((a) => a.provider_id ?? a.action_id)).size, "provider")}${isOffice ? "" : ", as published documents say"}.`;
  return {
    path: effectsPath,
    title,
    description: lede,
    body: html`<h1>${title}</h1>${simulatedBand(facts.is_demonstration)}<p class="lede">${lede}</p>
${isOffice && html`<h2 id="kinds">By kind</h2><ul>${ecosystem.effect_groups.map((g) => html`<li>${effectGroupSentence(g)}</li>`)}</ul>
<h2 id="how">How this is compared</h2><p>The worst of a half-year fall by themselves: they were chosen because chance had made them look worse than they are. So a count after an action is compared with what would be expected had nothing been done (Hauer’s empirical Bayes): the provider’s own count before, drawn toward that of all as far as chance alone would draw it, times how providers that got no letter moved. A provider that is gone is in no sum. As a control, letters that nobody sent are given to providers that got none.</p>`}
${!isOffice && html`<p>A provider is named here because the linked document names it. That a document names it is no finding of this report.</p>`}
<h2 id="actions">Each action</h2>${table<AgencyAction>(
      "Actions, the newest first",
      [
        { head: "Date", cell: (a) => dayName(a.action_date), sort: (a) => a.action_date, isHead: true },
        { head: "Provider", cell: (a) => (a.provider_id === null ? a.is_contradicted ? "its id and its FRN are of two providers" : "not in the directories loaded" : providerLink({ provider_id: a.provider_id, name: a.name }, ecosystem)) },
        { head: "Kind", cell: (a) => actionName(a.kind) },
        { head: "By", cell: (a) => a.issued_by ?? "not named" },
        { head: "Document", cell: documentLink },
        ...(isOffice ? [{ head: "What followed", cell: effectSentence }] : []),
      ],
      actions,
    )}`,
  };
} // prettier-ignore

const shownMatches = 200;

/** Records that may be of one company, and leads from removed ones; for offices. */
export function companiesPage(facts: Facts, ecosystem: Ecosystem): Page {
  const { matches, phoenix_leads: leads, statements } = ecosystem;
  const title = "One company under many names";
  const open = matches.filter((m) => m.decision === null);
  const lede = `${counted(matches.length, "pair of records", "pairs of records")} may be of one company or under one control; ${open.length === 0 ? "all are decided" : `${formatCount(open.length)} wait for a decision`}.`;
  const taken = statements.filter((s) => s.kind !== "reply");
  return {
    path: companiesPath,
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p><p>${identityCaution} ${facts.is_demonstration ? "" : html`To decide: <code>docket identity ONE OTHER --decide same --by NAME --reason WHY</code>.`}</p>
<h2 id="leads">Started when another was removed</h2><p>${leadCaution}</p>${leads.length === 0 ? html`<p>None: ${noLeads}</p>` : leadTable(leads)}
<h2 id="matches">Matches</h2>${matchTable(matches.slice(0, shownMatches))}${matches.length > shownMatches && html`<p>${counted(matches.length - shownMatches, "more match is", "more matches are")} in the table <code>company_links</code>; <code>docket identity --out review.csv</code> writes the list.</p>`}
<h2 id="retractions">Listings that were taken back</h2>${taken.length === 0 ? html`<p>None.</p>` : html`<ul>${taken.map((s) => html`<li>${s.provider_id}: ${statementSentence(s)}</li>`)}</ul>`}`,
  };
} // prettier-ignore

const noLeads =
  "a lead needs two copies of the Robocall Mitigation Database, or an action that removes a provider.";

const leadTable = (leads: readonly PhoenixLead[]): Markup =>
  table<PhoenixLead>(
    "Removed companies, and who started then with something of theirs",
    [
      { head: "Removed", cell: (l) => `${l.removed_name ?? "no name"} (${l.removed_id})`, isHead: true },
      { head: "On or before", cell: (l) => dayName(l.removed_on), sort: (l) => l.removed_on },
      { head: "Started", cell: (l) => `${l.other_name ?? "no name"} (${l.other_id})` },
      { head: "Why it is a lead", cell: leadSentence },
    ],
    leads,
  ); // prettier-ignore
