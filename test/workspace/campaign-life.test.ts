import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  campaignLives,
  identityChanges,
  recordLives,
  type LifeEvent,
} from "../../src/records/campaign-life.ts";
import { EventLog } from "../../src/workspace/event-log.ts";

const members = (text: string) =>
  new Map(text.split(" ").map((pair) => pair.split("=") as [string, string]));
const changes = (before: string, now: string) =>
  identityChanges(members(before), members(now)).map(
    (e) => `${e.campaign_id} ${e.event} ${e.other_campaign_id}`,
  );

describe("identityChanges", () => {
  it("finds a split where a part of a campaign is now one that was not there", () => {
    expect(changes("a=A b=A c=A d=A", "a=A b=A c=B d=B")).toEqual(["B split A"]);
  });

  it("finds a merge where a campaign is now in another that was there", () => {
    expect(changes("a=A b=A c=B d=B", "a=A b=A c=A d=A")).toEqual(["A merged B"]);
  });

  it("says nothing where members stay, come or go, or one strays", () => {
    expect(changes("a=A b=A c=B", "a=A b=A c=B d=A e=C")).toEqual([]);
    expect(changes("a=A b=A c=A d=A e=A f=A", "a=A b=A c=A d=A e=A f=B")).toEqual([]);
    expect(changes("a=A b=A c=B d=B", "c=B d=B")).toEqual([]);
  });
});

describe("recordLives", () => {
  it("records each event once, whatever the number of runs", () => {
    const log = EventLog.open(join(mkdtempSync(join(tmpdir(), "docket-life-")), "records.sqlite"));
    const born: LifeEvent = { campaign_id: "A", event: "born", day: "2024-03-01", other_campaign_id: null, from_provider_id: null, to_provider_id: null }; // prettier-ignore
    const ended: LifeEvent = { ...born, event: "ended", day: "2024-03-09" };
    recordLives(log, "2024-05-01T00:00:00Z", [born]);
    recordLives(log, "2024-06-01T00:00:00Z", [born, ended]);
    recordLives(log, "2024-06-02T00:00:00Z", [born, ended]);
    expect(log.events()).toHaveLength(2);
    expect(campaignLives(log.events())).toEqual([born, ended]);
    log.close();
  });
});
