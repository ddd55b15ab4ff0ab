import { Workspace } from "../data/workspace.ts";
import type { CommandContext } from "./observatory.ts";

/** Opens the workspace, says so where another process holds it, and closes it whatever happens. */
export async function withWorkspace<Result>(
  context: Pick<CommandContext, "workspace" | "commandLine" | "output">,
  mode: "read" | "write",
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const workspace = await Workspace.open(context.workspace, {
    command: context.commandLine,
    mode,
    onWait: (holder) =>
      context.output.warn(`${context.workspace}: held by ${holder}: waiting for it to end`),
  });
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}
