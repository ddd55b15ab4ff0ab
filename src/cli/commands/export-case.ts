import { renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { readCase, readSources } from "../../data/reads/case-file.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { standingCaution } from "../../facts/wording/standing.ts";
import type { CommandContext } from "../context.ts";
import { withPublished } from "../with-workspace.ts";

interface Counted {
  says_a: number | null;
  says_d: number | null;
}

/**
 * Writes everything known of a provider as one JSON file: its standing, the requests and campaigns that each n and k is a
 * count of, and the files that they came from. The counts of classes a and d are made again from the listed requests, and
 * those of b from the listed campaigns: a case whose counts differ is not written.
 */
export async function exportCase(
  context: CommandContext,
  provider: string,
  out: string,
): Promise<ExitCode> {
  if (!out.endsWith(".json")) throw new CommandError(`${out}: a case is written as FILE.json`, 2);
  const parts = await withPublished(context, async (_, { session }) => {
    const found = await readCase(session, provider);
    if (!found) throw new CommandError(`${provider}: no provider of that id is in the workspace`);
    const loads = Object.values(found).flatMap((rows) =>
      rows.flatMap((row) => ("load_id" in row ? [String(row.load_id)] : [])),
    );
    return { ...found, sources: await readSources(session, [...new Set(loads)]) };
  });
  const recounted = recount(parts);
  const text = JSON.stringify({ case_of: provider, caution: standingCaution, recounted, ...parts }, null, 2);
  try {
    writeFileSync(`${resolve(out)}.partial`, `${text}\n`, { mode: 0o600 });
    renameSync(`${resolve(out)}.partial`, out);
  } catch (error) {
    throw explainSystemError(error, out);
  }
  if (context.json) context.output.print(JSON.stringify({ provider, file: out, recounted }));
  else
    context.output.print(
      `${out}: case of ${provider}; ${recounted.length} standings counted again from their rows`,
    );
  return 0;
} // prettier-ignore

/** Counts n and k again from the rows that the case lists. */
function recount(parts: Record<string, object[]>): { class: string; n: number; k: number }[] {
  const window = parts["standing"] as { class: string; n: number; k: number; window_from: string }[];
  return window
    .filter((s) => s.class !== "c")
    .map((s) => {
      const said =
        s.class === "b"
          ? (parts["campaigns"] as { traced_originating: number; traced_gateway: number; is_originating_by_calls: boolean | null; is_gateway_by_calls: boolean | null }[]).map(
              (c) => c.traced_originating + c.traced_gateway > 0 || c.is_originating_by_calls === true || c.is_gateway_by_calls === true ? 1 : 0,
            )
          : (parts["requests"] as (Counted & { request_sent_at: string })[])
              .filter((r) => r.request_sent_at >= s.window_from)
              .map((r) => (s.class === "a" ? r.says_a : r.says_d))
              .filter((v): v is 0 | 1 => v !== null);
      const [n, k] = [said.length, said.filter((v) => v === 1).length];
      if (n !== s.n || k !== s.k)
        throw new CommandError(`class ${s.class}: ${s.k} of ${s.n} is published, and the rows show ${k} of ${n}: run docket analyze`);
      return { class: s.class, n, k };
    });
} // prettier-ignore
