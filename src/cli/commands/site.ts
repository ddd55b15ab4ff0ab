import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildPages, pagesFolder, requireReplaceable } from "../../pages/build-site.ts";
import { writeRoot } from "../../pages/write-root.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { editionName, publishedFacts, withPublished, type Edition } from "../with-workspace.ts";

export interface SiteOptions extends Edition {
  month?: string;
  out?: string;
}

/** The public site is the one that a web server is pointed to. */
const siteFolder = (edition: Edition): string =>
  editionName(edition) === "public" ? "site" : `site-${editionName(edition)}`;

export async function siteCommand(
  context: CommandContext,
  options: SiteOptions,
): Promise<ExitCode> {
  const workspace = resolve(context.workspace);
  const out = resolve(options.out ?? join(workspace, siteFolder(options)));
  requireReplaceable(out, workspace);
  // A folder of its own, so that two builds of one workspace do not meet.
  const written = await writePages(context, options, `site-${process.pid}`);
  try {
    await buildPages(written.root, out, context.output.progress);
  } finally {
    rmSync(dirname(written.root), { recursive: true, force: true });
  }
  if (context.json) {
    context.output.print(
      JSON.stringify({ site: out, pages: written.pages, edition: editionName(options) }),
    );
  } else {
    context.output.print(`${out}: ${written.pages} pages, ${editionName(options)} edition`);
  }
  return 0;
}

/** Writes the pages of the facts into a generated root of their own. */
export async function writePages(context: CommandContext, options: SiteOptions, build: string) {
  return withPublished(context, async (workspace, published) => {
    const facts = await publishedFacts(workspace, published, options);
    const root = pagesFolder(workspace.folder, build);
    const briefs = workspace.path("briefs", editionName(options));
    return { ...writeRoot(facts, root, briefs), folder: workspace.folder };
  });
}
