import { expect, it } from "vitest";
import { Random } from "../../src/simulation/random.ts";
import { rowsOf } from "../workspaces.ts";
import { traced, type Leg } from "./traced.ts";

const day = 86_400;
const hour = 3600;

/** Calls of every day of March 2024 over a list of providers, whose clocks are ahead by `ahead`. */
function calls(
  route: readonly string[],
  prefix: string,
  ahead: (provider: string, day: number) => number,
): Leg[] {
  const random = new Random(5);
  return Array.from({ length: 310 }, (_, n) => {
    // Noon of March 5 is the tests' origin of time.
    const no = (n % 31) - 4;
    const at = no * day + random.between(-4, 4) * hour;
    return route.map((provider, k): Leg => ({
      id: `${prefix}${n}-${k}`, provider, called: `+1913${prefix}${String(1000 + n)}`, at: at + k + ahead(provider, no),
      ...(k === 0 ? { customer: "C" } : { from: route[k - 1]! }), ...(k < route.length - 1 && { to: route[k + 1]! }),
    })); // prettier-ignore
  }).flat();
}

it("a zone taken wrongly is told from a clock, with the days on which it is seen", async () => {
  const workspace = await traced([
    // M’s switch knows no summer time, which began on March 10.
    ...calls(["O", "M", "T"], "333", (provider, no) => (provider === "M" && no >= 5 ? hour : 0)),
    // Of two alone it cannot be told which is off.
    ...calls(["F", "G"], "444", (provider) => (provider === "F" ? -5.5 * hour : 0)),
    // A clock that is off by minutes is no zone.
    ...calls(["O", "S"], "555", (provider) => (provider === "S" ? 400 : 0)),
  ]);
  const shifts = await rowsOf(
    workspace,
    `select provider_id, other_provider_id as other, shift_s, calls, first_day::varchar as first, last_day::varchar as last
    from zone_shifts order by provider_id`,
  );
  expect(shifts).toEqual([
    { provider_id: "F", other: "G", shift_s: -19_800, calls: 310, first: "2024-03-01", last: "2024-03-31" },
    { provider_id: "G", other: "F", shift_s: 19_800, calls: 310, first: "2024-03-01", last: "2024-03-31" },
    { provider_id: "M", other: null, shift_s: 3600, calls: 440, first: "2024-03-10", last: "2024-03-31" },
  ]); // prettier-ignore
  expect(
    await rowsOf(workspace, "select provider_id, records from record_findings where finding = 'wrong_zone' order by 1"),
  ).toEqual([
    { provider_id: "F", records: 310 },
    { provider_id: "G", records: 310 },
    { provider_id: "M", records: 440 },
  ]); // prettier-ignore
  // Records are joined by the right time, and published as they were written.
  expect(
    await rowsOf(workspace, "select hops, count(*) as calls from (select call_id, count(*) as hops from call_paths where provider_id in ('T', 'G') group by all) group by hops order by hops"),
  ).toEqual([{ hops: 2, calls: 310 }, { hops: 3, calls: 310 }]); // prettier-ignore
  expect(await rowsOf(workspace, "select count(*) as calls from calls")).toEqual([{ calls: 930 }]);
  expect(
    await rowsOf(workspace, "select count(*) as n from call_legs as m join call_legs as o on o.called_key = m.called_key where m.provider_id = 'M' and o.provider_id = 'O' and epoch(m.started_at) - epoch(o.started_at) > 3000"),
  ).toEqual([{ n: 220 }]); // prettier-ignore
  workspace.close();
});
