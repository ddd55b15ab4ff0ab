import {
  percent,
  callInterval,
  comparisonName,
  entrySentence,
  eventSentence,
  levelName,
  originName,
  probabilitySentence,
  providerOf,
  reasonName,
  sourceName,
} from "../facts/wording/campaign-calls.ts";
import { callForecastSentence } from "../facts/wording/forecasts.ts";
import { counted, dayName, formatCount, formatNumber, monthName } from "../facts/wording/format.ts";
import { placeName } from "../facts/wording/places.ts";
import type { CampaignCalls, CampaignFacts, Facts, StateFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { campaignPath, statePath, table } from "./parts.ts";

/** What call records show of a campaign: how many calls, where they come from, how sure we are and why. */
export function callSections(facts: Facts, calls: CampaignCalls): Markup {
  const days = calls.days;
  return html`<h2 id="calls">Its calls by day</h2>
${life(days)}${calls.events.length > 0 && html`<ul>${calls.events.map((e) => html`<li>${eventSentence(e)}</li>`)}</ul>`}${calls.forecast && html`<p>${callForecastSentence(calls.forecast)} <a href="/methods#forecasts">How it is made</a>.</p>`}
<h2 id="entries">Where its calls enter</h2>${entryTable(calls)}
<h2 id="called">Whom it calls, ${monthName(facts.month)}</h2>${stateTable(calls)}
${calls.numbers.length > 0 && html`<h2 id="numbers">Numbers that it displays</h2><p>Displayed numbers are often spoofed: they say nothing about who holds them. It shows about ${counted(calls.callers, "number")}; those used most:</p>${numberTable(calls)}`}
<h2 id="probability">How sure we are, and why</h2><p>${probabilitySentence(calls, facts.judged_bands)}</p>${reasonTable(calls)}
${calls.links.length > 0 && html`<h2 id="links">Why its parts are one campaign</h2><p>Calls of one origin make a part. Two parts are joined by the sum of these weights, in bits: above 0 speaks for one caller. Shown are the pair that agrees most and the one that agrees least; a pair below 0 is in the campaign by its other parts.</p>${calls.links.map((pair) => linkTable(pair))}`}`;
}

/** The first and last day, and the days between: a bar for each. */
function life(days: CampaignCalls["days"]): Markup | null {
  if (days.length === 0) return null;
  const [first, last] = [days[0]!, days.at(-1)!];
  const most = days.reduce((best, d) => (d.calls > best.calls ? d : best), first);
  const width = 640;
  const start = Date.parse(first.day);
  const span = Math.max(1, (Date.parse(last.day) - start) / 86_400_000 + 1);
  const bar = width / span;
  return html`<figure><figcaption>Calls seen by day, ${dayName(first.day)} to ${dayName(last.day)}; most on ${dayName(most.day)}: ${formatCount(most.calls)}</figcaption><svg role="img" aria-label="Calls seen by day" viewBox="0 0 ${width} 80" width="100%" preserveAspectRatio="none">${days.map((d) => {
    const x = ((Date.parse(d.day) - start) / 86_400_000) * bar;
    const height = (76 * d.calls) / most.calls;
    return html`<rect x="${x.toFixed(1)}" y="${(78 - height).toFixed(1)}" width="${Math.max(1, bar - 1).toFixed(1)}" height="${height.toFixed(1)}" fill="currentColor"><title>${dayName(d.day)}: ${formatCount(d.calls)}</title></rect>`;
  })}</svg></figure>`;
} // prettier-ignore

function entryTable(calls: CampaignCalls): Markup {
  const shown = calls.entries.slice(0, 12);
  return html`${table<CampaignCalls["entries"][number]>(
    "Where its calls come from, as far as records show it",
    [
      { head: "US provider", cell: (e) => providerOf(e), isHead: true },
      { head: "Known by", cell: (e) => originName(e.origin_kind) },
      { head: "Handed over by, or customer", cell: (e) => e.foreign_name ?? e.foreign_provider_id ?? e.customer_id ?? "not in the records" },
      { head: "Calls", cell: (e) => formatCount(e.calls), sort: (e) => e.calls, isNumber: true },
      { head: "First", cell: (e) => dayName(e.first_at) },
      { head: "Last", cell: (e) => dayName(e.last_at) },
    ],
    shown,
  )}${calls.entries.length > shown.length && html`<p>${counted(calls.entries.length - shown.length, "more entry is", "more entries are")} in the table <code>campaign_cells</code>.</p>`}<p>A provider is named here because records show calls of this campaign there. That says nothing of what it knew.</p>`;
} // prettier-ignore

function stateTable(calls: CampaignCalls): Markup {
  if (calls.states.length === 0) return html`<p>No call of it was seen in this month.</p>`;
  return table<CampaignCalls["states"][number]>(
    "Calls seen, and in all, by jurisdiction of the called number",
    [
      { head: "Jurisdiction", cell: (s) => html`<a href="${statePath(s.state)}">${placeName(s.state)}</a>`, isHead: true },
      { head: "Calls seen", cell: (s) => formatCount(s.calls), sort: (s) => s.calls, isNumber: true },
      { head: "In all (90% interval)", cell: (s) => callInterval(s) },
    ],
    calls.states,
  );
} // prettier-ignore

const numberTable = (calls: CampaignCalls): Markup =>
  table<CampaignCalls["numbers"][number]>(
    "Displayed numbers, those of most calls first",
    [
      { head: "Number", cell: (n) => formatNumber(n.number), isHead: true },
      { head: "Calls", cell: (n) => formatCount(n.calls), sort: (n) => n.calls, isNumber: true },
    ],
    calls.numbers,
  );

const reasonTable = (calls: CampaignCalls): Markup =>
  table<CampaignCalls["reasons"][number]>(
    "What speaks for and against, in bits: one bit doubles the odds",
    [
      { head: "What was found", cell: (r) => reasonName(r.code), isHead: true },
      { head: "In", cell: (r) => sourceName(r.source) },
      { head: "Count", cell: (r) => `${formatCount(r.k)} of ${formatCount(r.n)}` },
      { head: "Bits", cell: (r) => r.bits.toFixed(1), sort: (r) => r.bits, isNumber: true },
      { head: "Probability without this source", cell: (r) => percent(r.probability_without) },
    ],
    calls.reasons,
  );

function linkTable(pair: CampaignCalls["links"][number]): Markup {
  const total = pair.comparisons.reduce((sum, c) => sum + c.weight, 0);
  return table<{ kind: string; level: string; weight: number }>(
    `Parts ${pair.from} and ${pair.to}: ${total.toFixed(1)} bits`,
    [
      { head: "Comparison", cell: (c) => comparisonName(c.kind), isHead: true },
      { head: "Found", cell: (c) => levelName(c.level) },
      { head: "Bits", cell: (c) => c.weight.toFixed(1), isNumber: true },
    ],
    pair.comparisons,
  );
}

/** The campaigns whose calls reach a jurisdiction, most calls first, with who brings them in. */
export function stateCampaigns(facts: Facts, state: StateFacts): Markup | null {
  if (state.call_campaigns.length === 0) return null;
  const byId = new Map(facts.campaigns.map((c) => [c.campaign_id, c]));
  return html`<p>Campaigns found in call records, by calls to ${placeName(state.state)} in ${monthName(facts.month)}.</p>${table<StateFacts["call_campaigns"][number]>(
    "Campaigns that call here",
    [
      { head: "Campaign", cell: (c) => html`<a href="${campaignPath(c.campaign_id)}">${c.label}</a>`, sort: (c) => c.label, isHead: true },
      { head: "Calls seen", cell: (c) => formatCount(c.calls), sort: (c) => c.calls, isNumber: true },
      { head: "In all (90% interval)", cell: (c) => callInterval(c) },
      { head: "Who brings it in", cell: (c) => entryOf(byId.get(c.campaign_id)) },
      { head: "Probability", cell: (c) => percent(byId.get(c.campaign_id)?.calls?.probability ?? 0) },
    ],
    state.call_campaigns,
  )}`;
} // prettier-ignore

const entryOf = (campaign: CampaignFacts | undefined): string =>
  campaign?.calls ? entrySentence(campaign.calls) : "";
