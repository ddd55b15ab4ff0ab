import { CommandError, explainSystemError } from "../errors.ts";
import { readMonth } from "../data/reads/month.ts";
import { moreLeftOut } from "../facts/disclosure/left-out.ts";
import type { LeftOut } from "../facts/disclosure/month.ts";
import { monthFacts } from "../facts/month.ts";
import type { Audience, Facts } from "../facts/types.ts";
import { Desk } from "../demands/desk.ts";
import { openRecords } from "../records/records.ts";
import type { EventLog } from "../workspace/event-log.ts";
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

/** Opens the workspace and its records to write, and closes both whatever happens. */
export const withRecords = <Result>(
  context: Opening,
  work: (records: EventLog) => Result,
): Promise<Result> =>
  withWorkspace(context, (workspace) => {
    const records = openRecords(workspace.folder);
    try {
      return Promise.resolve(work(records));
    } finally {
      records.close();
    }
  });

/** Opens the desk of a workspace that exists, and closes it whatever happens. Waits for no load or analysis. */
export async function withDesk<Result>(
  context: Opening,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  await Workspace.open(context.workspace, { command: context.commandLine, mode: "read" });
  const desk = Desk.open(context.workspace);
  try {
    return await work(desk);
  } finally {
    desk.close();
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

/** Who an edition is for, and whether it shows invented data. */
export interface Edition {
  audience: Audience;
  demonstration?: boolean;
}

/** Each edition has a folder of its own, so that one is not published in another's place. */
export const editionName = ({ audience, demonstration }: Edition): string =>
  demonstration ? "demonstration" : audience;

/**
 * The facts of a month from what is published. A public edition is audited first: where any protected cell could be
 * bounded from what would be printed, nothing is.
 */
export async function publishedFacts(
  workspace: Workspace,
  { session, manifest }: Published,
  options: Edition & { month?: string },
): Promise<Facts> {
  const { publisher, contact, license, corrections, corrections_log } = workspace.settings;
  const { method_sha256 } = manifest;
  if (options.demonstration && options.audience === "office")
    throw new CommandError("--demonstration is a public edition: leave out --audience office", 2);
  try {
    const is_demonstration = options.demonstration ?? false;
    const withSimulated = is_demonstration || options.audience === "office";
    const rows = await readMonth(session, { month: options.month, withSimulated });
    let left_out: LeftOut = new Set();
    for (;;) {
      const { facts, audit } = monthFacts(rows, {
        audience: options.audience,
        is_demonstration,
        publisher: { office: publisher, contact, license, corrections, corrections_log },
        method_sha256,
        left_out,
      });
      const breaches = options.audience === "public" ? audit() : [];
      const [first] = breaches;
      if (!first) return facts;
      const more = moreLeftOut(breaches, left_out);
      if (more === undefined) {
        throw new CommandError(
          `the disclosure audit found ${breaches.length} cells that a reader could work out, such as ${first.id}: nothing is published`,
        );
      }
      left_out = more;
    }
  } catch (error) {
    throw explainSystemError(error, workspace.folder);
  }
}
