import type { FoundCalls, Recording } from "./index.ts";

/** Recordings of one campaign that read one script. */
export interface ScriptPart {
  /** Index of the script. */
  cluster: number;
  groups: { group: number; members: number[] }[];
}

/** The recordings of one campaign, the script that most of them read first. */
export interface CampaignPart {
  calls_of: number | null;
  scripts: ScriptPart[];
}

/**
 * Puts recordings to campaigns: those of calls that were found to these calls, the others of a script together. Every
 * recording is in one part; calls of which nothing was recorded are a part without any.
 */
export function partsOf(
  clusters: readonly { members: readonly number[] }[],
  groups: readonly { members: readonly number[] }[],
  recordings: readonly Recording[],
  calls: readonly FoundCalls[],
): CampaignPart[] {
  const callsOf = new Map<string, number>();
  calls.forEach((c, i) => c.recordings.forEach((id) => callsOf.set(id, i)));
  const ofCalls = calls.map((_, i): CampaignPart => ({ calls_of: i, scripts: [] }));
  const rest: CampaignPart[] = [];
  clusters.forEach((cluster, index) => {
    const parts = new Map<number | null, ScriptPart>();
    for (const group of cluster.members) {
      for (const member of groups[group]!.members) {
        const key = callsOf.get(recordings[member]!.recording_id) ?? null;
        const part = parts.get(key) ?? { cluster: index, groups: [] };
        parts.set(key, part);
        const last = part.groups.at(-1);
        if (last?.group === group) last.members.push(member);
        else part.groups.push({ group, members: [member] });
      }
    }
    for (const [key, part] of parts)
      if (key === null) rest.push({ calls_of: null, scripts: [part] });
      else ofCalls[key]!.scripts.push(part);
  });
  const size = (script: ScriptPart) => script.groups.reduce((sum, g) => sum + g.members.length, 0);
  for (const part of ofCalls)
    part.scripts.sort((a, b) => size(b) - size(a) || a.cluster - b.cluster);
  return [...rest, ...ofCalls];
}

/** What is said of a campaign of which nothing was recorded. */
export const withoutRecordings = (label: string) => ({
  label,
  category: "unclassified",
  callbacks: [],
  languages: [],
  brands: [],
  mentions: [],
  call_to_action: null,
  script: null,
  places: 0,
  quote: "",
  recordings: 0,
  recording_groups: 0,
  cohesion: 1,
  support: "weak" as const,
  confidence: 0,
  nearest_campaign_id: null,
  nearest_similarity: null,
});
