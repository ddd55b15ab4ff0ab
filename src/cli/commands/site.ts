import { createServer } from "node:http";
import { createReadStream, existsSync, statSync, watch } from "node:fs";
import { extname, join, normalize, resolve } from "node:path";
import { readFacts } from "../../facts/read.ts";
import type { Audience } from "../../facts/types.ts";
import { buildPages, pagesFolder, previewPages } from "../../pages/build-site.ts";
import { writeRoot } from "../../pages/write-root.ts";
import { CommandError, type ExitCode } from "../command-error.ts";
import type { CommandContext } from "../observatory.ts";
import { withWorkspace } from "../with-workspace.ts";

export interface SiteOptions {
  audience: Audience;
  month?: string;
  out?: string;
}

export async function siteCommand(
  context: CommandContext,
  options: SiteOptions,
): Promise<ExitCode> {
  const written = await writePages(context, options);
  const out = resolve(options.out ?? join(written.folder, "site"));
  await buildPages(written.root, out, context.output.progress);
  if (context.json) {
    context.output.print(
      JSON.stringify({ site: out, pages: written.pages, audience: options.audience }),
    );
  } else {
    context.output.print(`${out}: ${written.pages} pages, ${options.audience} edition`);
  }
  return 0;
}

async function writePages(context: CommandContext, options: SiteOptions) {
  return withWorkspace(context, "read", async (workspace) => {
    const { publisher, contact } = workspace.settings;
    const facts = await readFacts(workspace.session, { ...options, publisher, contact });
    const root = pagesFolder(workspace.folder);
    const briefs = workspace.path("briefs", options.audience);
    return { ...writeRoot(facts, root, briefs), folder: workspace.folder };
  });
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".csv": "text/csv; charset=utf-8",
  ".pdf": "application/pdf",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A file server for a built site; only this machine can reach it. */
export function serveSite(
  folder: string,
  port: number,
): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname));
    const candidates = [path, `${path}.html`, join(path, "index.html")].map((p) => join(folder, p));
    const file = candidates.find(
      (p) => p.startsWith(folder) && existsSync(p) && statSync(p).isFile(),
    );
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  return new Promise((done, fail) => {
    server.on("error", fail);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address ? address.port : port;
      done({ url: `http://127.0.0.1:${bound}/`, close: () => server.close() });
    });
  });
}

export async function previewCommand(context: CommandContext, port: number): Promise<ExitCode> {
  const own = join(resolve(context.workspace), "site");
  const sample = resolve("var/sample/site");
  const folder = [own, sample].find((path) => existsSync(join(path, "index.html")));
  if (!folder)
    throw new CommandError(`${own}: no site here: run npm run build, or observatory site`);
  const { url } = await serveSite(folder, port);
  context.output.print(`${folder} at ${url} (Ctrl+C ends it)`);
  return new Promise(() => {});
}

/** Rewrites the pages whenever a file of src/pages changes; Framework reloads them in the browser. */
export async function devCommand(
  context: CommandContext,
  audience: Audience,
  port: number,
): Promise<ExitCode> {
  const sources = new URL("../../pages/", import.meta.url);
  const { root } = await writePages(context, { audience });
  const watcher = watch(sources, { recursive: false }, (_, name) => {
    context.output.warn(
      `${name ?? "a page"} changed: styles and scripts are copied; run it again for other code`,
    );
    void refresh(root);
  });
  const { copyFile } = await import("node:fs/promises");
  const refresh = async (target: string) => {
    for (const file of ["style.css", "enhance.js"])
      await copyFile(new URL(file, sources), join(target, file));
  };
  await previewPages(root, port);
  watcher.close();
  return 0;
}
