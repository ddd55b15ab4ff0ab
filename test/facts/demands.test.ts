import { describe, expect, it } from "vitest";
import { demandFacts } from "../../src/facts/demands.ts";
import type { DemandSummaryRow } from "../../src/data/reads/demands.ts";

const demand = (over: Partial<DemandSummaryRow> = {}): DemandSummaryRow => ({
  number: "D-2026-000001",
  state: "validated",
  received_at: "2026-03-02 15:00:00",
  acknowledged_at: "2026-03-02 15:00:00",
  reviewed_at: null,
  first_produced_at: null,
  fully_produced_at: null,
  return_by: "2026-03-20",
  deficiencies: [],
  rows_produced: 0,
  rows_withheld: 0,
  ...over,
});
const several = (n: number, over: Partial<DemandSummaryRow> = {}) =>
  Array.from({ length: n }, () => demand(over));

describe("demands", () => {
  it("are counts by year for the public, from 11 on, and nothing else", () => {
    const rows = [...several(10, { received_at: "2025-05-01 00:00:00" }), ...several(11)];
    expect(demandFacts(rows, "public")).toEqual({
      years: [
        { year: "2025", received: null },
        { year: "2026", received: 11 },
      ],
      desk: null,
    });
    expect(demandFacts([], "office")).toBeNull();
  });

  it("are states, clocks, faults and records for an office", () => {
    const rows = [
      // Friday 3 p.m. to Monday 4 p.m. in New York: 9 and 16 hours; the weekend does not count.
      demand({ received_at: "2026-03-06 20:00:00", first_produced_at: "2026-03-09 20:00:00", fully_produced_at: "2026-03-21 01:00:00", state: "produced", rows_produced: 7 }), // prettier-ignore
      demand({ first_produced_at: "2026-03-02 17:00:00", fully_produced_at: "2026-03-02 17:00:00", state: "produced", rows_produced: 5, rows_withheld: 2 }), // prettier-ignore
      demand({ deficiencies: ["scope_empty"] }),
    ];
    expect(demandFacts(rows, "office")!.desk).toEqual({
      states: [
        { state: "produced", demands: 2 },
        { state: "validated", demands: 1 },
      ],
      deficiencies: [{ code: "scope_empty", demands: 1 }],
      received: 3,
      deficient: 1,
      first_production_h: 13.5,
      produced: 2,
      on_time: 1,
      full: 2,
      rows_produced: 12,
      rows_withheld: 2,
    });
  });
});
