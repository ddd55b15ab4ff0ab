import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { CommandError } from "../../src/errors.ts";

export interface FoundFile {
  path: string;
  /** False where the file only lay in a folder that was named: an unknown format is then passed over. */
  isNamed: boolean;
}

/** Files, folders (all below them) and globs, in a fixed order. */
export function listFiles(paths: readonly string[]): FoundFile[] {
  const found: FoundFile[] = [];
  for (const path of paths) {
    if (!existsSync(path)) {
      const matches = /[*?[{]/.test(path)
        ? globSync(path, { absolute: path.startsWith("/") }).sort()
        : [];
      if (matches.length === 0) throw new CommandError(`${path}: no such file`);
      for (const match of matches) found.push(...listFiles([match]));
    } else if (statSync(path).isDirectory()) {
      const files = filesBelow(path);
      if (files.length === 0) throw new CommandError(`${path}: the folder holds no files`);
      found.push(...files.map((file) => ({ path: file, isNamed: false })));
    } else if (!statSync(path).isFile())
      throw new CommandError(`${path}: not a regular file: save what it gives to a file first`);
    else found.push({ path, isNamed: true });
  }
  return found.filter((file, i) => found.findIndex((other) => other.path === file.path) === i);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".")) return [];
      if (entry.isDirectory()) return filesBelow(path);
      // A link to a file is a file; a link to a folder is not followed, since it may lead in a circle.
      const isFile = entry.isSymbolicLink()
        ? statSync(path, { throwIfNoEntry: false })?.isFile()
        : entry.isFile();
      return isFile ? [path] : [];
    });
}
