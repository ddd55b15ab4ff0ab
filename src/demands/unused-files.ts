import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesFolder } from "./files.ts";
import type { Desk } from "./desk.ts";

/** A file that came in is used at once, or by a draft: what nothing has used for so long is left over. */
const keptHours = 24;

/**
 * Removes uploads that no demand on record and no draft uses: those of drafts that were removed, and those that were
 * replaced. Runs while no other process can append; whoever records a demand then finds its files, or is told that they
 * are gone. Returns how many it removed.
 */
export function removeUnusedFiles(desk: Desk, ofDrafts: ReadonlySet<string>, now: Date): number {
  const folder = filesFolder(desk.folder);
  let removed = 0;
  desk.decide(now, () => {
    const used = new Set(ofDrafts);
    for (const { events } of desk.records.demands.all())
      for (const { body } of events)
        for (const { sha256 } of (body as { files?: { sha256: string }[] }).files ?? [])
          used.add(sha256);
    const before = now.getTime() - keptHours * 3_600_000;
    for (const name of readdirSync(folder))
      if (!used.has(name) && statSync(join(folder, name)).mtimeMs < before) {
        rmSync(join(folder, name));
        removed++;
      }
    return [];
  });
  return removed;
}
