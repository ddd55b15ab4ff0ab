import type { Event, EventLog } from "../workspace/event-log.ts";

/** Something that happened to a campaign. Splits and merges are of ids: what an id stood for before is found by them. */
export interface LifeEvent {
  campaign_id: string;
  event: "born" | "split" | "merged" | "moved" | "fell_silent" | "returned" | "ended";
  /** Day of the calls; null for splits and merges, which happen when more becomes known. */
  day: string | null;
  /** Of a split: the campaign that it was part of. Of a merge: the one that it took in. */
  other_campaign_id: string | null;
  from_provider_id: string | null;
  to_provider_id: string | null;
}

interface CampaignsLived {
  events: LifeEvent[];
}

/** Share of a campaign's members that must go elsewhere together to make a split, and least of them. */
const splitShare = 0.2;
const leastMembers = 2;

/**
 * Splits and merges between two readings of the same members (recordings, cells): a campaign of which a fifth is now
 * another that was not there before is split; one whose members are now mostly in another that was there is merged.
 */
export function identityChanges(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): LifeEvent[] {
  const known = new Set(before.values());
  const alive = new Set(now.values());
  const went = new Map<string, Map<string, number>>();
  for (const [member, old] of before) {
    const campaign = now.get(member);
    if (campaign === undefined) continue;
    const to = went.get(old) ?? new Map<string, number>();
    went.set(old, to.set(campaign, (to.get(campaign) ?? 0) + 1));
  }
  const changes: LifeEvent[] = [];
  const change = (campaign_id: string, event: "split" | "merged", other: string) =>
    changes.push({ campaign_id, event, day: null, other_campaign_id: other, from_provider_id: null, to_provider_id: null }); // prettier-ignore
  for (const [old, to] of [...went].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const all = [...to.values()].reduce((sum, n) => sum + n, 0);
    for (const [campaign, n] of [...to].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (campaign === old) continue;
      if (!known.has(campaign) && n >= leastMembers && n >= splitShare * all)
        change(campaign, "split", old);
      else if (known.has(campaign) && !alive.has(old) && 2 * n > all)
        change(campaign, "merged", old);
    }
  }
  return changes;
}

/** The lives of campaigns as recorded, in order. */
export const campaignLives = (events: readonly Event[]): LifeEvent[] =>
  events
    .filter((e) => e.kind === "campaigns_lived")
    .flatMap((e) => (e.body as CampaignsLived).events);

/** Records what is not on record yet, in one event; none where there is nothing new. */
export function recordLives(records: EventLog, at: string, lives: readonly LifeEvent[]): void {
  const key = (e: LifeEvent) =>
    [e.campaign_id, e.event, e.day, e.other_campaign_id, e.from_provider_id, e.to_provider_id].join(
      " ",
    );
  const known = new Set(campaignLives(records.events()).map(key));
  const events = lives.filter((e) => !known.has(key(e)));
  if (events.length > 0) records.append(at, [{ kind: "campaigns_lived", body: { events } }]);
}
