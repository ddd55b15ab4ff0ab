import { describe, expect, it } from "vitest";
import { conflictsOf, mostConflicts } from "../../src/demands/conflicts.ts";
import type { DemandEntry, DemandObject, ScopeLists } from "../../src/records/demand-types.ts";
import { at, demandObject, deskCommand, newDesk, received, writeDemand } from "./desks.ts";

const lists: ScopeLists = {
  states: [],
  numbers: [],
  callback_numbers: [],
  campaign_ids: [],
  provider_ids: [],
  called_numbers: [],
};

type Over = Partial<Omit<DemandObject, "scope">> & { scope?: Partial<ScopeLists> };

function entry(number: string, over: Over = {}, more: Partial<DemandEntry> = {}): DemandEntry {
  const demand = { ...demandObject(), ...over, scope: { ...lists, ...(over.scope ?? { states: ["KS"] }) } }; // prettier-ignore
  const whole = { number, agency_id: demand.agency_id, state: "validated", demand, productions: [], ...more }; // prettier-ignore
  return whole as unknown as DemandEntry;
}

const met = (a: DemandEntry, b: DemandEntry) =>
  conflictsOf(a, [a, b]).conflicts.map(({ kind, shared, records }) => ({ kind, shared, records }))[0]; // prettier-ignore

describe("conflicts between demands", () => {
  it("are those whose windows, classes and lists can be about one record", () => {
    const own = entry("D-1", { records: ["calls", "hops"], scope: { states: ["KS"], campaign_ids: ["c1"] } }); // prettier-ignore
    const mo = { agency_id: "mo-ag", records: ["calls", "providers"] } as const;
    const other = (over: Over, more: Partial<DemandEntry> = {}) =>
      met(own, entry("D-2", { ...mo, records: [...mo.records], ...over }, more));
    const both = { kind: "other_office", records: ["calls"] };
    expect(other({ scope: { campaign_ids: ["c2", "c1"] } })).toEqual({ ...both, shared: { campaign_ids: ["c1"] } }); // prettier-ignore
    // A number and a campaign may be the same calls.
    expect(other({ scope: { numbers: ["+12025550123"] } })).toEqual({ ...both, shared: {} });
    expect(other({ scope: { states: ["MO"] } })).toBe(undefined);
    expect(other({ scope: { states: ["KS"], campaign_ids: ["c2"] } })).toBe(undefined);
    expect(other({ records: ["providers"] })).toBe(undefined);
    const window = (from: string, to: string, time_zone = "America/Chicago") =>
      other({ window: { from, to, time_zone } });
    expect(window("2024-04-01", "2024-04-30")).toBe(undefined);
    expect(window("2024-02-01", "2024-02-29")).toBe(undefined);
    expect(window("2024-03-31", "2024-04-30")).toBeDefined();
    // The first of April begins in Guam while it is March 31 in Chicago.
    expect(window("2024-04-01", "2024-04-30", "Pacific/Guam")).toBeDefined();
    expect(window("2023-01-01", "2025-01-01")).toBeDefined();
    expect(window("2024-03-10T10:00", "2024-03-10T11:00")).toBeDefined();
    for (const state of ["withdrawn", "deficient", "received"] as const)
      expect(other({}, { state })).toBe(undefined);
  });

  it("say what a reviewer must mind", () => {
    const own = entry("D-1");
    const kind = (over: Over, more: Partial<DemandEntry> = {}) =>
      met(own, entry("D-2", { agency_id: "mo-ag", ...over }, more))?.kind;
    expect(kind({ agency_id: "ks-ag" })).toBe("same_office");
    expect(kind({ type: "preservation", confidentiality: "sealed" })).toBe("preservation");
    expect(kind({ confidentiality: "sealed by order" })).toBe("confidential");
    const { window, scope, records } = entry("D-2").demand!;
    expect(kind({}, { scope: { window, scope, records, tier: "attorneys_eyes_only" } })).toBe("eyes_only"); // prettier-ignore
    expect(kind({}, { productions: [{}] as DemandEntry["productions"] })).toBe("answered");
    expect(kind({})).toBe("other_office");
  });

  it("are counted all, and the newest listed", () => {
    const own = entry("D-0");
    const others = Array.from({ length: 50 }, (_, i) => entry(`D-${i + 1}`));
    const { conflicts, found } = conflictsOf(own, [own, ...others]);
    expect(found).toBe(50);
    expect(conflicts).toHaveLength(mostConflicts);
    expect(conflicts[0]!.number).toBe("D-50");
  });

  it("are shown to the reviewer, and to no agency", async () => {
    const desk = await newDesk();
    const command = deskCommand(desk);
    for (const [agency, id] of [
      ["ks-ag", "A"],
      ["mo-ag", "B"],
    ] as const) {
      // prettier-ignore
      if (agency === "mo-ag")
        await command("agency", agency, "--name", "Missouri Attorney General", "--domain", "ago.mo.gov", "--by", "admin"); // prettier-ignore
      const { folder } = writeDemand({ demand_id: id, agency_id: agency });
      await at(desk, received, "receive", folder);
    }
    const { stdout } = await command("review", "D-2026-000001");
    expect(stdout).toContain("other demands that ask for these records, or may: 1");
    expect(stdout).toContain("D-2026-000002 (mo-ag,");
    expect(stdout).toContain("called in: KS. Another office asks, too.");
    const life = await command("status", "D-2026-000001");
    expect(life.stdout).toContain("D-2026-000001");
    expect(life.stdout).not.toContain("D-2026-000002");
  });
});
