import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  mergeSmall,
  protectAcrossAreas,
  withholdSmall,
} from "../../src/facts/disclosure/suppression.ts";

const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 56 });

describe("withholdSmall", () => {
  it("shows no count from 1 to 10 and keeps zeros", () => {
    fc.assert(
      fc.property(counts, (values) => {
        withholdSmall(values).forEach((cell, i) => {
          if (cell !== "withheld") expect(cell === 0 || cell >= 11).toBe(true);
          if (values[i] === 0) expect(cell).toBe(0);
        });
      }),
      { seed: 1 },
    );
  });
  it("leaves nothing to find by subtraction where another cell could be withheld", () => {
    fc.assert(
      fc.property(counts, (values) => {
        const cells = withholdSmall(values);
        const hidden = values.filter((_, i) => cells[i] === "withheld");
        const others = values.filter((v, i) => v > 0 && cells[i] !== "withheld");
        if (hidden.length === 0 || others.length === 0) return;
        expect(hidden.length).toBeGreaterThanOrEqual(2);
        expect(hidden.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(11);
      }),
      { seed: 2 },
    );
  });
});

describe("mergeSmall", () => {
  it("keeps the total and shows no part from 1 to 10 where the whole has 11", () => {
    fc.assert(
      fc.property(counts, (values) => {
        const parts = values.map((complaints, i) => ({ label: `p${i}`, complaints }));
        const { parts: merged } = mergeSmall(parts, (m) => `all other (${m.length})`);
        const total = values.reduce((a, b) => a + b, 0);
        expect(merged.reduce((sum, p) => sum + p.complaints, 0)).toBe(total);
        if (total >= 11)
          for (const part of merged) expect(part.complaints).toBeGreaterThanOrEqual(11);
      }),
      { seed: 3 },
    );
  });
});

describe("protectAcrossAreas", () => {
  it("leaves no cell to be had by subtraction from a published total over areas", () => {
    const table = fc.array(
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 }),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(table, (rows) => {
        const keys = [0, 1, 2, 3, 4];
        const forced = protectAcrossAreas(
          rows.map((row) => new Map(row.map((n, i) => [i, n]))),
          keys,
          () => true,
          (area, force) => {
            const cells = withholdSmall(rows[area]!, force);
            return (i) => cells[i] === "withheld";
          },
        );
        const cells = rows.map((row, i) => withholdSmall(row, forced[i]));
        for (const key of keys) {
          const hidden = rows
            .filter((_, i) => cells[i]![key] === "withheld")
            .map((row) => row[key]!);
          const shown = rows.filter((row, i) => row[key]! > 0 && cells[i]![key] !== "withheld");
          if (hidden.length === 0 || shown.length === 0) continue;
          expect(hidden.length).toBeGreaterThanOrEqual(2);
          expect(hidden.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(11);
        }
      }),
      { seed: 4 },
    );
  });
});
