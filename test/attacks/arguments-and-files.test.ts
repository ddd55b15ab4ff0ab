import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { date, day } from "../../src/cli/arguments.ts";
import { partBars } from "../../src/charts/charts.ts";
import { siteColours } from "../../src/charts/palette.ts";
import { html } from "../../src/html.ts";
import { readColumnMap } from "../../loaders/columns/column-map.ts";
import { listFiles } from "../../loaders/files/list.ts";
import { readSettings } from "../../src/workspace/settings.ts";
import { temporaryFolder } from "../workspaces.ts";

// Attacks on arguments, settings, maps and hostile text: refused with the place and the remedy, or made harmless.

it("dates that the calendar does not have are refused, and a time without an offset is UTC", () => {
  for (const text of [
    "12",
    "0",
    "2026-02-30",
    "March 5",
    "0000-01-01",
    "9999-01-01",
    "+010000-01-01",
  ]) {
    expect(() => date(text), text).toThrow(/YYYY-MM-DD/);
    expect(() => day(text), text).toThrow(/YYYY-MM-DD/);
  }
  expect(date("2026-02-28T23:30").toISOString()).toBe("2026-02-28T23:30:00.000Z");
  expect(date("2026-02-28T23:30:00-06:00").toISOString()).toBe("2026-03-01T05:30:00.000Z");
});

it("settings say what is wrong with them, with a byte order mark or without", () => {
  const folder = temporaryFolder();
  const write = (text: string) => writeFileSync(join(folder, "docket.json"), text);
  write('\uFEFF{"threads": 2}');
  expect(readSettings(folder).threads).toBe(2);
  write('{"threads": 100000, "memory_limit": "-5GB"}');
  expect(() => readSettings(folder)).toThrow(/memory_limit: use a size such as 4GiB; threads: /);
});

it("a map of aliases that grow without end is refused by name, as wrong usage", () => {
  const bomb = join(temporaryFolder(), "bomb.yaml");
  const levels = Array.from(
    { length: 9 },
    (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`,
  );
  writeFileSync(bomb, `l0: &l0 [a]\n${levels.join("\n")}\n`);
  expect(() => readColumnMap(bomb)).toThrow(/bomb\.yaml: .*alias/i);
  try {
    readColumnMap(bomb);
  } catch (error) {
    expect((error as { exitCode: number }).exitCode).toBe(2);
  }
});

it("a pipe is refused before anything waits for it", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "in"));
  const pipe = join(folder, "in", "p.csv");
  execFileSync("mkfifo", [pipe]);
  expect(() => listFiles([pipe])).toThrow(/p\.csv: not a regular file/);
});

it("hostile text stays inside its place on a page", () => {
  const page = html`<p>${"a\u0001\u202Eb\uD83D\uFFFE<script>"}</p>`.toString();
  expect(page).toBe("<p>ab\uFFFD\uFFFD&lt;script&gt;</p>");
});

it("topics that begin alike are bars of their own, and one long word is cut", () => {
  const start = "Calls that pretend to be the office of a government agency and";
  const drawn = partBars(
    [`${start} threaten`, `${start} promise`, "x".repeat(4000)].map((label, i) => ({
      key: String(i), label, count: 100 - 30 * i,
    })), // prettier-ignore
    { width: 640, palette: siteColours, isSimulated: false },
    "Complaints",
  ).toString();
  expect(drawn).not.toContain("x".repeat(100));
  for (const count of [100, 70, 40]) expect(drawn).toContain(`>${count}<`);
  expect(drawn).toMatch(/ … \(2\)/);
});
