import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { checkChainSignatures } from "../../src/records/daily-signature.ts";
import { DemandBook } from "../../src/records/demands.ts";
import { readRecords } from "../../src/records/records.ts";
import { eventHash, start } from "../../src/workspace/event-log.ts";
import { docketHere, temporaryFolder } from "../workspaces.ts";
import { program } from "../sample-workspace.ts";
import { at, newDesk, received, writeDemand } from "./desks.ts";

describe("the records of a desk", () => {
  it("sign their chain once a day; a chain made anew is found out", async () => {
    const desk = await newDesk();
    for (const day of ["02", "02", "03", "04"])
      await at(
        desk,
        `2026-03-${day}T15:00:00Z`,
        "receive",
        writeDemand({ demand_id: `${day}${Math.random()}` }).folder,
      );
    const file = join(desk, "records.sqlite");
    expect(checkChainSignatures(readRecords(desk), file)).toBe(3);
    // Somebody with the file changes an agency's name and makes every hash anew.
    const db = new Database(file);
    db.exec("drop trigger events_are_never_updated");
    let { hash } = start;
    for (const row of db.prepare("select * from events order by seq").all() as Record<
      string,
      unknown
    >[]) {
      const event = {
        ...row,
        body: (row["body"] as string).replace("Kansas", "Another"),
        previous: hash,
      } as never;
      hash = eventHash(event);
      const { seq, body, previous } = event as { seq: number; body: string; previous: string };
      db.prepare("update events set body = ?, previous = ?, hash = ? where seq = ?").run(
        body,
        previous,
        hash,
        seq,
      );
    }
    db.close();
    expect(readRecords(desk).length).toBeGreaterThan(10);
    expect(() => checkChainSignatures(readRecords(desk), file)).toThrow("the records were changed");
    const status = await docketHere("-w", desk, "status");
    expect([status.status, status.stderr]).toEqual([
      1,
      expect.stringContaining("the records were changed"),
    ]);
  });

  it("go on from a backup", async () => {
    const desk = await newDesk();
    await at(desk, received, "receive", writeDemand({ demand_id: "1" }).folder);
    const backup = join(temporaryFolder(), "records.sqlite");
    const db = new Database(join(desk, "records.sqlite"));
    db.exec(`vacuum into '${backup}'`);
    db.close();
    const restored = await newDesk();
    for (const ending of ["-wal", "-shm"])
      rmSync(join(restored, `records.sqlite${ending}`), { force: true });
    cpSync(backup, join(restored, "records.sqlite"));
    cpSync(join(desk, "keys"), join(restored, "keys"), { recursive: true });
    await at(restored, received, "receive", writeDemand({ demand_id: "2" }).folder);
    const list = JSON.parse((await at(restored, received, "status", "--json")).stdout);
    expect(list.map((d: { number: string }) => d.number)).toEqual([
      "D-2026-000001",
      "D-2026-000002",
    ]);
  });

  it("lose nothing and double nothing while writers are killed and others write", async () => {
    const desk = await newDesk();
    const told = new Set<string>();
    const kills = process.env["DOCKET_LONG_TESTS"] ? 100 : 8;
    for (let i = 0; i < kills; i++) {
      const { folder } = writeDemand({ demand_id: `K${i}` });
      const child = spawn(process.execPath, [
        program,
        "-w",
        desk,
        "--run-date",
        received,
        "demand",
        "receive",
        folder,
        "--json",
      ]);
      let out = "";
      child.stdout.on("data", (text: Buffer) => (out += text.toString()));
      const timer = setTimeout(() => child.kill("SIGKILL"), 250 + ((i * 173) % 900));
      await at(desk, received, "receive", writeDemand({ demand_id: `Other${i}` }).folder);
      await new Promise((done) => child.on("close", done));
      clearTimeout(timer);
      if (out.includes('"number"')) told.add(`K${i}`);
    }
    const book = new DemandBook();
    book.take(readRecords(desk));
    const ids = book.all().map((d) => d.demand_id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of told) expect(ids).toContain(id);
    for (const entry of book.all())
      expect(entry.events.map((e) => e.kind).slice(0, 3)).toEqual([
        "demand_received",
        "demand_checked",
        "demand_acknowledged",
      ]);
  }, 600_000);
});
