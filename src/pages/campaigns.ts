import { campaignThresholds } from "../analysis/campaigns/thresholds.ts";
import {
  campaignCallsSentence,
  campaignCaution,
  campaignHeadline,
  campaignListSentence,
  partiesSentence,
  undatedNote,
  recordingCount,
  scriptNote,
  supportSentence,
} from "../facts/wording/campaigns.ts";
import {
  counted,
  dayName,
  formatCount,
  formatNumber,
  joinWords,
  shorten,
} from "../facts/wording/format.ts";
import type { CampaignFacts, Facts, Part } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { callSections } from "./campaign-calls.ts";
import { campaignTable } from "./campaign-table.ts";
import {
  campaignPath, countCell, recordingSource, simulatedBand, statePath, table, type Page,
} from "./parts.ts"; // prettier-ignore

/** The similarity that joins two scripts, as the methods page says it. */
const similarityAsked = campaignThresholds.scriptSimilarity.value;

export function campaignsPage(facts: Facts): Page {
  const hasCalls = facts.campaigns.some((c) => c.calls);
  const title = hasCalls ? "Campaigns" : "Campaigns, by what they say";
  return {
    path: "/campaigns/index",
    title,
    description: campaignListSentence(facts),
    body: html`<h1>${title}</h1>${simulatedBand(facts.is_demonstration)}<p class="lede">${campaignListSentence(facts)}</p><p>${campaignCaution} A recording may claim to speak for a company or agency; who placed the calls is not verified. ${undatedNote}</p>${campaignTable("Campaigns", facts.campaigns)}<p class="source">${recordingSource(facts)}</p>`,
  };
}

const languageNames: Record<string, string> = { en: "English", es: "Spanish", zh: "Chinese" };

export function campaignPage(facts: Facts, campaign: CampaignFacts): Page {
  return {
    path: campaignPath(campaign.campaign_id),
    title: campaign.label,
    description: campaignHeadline(campaign, facts.month),
    body: html`<h1>${campaign.label}</h1>${simulatedBand(facts.is_demonstration || campaign.is_simulated)}<p class="lede">${campaignHeadline(campaign, facts.month)}</p>
${campaign.calls && callSections(facts, campaign.calls)}
${campaign.recordings !== 0 && recordedSections(facts, campaign)}
<h2 id="doubt">What would change our mind</h2><ul>${campaign.calls && html`<li>A record of the customer or of the foreign caller that shows another caller, or consent of those called.</li><li>Two operations that share a carrier and a way of calling may be counted as one; one that changes both may be counted as two.</li>`}<li>${campaignCaution}</li>${campaign.nearest && html`<li>The most similar other script is <a href="${campaignPath(campaign.nearest.campaign_id)}">${campaign.nearest.label}</a>: its average similarity over all pairs is ${campaign.nearest.similarity.toFixed(3)}, and ${similarityAsked} would join the two.</li>`}<li>Speech-to-text makes errors, most of all in names and numbers.</li></ul><p class="source">${recordingSource(facts)}<a href="/methods#campaigns">How campaigns are found</a></p>`,
  };
}

/** What was recorded of a campaign. */
function recordedSections(facts: Facts, campaign: CampaignFacts): Markup {
  return html`${campaign.script ? html`<figure class="quote"><blockquote lang="${campaign.languages[0] ?? "en"}">${campaign.script}</blockquote><figcaption>${scriptNote}</figcaption></figure>` : html`<p>Its versions share too few words in a row to show a script.</p>`}
<p>${partiesSentence(campaign)} ${campaignCallsSentence(facts, campaign)} ${undatedNote}</p>
${table(
  "In short",
  [
    { head: "What", cell: (row: [string, Markup | string]) => row[0], isHead: true },
    { head: "Finding", cell: (row: [string, Markup | string]) => row[1] },
  ],
  inShort(campaign),
)}
<h2 id="callbacks">Call-back numbers</h2>${callbacks(facts, campaign)}
${campaign.callbacks.length > 0 && html`<h2 id="states">Where complaints name it</h2>${states(campaign)}`}
<h2 id="evidence">Why we count it as one campaign</h2><p>${why(campaign)}</p>${campaign.groups && versions(campaign)}`;
}

function inShort(c: CampaignFacts): [string, Markup | string][] {
  const languages = joinWords(c.languages.map((code) => languageNames[code] ?? code));
  return [
    ["What it asks people to do", c.call_to_action ?? "nothing that our rules recognize"],
    ["Language", languages],
    ["Support", supportSentence(c.support)],
    ["Recorded or published by", c.sources.join("; ")],
    ...(c.first_seen && c.last_seen
      ? [
          ["Dated reports", `${dayName(c.first_seen)} to ${dayName(c.last_seen)}`] as [
            string,
            string,
          ],
        ]
      : []),
  ];
}

function callbacks(facts: Facts, campaign: CampaignFacts): Markup {
  if (campaign.callbacks.length === 0)
    return html`<p>No number meets the rule: spoken by at least three recordings from two sources or lines, or named by a complaint.</p>`;
  const labels = new Map(facts.campaigns.map((c) => [c.campaign_id, c.label]));
  return html`<p>Numbers that the recordings ask people to call. A number may have been reassigned since; it says nothing about who holds it today.</p>${table<
    CampaignFacts["callbacks"][number]
  >(
    "Call-back numbers",
    [
      { head: "Number", cell: (n) => formatNumber(n.number), isHead: true },
      { head: "Recordings", cell: (n) => recordings(n.recordings), isNumber: true },
      {
        head: "Also spoken in",
        cell: (n) =>
          n.other_campaigns.length === 0
            ? "no other campaign"
            : html`${n.other_campaigns.map((id, i) => html`${i > 0 && "; "}<a href="${campaignPath(id)}">${labels.get(id) ?? id}</a>`)}`,
      },
    ],
    campaign.callbacks,
  )}`;
}

const recordings = (count: CampaignFacts["recordings"]): string =>
  count === "withheld" ? "up to 10" : formatCount(count);

function states(campaign: CampaignFacts): Markup {
  if (campaign.complaints === 0) return html`<p>No complaint of this month names its numbers.</p>`;
  if (!campaign.states || campaign.states.length === 0)
    return html`<p>The counts by state are withheld to protect privacy.</p>`;
  return table<Part>(
    "Complaints of the month that name a number of this campaign",
    [
      {
        head: "Jurisdiction",
        cell: (s) => html`<a href="${statePath(s.key)}">${s.label}</a>`,
        isHead: true,
      },
      { head: "Complaints", cell: (s) => countCell(s.count), isNumber: true },
    ],
    campaign.states,
  );
}

function why(c: CampaignFacts): string {
  const count = `${recordingCount(c.recordings)} ${c.recordings === 1 ? "recording" : "recordings"}`;
  if (c.recordings === 1)
    return "There is one recording only: it is a campaign in name until a second one is heard.";
  if (c.versions === 1) return `Its ${count} have the same words, perhaps cut differently.`;
  if (c.versions === null || c.cohesion === null)
    return `Its ${count} share their words: the average similarity over all pairs of versions is at least ${similarityAsked}.`;
  return `Its ${counted(c.versions, "version")} are alike: their average similarity is ${c.cohesion.toFixed(3)}; we require ${similarityAsked}.`;
}

/** For offices: what each version says. */
function versions(campaign: CampaignFacts): Markup {
  const groups = campaign.groups ?? [];
  return html`${table<NonNullable<CampaignFacts["groups"]>[number]>(
    "Versions of the script, most recordings first",
    [
      { head: "Version", cell: (g) => g.recording_group, isHead: true },
      {
        head: "Recordings",
        cell: (g) => formatCount(g.recordings),
        sort: (g) => g.recordings,
        isNumber: true,
      },
      { head: "Words of its longest recording", cell: (g) => shorten(g.quote, 220) },
      { head: "Example", cell: (g) => html`<code>${g.example}</code>` },
    ],
    groups.slice(0, 40),
  )}${groups.length > 40 && html`<p>${counted(groups.length - 40, "more version is", "more versions are")} in the table <code>campaign_reports</code>.</p>`}`;
}
