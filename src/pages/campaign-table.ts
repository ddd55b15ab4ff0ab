import { percent } from "../facts/wording/campaign-calls.ts";
import { formatCount } from "../facts/wording/format.ts";
import { recordingCount } from "../facts/wording/campaigns.ts";
import type { CampaignFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { campaignPath, countCell, sortKey, table } from "./parts.ts";

const supportOrder = ["weak", "fair", "strong"];

export function campaignTable(caption: string, campaigns: readonly CampaignFacts[]): Markup {
  return table<CampaignFacts>(
    caption,
    [
      {
        head: "Campaign",
        cell: (c) => html`<a href="${campaignPath(c.campaign_id)}">${c.label}</a>`,
        sort: (c) => c.label,
        isHead: true,
      },
      ...(campaigns.some((c) => c.calls)
        ? [
            {
              head: "Calls seen",
              cell: (c: CampaignFacts) => (c.calls ? formatCount(c.calls.calls) : "–"),
              sort: (c: CampaignFacts) => c.calls?.calls ?? -1,
              isNumber: true,
            },
            {
              head: "Probability",
              cell: (c: CampaignFacts) => (c.calls ? percent(c.calls.probability) : "–"),
              sort: (c: CampaignFacts) => c.calls?.probability ?? -1,
              isNumber: true,
            },
          ]
        : []),
      {
        head: "Recordings",
        cell: (c) => recordingCount(c.recordings),
        sort: (c) => sortKey(c.recordings),
        isNumber: true,
      },
      {
        head: "Complaints of the month",
        // A script that gives no number has nothing that a complaint could match.
        cell: (c) => (c.callbacks.length === 0 ? "–" : countCell(c.complaints)),
        sort: (c) => (c.callbacks.length === 0 ? -2 : sortKey(c.complaints)),
        isNumber: true,
      },
      { head: "Support", cell: (c) => c.support, sort: (c) => supportOrder.indexOf(c.support) },
    ],
    campaigns,
  );
}
