import { CommandError, explainSystemError } from "../errors.ts";
import { readFacts } from "../facts/read.ts";
import type { Audience, Facts } from "../facts/types.ts";
import { openPublished, type Published } from "../pipeline/published.ts";
import { Workspace } from "../workspace/workspace.ts";
import type { CommandContext } from "./context.ts";

type Opening = Pick<CommandContext, "workspace" | "commandLine" | "output">;

/** Opens the workspace to write, says so where another process holds it, and closes it whatever happens. */
export async function withWorkspace<Result>(
  context: Opening,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const workspace = await Workspace.open(context.workspace, {
    command: context.commandLine,
    mode: "write",
    onWait: (holder) =>
      context.output.warn(`${context.workspace}: held by ${holder}: waiting for it to end`),
  });
  for (const notice of workspace.notices) context.output.warn(notice);
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}

/** Opens what the last analysis published. Waits for nobody; refuses where loads or the method have changed since. */
export async function withPublished<Result>(
  context: Opening,
  work: (workspace: Workspace, published: Published) => Promise<Result>,
): Promise<Result> {
  const workspace = await Workspace.open(context.workspace, {
    command: context.commandLine,
    mode: "read",
  });
  const published = await openPublished(workspace);
  try {
    if (!published.is_current) {
      throw new CommandError(
        `${workspace.folder}: the analysis is behind the loads or the program: run docket analyze`,
      );
    }
    return await work(workspace, published);
  } finally {
    published.close();
  }
}

/** Reads the facts of a month from what is published. */
export async function publishedFacts(
  workspace: Workspace,
  { session, manifest }: Published,
  options: { audience: Audience; month?: string },
): Promise<Facts> {
  const { publisher, contact } = workspace.settings;
  const { inputs_sha256, method_sha256 } = manifest;
  try {
    return await readFacts(session, {
      ...options,
      publisher,
      contact,
      inputs_sha256,
      method_sha256,
    });
  } catch (error) {
    throw explainSystemError(error, workspace.folder);
  }
}
