import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a JSON file of ours holds; undefined where it is not there or not whole, so that it is made again. */
export function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether every file is below the folder with its size. */
export function areWhole(
  folder: string,
  files: readonly { path: string; bytes: number }[] | undefined,
): boolean {
  return (
    files !== undefined &&
    files.every(({ path, bytes }) => {
      const place = join(folder, path);
      return existsSync(place) && statSync(place).size === bytes;
    })
  );
}
