import { unload } from "../../../loaders/unload.ts";
import type { ExitCode } from "../../errors.ts";
import { formatCount } from "../../facts/wording/format.ts";
import type { CommandContext } from "../context.ts";
import { withWorkspace } from "../with-workspace.ts";

/** Takes loads back: their rows go, and what they superseded holds again. */
export async function unloadCommand(
  context: CommandContext,
  ids: readonly string[],
): Promise<ExitCode> {
  const taken = await withWorkspace(context, (workspace) =>
    unload(workspace, ids, context.runDate.toISOString()),
  );
  if (context.json) context.output.print(JSON.stringify({ unloaded: taken }, null, 2));
  for (const load of context.json ? [] : taken) {
    context.output.print(
      `${load.load_id} ${load.file_name}: ${formatCount(load.rows)} rows taken back, ` +
        `${formatCount(load.restored)} earlier rows hold again`,
    );
  }
  return 0;
}
