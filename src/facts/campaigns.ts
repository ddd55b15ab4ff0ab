import { group } from "d3";
import { maskPrivate } from "../analysis/campaigns/private-words.ts";
import { leastForScript } from "../analysis/campaigns/script-text.ts";
import type { MonthRows } from "../data/reads/month.ts";
import { nationArea, publishOneWay } from "./disclosure/month.ts";
import { isPrimary, isShown, smallestCell } from "./disclosure/rules.ts";
import { campaignCallFacts } from "./campaign-calls.ts";
import type { Audience, CampaignCalls, CampaignFacts, Count, Part } from "./types.ts";
import { placeName } from "./wording/places.ts";

export interface CampaignList {
  campaigns: CampaignFacts[];
  /** Scripts that too few recordings speak to be shown. */
  not_shown: number;
  /** Recordings that speak any script; withheld where it would tell how many speak one of few. */
  recordings: Count;
  has_recordings: boolean;
}

/** Every campaign that the audience may see, those heard most first. */
export function campaignFacts(
  rows: MonthRows,
  audience: Audience,
  showsSimulated: boolean,
  total: (area: string) => Count,
): CampaignList {
  const isOffice = audience === "office";
  // What was found in calls alone is for offices.
  const all = rows.campaigns.filter(
    (c) => (showsSimulated || !c.is_simulated) && (isOffice || c.recordings > 0),
  );
  const found = isOffice ? campaignCallFacts(rows) : new Map<string, CampaignCalls>();
  // A page about one person's call is no page about a campaign.
  const shown = all.filter((c) => isOffice || c.places >= leastForScript);
  const ids = new Set(shown.map((c) => c.campaign_id));
  const groups = group(rows.recording_groups, (g) => g.campaign_id);
  const callbacks = rows.callbacks.filter((c) => ids.has(c.campaign_id));
  const byCampaign = group(callbacks, (c) => c.campaign_id);
  const byNumber = group(callbacks, (c) => c.callback_number);
  const cells = group(rows.campaign_cells, (c) => c.campaign_id);
  const labels = new Map(shown.map((row) => [row.campaign_id, row.label]));
  /** Recordings are calls to people too: their small numbers are given as a range. */
  const heard = (n: number): Count => (isOffice || n >= smallestCell ? n : "withheld");
  const spoken = all.reduce((sum, c) => sum + c.recordings, 0);
  const open = shown.filter((c) => isShown(heard(c.recordings)));
  const rest = spoken - open.reduce((sum, c) => sum + c.recordings, 0);
  // What is left of the sum is of the scripts whose number is a range, and of those that are not shown.
  const isRestKnown = rest === 0 || (open.length === shown.length && rest >= smallestCell);
  const complaintsByCampaign = publishedComplaints(
    shown.map((row) => [row.campaign_id, cells.get(row.campaign_id) ?? []]),
    audience,
    total,
  );
  return {
    not_shown: all.length - shown.length,
    recordings: isOffice || isRestKnown ? spoken : "withheld",
    has_recordings: spoken > 0,
    campaigns: byCalls(shown, found).map((row): CampaignFacts => {
      const own = groups.get(row.campaign_id) ?? [];
      const numbers = byCampaign.get(row.campaign_id) ?? [];
      const keep = numbers.map((c) => c.callback_number);
      const { complaints, states } = complaintsByCampaign.get(row.campaign_id)!;
      const nearest = row.nearest_campaign_id;
      return {
        campaign_id: row.campaign_id,
        calls: found.get(row.campaign_id) ?? null,
        label: row.label,
        category: row.category,
        // What complaints date is said only where they are shown.
        status: isOffice ? row.status : "undated",
        support: row.support,
        recordings: heard(row.recordings),
        first_seen: isOffice ? row.first_seen : null,
        last_seen: isOffice ? row.last_seen : null,
        versions: isOffice ? row.recording_groups : null,
        cohesion: isOffice ? row.cohesion : null,
        complaints,
        states,
        call_to_action: row.call_to_action,
        brands: row.brands,
        mentions: row.mentions,
        languages: row.languages,
        script: row.script,
        callbacks: numbers.map((c) => ({
          number: c.callback_number,
          recordings: heard(c.recordings),
          other_campaigns: (byNumber.get(c.callback_number) ?? [])
            .map((other) => other.campaign_id)
            .filter((id) => id !== row.campaign_id),
        })),
        groups: isOffice
          ? own.map(({ recording_group, recordings, quote, example }) => ({
              recording_group,
              recordings,
              quote: maskPrivate(quote, keep),
              example,
            }))
          : null,
        nearest:
          nearest !== null && row.nearest_similarity !== null && labels.has(nearest)
            ? {
                campaign_id: nearest,
                label: labels.get(nearest)!,
                similarity: row.nearest_similarity,
              }
            : null,
        sources: [...new Set(own.flatMap((g) => g.sources))].sort(),
        is_simulated: row.is_simulated,
      };
    }),
  };
}

type CampaignCell = MonthRows["campaign_cells"][number];

interface CampaignComplaints {
  complaints: Count;
  states: Part[] | null;
}

/**
 * Complaints of each campaign and their states as an audience may see them. An area's total is printed elsewhere: what
 * its campaigns' counts leave of it is the complaints that name none of them, and of the campaigns that are withheld.
 * Where that is few, the smallest count of the area is withheld too, and all is decided again.
 */
function publishedComplaints(
  campaigns: readonly (readonly [id: string, cells: readonly CampaignCell[]])[],
  audience: Audience,
  total: (area: string) => Count,
): Map<string, CampaignComplaints> {
  const hidden = new Set<string>();
  for (;;) {
    const published = new Map(
      campaigns.map(([id, cells]) => [
        id,
        complaintsOf(cells, audience, total, (area) => hidden.has(`${id} ${area}`)),
      ]),
    );
    if (audience === "office") return published;
    const counts = [...published].flatMap(([id, { complaints, states }]) => [
      { id, area: nationArea, count: complaints },
      ...(states ?? []).map(({ key, count }) => ({ id, area: key, count })),
    ]);
    const before = hidden.size;
    for (const [area, of] of group(counts, (c) => c.area)) {
      const all = total(area);
      const open = of.flatMap((c) =>
        isShown(c.count) && c.count > 0 ? [{ ...c, n: c.count }] : [],
      );
      const rest = isShown(all) ? all - open.reduce((sum, c) => sum + c.n, 0) : 0;
      if (open.length === 0 || rest <= 0 || rest >= smallestCell) continue;
      const [least] = open.sort((a, b) => a.n - b.n || (a.id < b.id ? -1 : 1));
      hidden.add(`${least!.id} ${area}`);
    }
    if (hidden.size === before) return published;
  }
}

/** Complaints of the month that name a campaign's numbers, and their states: never cumulative, so that two months'
 * editions cannot be subtracted from each other. */
function complaintsOf(
  rows: readonly MonthRows["campaign_cells"][number][],
  audience: Audience,
  totalOf: (area: string) => Count,
  isHidden: (area: string) => boolean,
): CampaignComplaints {
  const cellOf = (row: (typeof rows)[number]) => {
    // A count of a withheld area would bound it, and the rest of a shown one is a count too.
    const total = totalOf(row.area);
    const rest = isShown(total) ? total - row.complaints : null;
    const isOpen = rest !== null && (rest === 0 || rest >= smallestCell) && !isHidden(row.area);
    return {
      value: row.complaints,
      contributors: isOpen ? row.sessions : 0,
      largest: row.largest,
    };
  };
  const total = rows.find((row) => row.area === nationArea);
  if (!total) return { complaints: 0, states: [] };
  if (audience === "public" && isPrimary(cellOf(total)))
    return { complaints: "withheld", states: null };
  const placed = rows.filter((row) => row.area !== nationArea);
  const counts = publishOneWay(placed.map(cellOf), audience);
  const states = placed
    .map((row, i): Part => ({ key: row.area, label: placeName(row.area), count: counts[i]! }))
    .filter((part) => part.key !== "")
    .sort(
      (a, b) =>
        (b.count === "withheld" ? 0 : b.count) - (a.count === "withheld" ? 0 : a.count) ||
        (a.label < b.label ? -1 : 1),
    );
  // Where nothing is shown, the list would only say which states have a complaint at all.
  return {
    complaints: total.complaints,
    states: states.some((part) => part.count !== "withheld") ? states : null,
  };
}

/** Campaigns of most calls first, then as they are. */
const byCalls = <Row extends { campaign_id: string }>(
  rows: readonly Row[],
  found: ReadonlyMap<string, CampaignCalls>,
): Row[] =>
  [...rows].sort(
    (a, b) => (found.get(b.campaign_id)?.calls ?? 0) - (found.get(a.campaign_id)?.calls ?? 0),
  );
