import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluateCampaigns } from "../../src/evaluation/campaigns.ts";
import { openPublished } from "../../src/pipeline/published.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { docketHere, preparedFolder, temporaryFolder } from "../workspaces.ts";

/** Makes a world, takes it all the way, and scores what was found in its calls. */
async function score(...options: string[]) {
  const world = join(temporaryFolder(), "world");
  const workspace = preparedFolder();
  expect((await docketHere("simulate", "--out", world, ...options)).status).toBe(0);
  expect([0, 3]).toContain(
    (await docketHere("load", join(world, "exports"), "-w", workspace)).status,
  );
  expect((await docketHere("analyze", "-w", workspace)).status).toBe(0);
  expect(existsSync(join(world, "truth", "calls.csv"))).toBe(true);
  const opened = await Workspace.open(workspace, { command: "test", mode: "read" });
  const { session, close } = await openPublished(opened);
  try {
    return {
      scores: (await evaluateCampaigns(session, join(world, "truth")))!,
      calls: await session.rows<{ wrong: number }>(
        `select count(*) as wrong from campaigns as c where calls is not null and (calls_low > calls_high
            or calls > (select count(distinct (provider_id, call_id)) from campaign_calls as m where m.campaign_id = c.campaign_id))`,
      ),
    };
  } finally {
    close();
    opened.close();
  }
}

describe("campaigns of calls", () => {
  it("are found in a simulated world, and no lawful sender is accused", async () => {
    const { scores, calls } = await score(
      "--calls",
      "40000",
      "--seed",
      "77",
      "--exporting-share",
      "0.9",
    );
    expect(scores.f).toBeGreaterThan(0.75);
    expect(scores.f).toBeLessThanOrEqual(scores.ceiling.f + 0.02);
    expect(scores.f).toBeGreaterThan(2 * scores.by_caller.f);
    expect(scores.lawful_accused).toEqual([]);
    expect(calls).toEqual([{ wrong: 0 }]);
  });

  it.runIf(process.env["DOCKET_LONG_TESTS"])("are hardly found where there are none", async () => {
    const { scores } = await score(
      "--calls",
      "60000",
      "--seed",
      "78",
      "--world",
      "field",
      "--no-campaigns",
    );
    expect(scores.clusters).toBeLessThanOrEqual(1);
  });
});
