import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Session } from "../../src/data/session.ts";
import { Random } from "../../src/simulation/random.ts";
import { docketHere, preparedFolder, temporaryFolder } from "../workspaces.ts";

const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,ingress_provider_id,egress_provider_id,customer_id";

/** Records of 3,000 calls of March 2024 at O, who places them, and at T: half are one robocaller's, three are another's. */
function exports(folder: string): string {
  mkdirSync(folder);
  const random = new Random(5);
  const pick = (n: number) => Math.floor(random.next() * n);
  const lines = { O: [header], T: [header] };
  const reports = [
    "report_id,app_id,observed_at,calling_number,called_npa_nxx,called_state,verdict,category,action,duration_s,language,transcript,callback_number,audio_fingerprint,attestation,simulated",
  ];
  for (let n = 0; n < 3000; n++) {
    const at = new Date(Date.UTC(2024, 2, 1) + random.next() * 30 * 86_400_000).toISOString();
    const isRobocall = n % 2 === 0;
    const caller = isRobocall
      ? `+1212${2_000_000 + pick(7_999_999)}`
      : n < 6
        ? "+13160000000"
        : `+1316555${1000 + pick(9000)}`;
    const called = `+1913333${1000 + pick(9000)}`;
    const customer = isRobocall ? "K77" : n < 6 ? "K9" : `K${100 + pick(200)}`;
    const rest = isRobocall ? `5,${n % 6 === 0 ? "answered" : "no_answer"}` : "90,answered";
    lines.O.push(`o${n},O,${at},${caller},${called},${rest},,T,${customer}`);
    lines.T.push(`t${n},T,${at},${caller},${called},${rest},O,,`);
    if (isRobocall && n % 100 === 0)
      reports.push(
        `r${n},app${n % 3},${at},${caller},${called.slice(2, 8)},KS,scam,tax,blocked,5,en,,,,,`,
      );
  }
  writeFileSync(join(folder, "O.csv"), `${lines.O.join("\n")}\n`);
  writeFileSync(join(folder, "T.csv"), `${lines.T.join("\n")}\n`);
  writeFileSync(join(folder, "app-reports.csv"), `${reports.join("\n")}\n`);
  return folder;
}

describe("odd traffic", () => {
  it("of which half is one campaign's is told as that, and three calls are no campaign", async () => {
    const workspace = preparedFolder();
    const input = exports(join(temporaryFolder(), "in"));
    expect((await docketHere("load", input, "-w", workspace)).status).toBe(0);
    expect((await docketHere("analyze", "-w", workspace)).status).toBe(0);
    const session = await Session.open(join(workspace, "warehouse.duckdb"), {
      access_mode: "READ_ONLY",
    });
    try {
      const found = await session.rows<{ calls: number; customers: string; recordings: number }>(
        `select any_value(c.calls) as calls, string_agg(distinct k.customer_id, ' ') as customers, any_value(c.recordings) as recordings
        from published.campaigns as c join published.campaign_cells as k on k.campaign_id = c.campaign_id group by c.campaign_id`,
      );
      expect(found.map((c) => c.customers)).toEqual(["K77"]);
      expect(found[0]!.calls).toBeGreaterThan(1450);
      expect(found[0]!.calls).toBeLessThan(1550);
      expect(found[0]!.recordings).toBe(0);
      const warned = await session.rows<{ customer_id: string | null }>(
        "select customer_id from published.early_warnings",
      );
      expect(new Set(warned.map((w) => w.customer_id))).toEqual(new Set(["K77"]));
    } finally {
      session.close();
    }
  });
});
