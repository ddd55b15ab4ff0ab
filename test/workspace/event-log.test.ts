import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { EventLog } from "../../src/workspace/event-log.ts";

const at = "2026-01-01T00:00:00.000Z";

function logOf(count: number): string {
  const file = join(mkdtempSync(join(tmpdir(), "docket-log-")), "log.sqlite");
  const log = EventLog.open(file);
  for (let n = 1; n <= count; n++) log.append(at, [{ kind: "counted", body: { n } }]);
  log.close();
  return file;
}

/** Changes a log as somebody with a SQLite client would, triggers removed. */
function tamper(file: string, sql: string): void {
  const db = new Database(file);
  db.exec("drop trigger events_are_never_updated; drop trigger events_are_never_deleted");
  db.exec(sql);
  db.close();
}

describe("an event log", () => {
  it("gives back what was appended, in order, each event hashed with the one before", () => {
    const events = EventLog.read(logOf(3));
    expect(events.map((event) => event.body)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(new Set(events.map((event) => event.hash)).size).toBe(3);
  });

  it("is the same for the same events", () => {
    expect(EventLog.read(logOf(4))).toEqual(EventLog.read(logOf(4)));
  });

  it.each([
    ["update", "update events set body = '{\"n\":9}'"],
    ["delete", "delete from events"],
  ])("refuses to %s", (_, sql) => {
    const file = logOf(2);
    const db = new Database(file);
    expect(() => db.exec(sql)).toThrow();
    db.close();
    expect(EventLog.read(file)).toHaveLength(2);
  });

  it.each([
    [
      "a changed body",
      "update events set body = '{\"n\":9}' where seq = 2",
      /event 2 \(counted\) does not match its hash/,
    ],
    [
      "a changed time",
      "update events set at = '2020' where seq = 1",
      /event 1 .* does not match its hash/,
    ],
    ["a removed event", "delete from events where seq = 2", /event 2 is missing/],
    ["a removed first event", "delete from events where seq = 1", /event 1 is missing/],
    [
      "two exchanged events",
      "update events set seq = 9 where seq = 2; update events set seq = 2 where seq = 3; update events set seq = 3 where seq = 9",
      /event 2 .* does not match its hash/,
    ],
  ])("names the place of %s", (_, sql, message) => {
    const file = logOf(3);
    tamper(file, sql);
    expect(() => EventLog.read(file)).toThrow(message);
  });

  it("appends all of several events or none", () => {
    const file = logOf(1);
    const log = EventLog.open(file);
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    expect(() =>
      log.append(at, [
        { kind: "good", body: {} },
        { kind: "bad", body: cyclic },
      ]),
    ).toThrow();
    log.close();
    expect(EventLog.read(file)).toHaveLength(1);
  });

  it("says that a file is no log", () => {
    const file = join(mkdtempSync(join(tmpdir(), "docket-log-")), "log.sqlite");
    writeFileSync(file, "not a database at all, but long enough to be read as one");
    expect(() => EventLog.read(file)).toThrow(/log\.sqlite: damaged .*restore it from a backup/);
  });
});
