import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { identityDecisions, identityHistory } from "../../src/records/identity-decisions.ts";
import { readRecords } from "../../src/records/records.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import {
  analyzed,
  docketHere,
  newWorkspace,
  rowsOf,
  runDate,
  temporaryFolder,
} from "../workspaces.ts";

const gold = csvParse(readFileSync(new URL("../gold/rmd-pairs.csv", import.meta.url), "utf8"));
const real = new URL("../../samples/rmd/robocall-mitigation-database-2025-01.csv", import.meta.url)
  .pathname;

interface Link {
  left_id: string;
  right_id: string;
  relation: string;
  standing: string;
  name_level: string;
  frn_level: string;
}

async function compared(workspace: Workspace): Promise<Link[]> {
  await runPipeline(workspace, { only: ["company_links"], runDate });
  analyzed(workspace);
  return rowsOf<Link>(workspace, "select * from company_links");
}

const header =
  "number,frn,business_name,business_address,foreign_voice_provider,other_frns,other_dba_names,robocall_mitigation_contact_name,contact_telephone_number,implementation,last_updated";

/** A copy of the database: its day, and the cells of each filing from `number` to the telephone number. */
function copyOf(day: string, filings: readonly string[]): string {
  const path = join(temporaryFolder(), `rmd-${day}.csv`);
  const others = Array.from(
    { length: 40 },
    (_, i) =>
      `RMD00009${String(i).padStart(2, "0")},${9000 + i},Other ${"abcdefghijklmnopqrstuvwxyz"[i % 26]}${i},${i} Elm St Town KS 660${String(i).padStart(2, "0")},No,,,Person ${i}q,913555${String(1000 + i)}`,
  );
  writeFileSync(
    path,
    [header, ...[...filings, ...others].map((cells) => `${cells},Yes,2024-01-02`), ""].join("\n"),
  );
  return path;
}

async function workspaceOf(...files: string[]): Promise<Workspace> {
  const workspace = await newWorkspace();
  expect((await loadPaths(workspace, files, { runDate })).errors).toEqual([]);
  return workspace;
}

describe("records of companies", () => {
  it("are matched as a reader matched 200 pairs of the real database", async () => {
    const links = new Map(
      (await compared(await workspaceOf(real))).map((l) => [`${l.left_id} ${l.right_id}`, l]),
    );
    const judged = gold.map((pair) => {
      const ids = [pair["left_filing_number"]!, pair["right_filing_number"]!].sort();
      return { label: pair["label"]!, link: links.get(ids.join(" ")) };
    });
    expect(judged).toHaveLength(200);
    const of = (labels: string[], standing: string[]) =>
      judged.filter((j) => labels.includes(j.label) && standing.includes(j.link?.standing ?? "")).length;
    // No two that a reader held for strangers are suggested, and those suggested are related.
    expect(of(["different"], ["suggested", "possible"])).toBe(0);
    expect(of(["same", "affiliate"], ["suggested"])).toBeGreaterThanOrEqual(50);
    expect(of(["unclear"], ["suggested"])).toBeLessThanOrEqual(2);
    expect(of(["same"], ["suggested"])).toBe(16);
    // One of two called one company may be two of one control; not more.
    const same = judged.filter((j) => j.link?.relation === "same");
    expect(same.filter((j) => j.label === "same").length).toBeGreaterThanOrEqual(0.8 * same.length);
  });

  it("are never matched by name alone, and a number in the place of a name is no name", async () => {
    const links = await compared(
      await workspaceOf(
        copyOf("2024-01-05", [
          "RMD0000001,1,Farmers Telephone Company,1 Main St Ames IA 50010,No,,,Ann Lee,5155550001",
          "RMD0000002,2,Farmers Telephone Company,9 High St Salem OR 97301,No,,,Bob Ray,5035550002",
          "RMD0000003,3,0026223164,5 Oak Ave Reno NV 89501,No,,,Cy Poe,7755550003",
          "RMD0000004,4,0026223164,8 Fir Rd Mesa AZ 85201,No,,,Dee Orr,4805550004",
          "RMD0000005,5,Prairie Voice LLC,7 Lake Dr Fargo ND 58102,No,,,Eve Fox,7015550005",
          "RMD0000006,6,\"Prairie Voice, Inc.\",7 Lake Drive Fargo ND 58102,No,,,Eve Fox,701-555-0005",
          "RMD0000007,7,Nova Tel,3 Bay St Troy NY 12180,No,8,,Gil Hay,5185550007",
          "RMD0000008,8,Orbit Talk,6 Hill St Bath ME 04530,No,7,,Ivy Jay,2075550008",
        ]),
      ),
    );
    expect(links.map((l) => [l.left_id, l.right_id, l.relation, l.name_level, l.frn_level])).toEqual(
      expect.arrayContaining([
        ["RMD0000005", "RMD0000006", "same", "equal_but_legal_form", "different"],
      ]),
    );
    expect(links.filter((l) => ["RMD0000001", "RMD0000003"].includes(l.left_id))).toEqual([]);
  });

  it("of a removed company lead to one that starts after it with the same contact", async () => {
    const removed = "RMD0000001,1,Quick Dial LLC,1 Main St Ames IA 50010,No,,,Ann Lee,5155550001";
    const stays = "RMD0000002,2,Steady Talk,9 High St Salem OR 97301,No,,,Bob Ray,5035550002";
    const next = "RMD0000003,3,Fresh Ring Inc,1 Main Street Ames IA 50010,No,,,Ann Lee,515-555-0001";
    const stranger = "RMD0000004,4,New Phone Co,4 Pine St Waco TX 76701,No,,,Zed Moe,2545550004";
    const workspace = await workspaceOf(
      copyOf("2024-01-05", [removed, stays]),
      copyOf("2024-03-05", [stays, next, stranger]),
    );
    await compared(workspace);
    expect(
      await rowsOf(
        workspace,
        "select removed_id, other_id, removed_on::varchar as removed_on, started::varchar as started, phone_level, contact_level, address_level, name_level from phoenix_leads",
      ),
    ).toEqual([
      {
        removed_id: "RMD0000001",
        other_id: "RMD0000003",
        removed_on: "2024-03-05",
        started: "2024-01-05",
        phone_level: "equal",
        contact_level: "equal",
        address_level: "equal",
        name_level: "different",
      },
    ]);
  });

  it("are one where a person says so, and are not where that is taken back", async () => {
    const workspace = await workspaceOf(
      copyOf("2024-01-05", [
        "RMD0000005,5,Prairie Voice LLC,7 Lake Dr Fargo ND 58102,No,,,Eve Fox,7015550005",
        "RMD0000006,6,\"Prairie Voice, Inc.\",7 Lake Drive Fargo ND 58102,No,,,Eve Fox,701-555-0005",
      ]),
    );
    await runPipeline(workspace, { runDate });
    workspace.close();
    const say = (...args: string[]) => docketHere("identity", ...args, "-w", workspace.folder);
    const decide = ["RMD0000006", "RMD0000005", "--decide"];
    const open = await say("--json");
    expect(JSON.parse(open.stdout).matches).toMatchObject([{ decision: null, relation: "same" }]);
    expect((await say(...decide, "same")).status).toBe(2);
    expect((await say("RMD0000005", "RMD0999999", "--decide", "same", "--by", "A", "--reason", "b")).stderr).toContain("RMD0999999");
    const person = ["--by", "A. Analyst", "--reason", "one owner"];
    expect((await say(...decide, "undone", ...person)).status).toBe(1);
    expect((await say(...decide, "same", ...person)).status).toBe(0);
    expect(JSON.parse((await say("--json")).stdout).matches[0].decision).toBe("same");
    expect(identityDecisions(readRecords(workspace.folder))).toHaveLength(1);
    expect((await say(...decide, "undone", ...person)).status).toBe(0);
    expect(JSON.parse((await say("--json")).stdout).matches[0].decision).toBe(null);
    const events = readRecords(workspace.folder);
    expect(identityDecisions(events)).toEqual([]);
    expect(identityHistory(events).map((d) => d.decision)).toEqual(["same", "undone"]);
  });
}); // prettier-ignore
