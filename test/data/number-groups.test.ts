import { inject } from "vitest";
import { describe, expect, it } from "vitest";
import {
  leastSurprising,
  numberGroupThresholds,
} from "../../src/analysis/complaints/number-groups.ts";
import { materialize, modelSql, thresholdValues } from "../../src/data/models.ts";
import { readUnitCounts, stageSurprising } from "../../src/data/reads/number-groups.ts";
import type { Session } from "../../src/data/session.ts";
import { openPublished } from "../../src/pipeline/published.ts";
import { Workspace } from "../../src/workspace/workspace.ts";

const month = "2020-10";

/** How many numbers of a month are surprising, by the pipeline's own steps, of complaints as they are or as `named`. */
async function surprising(session: Session, named: string): Promise<number> {
  const sql = modelSql("marts/reported_numbers").replaceAll("from complaints", `from ${named}`);
  await session.run(`create or replace temp table reported_numbers as ${sql}`, { month });
  const least = new Map<string, number>();
  for (const [kind, counts] of await readUnitCounts(session)) {
    const units = leastSurprising(counts);
    if (units !== null) least.set(kind, units);
  }
  await stageSurprising(session, least);
  await materialize(
    session,
    "found_groups",
    "marts/number_groups",
    thresholdValues(numberGroupThresholds),
  );
  return (await session.row<{ n: number }>(
    "select coalesce(sum(number_count), 0)::bigint as n from found_groups",
  ))!.n;
}

describe("number groups", () => {
  it("are in the FTC's records of a month, and hardly where each complaint's number is shifted", async () => {
    const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
    const { session, close } = await openPublished(workspace);
    try {
      const found = await surprising(session, "complaints");
      expect(found).toBeGreaterThan(100);
      expect(
        await session.rows("select group_id from found_groups order by units desc limit 1"),
      ).toEqual([{ group_id: "+13152328257" }]);
      // The last four digits move by what the area code and the day are: who names a number is then chance.
      await session.run(
        `create or replace temp view shifted as select * replace (calling_number[:8] ||
            lpad(((calling_number[9:]::bigint + hash(consumer_npa, reported_at::date) % 10000) % 10000)::varchar, 4, '0') as calling_number)
        from complaints where calling_number similar to '\\+1[0-9]{10}'`,
      );
      expect(await surprising(session, "shifted")).toBeLessThan(0.05 * found);
    } finally {
      close();
      workspace.close();
    }
  });
});
