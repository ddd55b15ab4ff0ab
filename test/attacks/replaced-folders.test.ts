import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Workspace } from "../../src/workspace/workspace.ts";
import { pagesFolder, requireReplaceable } from "../../src/pages/build-site.ts";

// Attacks on what a build of the site replaces or leaves: nothing that no build of ours wrote is deleted.

const folderOf = () => mkdtempSync(join(tmpdir(), "docket-attack-"));

it("a folder that no build wrote is never replaced, nor a file, nor a workspace", () => {
  const folder = folderOf();
  const workspace = join(folder, "w");
  mkdirSync(join(workspace, "keys"), { recursive: true });
  const refused = (out: string) =>
    expect(() => requireReplaceable(out, workspace), out).toThrow(/^\/.*: /);
  mkdirSync(join(folder, "mine"));
  writeFileSync(join(folder, "mine", "notes.txt"), "keep me");
  writeFileSync(join(folder, "export.csv"), "keep me");
  symlinkSync(join(folder, "mine"), join(folder, "link"));
  for (const out of ["mine", "export.csv", "link", "w", "."]) refused(join(folder, out));
  refused(join(workspace, "keys", ".."));
  for (const out of ["new", "w/site", "w/site-office"])
    requireReplaceable(join(folder, out), workspace);
  mkdirSync(join(folder, "empty"));
  requireReplaceable(join(folder, "empty"), workspace);
  writeFileSync(join(folder, "mine", ".docket-site"), "");
  requireReplaceable(join(folder, "mine"), workspace);
  expect(readFileSync(join(folder, "mine", "notes.txt"), "utf8")).toBe("keep me");
});

it("the pages of a build that was killed go with the next one, those of one that runs stay", () => {
  const workspace = folderOf();
  const dead = join(workspace, "build", "site-99999999");
  const alive = join(workspace, "build", `site-${process.ppid}`);
  for (const folder of [dead, alive]) mkdirSync(folder, { recursive: true });
  pagesFolder(workspace, `site-${process.pid}`);
  expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
});

it("files of the lake that no load knows are all kept, though many have one name", async () => {
  const folder = join(folderOf(), "w");
  const open = () => Workspace.open(folder, { command: "test", mode: "write" });
  (await open()).close();
  const months = ["2024-01", "2024-02", "2024-03"];
  for (const text of ["first", "second"]) {
    for (const month of months) {
      mkdirSync(join(folder, "lake", "complaints", `month=${month}`), { recursive: true });
      writeFileSync(
        join(folder, "lake", "complaints", `month=${month}`, "a.parquet"),
        text + month,
      );
    }
    (await open()).close();
  }
  for (const month of months) {
    const place = join(folder, "unlisted", "complaints", `month=${month}`, "a.parquet");
    expect(readFileSync(place, "utf8")).toBe(`first${month}`);
    expect(readFileSync(`${place}.2`, "utf8")).toBe(`second${month}`);
  }
});
