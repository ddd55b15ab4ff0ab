import { unload } from "../../../loaders/unload.ts";
import { holdOn } from "../../demands/holds.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { DemandBook } from "../../records/demands.ts";
import { readRecords } from "../../records/records.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { CommandContext } from "../context.ts";
import { withWorkspace } from "../with-workspace.ts";

/** Takes loads back: their rows go, and what they superseded holds again. */
export async function unloadCommand(
  context: CommandContext,
  ids: readonly string[],
): Promise<ExitCode> {
  const taken = await withWorkspace(context, (workspace) => {
    refuseHeld(workspace, ids);
    return unload(workspace, ids, context.runDate.toISOString());
  });
  if (context.json) context.output.print(JSON.stringify({ unloaded: taken }, null, 2));
  for (const load of context.json ? [] : taken) {
    context.output.print(
      `${load.load_id} ${load.file_name}: ${formatCount(load.rows)} rows taken back, ` +
        `${formatCount(load.restored)} earlier rows hold again`,
    );
  }
  return 0;
}

/** What a demand asks to keep stays: a load that falls into its window is not taken back. */
function refuseHeld(workspace: Workspace, ids: readonly string[]): void {
  const book = new DemandBook();
  book.take(readRecords(workspace.folder));
  for (const id of ids) {
    const load = workspace.catalog.load(id);
    const hold = load && holdOn(book.all(), load.first_at, load.last_at);
    if (hold)
      throw new CommandError(
        hold.demand?.type === "preservation"
          ? `${id}: is held by the preservation letter ${hold.number}: it stays until that is closed (docket demand status ${hold.number})`
          : `${id}: ${hold.number} asks for what is in it: produce or close the demand first (docket demand status ${hold.number})`,
      );
  }
}
