import { UndirectedGraph } from "graphology";
import louvainPackage from "graphology-communities-louvain";
import { connectedComponents } from "graphology-components";
import { seededRandom } from "../statistics/random.ts";
import { webThresholds } from "./thresholds.ts";

/** Calls of campaigns that one provider handed to another. */
export interface Flow {
  from: string;
  to: string;
  calls: number;
}

export interface Membership {
  provider_id: string;
  /** From 1: the community within which most calls are handed on comes first. */
  community: number;
  providers: number;
  /** Calls handed on within the community, and over its edge. */
  calls_inside: number;
  calls_across: number;
}

// The package is CommonJS: its function is the module, and its types say that it is the default in it.
const louvain = louvainPackage as unknown as (typeof louvainPackage)["default"];

type Web = UndirectedGraph<Record<string, never>, { calls: number }>;

/**
 * Providers that hand campaign calls mostly to each other: Louvain (Blondel and others 2008) on the web without directions,
 * by calls. Louvain may leave a community in pieces that no link joins: each piece is a community of its own (Traag, Waltman
 * and van Eck 2019 name the fault).
 */
export function communitiesOf(flows: readonly Flow[]): Membership[] {
  const web = webOf(flows);
  if (web.size === 0) return [];
  const found = louvain(web, {
    getEdgeWeight: "calls",
    rng: seededRandom(webThresholds.community_seed.value),
  });
  const groups = new Map<number, string[]>();
  for (const [node, group] of Object.entries(found))
    groups.set(group, [...(groups.get(group) ?? []), node]);
  const pieces = [...groups.values()].flatMap((members) => {
    const within = new Set(members);
    const piece = webOf(flows.filter((f) => within.has(f.from) && within.has(f.to)));
    for (const member of members) if (!piece.hasNode(member)) piece.addNode(member);
    return connectedComponents(piece).map((nodes) => nodes.sort());
  });
  const counted = pieces.map((members) => {
    const within = new Set(members);
    const touching = flows.filter((f) => within.has(f.from) || within.has(f.to));
    const inside = touching.filter((f) => within.has(f.from) && within.has(f.to));
    return { members, calls_inside: sum(inside), calls_across: sum(touching) - sum(inside) };
  });
  return counted
    .sort((a, b) => b.calls_inside - a.calls_inside || (a.members[0]! < b.members[0]! ? -1 : 1))
    .flatMap(({ members, calls_inside, calls_across }, i) =>
      members.map((provider_id) => ({
        provider_id,
        community: i + 1,
        providers: members.length,
        calls_inside,
        calls_across,
      })),
    );
}

const sum = (flows: readonly Flow[]): number => flows.reduce((n, f) => n + f.calls, 0);

/** The web without directions: calls both ways add up. Nodes and edges in a fixed order, so that the result is one. */
function webOf(flows: readonly Flow[]): Web {
  const web: Web = new UndirectedGraph();
  const nodes = new Set(flows.flatMap((f) => [f.from, f.to]));
  for (const node of [...nodes].sort()) web.addNode(node);
  const key = (f: Flow) => (f.from < f.to ? [f.from, f.to] : [f.to, f.from]);
  const ordered = flows
    .map((f) => ({ ends: key(f), calls: f.calls }))
    .sort((a, b) => (a.ends.join("\n") < b.ends.join("\n") ? -1 : 1));
  for (const { ends, calls } of ordered)
    web.updateEdge(ends[0], ends[1], (old) => ({ calls: (old.calls ?? 0) + calls }));
  return web;
}
