import { existsSync } from "node:fs";
import { CommandError, type ExitCode } from "../../errors.ts";
import { readRecords } from "../../records/records.ts";
import { backUp, restoreBackup, type BackupParts } from "../../workspace/backup.ts";
import type { CommandContext } from "../context.ts";

/** Copies what cannot be made again, while the portal runs. */
export function backupCommand(
  { workspace, output, json, runDate }: CommandContext,
  target: string,
  parts: BackupParts,
): Promise<ExitCode> {
  if (!existsSync(workspace)) throw new CommandError(`${workspace}: no workspace here`);
  const made = backUp(workspace, target, parts, runDate);
  // A copy that cannot be read is none: the chain of the copied records is checked.
  const events = readRecords(made.folder);
  if (json) output.print(JSON.stringify({ ...made, events: events.length }));
  else {
    output.print(
      `${made.folder}: ${made.files} files, ${(made.bytes / 2 ** 20).toFixed(1)} MiB, ${events.length} events, chain verified`,
    );
    if (!parts.keys) output.print("keys/ is not in it: keep a copy of them in another place");
  }
  return Promise.resolve(0);
}

/** Puts a backup into a workspace that has none of its parts. */
export function restoreCommand(
  { workspace, output }: CommandContext,
  backup: string,
): Promise<ExitCode> {
  const parts = restoreBackup(backup, workspace);
  output.print(`${workspace}: restored ${parts.join(", ")}; now run docket status`);
  return Promise.resolve(0);
}
