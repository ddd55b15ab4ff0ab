import { existsSync } from "node:fs";
import { join } from "node:path";
import { openSealed } from "./seal.ts";

/** Called numbers of a load are sealed in 16 groups, by the first bits of their keys: opening one opens few others. */
export const keyGroups = { shift: 60 } as const;

export const sealedFolder = (workspace: string, load_id: string): string =>
  join(workspace, "sealed", load_id);

export const sealedFile = (workspace: string, load_id: string, group: number): string =>
  join(sealedFolder(workspace, load_id), `${group.toString(16)}.age`);

/** A called number that somebody needs: its key, and the load that it came in. */
export interface NeededNumber {
  load_id: string;
  called_key: string;
}

/** Opens the numbers of keys, and no others leave it. Keys of loads that were not sealed are not in the result. */
export async function unsealed(
  workspace: string,
  needed: readonly NeededNumber[],
  identities: readonly string[],
): Promise<Map<string, string>> {
  const byFile = new Map<string, Set<string>>();
  for (const { load_id, called_key } of needed) {
    const group = Number(BigInt(called_key) >> BigInt(keyGroups.shift));
    const file = sealedFile(workspace, load_id, group);
    byFile.set(file, (byFile.get(file) ?? new Set()).add(called_key));
  }
  const found = new Map<string, string>();
  for (const [file, keys] of byFile) {
    if (!existsSync(file)) continue;
    for (const line of (await openSealed(file, identities)).split("\n")) {
      const [key, number] = line.split(",");
      if (key && number && keys.has(key)) found.set(key, number);
    }
  }
  return found;
}
