import { createServer } from "node:http";
import { createReadStream, existsSync, statSync } from "node:fs";
import { extname, join, normalize, resolve } from "node:path";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";

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
    throw new CommandError(`${own}: no site here: run npm run build, or docket site`);
  const { url } = await serveSite(folder, port);
  context.output.print(`${folder} at ${url} (Ctrl+C ends it)`);
  return new Promise(() => {});
}
