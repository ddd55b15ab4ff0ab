import type { Event, EventLog } from "../workspace/event-log.ts";

/** Recordings and cells of calls that were found to belong to a campaign: what an id that was cited once refers to. */
interface CampaignsIdentified {
  /** Campaign by recording, or by `cell MONTH CELL`. */
  memberships: Record<string, string>;
}

/** The campaign of each recording and cell as last identified. */
export function campaignMemberships(events: readonly Event[]): Map<string, string> {
  const memberships = new Map<string, string>();
  for (const event of events.filter((e) => e.kind === "campaigns_identified")) {
    const body = event.body as CampaignsIdentified;
    for (const [recording, campaign] of Object.entries(body.memberships))
      memberships.set(recording, campaign);
  }
  return memberships;
}

/** Records memberships that are new or differ from the known ones, in one event; none where nothing has changed. */
export function identifyCampaigns(
  records: EventLog,
  at: string,
  known: ReadonlyMap<string, string>,
  memberships: readonly { member: string; campaign_id: string }[],
): void {
  const changed = memberships.filter((m) => known.get(m.member) !== m.campaign_id);
  if (changed.length === 0) return;
  const body: CampaignsIdentified = {
    memberships: Object.fromEntries(changed.map((m) => [m.member, m.campaign_id])),
  };
  records.append(at, [{ kind: "campaigns_identified", body }]);
}
