import { existsSync } from "node:fs";
import { CommandError, type ExitCode } from "../../errors.ts";
import { join } from "node:path";
import { refuseLostRecords } from "../../demands/stored.ts";
import { checkChainSignatures } from "../../records/daily-signature.ts";
import { readRecords } from "../../records/records.ts";
import { backUp, restoreBackup, type BackupParts } from "../../workspace/backup.ts";
import type { CommandContext } from "../context.ts";

/** Copies what cannot be made again, while the portal runs. */
export async function backupCommand(
  { workspace, output, json, runDate }: CommandContext,
  target: string,
  parts: BackupParts,
): Promise<ExitCode> {
  if (!existsSync(workspace)) throw new CommandError(`${workspace}: no workspace here`);
  // A copy that cannot be read is none, nor one of records that are lost: neither takes the place of a good one.
  let events: ReturnType<typeof readRecords> = [];
  const made = await backUp(workspace, target, parts, runDate, (copy) => {
    events = readRecords(copy);
    checkChainSignatures(events, join(workspace, "records.sqlite"));
    if (events.length === 0) refuseLostRecords(workspace);
  });
  if (json) output.print(JSON.stringify({ ...made, events: events.length }));
  else {
    output.print(
      `${made.folder}: ${made.files} files, ${(made.bytes / 2 ** 20).toFixed(1)} MiB, ${events.length} events, chain verified`,
    );
    if (!parts.keys) output.print("keys/ is not in it: keep a copy of them in another place");
  }
  return 0;
}

/** Puts a backup into a workspace that has none of its parts. */
export async function restoreCommand(
  { workspace, output }: CommandContext,
  backup: string,
): Promise<ExitCode> {
  const parts = await restoreBackup(backup, workspace);
  output.print(`${workspace}: restored ${parts.join(", ")}; now run docket status`);
  return 0;
}
