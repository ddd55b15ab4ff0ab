import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Audience } from "../../facts/types.ts";
import { buildPages, pagesFolder } from "../../pages/build-site.ts";
import { writeRoot } from "../../pages/write-root.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { publishedFacts, withPublished } from "../with-workspace.ts";

export interface SiteOptions {
  audience: Audience;
  month?: string;
  out?: string;
}

/** Each edition has a folder of its own, so that the office's is not published by mistake. */
const siteFolder: Record<Audience, string> = { public: "site", office: "site-office" };

export async function siteCommand(
  context: CommandContext,
  options: SiteOptions,
): Promise<ExitCode> {
  // A folder of its own, so that two builds of one workspace do not meet.
  const written = await writePages(context, options, `site-${process.pid}`);
  const out = resolve(options.out ?? join(written.folder, siteFolder[options.audience]));
  try {
    await buildPages(written.root, out, context.output.progress);
  } finally {
    rmSync(dirname(written.root), { recursive: true, force: true });
  }
  if (context.json) {
    context.output.print(
      JSON.stringify({ site: out, pages: written.pages, audience: options.audience }),
    );
  } else {
    context.output.print(`${out}: ${written.pages} pages, ${options.audience} edition`);
  }
  return 0;
}

/** Writes the pages of the facts into a generated root of their own. */
export async function writePages(context: CommandContext, options: SiteOptions, build: string) {
  return withPublished(context, async (workspace, published) => {
    const facts = await publishedFacts(workspace, published, options);
    const root = pagesFolder(workspace.folder, build);
    const briefs = workspace.path("briefs", options.audience);
    return { ...writeRoot(facts, root, briefs), folder: workspace.folder };
  });
}
