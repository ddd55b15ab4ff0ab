import type { Facts, Gateway, Standing } from "../facts/types.ts";
import { percent } from "../facts/wording/campaign-calls.ts";
import { counted, formatCount } from "../facts/wording/format.ts";
import {
  className, classMeaning, standingCaution, standingSentence, tierName, windowSentence, type StandingClass,
} from "../facts/wording/standing.ts"; // prettier-ignore
import { html, type Markup } from "../html.ts";
import { callSource, table, type Page } from "./parts.ts";
import { providerLink } from "./provider.ts";

/** A folder: the pages of providers stand in it. */
export const standingPath = "/providers/";

const classes: readonly StandingClass[] = ["a", "b", "c", "d"];

/** Where providers stand in the four classes, each by itself; for offices. */
export function standingPage(facts: Facts): Page {
  const title = "Providers in the four classes";
  const listed = new Set(facts.standing.filter((s) => s.tier === "listed").map((s) => s.provider_id));
  const seen = new Set(facts.standing.map((s) => s.provider_id));
  const lede = `${counted(listed.size, "provider is", "providers are")} listed in one class or more, of ${formatCount(seen.size)} of which tracebacks or call records say anything.`;
  return {
    path: `${standingPath}index`,
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p><p>${standingCaution}</p><p>${windowSentence(facts.standing[0]!)} Classes are never added together. Of those listed in a class, at most 5 % are expected to be wrong. <a href="/methods#thresholds">Every number that decides</a>.</p>
${classes.map((of) => classSection(facts, of))}
${facts.gateways.length > 0 && gatewaySection(facts)}
<h2 id="doubt">What these figures cannot tell you</h2>
<ul><li>Traced calls are a sample, chosen by those who ask: a count is no share of illegal traffic.</li><li>A trace that stops at a silent provider never asks those above it: they are seen less often than they carry calls.</li><li>Who is the source of a campaign is known only where records or answers reach that far.</li></ul><p class="source">${callSource(facts)}</p>`,
  };
} // prettier-ignore

const tierOrder: readonly string[] = [
  "listed",
  "possible",
  "not_listed",
  "too_few",
  "foreign",
  "retracted",
];

function classSection(facts: Facts, of: StandingClass): Markup {
  const rows = facts.standing.filter((s) => s.class === of);
  const heading = html`<h2 id="class-${of}">${className[of]}</h2><p>${classMeaning[of]}</p>`;
  // Small numbers never stand at the top: tiers first, then the order of the table.
  const shown = tierOrder.flatMap((tier) => rows.filter((s) => s.tier === tier && s.k > 0));
  if (shown.length === 0) return html`${heading}<p>Nothing is known of any provider.</p>`;
  const isOfRequests = of === "a" || of === "d";
  const without = rows.length - shown.length;
  return html`${heading}${table<Standing>(
    `${className[of]}, by provider`,
    [
      { head: "Provider", cell: (s) => providerLink(s, facts.ecosystem), sort: (s) => s.name ?? s.provider_id, isHead: true },
      { head: "Tier", cell: (s) => tierName(s.tier), sort: (s) => s.tier },
      { head: "What is known", cell: standingSentence },
      { head: isOfRequests ? "Rate" : "Share", cell: (s) => (s.tier === "too_few" ? "–" : percent(s.k / s.n)), sort: (s) => s.k / s.n, isNumber: true },
      { head: "90 % interval", cell: (s) => `${percent(s.rate_low)} to ${percent(s.rate_high)}`, isNumber: true },
      { head: "Probability", cell: (s) => percent(s.probability), sort: (s) => s.probability, isNumber: true },
      { head: "Stable", cell: (s) => percent(s.stable_share ?? 0), sort: (s) => s.stable_share ?? 0, isNumber: true },
    ],
    shown,
  )}${without > 0 && html`<p>${counted(without, "provider has", "providers have")} a count of 0 and ${without === 1 ? "is" : "are"} not shown.</p>`}`;
} // prettier-ignore

function gatewaySection(facts: Facts): Markup {
  return html`<h2 id="gateways">Points of entry</h2><p>Providers to which foreign providers hand calls. An A attestation on a call from abroad says that the signer knew the caller: it should be rare.</p>${table<Gateway>(
    "US points of entry",
    [
      { head: "Provider", cell: (s) => providerLink(s, facts.ecosystem), sort: (g) => g.name ?? g.provider_id, isHead: true },
      { head: "Foreign providers", cell: (g) => formatCount(g.foreign_upstreams), sort: (g) => g.foreign_upstreams, isNumber: true },
      { head: "Countries", cell: (g) => g.countries.join(", ") || "not known" },
      { head: "Calls let in", cell: (g) => formatCount(g.calls), sort: (g) => g.calls, isNumber: true },
      { head: "In campaigns", cell: (g) => formatCount(g.campaign_calls), sort: (g) => g.campaign_calls, isNumber: true },
      { head: "Campaigns", cell: (g) => formatCount(g.campaigns), sort: (g) => g.campaigns, isNumber: true },
      { head: "Months", cell: (g) => formatCount(g.months_active), sort: (g) => g.months_active, isNumber: true },
      { head: "Show a US number", cell: (g) => (g.us_number_share === null ? "not known" : percent(g.us_number_share)), isNumber: true },
      { head: "Attested A", cell: (g) => formatCount(g.attested_a), sort: (g) => g.attested_a, isNumber: true },
      { head: "Files as gateway", cell: (g) => (g.says_gateway === null ? "no filing loaded" : g.says_gateway ? "yes" : "no") },
    ],
    facts.gateways,
  )}`;
} // prettier-ignore
