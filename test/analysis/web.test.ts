import { describe, expect, it } from "vitest";
import { chokepointsOf } from "../../src/analysis/web/chokepoints.ts";
import { communitiesOf } from "../../src/analysis/web/communities.ts";

describe("chokepoints", () => {
  it("add what those before them do not carry, and show whose records they hang on", () => {
    const route = (exporter: string, calls: number, ...providers: string[]) => ({
      exporter,
      providers,
      calls,
    });
    const found = chokepointsOf([
      route("T1", 380, "big", "origin"),
      route("T1", 20, "origin"),
      route("T2", 300, "big", "origin"),
      route("T1", 200, "small"),
      route("T2", 60, "origin"),
      route("T2", 40),
    ]);
    // The origin carries 760 of 1,000 and leaves nothing for the transit provider before it.
    expect(found.map((c) => [c.place, c.provider_id, c.calls])).toEqual([
      [1, "origin", 760],
      [2, "small", 200],
    ]);
    expect(found[0]!.together).toBeCloseTo(0.76, 12);
    expect(found[1]!.together).toBeCloseTo(0.96, 12);
    // Without T2's records: 400 of 600; without T1's: 360 of 400.
    expect(found[0]!.together_low).toBeCloseTo(400 / 600, 12);
    expect(found[0]!.together_high).toBeCloseTo(360 / 400, 12);
    expect(found.map((c) => [c.chosen_without, c.exporters])).toEqual([
      [2, 2],
      [1, 2],
    ]);
  });

  it("are none where nobody above the records is known", () => {
    expect(chokepointsOf([{ exporter: "T", providers: [], calls: 90 }])).toEqual([]);
    expect(chokepointsOf([])).toEqual([]);
  });
});

describe("communities", () => {
  it("are providers that hand calls to each other, the same whatever the order of the links", () => {
    const ring = (names: string[]) =>
      names.flatMap((from, i) => names.slice(i + 1).map((to) => ({ from, to, calls: 50 })));
    const flows = [...ring(["a", "b", "c", "d"]), ...ring(["w", "x", "y"]), { from: "d", to: "w", calls: 1 }];
    const found = communitiesOf(flows);
    const byCommunity = (n: number) => found.filter((m) => m.community === n).map((m) => m.provider_id);
    expect(byCommunity(1)).toEqual(["a", "b", "c", "d"]);
    expect(byCommunity(2)).toEqual(["w", "x", "y"]);
    expect(found[0]).toMatchObject({ providers: 4, calls_inside: 300, calls_across: 1 });
    expect(communitiesOf([...flows].reverse())).toEqual(found);
    expect(communitiesOf([])).toEqual([]);
  });
}); // prettier-ignore
