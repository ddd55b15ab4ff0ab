import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import Database from "libsql";
import { CommandError } from "../errors.ts";
import { sync, syncFolder } from "./durable.ts";
import { fileHash } from "./file-hash.ts";

/** Databases of a workspace: copied as of one moment each, while others write. */
const databases = ["records.sqlite", "portal.sqlite"];

/** What is copied after them: files that a database names are there before it names them. */
const folders = ["demands", "sealed"];

export interface BackupParts {
  /** Also the catalog and the loaded records: large, and they can be loaded again from the exports. */
  lake: boolean;
  /** Also the keys: whoever has them can sign as the desk and test called numbers. */
  keys: boolean;
}

const sumsFile = "SHA256SUMS";

/**
 * Copies what a workspace cannot make again into a new folder below `target`, named by the time. The folder appears when all
 * of it is on the disk and `check` has thrown nothing of it. Nobody else may read it: it holds passwords' hashes and responses. Returns its path and size.
 */
export async function backUp(
  workspace: string,
  target: string,
  parts: BackupParts,
  now: Date,
  check: (copy: string) => void,
): Promise<{ folder: string; files: number; bytes: number }> {
  const stamp = now.toISOString().slice(0, 19).replaceAll(":", "");
  const folder = join(resolve(target), `docket-${stamp}Z`);
  if (existsSync(folder)) throw new CommandError(`${folder}: is there already`);
  const making = `${folder}.${process.pid}.part`;
  mkdirSync(making, { recursive: true, mode: 0o700 });
  try {
    if (!existsSync(join(workspace, "records.sqlite")))
      throw new CommandError(
        `${workspace}: has no records.sqlite: there is nothing to back up, or it is lost`,
      );
    for (const name of parts.lake ? [...databases, "catalog.sqlite"] : databases)
      copyDatabase(join(workspace, name), join(making, name));
    const others = ["docket.json", ...folders, ...(parts.lake ? ["lake"] : []), ...(parts.keys ? ["keys"] : [])]; // prettier-ignore
    for (const name of others)
      if (existsSync(join(workspace, name)))
        cpSync(join(workspace, name), join(making, name), {
          recursive: true,
          filter: (path) => basename(path) !== ".work",
        });
    const files = filesBelow(making);
    for (const { path } of files) {
      chmodSync(join(making, path), 0o600);
      sync(join(making, path));
    }
    let sums = "";
    for (const { path } of files) sums += `${await fileHash(join(making, path))}  ${path}\n`;
    writeFileSync(join(making, sumsFile), sums, { mode: 0o600 });
    sync(join(making, sumsFile));
    check(making);
    renameSync(making, folder);
    syncFolder(dirname(folder));
    return { folder, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts a backup into a workspace that has none of its parts, as files of the workspace's owner and of nobody else. Throws where
 * the backup is not as it was written, or something would be overwritten. Returns what it put there.
 */
export async function restoreBackup(backup: string, workspace: string): Promise<string[]> {
  const files = await listedFiles(backup);
  const parts = [...new Set(files.map((path) => path.split("/")[0]!))].sort();
  const inTheWay = parts.flatMap((name) =>
    [name, `${name}-wal`, `${name}-shm`].filter((file) => existsSync(join(workspace, file))),
  );
  if (inTheWay.length > 0)
    throw new CommandError(
      `${workspace}: has ${inTheWay.join(", ")}: stop the portal and move them away first`,
    );
  mkdirSync(workspace, { recursive: true, mode: 0o700 });
  const { uid, gid } = statSync(workspace);
  const own = (path: string) => process.getuid?.() === 0 && lchownSync(path, uid, gid);
  for (const path of files) {
    let below = workspace;
    for (const part of path.split("/").slice(0, -1)) {
      below = join(below, part);
      if (existsSync(below)) continue;
      mkdirSync(below, { mode: 0o700 });
      own(below);
    }
    const to = join(workspace, path);
    copyFileSync(join(backup, path), to);
    chmodSync(to, 0o600);
    own(to);
    sync(to);
  }
  syncFolder(workspace);
  return parts;
}

/** The files of a backup, which are those that it lists, as it lists them; throws where anything differs. */
async function listedFiles(backup: string): Promise<string[]> {
  const sums = join(backup, sumsFile);
  const isBackup = /^docket-[\dT-]+Z$/.test(basename(resolve(backup))) && existsSync(sums);
  if (!isBackup)
    throw new CommandError(`${backup}: is no whole backup: give a folder that docket backup made`);
  const listed = new Map<string, string>();
  for (const line of readFileSync(sums, "utf8").split("\n").filter(Boolean)) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}((?:[\w.=-]+\/)*[\w.=-]+)$/.exec(line) ?? [];
    if (
      hash === undefined ||
      path === undefined ||
      path.split("/").some((part) => /^\.+$/.test(part))
    )
      throw new CommandError(
        `${sums}: has a line that no backup has: ${JSON.stringify(line.slice(0, 120))}`,
      );
    listed.set(path, hash);
  }
  if (!listed.has("records.sqlite"))
    throw new CommandError(`${sums}: does not list records.sqlite: it was cut`);
  for (const entry of readdirSync(backup, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name)
      .slice(join(backup).length + 1)
      .replaceAll("\\", "/");
    if (!entry.isFile()) throw new CommandError(`${join(backup, path)}: is no plain file`);
    if (path !== sumsFile && !listed.has(path))
      throw new CommandError(`${join(backup, path)}: was added since the backup`);
  }
  for (const [path, hash] of listed)
    if (!existsSync(join(backup, path)) || (await fileHash(join(backup, path))) !== hash)
      throw new CommandError(`${join(backup, path)}: is missing or was changed since the backup`);
  return [...listed.keys()];
}

function copyDatabase(from: string, to: string): void {
  if (!existsSync(from)) return;
  const db = new Database(from, { timeout: 10_000 });
  try {
    db.prepare("vacuum into ?").run(to);
  } finally {
    db.close();
  }
}

function filesBelow(folder: string): { path: string; bytes: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return {
        path: file.slice(folder.length + 1).replaceAll("\\", "/"),
        bytes: statSync(file).size,
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
