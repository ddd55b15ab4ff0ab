import { existsSync, readdirSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { CommandError, explainSystemError } from "../../src/errors.ts";

export interface FoundFile {
  path: string;
  /** False where the file only lay in a folder that was named: an unknown format is then passed over. */
  isNamed: boolean;
  /** Why a file, link or folder below a named folder cannot be read; the others are loaded. */
  fault?: Error;
}

/** Files, folders (all below them) and globs, in a fixed order. A path that is not there is an error. */
export function listFiles(paths: readonly string[]): FoundFile[] {
  const found = new Map<string, FoundFile>();
  const add = (file: FoundFile) => {
    if (!found.has(file.path)) found.set(file.path, file);
  };
  for (const path of paths) {
    if (existsSync(path)) for (const file of filesAt(path)) add(file);
    else {
      const matches = /[*?[{]/.test(path)
        ? globSync(path, { absolute: path.startsWith("/") }).sort()
        : [];
      if (matches.length === 0) throw missing(path);
      for (const match of matches) for (const file of filesAt(match)) add(file);
    }
  }
  return [...found.values()];
}

/** A link in a circle is not there for existsSync: it is told from a path that nobody made. */
function missing(path: string): Error {
  try {
    statSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return explainSystemError(error, path);
  }
  return new CommandError(`${path}: no such file`);
}

function filesAt(path: string): FoundFile[] {
  const stat = statSync(path);
  if (stat.isDirectory()) {
    const files = filesBelow(path);
    if (files.length === 0) throw new CommandError(`${path}: the folder holds no files`);
    return files;
  }
  if (!stat.isFile())
    throw new CommandError(`${path}: not a regular file: save what it gives to a file first`);
  return [{ path, isNamed: true }];
}

function filesBelow(folder: string): FoundFile[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return [{ path: folder, isNamed: false, fault: explainSystemError(error, folder) }];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): FoundFile[] => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".")) return [];
      if (entry.isDirectory()) return filesBelow(path);
      if (!entry.isSymbolicLink()) return entry.isFile() ? [{ path, isNamed: false }] : [];
      // A link to a file is a file; a link to a folder is not followed, since it may lead in a circle.
      let stat: Stats;
      try {
        stat = statSync(path);
      } catch (error) {
        return [{ path, isNamed: false, fault: explainSystemError(error, path) }];
      }
      return stat.isFile() ? [{ path, isNamed: false }] : [];
    });
}
