import { existsSync, type ReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, resolve } from "node:path";
import sirv from "sirv";
import { CommandError, type ExitCode } from "../../errors.ts";
import { refusal } from "../../pages/local-requests.js";
import type { CommandContext } from "../context.ts";

// sirv names the character set of pages alone; browsers would take the others for Latin-1.
const utf8: Record<string, string> = {
  ".css": "text/css;charset=utf-8",
  ".csv": "text/csv;charset=utf-8",
  ".js": "text/javascript;charset=utf-8",
  ".txt": "text/plain;charset=utf-8",
};

/** A file server for a built site; only this machine can reach it. */
export function serveSite(
  folder: string,
  port: number,
): Promise<{ url: string; close: () => void }> {
  // "dev": files are looked up anew for each request, so that a site that is built again shows as it then is.
  const files = sirv(folder, {
    dev: true,
    etag: true,
    extensions: ["html"],
    setHeaders: (response, path, stats) => {
      // A pipe would be waited on for ever.
      if (!stats.isFile()) throw new Error(`${path}: no regular file`);
      const type = utf8[extname(path)];
      if (type) response.setHeader("content-type", type);
    },
  });
  const server = createServer((request, response) => {
    const refused = refusal(request);
    if (refused) {
      answer(response, refused.status, refused.text);
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      answer(response, 405, "only GET and HEAD");
      return;
    }
    if (!isPlainRange(request)) delete request.headers.range;
    // sirv pipes the file and looks no more after it.
    response.once("pipe", (file: ReadStream) => {
      response.once("close", () => file.destroy());
      file.once("error", () => {
        if (file.bytesRead === 0) answerUnreadable(response);
        else response.destroy();
      });
    });
    try {
      files(request, response, () => answer(response, 404, "not found"));
    } catch {
      answerUnreadable(response);
    }
  });
  return new Promise((done, fail) => {
    server.on("error", fail);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address ? address.port : port;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      done({ url: `http://127.0.0.1:${bound}/`, close });
    });
  });
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" }).end(text);
}

/**
 * To the socket itself: sirv has by now written the headers of a success, which wait for the first byte of the file and
 * cannot be taken back.
 */
function answerUnreadable(response: ServerResponse): void {
  response.socket?.end(
    "HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\ncannot be read",
  );
}

/**
 * Whether a range is one that sirv reads rightly: from one byte to a later one, or to the end. It takes the last five
 * bytes for the first, and throws where the last stands before the first. Without a range the whole file is sent, which
 * is always a right answer, and the only one where a part of another version is at hand (If-Range).
 */
function isPlainRange({ headers }: IncomingMessage): boolean {
  const [, first, last] = /^bytes=(\d+)-([1-9]\d*)?$/.exec(headers.range ?? "") ?? [];
  if (first === undefined || headers["if-range"] !== undefined) return false;
  return last === undefined || Number(first) <= Number(last);
}

/** A port as it was typed; 0 is any that is free. */
export function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new CommandError(`--port ${text}: use a whole number from 0 to 65535`, 2);
  return Number(text);
}

/** The site of a workspace. Who named none, and has built none, sees the bundled sample. */
function builtSite(workspace: string): string {
  const own = join(resolve(workspace), "site");
  const isDefault = resolve(workspace) === resolve("var/main");
  const folders = isDefault ? [own, resolve("var/sample/site")] : [own];
  const folder = folders.find((path) => existsSync(join(path, "index.html")));
  if (folder) return folder;
  const how = isDefault ? "npm run build, or docket site" : `docket -w ${workspace} site`;
  throw new CommandError(`${own}: no site here: run ${how}`);
}

export async function previewCommand(context: CommandContext, port: string): Promise<ExitCode> {
  const bound = portOf(port);
  const folder = builtSite(context.workspace);
  const { url } = await serveSite(folder, bound);
  context.output.print(`${folder} at ${url} (Ctrl+C ends it)`);
  return new Promise(() => {});
}
