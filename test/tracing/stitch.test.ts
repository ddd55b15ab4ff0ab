import { rowsOf, rowOf } from "../workspaces.ts";
import { beforeAll, describe, expect, it } from "vitest";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { Random } from "../../src/simulation/random.ts";
import { directory, pathOf, traced, type Leg } from "./traced.ts";

/** What is expected of a path: the records of the case, the one that it is followed from, and its hops. */
type Case = [name: string, legs: Leg[], id: string, path: string];

/** The records of one of many cases, under ids, providers and called numbers of its own: no case sees another. */
function asCase(legs: readonly Leg[], no: number): Leg[] {
  const own = (id: string | undefined) => (id ? `${id}-${no}` : id);
  return legs.map((leg) => ({
    ...leg, id: `${leg.id}-${no}`, provider: `${leg.provider}-${no}`, from: own(leg.from), to: own(leg.to),
    called: (leg.called ?? "+19133334444").replace("+1913", `+1${[201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219][no]}`),
  })); // prettier-ignore
}

const ownDirectory = (no: number) =>
  directory.split("\n").slice(1, -1).map((row) => row.replace(/^(\w+),(\w+),(\d*)/, (_, id, name, frn) => `${id}-${no},${name} ${no},${frn && `${frn}0${no}`}`)); // prettier-ignore

describe("a path", () => {
  const origin: Leg = { id: "o", provider: "O", at: 0, customer: "C1", to: "M" };
  const middle: Leg = { id: "m", provider: "M", at: 1, from: "O", to: "T" };
  const last: Leg = { id: "t", provider: "T", at: 2, from: "M" };
  const cases: Case[] = [
    [
      "goes from record to record to the originator",
      [origin, middle, last],
      "t",
      "T < M < O originator",
    ],
    [
      "ends at the foreign upstream",
      [
        { id: "g", provider: "G", at: 0, from: "F", country: "IN", to: "T" },
        { ...last, from: "G" },
      ],
      "t",
      "T < G < F? foreign_upstream",
    ],
    [
      "names a silent provider that nothing bridges",
      [{ ...last, from: "S" }],
      "t",
      "T < S? no_export",
    ],
    [
      "is bridged over a silent provider by the records on its two sides",
      [
        { ...origin, to: "S" },
        { ...last, from: "S" },
      ],
      "t",
      "T < S~ < O originator",
    ],
    [
      "is not bridged to another call of the same numbers a minute later",
      [
        { ...origin, to: "S", at: -60 },
        { ...last, from: "S" },
      ],
      "t",
      "T < S? no_export",
    ],
    [
      "says that the next provider exports, but has no such call",
      [{ ...origin, called: "+19133339999" }, { ...middle, called: "+19133339999" }, last],
      "t",
      "T < M? no_such_call",
    ],
    [
      "follows a caller that was rewritten where both sides name each other",
      [origin, { ...middle, calling: "+12025550188" }, { ...last, calling: "+12025550188" }],
      "t",
      "T < M < O originator",
    ],
    [
      "knows one provider under two ids by its FRN",
      [{ ...origin, to: "M2" }, middle, { ...last, from: "M2" }],
      "t",
      "T < M < O originator",
    ],
    [
      "is not guessed where two candidates fit alike",
      [
        { ...origin, to: "S" },
        { ...origin, id: "x", provider: "G", customer: "C2", at: 0.2, to: "S" },
        { ...last, from: "S" },
      ],
      "t",
      "T < S? ambiguous",
    ],
    [
      "does not bridge two that both handed the call to one silent provider",
      [
        { ...origin, to: "S" },
        { id: "m", provider: "M", at: 1, from: "", to: "S" },
        ...Array.from({ length: 9 }, (_, n): Leg => ({
          ...middle,
          id: `x${n}`,
          at: 1000 * n + 500,
        })),
      ],
      "m",
      "M hand_over_not_named",
    ],
    [
      "joins records in which neither side names the other, where they hand calls over otherwise",
      [
        ...Array.from({ length: 25 }, (_, n): Leg[] => [
          { ...origin, id: `o${n}`, at: 500 * n, called: `+19133335${100 + n}` },
          { ...middle, id: `m${n}`, at: 500 * n + 1, called: `+19133335${100 + n}` },
        ]).flat(),
        { ...origin, id: "ox", customer: "", to: "", from: "", at: 40_000 },
        { ...middle, id: "mx", from: "", at: 40_001 },
      ],
      "mx",
      // O's other records name its customers: one that names nothing at all is no evidence that one of them called.
      "M < O hand_over_not_named",
    ],
    [
      "takes a record that names nothing for one of the provider's own customers, where its records are mostly so",
      [
        ...Array.from({ length: 5 }, (_, n): Leg[] => [
          { ...origin, id: `o${n}`, customer: "", at: 500 * n, called: `+19133335${100 + n}` },
          { ...middle, id: `m${n}`, at: 500 * n + 1, called: `+19133335${100 + n}` },
        ]).flat(),
      ],
      "m3",
      "M < O originator",
    ],
    [
      "is there for a record whose called number is unusable",
      [{ ...last, called: "anonymous" }, middle, origin],
      "t",
      "T < M? no_such_call",
    ],
  ];
  const attempts: Leg[] = [
    origin,
    { ...middle, id: "m1", disposition: "failed", to: "G" },
    { ...middle, id: "m2", at: 9 },
    { ...last, at: 10 },
  ];
  cases.push(
    [
      "takes the one record of a sender for the receiver's attempts",
      attempts,
      "t",
      "T < M < O originator",
    ],
    [
      "takes the one record of a sender for the attempt that failed",
      attempts,
      "m1",
      "M < O originator",
    ],
    [
      "takes the one record of a sender for the attempt that did not",
      attempts,
      "m2",
      "M < O originator",
    ],
  );
  let workspace: Workspace;
  beforeAll(async () => {
    const legs = cases.flatMap(([, of], no) => asCase(of, no));
    const rows = cases.flatMap((_, no) => ownDirectory(no));
    workspace = await traced(legs, {
      "directory.csv": [directory.split("\n")[0], ...rows, ""].join("\n"),
    });
    return () => workspace.close();
  });

  it.each(cases.map((one, no) => [...one, no] as const))("%s", async (_, _legs, id, path, no) => {
    expect((await pathOf(workspace, `${id}-${no}`)).replaceAll(/-\d+/g, "")).toBe(path);
  });

  it("does not take another route's record that was given up for the upstream", async () => {
    const legs: Leg[] = [
      { ...origin, id: "o1", to: "S", disposition: "failed" },
      { ...origin, id: "o2", at: 1, to: "M" },
      { ...middle, at: 2 },
      { ...last, at: 3 },
    ];
    const workspace = await traced(legs);
    expect(await pathOf(workspace, "t")).toBe("T < M < O originator");
    const calls = await rowOf<{ n: number }>(
      workspace,
      "select count(distinct call_no) as n from calls",
    );
    expect(calls?.n, "two routes of one call").toBe(1);
    workspace.close();
  });

  it("keeps two attempts seconds apart from each other", async () => {
    const again = (leg: Leg) => ({ ...leg, id: `${leg.id}2`, at: leg.at + 4 });
    const legs = [origin, middle, last];
    const workspace = await traced([...legs, ...legs.map(again)]);
    const tops = await rowsOf(
      workspace,
      "select l.call_id, o.call_id as top_call_id from leg_paths as p join lake_legs as l on l.leg_id = p.leg_id join lake_legs as o on o.leg_id = p.top_leg_id where l.provider_id = 'T' order by 1",
    );
    expect(tops).toEqual([
      { call_id: "t", top_call_id: "o" },
      { call_id: "t2", top_call_id: "o2" },
    ]);
    workspace.close();
  });

  it("of providers in a circle says so, once, and ends", async () => {
    const workspace = await traced([
      { id: "a", provider: "M", at: 0, from: "G", to: "G" },
      { id: "b", provider: "G", at: 0, from: "M", to: "M" },
    ]);
    const stops = await rowsOf<{ stop: string }>(
      workspace,
      "select distinct stop_reason as stop from call_paths where stop_reason is not null",
    );
    expect(stops).toEqual([{ stop: "loop" }]);
    workspace.close();
  });
});

describe("clocks", () => {
  it("that are off by seconds or minutes are estimated and corrected", async () => {
    const random = new Random(3);
    const ahead: Record<string, number> = { O: 7, M: -6, T: 200 };
    const legs: Leg[] = [];
    for (let n = 0; n < 200; n++) {
      const called = `+1913333${String(1000 + n)}`;
      const at = n * 97 + random.between(0, 20);
      const common = { called };
      legs.push(
        { ...common, id: `o${n}`, provider: "O", at: at + ahead["O"]!, customer: "C", to: "M" },
        {
          ...common,
          id: `m${n}`,
          provider: "M",
          at: at + random.between(0.1, 0.6) + ahead["M"]!,
          from: "O",
          to: "T",
        },
        {
          ...common,
          id: `t${n}`,
          provider: "T",
          at: at + random.between(0.6, 1.2) + ahead["T"]!,
          from: "M",
        },
      );
    }
    const workspace = await traced(legs);
    const clocks = await rowsOf<{
      provider_id: string;
      offset_s: number;
      is_finding: boolean;
    }>(workspace, "select provider_id, offset_s, is_finding from provider_clocks order by 1");
    const [m, o, t] = clocks;
    expect(o!.offset_s - m!.offset_s).toBeCloseTo(13, 0);
    expect(t!.offset_s - m!.offset_s).toBeCloseTo(206, 0);
    expect(clocks.map((c) => c.is_finding)).toEqual([false, false, true]);
    const whole = await rowOf<{ n: number }>(
      workspace,
      "select count(*) as n from calls where len(path) = 3 and stop_reason = 'originator'",
    );
    expect(whole?.n).toBe(200);
    workspace.close();
  });
});

/** Joins each record with the only record of the named sender that fits: slow and plain. */
function bruteForce(legs: readonly Leg[]): Map<string, string> {
  const fits = (u: Leg, d: Leg) =>
    u.provider === d.from &&
    u.to === d.provider &&
    u.called === d.called &&
    Math.abs(d.at - u.at) <= 6;
  const pairs = new Map<string, string>();
  for (const d of legs) {
    const senders = legs.filter((u) => fits(u, d));
    if (senders.length === 1 && legs.filter((x) => fits(senders[0]!, x)).length === 1) {
      pairs.set(d.id, senders[0]!.id);
    }
  }
  return pairs;
}

/** Joins what was handed to the silent provider with what came from it, where only one fits each way: slow and plain. */
function bruteForceBridges(
  legs: readonly Leg[],
  silent: string,
  direct: ReadonlyMap<string, string>,
): Map<string, string> {
  const used = new Set(direct.values());
  const downs = legs.filter((d) => d.from === silent && !direct.has(d.id));
  const ups = legs.filter((u) => u.to === silent && !used.has(u.id));
  // Twice the window of the program: who is alone in that is alone.
  const near = (u: Leg, d: Leg) => u.called === d.called && Math.abs(d.at - u.at) <= 20;
  const fits = (u: Leg, d: Leg) =>
    near(u, d) &&
    u.calling === d.calling &&
    u.provider !== d.provider &&
    d.at - u.at > -1.5 &&
    d.at - u.at < 9;
  const pairs = new Map<string, string>();
  for (const d of downs) {
    const around = ups.filter((u) => near(u, d));
    const [u] = around;
    if (around.length === 1 && u && fits(u, d) && downs.filter((x) => near(u, x)).length === 1) {
      pairs.set(d.id, u.id);
    }
  }
  return pairs;
}

describe("planted paths", () => {
  it.each(process.env["DOCKET_LONG_TESTS"] ? [1, 2, 3, 4, 5, 6, 7, 8] : [1])(
    "with skew, loss and rewriting are found as by brute force (seed %i)",
    async (seed) => {
      const random = new Random(seed);
      const names = ["O", "M", "G", "A", "B", "T"];
      const skew = new Map(names.map((name) => [name, random.between(-1, 1)]));
      const legs: Leg[] = [];
      const truth = new Map<string, string>();
      for (let call = 0; call < 300; call++) {
        const route = [
          "O",
          ...random.shuffled(["M", "G", "A", "B"]).slice(0, random.below(4)),
          "T",
        ];
        const called = `+1913334${String(1000 + random.below(60))}`;
        let at = random.between(0, 60_000);
        let calling = `+1316555${String(1000 + random.below(9000))}`;
        let before: Leg | null = null;
        for (const [i, provider] of route.entries()) {
          at += random.between(0.05, 0.6);
          const leg: Leg = {
            id: `c${call}-${i}`,
            provider,
            at: Math.round((at + skew.get(provider)!) * 1000) / 1000,
            called,
            calling,
            ...(i === 0 ? { customer: "C" } : { from: route[i - 1]! }),
            ...(i === route.length - 1 ? {} : { to: route[i + 1]! }),
          };
          // Some records are lost; the two sides of a lost one do not name each other.
          if (provider === "G" || random.chance(0.05)) before = null;
          else {
            legs.push(leg);
            if (before) truth.set(leg.id, before.id);
            before = leg;
          }
          if (random.chance(0.05)) calling = `+1202555${String(1000 + random.below(9000))}`;
        }
      }
      const workspace = await traced(legs);
      const found = await rowsOf<{
        id: string;
        path: string[];
        evidence: string[];
      }>(
        workspace,
        `select call_id as id, list(hop_provider_id order by hop_no) as path, list(evidence order by hop_no) as evidence
      from call_paths group by call_id`,
      );
      const byId = new Map(legs.map((l) => [l.id, l]));
      for (const [down, up] of bruteForce(legs)) {
        const path = found.find((f) => f.id === down)!;
        expect([path.path[1], path.evidence[1]], down).toEqual([byId.get(up)!.provider, "record"]);
      }
      const bridges = bruteForceBridges(legs, "G", bruteForce(legs));
      expect(bridges.size).toBeGreaterThan(20);
      for (const [down, up] of bridges) {
        const path = found.find((f) => f.id === down)!;
        expect([path.path.slice(1, 3), path.evidence.slice(1, 3)], down).toEqual([
          ["G", byId.get(up)!.provider],
          ["bridged", "record"],
        ]);
      }
      // What is joined is right: the top record is of the same call.
      const tops = await rowsOf<{ id: string; top: string }>(
        workspace,
        "select l.call_id as id, o.call_id as top from leg_paths as p join lake_legs as l on l.leg_id = p.leg_id join lake_legs as o on o.leg_id = p.top_leg_id",
      );
      for (const { id, top } of tops) expect(top.split("-")[0], id).toBe(id.split("-")[0]);
      expect(truth.size).toBeGreaterThan(300);
      workspace.close();
    },
  );
});

describe("the same records", () => {
  it("give the same paths whatever the number of threads", async () => {
    const random = new Random(8);
    const legs: Leg[] = Array.from({ length: 400 }, (_, n): Leg[] => {
      const common = {
        called: `+1913333${4000 + random.below(90)}`,
        calling: `+1316555${1000 + random.below(40)}`,
      };
      const at = random.between(0, 20_000);
      const silent = random.chance(0.4);
      return [
        { ...common, id: `o${n}`, provider: "O", at, customer: "C", to: silent ? "S" : "M" },
        ...(silent
          ? []
          : [
              {
                ...common,
                id: `m${n}`,
                provider: "M",
                at: at + random.between(0, 2),
                from: "O",
                to: "T",
              },
            ]),
        {
          ...common,
          id: `t${n}`,
          provider: "T",
          at: at + random.between(1, 4),
          from: silent ? "S" : "M",
        },
      ];
    }).flat();
    const pathsWith = async (threads: number) => {
      const workspace = await traced(legs, {}, { threads });
      const paths = await rowsOf(
        workspace,
        `select l.provider_id, l.call_id, p.call_leg_id::varchar as call_leg_id, o.call_id as top, r.hops, r.hop_kinds, r.stop_reason
        from leg_paths as p
        join path_routes as r on r.route_id = p.route_id and r.month = p.month
        join lake_legs as l on l.leg_id = p.leg_id
        join lake_legs as o on o.leg_id = p.top_leg_id order by 1, 2`,
      );
      const clocks = await rowsOf(workspace, "from provider_clocks order by 1");
      workspace.close();
      return { paths, clocks };
    };
    const one = await pathsWith(1);
    expect(one.paths.length).toBeGreaterThan(100);
    expect(await pathsWith(4)).toEqual(one);
  });
});
