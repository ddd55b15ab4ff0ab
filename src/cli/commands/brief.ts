import { resolve } from "node:path";
import { writeBriefs } from "../../../reports/write-briefs.ts";
import { jurisdictions } from "../../data/jurisdictions.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { editionName, publishedFacts, withPublished, type Edition } from "../with-workspace.ts";

export interface BriefOptions extends Edition {
  month: string;
  state?: string[];
  all?: boolean;
  out?: string;
}

export async function briefCommand(
  context: CommandContext,
  options: BriefOptions,
): Promise<ExitCode> {
  const wanted = options.all ? jurisdictions.map((j) => j.state) : (options.state ?? []);
  if (wanted.length === 0)
    throw new CommandError("name a jurisdiction with --state XX, or --all", 2);
  for (const state of wanted) {
    if (!jurisdictions.some((j) => j.state === state)) {
      throw new CommandError(
        `unknown state: ${state} (use a two-letter code such as KS, DC or PR)`,
        2,
      );
    }
  }
  const { written, folder } = await withPublished(context, async (workspace, published) => {
    const folder = options.out
      ? resolve(options.out)
      : workspace.path("briefs", editionName(options));
    const others = workspace.path("briefs", editionName({ ...options, audience: "public" }));
    if (options.audience === "office" && `${folder}/`.startsWith(`${others}/`))
      throw new CommandError(
        `${folder}: the public edition's folder: an office's briefs do not go there`,
        2,
      );
    const facts = await publishedFacts(workspace, published, options);
    const states = facts.states.filter((s) => wanted.includes(s.state));
    const written = await writeBriefs(facts, states, folder, (name) =>
      context.output.progress(`brief for ${name}`),
    );
    return { written, folder };
  });
  if (context.json) {
    context.output.print(
      JSON.stringify({ folder, month: options.month, briefs: Object.fromEntries(written) }),
    );
  } else {
    context.output.print(
      `${folder}/${options.month}: ${written.size} briefs, ${editionName(options)} edition`,
    );
  }
  return 0;
}
