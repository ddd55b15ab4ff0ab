import { existsSync } from "node:fs";
import { hashFile } from "../../../loaders/files/scan.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { withWorkspace } from "../with-workspace.ts";

/** Notes that a load's rejects, or a file that cannot be loaded, are known: the next run does not report them again. */
export async function acknowledgeCommand(
  context: CommandContext,
  targets: readonly string[],
): Promise<ExitCode> {
  await withWorkspace(context, async (workspace) => {
    const known: string[] = [];
    for (const target of targets) {
      if (workspace.catalog.load(target)) known.push(target);
      else if (existsSync(target)) known.push(await hashFile(target));
      else throw new CommandError(`${target}: neither a load of this workspace nor a file`, 2);
    }
    workspace.catalog.commit(context.runDate.toISOString(), {
      kind: "acknowledged",
      body: { targets: known },
    });
  });
  if (context.json) context.output.print(JSON.stringify({ acknowledged: targets }));
  else for (const target of targets) context.output.print(`${target}: acknowledged`);
  return 0;
}
