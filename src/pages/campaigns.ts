import { campaignThresholds } from "../analysis/campaigns/thresholds.ts";
import { formatCount, formatNumber, shorten } from "../facts/wording/format.ts";
import { campaignHeadline, nationCampaignSentence } from "../facts/wording/sentences.ts";
import type { CampaignFacts, Facts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { campaignTable } from "./national.ts";
import { campaignPath, countCell, recordingSource, statePath, table, type Page } from "./parts.ts";

/** The similarity that joins two scripts, as the methods page says it. */
const similarityAsked = campaignThresholds.scriptSimilarity.value;

export function campaignsPage(facts: Facts): Page {
  const title = `${formatCount(facts.campaigns.length)} campaigns, by what they say`;
  return {
    path: "/campaigns/index",
    title,
    body: html`<h1>${title}</h1><p class="lede">${nationCampaignSentence(facts)}</p><p>A campaign here is a <em>script</em>: words that are read again and again, by many voices, with other names and amounts. A <em>version</em> is one recording of it. The company whose name a call borrows is impersonated by it, not involved in it.</p>${campaignTable("Campaigns", facts.campaigns)}<p class="source">${recordingSource(facts)}</p>`,
  };
}

const languageNames: Record<string, string> = { en: "English", es: "Spanish", zh: "Chinese" };

export function campaignPage(facts: Facts, campaign: CampaignFacts): Page {
  return {
    path: campaignPath(campaign.campaign_id),
    title: campaign.label,
    body: html`<h1>${campaign.label}</h1><p class="lede">${campaignHeadline(campaign)}</p>
<figure class="quote"><blockquote lang="${campaign.languages[0] ?? "en"}">${campaign.quote}</blockquote><figcaption>Its most typical recording, as speech-to-text wrote it down.</figcaption></figure>
${table(
  "In short",
  [
    { head: "What", cell: (row: [string, Markup | string]) => row[0], isHead: true },
    { head: "Finding", cell: (row: [string, Markup | string]) => row[1] },
  ],
  inShort(facts, campaign),
)}
<h2 id="callbacks">Call-back numbers</h2>${callbacks(facts, campaign)}
<h2 id="states">Where complaints name it</h2>${states(campaign)}
<h2 id="versions">Evidence: its versions</h2><p>${why(campaign)}</p>${table<
      CampaignFacts["groups"][number]
    >(
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
        { head: "For instance", cell: (g) => html`<code>${g.example}</code>` },
      ],
      campaign.groups.slice(0, 40),
    )}${campaign.groups.length > 40 && html`<p>${formatCount(campaign.groups.length - 40)} more versions are in the table <code>campaign_reports</code>.</p>`}
<h2 id="doubt">What would change our mind</h2><ul><li>Two callers who bought the same script from one seller would look like one campaign here.</li><li>One caller who uses two scripts looks like two.${campaign.nearest && html` The nearest other script is <a href="${campaignPath(campaign.nearest.campaign_id)}">${campaign.nearest.label}</a>, with a mean similarity of ${campaign.nearest.similarity.toFixed(2)} where ${similarityAsked} would join them.`}</li><li>Speech-to-text errs, most of all in names and numbers.</li></ul><p class="source">${recordingSource(facts)}<a href="/methods#campaigns">How campaigns are found</a></p>`,
  };
}

function inShort(facts: Facts, c: CampaignFacts): [string, Markup | string][] {
  return [
    ["Pretext", c.category.replaceAll("_", " ")],
    ["Impersonates", c.brands.length > 0 ? c.brands.join(", ") : "nobody by name"],
    ["Asks the called person to", c.call_to_action ?? "nothing that a rule could read"],
    ["Language", c.languages.map((l) => languageNames[l] ?? l).join(", ")],
    ["Status", c.status === "undated" ? "undated: none of its reports carries a date" : c.status],
    [
      "First and last dated report",
      c.first_seen && c.last_seen
        ? `${c.first_seen.slice(0, 10)} to ${c.last_seen.slice(0, 10)}`
        : "none is dated",
    ],
    [
      "Calls",
      facts.tracing
        ? "unknown: call records are not assigned to campaigns yet"
        : "unknown: no call records are loaded",
    ],
    ["Confidence that it is one campaign", c.confidence.toFixed(2)],
  ];
}

function callbacks(facts: Facts, campaign: CampaignFacts): Markup {
  if (campaign.callbacks.length === 0) return html`<p>None is spoken in its recordings.</p>`;
  const labels = new Map(facts.campaigns.map((c) => [c.campaign_id, c.label]));
  return html`<p>Numbers that the recordings ask people to call. A number may have been reassigned since; it says nothing about who holds it today.</p>${table<
    CampaignFacts["callbacks"][number]
  >(
    "Call-back numbers spoken",
    [
      { head: "Number", cell: (n) => formatNumber(n.number), isHead: true },
      {
        head: "Recordings",
        cell: (n) => formatCount(n.recordings),
        sort: (n) => n.recordings,
        isNumber: true,
      },
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

function states(campaign: CampaignFacts): Markup {
  if (campaign.states.length === 0)
    return html`<p>No loaded complaint with a known state names one of its numbers.</p>`;
  return table<CampaignFacts["states"][number]>(
    "Complaints that name a number of this campaign",
    [
      {
        head: "Jurisdiction",
        cell: (s) => html`<a href="${statePath(s.state)}">${s.state}</a>`,
        isHead: true,
      },
      { head: "Complaints", cell: (s) => countCell(s.complaints), isNumber: true },
    ],
    campaign.states,
  );
}

function why(c: CampaignFacts): string {
  if (c.recordings === 1)
    return "One recording only: it is a campaign in name until a second one is heard.";
  if (c.recording_groups === 1)
    return `Its ${formatCount(c.recordings)} recordings carry the same words, perhaps cut differently.`;
  return `Its ${formatCount(c.recording_groups)} versions share their script: mean similarity ${c.cohesion.toFixed(2)} over all pairs, where ${similarityAsked} is asked for.`;
}
