import { Workspace } from "../workspace/workspace.ts";
import { readFacts } from "../facts/read.ts";
import type { Audience, Facts } from "../facts/types.ts";
import { analysisIsCurrent } from "./analyze.ts";
import { CommandError, explainSystemError } from "../errors.ts";
import type { CommandContext } from "./docket.ts";

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

/** Reads the facts of a workspace; refuses where loads came after the last analysis, since old and new would mix. */
export async function currentFacts(
  workspace: Workspace,
  options: { audience: Audience; month?: string },
): Promise<Facts> {
  if (!(await analysisIsCurrent(workspace.session))) {
    throw new CommandError(
      `${workspace.folder}: the analysis is behind the loads: run docket analyze`,
    );
  }
  const { publisher, contact } = workspace.settings;
  try {
    return await readFacts(workspace.session, { ...options, publisher, contact });
  } catch (error) {
    throw explainSystemError(error, workspace.folder);
  }
}
