import { group } from "d3";
import {
  readCallbacks,
  readCampaigns,
  readCampaignStates,
  readRecordingGroups,
} from "../data/reads/complaints.ts";
import type { Session } from "../data/session.ts";
import { isShown, withholdOne, withholdSmall } from "./disclosure/suppression.ts";
import type { Audience, CampaignFacts, Count } from "./types.ts";

/** Every campaign, those heard most first. */
export async function campaignFacts(
  session: Session,
  audience: Audience,
): Promise<CampaignFacts[]> {
  const rows = await readCampaigns(session);
  const groups = group(await readRecordingGroups(session), (g) => g.campaign_id);
  const callbacks = await readCallbacks(session);
  const byCampaign = group(callbacks, (c) => c.campaign_id);
  const byNumber = group(callbacks, (c) => c.callback_number);
  const states = group(await readCampaignStates(session), (s) => s.campaign_id);
  const labels = new Map(rows.map((row) => [row.campaign_id, row.label]));
  return rows.map(({ nearest_campaign_id, nearest_similarity, ...row }) => {
    const own = groups.get(row.campaign_id) ?? [];
    const placed = states.get(row.campaign_id) ?? [];
    // Complaints that name no jurisdiction are one more cell: the campaign's total may be published.
    const counts = placed.map((s) => s.complaints);
    const unplaced = row.complaints - counts.reduce((sum, n) => sum + n, 0);
    const complaints: Count = audience === "public" ? withholdOne(row.complaints) : row.complaints;
    const cells = audience === "public" ? withholdSmall([...counts, unplaced]) : counts;
    // Where the reports are fewer than 11 people, their dates are theirs.
    const dated = isShown(complaints) ? {} : { first_seen: null, last_seen: null };
    return {
      ...row,
      ...dated,
      complaints,
      groups: own.map(({ recording_group, recordings, quote, example }) => ({
        recording_group,
        recordings,
        quote,
        example,
      })),
      sources: [...new Set(own.flatMap((g) => g.sources))].sort(),
      callbacks: (byCampaign.get(row.campaign_id) ?? []).map((c) => ({
        number: c.callback_number,
        recordings: c.recordings,
        other_campaigns: (byNumber.get(c.callback_number) ?? [])
          .map((other) => other.campaign_id)
          .filter((id) => id !== row.campaign_id),
      })),
      states: placed.map((s, i) => ({ state: s.state, complaints: cells[i]! })),
      nearest:
        nearest_campaign_id && nearest_similarity !== null
          ? {
              campaign_id: nearest_campaign_id,
              label: labels.get(nearest_campaign_id) ?? nearest_campaign_id,
              similarity: nearest_similarity,
            }
          : null,
    };
  });
}
