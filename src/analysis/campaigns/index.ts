import { createHash } from "node:crypto";
import { namedParties } from "./brands.ts";
import type { Spoken } from "./extract.ts";
import { groupRecordings } from "./recording-groups.ts";
import { partsOf, withoutRecordings } from "./parts.ts";
import { pretexts, type PretextCategory } from "./pretexts.ts";
import { isTwoSided, maskObscene, maskPrivate } from "./private-words.ts";
import { leastForScript, scriptText } from "./script-text.ts";
import { clusterScripts } from "./scripts.ts";
import { campaignThresholds as limits } from "./thresholds.ts";
import { tokens } from "./tokens.ts";

export { campaignThresholds, type Threshold } from "./thresholds.ts";
export { readTranscript, type Spoken } from "./extract.ts";

/** One recording with a transcript. `callbacks` are numbers in E.164 form that may count as call-backs. */
export interface Recording {
  recording_id: string;
  language: string | null;
  transcript: string;
  audio_fingerprint: string | null;
  callbacks: readonly string[];
  /** Source and line that it was heard on: calls to one line may all be for one person. */
  place: string;
  spoken: Spoken;
}

/** How well a campaign is supported. In words: it is no probability. */
export type Support = "weak" | "fair" | "strong";

/** Calls that were found to be of one caller, as far as recordings are to be put to them. */
export interface FoundCalls {
  /** What its id lives on by: names of its cells. */
  members: readonly string[];
  recordings: ReadonlySet<string>;
  /** For a campaign of which nothing was recorded. */
  label: string;
}

/** A script that was heard, or calls that were found, with the recordings of them. One row per campaign. */
export interface Campaign {
  campaign_id: string;
  /** Index of its calls among those given; null where only recordings tell of it. */
  calls_of: number | null;
  /** Scripts that its recordings read. */
  scripts: number;
  label: string;
  category: string;
  callbacks: string[];
  languages: string[];
  /** Parties that it presents itself as; parties that it names otherwise. */
  brands: string[];
  mentions: string[];
  call_to_action: string | null;
  /** Words that at least half of its versions share, what varies as "[…]"; null from under three places. */
  script: string | null;
  /** Sources and lines that its recordings were heard on. */
  places: number;
  /** Transcript of the most typical recording, for offices: names of called people are masked. */
  quote: string;
  recordings: number;
  recording_groups: number;
  /** Mean similarity between its recording groups, 0 to 1. */
  cohesion: number;
  support: Support;
  /** Orders campaigns by support, 0 to 1: no probability. */
  confidence: number;
  nearest_campaign_id: string | null;
  nearest_similarity: number | null;
}

export interface Membership {
  recording_id: string;
  campaign_id: string;
  recording_group: string;
  confidence: number;
}

export interface Detection {
  campaigns: Campaign[];
  memberships: Membership[];
}

/** Recordings, put together by what they say: *recordings* (the same audio) within *scripts* (the same words). */
export interface Scripts {
  recordings: readonly Recording[];
  words: readonly (readonly string[])[];
  groups: ReturnType<typeof groupRecordings>;
  clustered: ReturnType<typeof clusterScripts>;
}

/** Puts recordings together by what they say. Pure: the order of `recordings` does not matter. */
export function readScripts(recordings: readonly Recording[]): Scripts {
  const sorted = [...recordings].sort((a, b) => (a.recording_id < b.recording_id ? -1 : 1));
  const words = sorted.map((r) => tokens(r.transcript));
  const groups = groupRecordings(
    words,
    sorted.map((r) => r.audio_fingerprint),
  );
  const clustered = clusterScripts(
    groups.map((group) => ({
      words: words[group.leader]!,
      callbacks: unique(group.members.flatMap((m) => sorted[m]!.callbacks)),
    })),
  );
  return { recordings: sorted, words, groups, clustered };
}

/** The script and the pretext of each recording. */
export function scriptsByRecording({
  recordings,
  groups,
  clustered,
}: Scripts): Map<string, { script: number; category: PretextCategory }> {
  return new Map(
    clustered.clusters.flatMap(({ members }, script) => {
      const own = members.flatMap((g) => groups[g]!.members.map((m) => recordings[m]!));
      const category = categoryOf(own.map((r) => r.spoken.pretext));
      return own.map((r): [string, { script: number; category: PretextCategory }] => [
        r.recording_id,
        { script, category },
      ]);
    }),
  );
}

/** Campaigns of recordings alone: a campaign is a script. */
export const detectCampaigns = (
  recordings: readonly Recording[],
  previous: ReadonlyMap<string, string> = new Map(),
): Detection => nameCampaigns(readScripts(recordings), previous, []);

/**
 * Campaigns of scripts and of calls that were found: the recordings of one caller's calls are one campaign whatever they
 * say; the others of a script are a campaign by themselves. `previous` maps recordings and cells to the campaigns of an
 * earlier run, whose ids live on where most of them do. Pure.
 */
export function nameCampaigns(
  { recordings: sorted, words, groups, clustered: scripts }: Scripts,
  previous: ReadonlyMap<string, string>,
  calls: readonly FoundCalls[],
): Detection {
  const groupIds = groups.map((g) => `r${digest(words[g.leader]!.join(" "))}`);
  const parts = partsOf(scripts.clusters, groups, sorted, calls);
  const found = parts.map((part) => {
    const main = part.scripts[0];
    if (!main) return { ...part, main: null };
    const medoid = medoidOf(
      main.groups.map((g) => g.group),
      scripts.similarity,
      groups,
    );
    return { ...part, main: { ...main, medoid } };
  });
  const ids = stableIds(
    found.map(({ scripts: own, calls_of, main }) => ({
      members: [
        ...own.flatMap((script) => script.groups.flatMap((g) => g.members.map((m) => sorted[m]!.recording_id))),
        ...(calls_of === null ? [] : calls[calls_of]!.members),
      ],
      anchor: `c${digest(main ? words[groups[main.medoid]!.leader]!.join(" ") : calls[calls_of!]!.members.join(" "))}`,
    })),
    previous,
  );
  /** The campaign that has most recordings of a script. */
  const ofScript = new Map<number, number>();
  found.forEach((f, i) => {
    if (f.main && !ofScript.has(f.main.cluster)) ofScript.set(f.main.cluster, i);
  });
  const campaigns = found.map((f, i): Campaign => {
    const own = f.scripts.flatMap((script) => script.groups);
    const all = own.flatMap((g) => g.members.map((m) => sorted[m]!));
    const shared = { campaign_id: ids[i]!, calls_of: f.calls_of, scripts: f.scripts.length };
    if (!f.main) return { ...shared, ...withoutRecordings(calls[f.calls_of!]!.label) };
    const near = scripts.nearest[f.main.cluster];
    const nearest = near && ofScript.get(near.cluster);
    const cohesion = scripts.clusters[f.main.cluster]!.cohesion;
    return {
      ...shared,
      ...describe(
        f.main.groups.flatMap((g) => g.members.map((m) => sorted[m]!)),
        sorted[groups[f.main.medoid]!.leader]!,
        f.main.groups.map((g) => sorted[groups[g.group]!.leader]!),
      ),
      callbacks: unique(all.flatMap((r) => r.callbacks)),
      languages: unique(all.map((r) => r.language ?? "unknown")),
      places: new Set(all.map((r) => r.place)).size,
      recordings: all.length,
      recording_groups: own.length,
      cohesion,
      support: supportOf(all.length, own.length),
      confidence: campaignConfidence(all.length, own.length, cohesion),
      nearest_campaign_id: nearest === undefined || nearest === i ? null : ids[nearest]!,
      nearest_similarity: !near || nearest === undefined || nearest === i ? null : near.similarity,
    };
  });
  tellApart(campaigns);
  const memberships = found.flatMap((f, i) =>
    f.scripts.flatMap((script) =>
      script.groups.flatMap((g) =>
        g.members.map((m) => ({
          recording_id: sorted[m]!.recording_id,
          campaign_id: ids[i]!,
          recording_group: groupIds[g.group]!,
          confidence: round(
            script.groups.length === 1 || script.cluster !== f.main!.cluster
              ? 1
              : scripts.similarity(g.group, f.main!.medoid),
          ),
        })),
      ),
    ),
  );
  campaigns.sort((a, b) => b.recordings - a.recordings || (a.campaign_id < b.campaign_id ? -1 : 1));
  memberships.sort((a, b) => (a.recording_id < b.recording_id ? -1 : 1));
  return { campaigns, memberships };
} // prettier-ignore

const unique = (values: readonly string[]) => [...new Set(values)].sort();
const round = (value: number) => Math.round(value * 1000) / 1000;
const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 10);

/** The group most like the others, weighted by their recordings; ties go to the lower index. */
function medoidOf(
  members: readonly number[],
  similarity: (a: number, b: number) => number,
  groups: readonly { members: number[] }[],
): number {
  const sample = members.slice(0, 200);
  let best = members[0]!;
  let bestSum = -1;
  for (const a of sample) {
    let sum = groups[a]!.members.length;
    for (const b of sample) if (b !== a) sum += similarity(a, b) * groups[b]!.members.length;
    if (sum > bestSum) {
      best = a;
      bestSum = sum;
    }
  }
  return best;
}

/**
 * One recording says little, several different ones that agree say much. The bands are those in which pairs of recordings
 * with case labels agree more often: see docs/campaigns.md.
 */
function supportOf(recordings: number, versions: number): Support {
  if (recordings >= limits.strongRecordings.value && versions >= limits.strongVersions.value)
    return "strong";
  return recordings >= limits.fairRecordings.value ? "fair" : "weak";
}

/** One recording says little; several independent recordings that agree say much. */
function campaignConfidence(recordings: number, groups: number, cohesion: number): number {
  const support = 1 - 1 / (1 + Math.log2(recordings));
  return round(groups === 1 ? 0.3 + 0.6 * support : (0.3 + 0.7 * support) * Math.sqrt(cohesion));
}

/** Keeps the id of the earlier campaign that shares most recordings and cells; each earlier id is given once. */
function stableIds(
  clusters: readonly { members: readonly string[]; anchor: string }[],
  previous: ReadonlyMap<string, string>,
): string[] {
  const claims: { cluster: number; id: string; shared: number }[] = [];
  clusters.forEach((cluster, index) => {
    const shared = new Map<string, number>();
    for (const member of cluster.members) {
      const id = previous.get(member);
      if (id) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    for (const [id, count] of shared) claims.push({ cluster: index, id, shared: count });
  });
  claims.sort((a, b) => b.shared - a.shared || (a.id < b.id ? -1 : 1) || a.cluster - b.cluster);
  const ids = new Array<string | undefined>(clusters.length);
  const given = new Set<string>();
  for (const claim of claims) {
    if (ids[claim.cluster] !== undefined || given.has(claim.id)) continue;
    ids[claim.cluster] = claim.id;
    given.add(claim.id);
  }
  return clusters.map((cluster, i) => {
    let id = ids[i] ?? cluster.anchor;
    for (let n = 2; ids[i] === undefined && given.has(id); n++) id = `${cluster.anchor}-${n}`;
    given.add(id);
    return id;
  });
}

function describe(
  recordings: readonly Recording[],
  typical: Recording,
  versions: readonly Recording[],
) {
  const category = categoryOf(recordings.map((r) => r.spoken.pretext));
  const { name } = pretexts.find((p) => p.category === category)!;
  const atLeast = Math.max(1, limits.brandShare.value * recordings.length);
  const common = (names: (r: Recording) => readonly string[]) =>
    byCount(recordings.flatMap(names))
      .filter(([, count]) => count >= atLeast)
      .map(([brand]) => brand);
  const callbacks = unique(recordings.flatMap((r) => r.callbacks));
  const places = new Set(recordings.map((r) => r.place)).size;
  const script = scriptOf(recordings, typical, versions, callbacks);
  // A page that prints the script names no party whose name is not in it.
  const inScript = script === null ? null : namedParties(script);
  const brands = common((r) => r.spoken.claims).filter((b) => inScript?.claims.includes(b));
  const mentions = common((r) => [...r.spoken.claims, ...r.spoken.mentions]).filter(
    (b) => !brands.includes(b) && inScript?.mentions.includes(b),
  );
  const [action] = byCount(recordings.flatMap((r) => r.spoken.callToAction));
  const subject = [labelBrand(recordings, inScript?.claims ?? []), name]
    .filter((part) => part !== null)
    .join(": ");
  return {
    label: capital(subject),
    category,
    callbacks,
    languages: unique(recordings.map((r) => r.language ?? "unknown")),
    brands,
    mentions,
    call_to_action: action && 2 * action[1] >= recordings.length ? action[0] : null,
    script,
    places,
    quote: maskPrivate(typical.transcript, callbacks),
  };
}

/** The words that a campaign's versions share; null where they come from too few places to be a campaign's own. */
function scriptOf(
  recordings: readonly Recording[],
  typical: Recording,
  versions: readonly Recording[],
  callbacks: readonly string[],
): string | null {
  const oneSided = recordings.filter((r) => !isTwoSided(r.transcript));
  if (new Set(oneSided.map((r) => r.place)).size < leastForScript) return null;
  // Of one version many times recorded, the recordings themselves are compared.
  const compared = (versions.length >= 2 ? versions : recordings).filter(
    (r) => !isTwoSided(r.transcript),
  );
  const from = isTwoSided(typical.transcript) ? compared[0] : typical;
  const script =
    from &&
    scriptText(
      compared.map((r) => r.transcript),
      from.transcript,
    );
  return script ? maskObscene(maskPrivate(script, callbacks)) : null;
}

/** The party that a label may name: the script speaks as it, and nearly every recording that claims to be anybody. */
function labelBrand(recordings: readonly Recording[], inScript: readonly string[]): string | null {
  const claimers = recordings.filter((r) => r.spoken.claims.length > 0);
  const isCommon = (brand: string) => {
    const own = claimers.filter((r) => r.spoken.claims.includes(brand)).length;
    return own > 0 && own >= limits.labelClaimShare.value * claimers.length;
  };
  return inScript.find(isCommon) ?? null;
}

/** The pretext that most recordings have, among those that have one; unclassified where none leads. */
function categoryOf(found: readonly PretextCategory[]): PretextCategory {
  const known = byCount(found.filter((category) => category !== "unclassified"));
  const [first, second] = known;
  if (!first || first[1] === second?.[1]) return "unclassified";
  return first[0] as PretextCategory;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function byCount(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Labels that stand twice get the instruction, then the campaign's id, so that a reader can tell them apart. */
function tellApart(campaigns: Campaign[]): void {
  const repeated = () => {
    const counts = new Map(byCount(campaigns.map((c) => c.label)));
    return campaigns.filter((c) => counts.get(c.label)! > 1);
  };
  for (const c of repeated()) if (c.call_to_action) c.label += `, ${c.call_to_action}`;
  for (const c of repeated()) c.label += ` (script ${c.campaign_id.slice(1, 5)})`;
  for (const c of repeated()) c.label += ` ${c.campaign_id}`;
}
