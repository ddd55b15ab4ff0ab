import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { OpenedFile } from "./opened-file.ts";
import { rewrite, type Rewrite } from "./rewrite.ts";

/** The same file with its text as CSV that the engine can read, below `temporary`; its layout is that of the copy. */
export async function rewritten(
  opened: OpenedFile,
  how: Rewrite,
  temporary: string,
): Promise<OpenedFile> {
  const { file, path, container } = opened;
  const copy = join(mkdtempSync(join(temporary, "rows-")), "rows.csv");
  const { setAside, skipped, notes } = await rewrite(path, file, container === "gzip", how, copy);
  return {
    ...opened,
    file: copy,
    container: "text",
    setAside,
    skipped,
    notes: [...opened.notes, ...notes],
    layout: { ...opened.layout, delimiter: ",", skipLines: 0, rewrite: how },
  };
}
