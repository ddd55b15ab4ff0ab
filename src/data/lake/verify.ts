import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../errors.ts";
import { replaceFile } from "../../workspace/durable.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { fileHash } from "../../workspace/file-hash.ts";

/** Path, modification time and hash of files that were compared with what wrote them. */
type Verified = Record<string, { mtimeMs: number; sha256: string }>;

/** A file below the workspace, as what wrote it says. */
export interface WrittenAs {
  path: string;
  sha256: string;
}

/**
 * The files whose bytes are not those that were written. A file that was compared before and has not been touched since
 * is not read again. Every file must be there.
 */
export async function changedFiles<File extends WrittenAs>(
  workspace: Workspace,
  files: readonly File[],
): Promise<File[]> {
  const memory = workspace.path("verified.json");
  const verified = readVerified(memory);
  const changed: File[] = [];
  let isNew = false;
  for (const file of files) {
    const path = join(workspace.folder, file.path);
    const { mtimeMs } = statSync(path);
    const known = verified[file.path];
    if (known?.mtimeMs === mtimeMs && known.sha256 === file.sha256) continue;
    isNew = true;
    delete verified[file.path];
    if ((await fileHash(path)) !== file.sha256) changed.push(file);
    else verified[file.path] = { mtimeMs, sha256: file.sha256 };
  }
  if (isNew) remember(workspace, memory, verified);
  return changed;
}

/** Compares the bytes of every file of the lake with the hash in the catalog; throws for the first that is another. */
export async function verifyLakeFiles(workspace: Workspace): Promise<void> {
  const [file] = await changedFiles(workspace, workspace.catalog.files);
  if (!file) return;
  const message = "not the file that the load wrote";
  throw new CommandError(workspace.catalog.faultMessage({ file, message }));
}

function remember(workspace: Workspace, memory: string, verified: Verified): void {
  const there = Object.entries(verified).filter(([path]) => existsSync(workspace.path(path)));
  try {
    replaceFile(memory, `${JSON.stringify(Object.fromEntries(there))}\n`);
  } catch (error) {
    // A reader may not be able to write, and need not: the files are then compared again the next time.
    if (workspace.isWritable) throw error;
  }
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
