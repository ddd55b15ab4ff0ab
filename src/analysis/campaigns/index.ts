import { createHash } from "node:crypto";
import { pretextOf, type Spoken } from "./extract.ts";
import { groupRecordings } from "./recording-groups.ts";
import { clusterScripts } from "./scripts.ts";
import { campaignThresholds as limits } from "./thresholds.ts";
import { tokens } from "./tokens.ts";

export { campaignThresholds, type Threshold } from "./thresholds.ts";
export { readTranscript, type Spoken } from "./extract.ts";

/** One recording with a transcript. `callbacks` are checked numbers in E.164 form. */
export interface Recording {
  recording_id: string;
  language: string | null;
  transcript: string;
  audio_fingerprint: string | null;
  callbacks: readonly string[];
  spoken: Spoken;
}

/** A script that was heard, with the recordings that speak it. One row per campaign. */
export interface Campaign {
  campaign_id: string;
  label: string;
  category: string;
  callbacks: string[];
  languages: string[];
  brands: string[];
  call_to_action: string | null;
  /** Transcript of the most typical recording. */
  quote: string;
  recordings: number;
  recording_groups: number;
  /** Mean similarity between its recording groups, 0 to 1. */
  cohesion: number;
  /** That this is one campaign and not chance likeness, 0 to 1; see docs/campaigns.md. */
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

/**
 * Finds campaigns in recordings by what they say, on two levels: *recordings* (the same audio, perhaps cut) within
 * *scripts* (the same words, perhaps re-recorded with other names and amounts). A campaign here is a script.
 * `previous` maps recordings to the campaigns of an earlier run, whose ids live on where most of their recordings do.
 * Pure: the order of `recordings` does not matter.
 */
export function detectCampaigns(
  recordings: readonly Recording[],
  previous: ReadonlyMap<string, string> = new Map(),
): Detection {
  const sorted = [...recordings].sort((a, b) => (a.recording_id < b.recording_id ? -1 : 1));
  const words = sorted.map((r) => tokens(r.transcript));
  const groups = groupRecordings(
    words,
    sorted.map((r) => r.audio_fingerprint),
  );
  const scripts = clusterScripts(
    groups.map((group) => ({
      words: words[group.leader]!,
      callbacks: unique(group.members.flatMap((m) => sorted[m]!.callbacks)),
    })),
  );
  const groupIds = groups.map((g) => `r${digest(words[g.leader]!.join(" "))}`);
  const found = scripts.clusters.map((cluster) => {
    const medoid = medoidOf(cluster.members, scripts.similarity, groups);
    const members = cluster.members.flatMap((g) => groups[g]!.members);
    return { ...cluster, medoid, recordings: members.map((m) => sorted[m]!) };
  });
  const ids = stableIds(
    found.map((f) => ({
      recordings: f.recordings.map((r) => r.recording_id),
      anchor: `c${digest(words[groups[f.medoid]!.leader]!.join(" "))}`,
    })),
    previous,
  );
  const campaigns = found.map((f, i): Campaign => {
    const near = scripts.nearest[i];
    return {
      campaign_id: ids[i]!,
      ...describe(f.recordings, sorted[groups[f.medoid]!.leader]!),
      recordings: f.recordings.length,
      recording_groups: f.members.length,
      cohesion: f.cohesion,
      confidence: campaignConfidence(f.recordings.length, f.members.length, f.cohesion),
      nearest_campaign_id: near ? ids[near.cluster]! : null,
      nearest_similarity: near ? near.similarity : null,
    };
  });
  tellApart(campaigns);
  const memberships = found.flatMap((f, i) =>
    f.members.flatMap((g) =>
      groups[g]!.members.map((m) => ({
        recording_id: sorted[m]!.recording_id,
        campaign_id: ids[i]!,
        recording_group: groupIds[g]!,
        confidence: round(f.members.length === 1 ? 1 : scripts.similarity(g, f.medoid)),
      })),
    ),
  );
  campaigns.sort((a, b) => b.recordings - a.recordings || (a.campaign_id < b.campaign_id ? -1 : 1));
  memberships.sort((a, b) => (a.recording_id < b.recording_id ? -1 : 1));
  return { campaigns, memberships };
}

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

/** One recording says little; several independent recordings that agree say much. */
function campaignConfidence(recordings: number, groups: number, cohesion: number): number {
  const support = 1 - 1 / (1 + Math.log2(recordings));
  return round(groups === 1 ? 0.3 + 0.6 * support : (0.3 + 0.7 * support) * Math.sqrt(cohesion));
}

/** Keeps the id of the earlier campaign that shares most recordings; each earlier id is given once. */
function stableIds(
  clusters: readonly { recordings: readonly string[]; anchor: string }[],
  previous: ReadonlyMap<string, string>,
): string[] {
  const claims: { cluster: number; id: string; shared: number }[] = [];
  clusters.forEach((cluster, index) => {
    const shared = new Map<string, number>();
    for (const recording of cluster.recordings) {
      const id = previous.get(recording);
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

function describe(recordings: readonly Recording[], typical: Recording) {
  const pretext = pretextOf(recordings.map((r) => r.transcript));
  const atLeast = Math.max(1, limits.brandShare.value * recordings.length);
  const brands = byCount(recordings.flatMap((r) => r.spoken.brands))
    .filter(([, count]) => count >= atLeast)
    .map(([name]) => name);
  const action = byCount(recordings.flatMap((r) => r.spoken.callToAction))[0]?.[0] ?? null;
  const subject = [brands[0], pretext.name].filter(Boolean).join(": ");
  return {
    label: capital(subject),
    category: pretext.category,
    callbacks: unique(recordings.flatMap((r) => r.callbacks)),
    languages: unique(recordings.map((r) => r.language ?? "unknown")),
    brands,
    call_to_action: action,
    quote: typical.transcript,
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function byCount(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Labels that stand twice get the instruction, then words of their own script, so that a reader can tell them apart. */
function tellApart(campaigns: Campaign[]): void {
  const repeated = () => {
    const counts = new Map(byCount(campaigns.map((c) => c.label)));
    return campaigns.filter((c) => counts.get(c.label)! > 1);
  };
  for (const c of repeated()) if (c.call_to_action) c.label += `, ${c.call_to_action}`;
  const twins = repeated();
  const documents = new Map<string, number>();
  for (const c of campaigns)
    for (const word of new Set(tokens(c.quote)))
      documents.set(word, (documents.get(word) ?? 0) + 1);
  for (const c of twins) {
    const run = tokens(c.quote);
    let best = 0;
    let bestScore = -1;
    for (let i = 0; i + 4 <= run.length; i++) {
      const score = run
        .slice(i, i + 4)
        .reduce((sum, word) => sum + Math.log(campaigns.length / documents.get(word)!), 0);
      if (score > bestScore + 1e-9) [best, bestScore] = [i, score];
    }
    const phrase = run.slice(best, best + 4).join(/\p{Script=Han}/u.test(c.quote) ? "" : " ");
    c.label += ` (“${phrase}”)`;
  }
  for (const c of repeated()) c.label += ` ${c.campaign_id}`;
}
