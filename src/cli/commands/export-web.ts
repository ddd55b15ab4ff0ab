import { resolve } from "node:path";
import { followTheMoney } from "../../../reports/follow-the-money.ts";
import { readWebLinks, readWebProviders } from "../../data/reads/web.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { identityDecisions } from "../../records/identity-decisions.ts";
import { readRecords } from "../../records/records.ts";
import { replaceFile } from "../../workspace/durable.ts";
import type { CommandContext } from "../context.ts";
import { withPublished } from "../with-workspace.ts";

/** Writes the web of providers as FollowTheMoney entities, for offices: it names everybody. */
export async function exportWeb(context: CommandContext, out: string): Promise<ExitCode> {
  if (!out.endsWith(".ftm.json"))
    throw new CommandError(`${out}: the web is written as FILE.ftm.json`, 2);
  const { links, text, providers } = await withPublished(
    context,
    async (workspace, { session }) => {
      const decided = identityDecisions(readRecords(workspace.folder));
      const ids = decided.flatMap((d) => [d.left_id, d.right_id]);
      const [found, known] = [await readWebLinks(session), await readWebProviders(session, ids)];
      return {
        links: found.length,
        providers: known.length,
        text: followTheMoney(known, found, decided),
      };
    },
  );
  if (providers === 0)
    throw new CommandError(
      "no campaign of calls is claimed, so there is no web: load call records, and run docket analyze",
    );
  try {
    replaceFile(resolve(out), text);
  } catch (error) {
    throw explainSystemError(error, out);
  }
  if (context.json) context.output.print(JSON.stringify({ file: out, providers, links }));
  else context.output.print(`${out}: ${providers} providers, ${links} links`);
  return 0;
}
