import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../errors.ts";
import { replaceFile } from "../../workspace/durable.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { hashOf } from "./lake.ts";

/** Path, modification time and hash of files that were compared with the catalog. */
type Verified = Record<string, { mtimeMs: number; sha256: string }>;

/**
 * Compares the bytes of every file of the lake with the hash in the catalog. A file that was compared before and has not
 * been touched since is not read again.
 */
export async function verifyLakeFiles(workspace: Workspace): Promise<void> {
  const memory = workspace.path("verified.json");
  const verified = readVerified(memory);
  const now: Verified = {};
  for (const file of workspace.catalog.files) {
    const path = join(workspace.folder, file.path);
    const { mtimeMs } = statSync(path);
    const known = verified[file.path];
    if (known?.mtimeMs !== mtimeMs || known.sha256 !== file.sha256) {
      if ((await hashOf(path)) !== file.sha256) {
        throw new CommandError(
          workspace.catalog.faultMessage({ file, message: "not the file that the load wrote" }),
        );
      }
    }
    now[file.path] = { mtimeMs, sha256: file.sha256 };
  }
  replaceFile(memory, `${JSON.stringify(now)}\n`);
}

/** What was compared before; nothing where the file is not there or not whole: then every file is compared again. */
function readVerified(memory: string): Verified {
  try {
    const read = JSON.parse(readFileSync(memory, "utf8")) as unknown;
    return typeof read === "object" && read !== null ? (read as Verified) : {};
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT")
      return {};
    throw error;
  }
}
