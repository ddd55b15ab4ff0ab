import { resolve } from "node:path";
import { standingId } from "../../data/reads/provider-records.ts";
import { readCase, readPublicCase, readSources } from "../../data/reads/case-file.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import type { Audience } from "../../facts/types.ts";
import { standingCaution } from "../../facts/wording/standing.ts";
import { replaceFile } from "../../workspace/durable.ts";
import type { CommandContext } from "../context.ts";
import { withPublished } from "../with-workspace.ts";

/**
 * Writes everything known of a provider as one JSON file: its standing, the requests and campaigns that each n and k is a
 * count of, and the files that they came from. The counts of classes a and d are made again from the listed requests, and
 * those of b and c from the listed campaigns: a case whose counts differ is not written. The public edition has what
 * published documents say, and nothing else.
 */
export async function exportCase(
  context: CommandContext,
  named: string,
  out: string,
  audience: Audience,
): Promise<ExitCode> {
  if (!out.endsWith(".json")) throw new CommandError(`${out}: a case is written as FILE.json`, 2);
  const { provider, parts, corrections } = await withPublished(context, async (workspace, { session }) => {
    const provider = (await standingId(session, named)) ?? named;
    const found = await (audience === "office" ? readCase : readPublicCase)(session, provider);
    if (!found)
      throw new CommandError(
        audience === "office"
          ? `${provider}: no provider of that id is in the workspace`
          : `${provider}: no published document that is loaded names it, so the public edition has no case of it`,
      );
    const loads = Object.values(found).flatMap((rows) =>
      rows.flatMap((row) => ("load_id" in row ? [String(row.load_id)] : [])),
    );
    const { corrections: to, contact } = workspace.settings;
    return {
      provider,
      parts: { ...found, sources: await readSources(session, [...new Set(loads)]) },
      corrections: to ?? contact ?? null,
    };
  });
  const recounted = audience === "office" ? recount(parts) : [];
  const head = { case_of: provider, ...(named !== provider && { asked_for: named }), audience, caution: standingCaution, corrections };
  const text = JSON.stringify({ ...head, ...(audience === "office" && { recounted }), ...parts }, null, 2);
  try {
    replaceFile(resolve(out), `${text}\n`);
  } catch (error) {
    throw explainSystemError(error, out);
  }
  if (context.json) context.output.print(JSON.stringify({ provider, audience, file: out, recounted }));
  else
    context.output.print(
      audience === "office"
        ? `${out}: case of ${provider}; ${recounted.length} standings counted again from their rows`
        : `${out}: what published documents say of ${provider}`,
    );
  return 0;
} // prettier-ignore

interface Standing {
  class: "a" | "b" | "c" | "d";
  n: number;
  k: number;
  window_from: string;
}

interface Recounted {
  class: string;
  /** Null of class c: its n are the campaigns of all providers. */
  n: number | null;
  k: number;
}

/** Counts n and k again from the rows that the case lists. */
function recount(parts: Record<string, object[]>): Recounted[] {
  const campaigns = parts["campaigns"] as { is_originating: boolean; is_gateway: boolean }[];
  const requests = parts["requests"] as { says_a: 0 | 1 | null; says_d: 0 | 1 | null; request_sent_at: string }[];
  return (parts["standing"] as Standing[]).map((s) => {
    const since = requests.filter((r) => r.request_sent_at >= s.window_from);
    const said = {
      a: () => since.map((r) => r.says_a),
      b: () => campaigns.map((c) => Number(c.is_originating || c.is_gateway)),
      c: () => campaigns.map((c) => Number(c.is_gateway)),
      d: () => since.map((r) => r.says_d),
    }[s.class]().filter((v) => v !== null);
    const n = s.class === "c" ? null : said.length;
    const k = said.filter((v) => v === 1).length;
    if ((n !== null && n !== s.n) || k !== s.k)
      throw new CommandError(`class ${s.class}: ${s.k} of ${s.n} is published, and the rows show ${k} of ${said.length}: run docket analyze`);
    return { class: s.class, n, k };
  });
} // prettier-ignore
