import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { tracingMethod } from "../../src/analysis/tracing/index.ts";
import { compareTracebacks } from "../../src/data/tracing/tracebacks.ts";
import { traceCalls } from "../../src/data/tracing/stitch.ts";
import type { Workspace } from "../../src/data/workspace.ts";
import { Random } from "../../src/simulation/random.ts";
import { newWorkspace, runDate, temporaryFolder } from "../workspaces.ts";

const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,ingress_provider_id,ingress_country,customer_id,egress_provider_id";

interface Leg {
  id: string;
  provider: string;
  /** Seconds after noon. */
  at: number;
  calling?: string;
  called?: string;
  disposition?: string;
  from?: string;
  country?: string;
  customer?: string;
  to?: string;
}

const line = (l: Leg): string =>
  [
    l.id, l.provider, new Date(Date.UTC(2024, 2, 5, 12) + 1000 * l.at).toISOString(), l.calling ?? "+13165550123",
    l.called ?? "+19133334444", "10", l.disposition ?? "answered", l.from ?? "", l.country ?? (l.from ? "US" : ""),
    l.customer ?? "", l.to ?? "",
  ].join(","); // prettier-ignore

const directory =
  "provider_id,name,frn,ocn,country,role_hint\n" +
  "O,Origin,1,,US,originating\nS,Silent,2,,US,intermediate\nM,Middle,3,,US,intermediate\nM2,Middle,3,,US,intermediate\n" +
  "T,Terminating,4,,US,terminating\nF,Abroad,,,IN,foreign\nG,Gateway,5,,US,gateway\n";

async function traced(
  legs: readonly Leg[],
  others: Record<string, string> = {},
): Promise<Workspace> {
  const workspace = await newWorkspace();
  const folder = join(temporaryFolder(), "in");
  mkdirSync(folder);
  writeFileSync(join(folder, "cdr.csv"), [header, ...legs.map(line), ""].join("\n"));
  writeFileSync(join(folder, "directory.csv"), directory);
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
  const report = await loadPaths(workspace, [folder], { runDate });
  expect(report.errors).toEqual([]);
  await workspace.session.transaction(async () => {
    await traceCalls(workspace.session, workspace.folder, tracingMethod);
    await compareTracebacks(workspace.session, 300);
  });
  return workspace;
}

async function pathOf(workspace: Workspace, id: string): Promise<string> {
  const hops = await workspace.session.rows<{ hop: string; evidence: string; stop: string | null }>(
    "select hop_provider_id as hop, evidence, stop_reason as stop from call_paths where call_id = $id order by hop_no",
    { id },
  );
  const marks: Record<string, string> = {
    record: "",
    named: "?",
    bridged: "~",
    bridged_with_gap: "~~",
  };
  return `${hops.map((h) => h.hop + marks[h.evidence]!).join(" < ")} ${hops.at(-1)?.stop}`;
}

async function check(legs: readonly Leg[], id: string, path: string): Promise<void> {
  const workspace = await traced(legs);
  expect(await pathOf(workspace, id)).toBe(path);
  workspace.close();
}

describe("a path", () => {
  const origin: Leg = { id: "o", provider: "O", at: 0, customer: "C1", to: "M" };
  const middle: Leg = { id: "m", provider: "M", at: 1, from: "O", to: "T" };
  const last: Leg = { id: "t", provider: "T", at: 2, from: "M" };

  it("goes from record to record to the originator", () =>
    check([origin, middle, last], "t", "T < M < O originator"));

  it("ends at the foreign upstream", () =>
    check(
      [
        { id: "g", provider: "G", at: 0, from: "F", country: "IN", to: "T" },
        { ...last, from: "G" },
      ],
      "t",
      "T < G < F? foreign_upstream",
    ));

  it("names a silent provider that nothing bridges", () =>
    check([{ ...last, from: "S" }], "t", "T < S? no_export"));

  it("is bridged over a silent provider by the records on its two sides", () =>
    check(
      [
        { ...origin, to: "S" },
        { ...last, from: "S" },
      ],
      "t",
      "T < S~ < O originator",
    ));

  it("is not bridged to another call of the same numbers a minute later", () =>
    check(
      [
        { ...origin, to: "S", at: -60 },
        { ...last, from: "S" },
      ],
      "t",
      "T < S? no_export",
    ));

  it("says that the next provider exports, but has no such call", () =>
    check(
      [{ ...origin, called: "+19133339999" }, { ...middle, called: "+19133339999" }, last],
      "t",
      "T < M? no_such_call",
    ));

  it("follows a caller that was rewritten where both sides name each other", () =>
    check(
      [origin, { ...middle, calling: "+12025550188" }, { ...last, calling: "+12025550188" }],
      "t",
      "T < M < O originator",
    ));

  it("knows one provider under two ids by its FRN", () =>
    check([{ ...origin, to: "M2" }, middle, { ...last, from: "M2" }], "t", "T < M < O originator"));

  it("does not take another route's record that was given up for the upstream", async () => {
    const legs: Leg[] = [
      { ...origin, id: "o1", to: "S", disposition: "failed" },
      { ...origin, id: "o2", at: 1, to: "M" },
      { ...middle, at: 2 },
      { ...last, at: 3 },
    ];
    const workspace = await traced(legs);
    expect(await pathOf(workspace, "t")).toBe("T < M < O originator");
    const calls = await workspace.session.row<{ n: number }>(
      "select count(distinct call_no) as n from calls",
    );
    expect(calls?.n, "two routes of one call").toBe(1);
    workspace.close();
  });

  it("keeps two attempts seconds apart from each other", async () => {
    const again = (leg: Leg) => ({ ...leg, id: `${leg.id}2`, at: leg.at + 4 });
    const legs = [origin, middle, last];
    const workspace = await traced([...legs, ...legs.map(again)]);
    const tops = await workspace.session.rows(
      "select p.call_id, o.call_id as top_call_id from leg_paths as p join leg_paths as o on o.leg = p.top_leg where p.provider_id = 'T' order by 1",
    );
    expect(tops).toEqual([
      { call_id: "t", top_call_id: "o" },
      { call_id: "t2", top_call_id: "o2" },
    ]);
    workspace.close();
  });

  it("is not guessed where two candidates fit alike", () =>
    check(
      [
        { ...origin, to: "S" },
        { ...origin, id: "x", provider: "G", customer: "C2", at: 0.2, to: "S" },
        { ...last, from: "S" },
      ],
      "t",
      "T < S? ambiguous",
    ));

  it("of providers in a circle says so, once, and ends", async () => {
    const workspace = await traced([
      { id: "a", provider: "M", at: 0, from: "G", to: "G" },
      { id: "b", provider: "G", at: 0, from: "M", to: "M" },
    ]);
    const stops = await workspace.session.rows<{ stop: string }>(
      "select distinct stop_reason as stop from call_paths where stop_reason is not null",
    );
    expect(stops).toEqual([{ stop: "loop" }]);
    workspace.close();
  });
});

describe("manual tracebacks", () => {
  const tracebacks =
    "traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome\n" +
    "T1,x,s,2024-03-05T12:00:02Z,+13165550123,+19133334444,KS,,me,2024-03-06T12:00:00Z,,open\n" +
    "T2,x,s,2024-03-05T12:00:02Z,+13165550123,+19133337777,KS,,me,2024-03-06T12:00:00Z,,open\n";
  const hops =
    "traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment\n" +
    "T1,0,T,US,terminating,2024-03-06T12:00:00Z,2024-03-06T13:00:00Z,upstream_identified,M,,,,\n" +
    "T1,1,M,US,intermediate,2024-03-06T14:00:00Z,2024-03-06T13:00:00Z,no_record,,,,,\n" +
    "T9,0,M,US,intermediate,2024-03-06T14:00:00Z,2024-03-06T15:00:00Z,no_record,,,,,\n";

  it("are confirmed or contradicted by records, and what fits nothing is kept and shown", async () => {
    const workspace = await traced(
      [
        { id: "m", provider: "M", at: 1, from: "O", to: "T" },
        { id: "t", provider: "T", at: 2, from: "M" },
      ],
      { "tracebacks.csv": tracebacks, "hops.csv": hops },
    );
    const findings = await workspace.session.rows<{ id: string; hop: number; finding: string }>(
      "select traceback_id as id, hop_no as hop, finding from traceback_findings order by all",
    );
    expect(findings.map((f) => `${f.id} ${f.hop} ${f.finding}`)).toEqual([
      "T1 0 confirmed by its own export",
      "T1 1 says no record, its own export has the call",
      "T1 1 says no record, the provider below received the call from it",
      "T2 0 its call is in no export that was loaded",
      "T9 0 an answer to a request that was never made",
    ]);
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
    const clocks = await workspace.session.rows<{
      provider_id: string;
      offset_s: number;
      is_finding: boolean;
    }>("select provider_id, offset_s, is_finding from provider_clocks order by 1");
    const [m, o, t] = clocks;
    expect(o!.offset_s - m!.offset_s).toBeCloseTo(13, 0);
    expect(t!.offset_s - m!.offset_s).toBeCloseTo(206, 0);
    expect(clocks.map((c) => c.is_finding)).toEqual([false, false, true]);
    const whole = await workspace.session.row<{ n: number }>(
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

describe("planted paths", () => {
  it.each([1, 2, 3])(
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
          if (random.chance(0.05)) before = null;
          else {
            legs.push(leg);
            if (before) truth.set(leg.id, before.id);
            before = leg;
          }
          if (random.chance(0.05)) calling = `+1202555${String(1000 + random.below(9000))}`;
        }
      }
      const workspace = await traced(legs);
      const found = await workspace.session.rows<{
        id: string;
        path: string[];
        evidence: string[];
      }>(
        `select call_id as id, list(hop_provider_id order by hop_no) as path, list(evidence order by hop_no) as evidence
      from call_paths group by call_id`,
      );
      const byId = new Map(legs.map((l) => [l.id, l]));
      for (const [down, up] of bruteForce(legs)) {
        const path = found.find((f) => f.id === down)!;
        expect([path.path[1], path.evidence[1]], down).toEqual([byId.get(up)!.provider, "record"]);
      }
      // What is joined is right: the top record is of the same call.
      const tops = await workspace.session.rows<{ id: string; top: string }>(
        "select p.call_id as id, o.call_id as top from leg_paths as p join leg_paths as o on o.leg = p.top_leg",
      );
      for (const { id, top } of tops) expect(top.split("-")[0], id).toBe(id.split("-")[0]);
      expect(truth.size).toBeGreaterThan(300);
      workspace.close();
    },
  );
});
