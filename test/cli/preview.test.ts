import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { portOf, serveSite } from "../../src/cli/commands/preview.ts";
import { refusal } from "../../src/pages/local-requests.js";
import { CommandError } from "../../src/errors.ts";
import { program } from "../sample-workspace.ts";
import { docket, temporaryFolder } from "../workspaces.ts";

const big = Buffer.alloc(32 * 1024 * 1024, "0123456789");
const hasProc = existsSync("/proc/self/fd");

let folder: string;
let served: { url: string; close: () => void };

beforeAll(async () => {
  const root = realpathSync(temporaryFolder());
  folder = join(root, "site");
  mkdirSync(join(folder, "states"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), "<p>home");
  writeFileSync(join(folder, "states/ca.html"), "<p>California");
  writeFileSync(join(folder, "states/index.html"), "<p>all states");
  writeFileSync(join(folder, "two words é.csv"), "name\nMéxico\n");
  writeFileSync(join(folder, "style.css"), "");
  writeFileSync(join(folder, "ten.txt"), "0123456789");
  writeFileSync(join(folder, "big.bin"), big);
  served = await serveSite(folder, 0);
});
afterAll(() => served.close());

const get = (path: string, init?: RequestInit) => fetch(served.url + path, init);

/** What comes back for a request target that no client library would send as it is. */
async function raw(target: string, method = "GET"): Promise<string> {
  const socket = connect(Number(new URL(served.url).port), "127.0.0.1");
  socket.write(`${method} ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "close");
  return text;
}

/** The status of a request whose path and headers are sent as they are, and what came with it. */
function plain(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; range: string | undefined; body: string }>((done, fail) => {
    request(served.url, { path, headers, agent: false }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () =>
        done({ status: response.statusCode ?? 0, range: response.headers["content-range"], body }),
      );
    })
      .on("error", fail)
      .end();
  });
}

const stillServes = async () => expect(await (await get("")).text()).toBe("<p>home");

describe("serveSite", () => {
  it("listens on this machine alone", () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it("finds pages without .html, and the index of a folder", async () => {
    for (const [path, text] of [
      ["", "<p>home"],
      ["index.html", "<p>home"],
      ["states/ca", "<p>California"],
      ["states/ca.html?from=map", "<p>California"],
      ["states/", "<p>all states"],
      ["states", "<p>all states"],
    ]) {
      const response = await get(path!);
      expect(response.status, path).toBe(200);
      expect(response.headers.get("content-type"), path).toBe("text/html;charset=utf-8");
      expect(await response.text(), path).toBe(text);
    }
  });

  it("names types, and the character set where it matters", async () => {
    const csv = await get("two%20words%20%C3%A9.csv");
    expect(csv.headers.get("content-type")).toBe("text/csv;charset=utf-8");
    expect(await csv.text()).toBe("name\nMéxico\n");
    const css = await get("style.css");
    expect(css.headers.get("content-type")).toBe("text/css;charset=utf-8");
    expect(await css.text()).toBe("");
  });

  it("answers only who calls it by a name of this machine, at an address that can be read", () => {
    const ask = (host: string | undefined, url: string) => refusal({ url, headers: { host } });
    for (const host of ["localhost", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:80"])
      expect(ask(host, "/states"), host).toBeUndefined();
    for (const host of [
      undefined,
      "",
      "evil.example",
      "localhost.evil.example",
      "127.0.0.1.nip.io",
    ])
      expect(ask(host, "/"), host).toMatchObject({ status: 421 });
    for (const url of ["//", "/%%", "/%ff", "http://[", "http://a:99999/"])
      expect(ask("localhost", url), url).toMatchObject({ status: 400 });
  });

  it("says what is not there, and gives nothing from outside the folder", async () => {
    const missing = await get("states/zz");
    expect([missing.status, await missing.text()]).toEqual([404, "not found"]);
    for (const target of ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%00"])
      expect(await raw(target), target).toMatch(/^HTTP\/1\.1 404 /);
  });

  it.each(["/%E0%A4%A", "//", "http://[", "http://a:99999/", "*", "/%", "/?%", "//a/../..//"])(
    "lives on after GET %s",
    async (target) => {
      expect(await raw(target)).toMatch(/^HTTP\/1\.1 (200|400|404) /);
      await stillServes();
    },
  );

  it("answers HEAD without a body, and 405 to what would change something", async () => {
    const head = await get("big.bin", { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(big.length)]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const response = await get("", { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    }
    const posted = await get("", { method: "POST", body: "x".repeat(1_000_000) });
    expect(posted.status).toBe(405);
    await stillServes();
  });

  it.each([
    ["bytes=2-4", 206, "bytes 2-4/10", "234"],
    ["bytes=7-", 206, "bytes 7-9/10", "789"],
    ["bytes=7-100", 206, "bytes 7-9/10", "789"],
    ["bytes=10-", 416, "bytes */10", ""],
    // What sirv would read wrongly gets the whole file.
    ["bytes=-3", 200, undefined, "0123456789"],
    ["bytes=0-0", 200, undefined, "0123456789"],
    ["bytes=5-2", 200, undefined, "0123456789"],
    ["bytes=0-1,4-5", 200, undefined, "0123456789"],
    ["bytes=a-b", 200, undefined, "0123456789"],
    ["lines=1-2", 200, undefined, "0123456789"],
  ])("serves the range %s", async (range, status, given, body) => {
    expect(await plain("/ten.txt", { range })).toEqual({ status, range: given, body });
  });

  it("serves no part of another version than the one asked for", async () => {
    const { status } = await plain("/ten.txt", { range: "bytes=2-4", "if-range": '"old"' });
    expect(status).toBe(200);
  });

  it("serves files as they are now", async () => {
    const path = join(folder, "later.html");
    expect((await get("later")).status).toBe(404);
    writeFileSync(path, "<p>one");
    const first = await get("later");
    expect(await first.text()).toBe("<p>one");
    const etag = first.headers.get("etag")!;
    expect((await get("later", { headers: { "if-none-match": etag } })).status).toBe(304);
    writeFileSync(path, "<p>longer");
    expect(await (await get("later", { headers: { "if-none-match": etag } })).text()).toBe(
      "<p>longer",
    );
    unlinkSync(path);
    expect((await get("later")).status).toBe(404);
  });

  it.runIf(process.getuid?.() !== 0)("answers for a file that it may not read", async () => {
    writeFileSync(join(folder, "locked.txt"), "locked");
    chmodSync(join(folder, "locked.txt"), 0);
    expect((await get("locked.txt")).status).toBe(500);
    await stillServes();
  });

  it.runIf(hasProc)("answers for a file that fails when it is read", async () => {
    symlinkSync("/proc/self/mem", join(folder, "broken.txt"));
    for (const method of ["GET", "HEAD", "GET"]) {
      const response = await get("broken.txt", { method });
      expect(response.status).toBe(500);
      expect(await response.text()).toBe(method === "GET" ? "cannot be read" : "");
    }
    await stillServes();
  });

  it.skipIf(process.platform === "win32")("does not wait on a pipe", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.txt")]);
    expect((await get("pipe.txt")).status).toBe(500);
    await stillServes();
  });
});

describe.runIf(hasProc)("a download that ends early", () => {
  const openFiles = () =>
    readdirSync("/proc/self/fd").filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
      } catch {
        // The descriptor by which the folder itself was read.
        return false;
      }
    }).length;

  /** A reader that has taken the first bytes of the big file and no more. */
  async function stuck(url: string) {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /big.bin HTTP/1.1\r\nhost: localhost\r\n\r\n");
    await once(socket, "data");
    socket.pause();
    return socket;
  }

  it("leaves no file open", async () => {
    const sockets = [];
    for (let n = 0; n < 60; n++) sockets.push(await stuck(served.url));
    expect(openFiles()).toBe(60);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(openFiles()).toBe(0), 10_000);
    await stillServes();
  });

  it("does not keep the server from closing", async () => {
    const own = await serveSite(folder, 0);
    const idle = connect(Number(new URL(own.url).port), "127.0.0.1");
    await once(idle, "connect");
    const socket = await stuck(own.url);
    const ended = [idle, socket].map((s) => new Promise((done) => s.once("close", done)));
    for (const s of [idle, socket]) s.on("error", () => {}).resume();
    own.close();
    await Promise.all(ended);
    await vi.waitFor(() => expect(openFiles()).toBe(0), 10_000);
    await expect(fetch(own.url)).rejects.toThrow();
  });
});

describe("docket preview", () => {
  it("says that a named workspace has no site", () => {
    const workspace = join(temporaryFolder(), "w");
    const run = docket("-w", workspace, "preview", "--port", "0");
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`${workspace}/site: no site here`);
    expect(run.stderr).toContain(`docket -w ${workspace} site`);
  });

  it("takes whole numbers from 0 to 65535 for a port", () => {
    expect(["0", "3000", "65535"].map(portOf)).toEqual([0, 3000, 65535]);
    for (const port of ["", " ", "65536", "-1", "80.5", "1e3", "0x50", "99999999999", "http"])
      expect(() => portOf(port), port).toThrow(CommandError);
    for (const command of ["preview", "dev"]) {
      const run = docket(command, "--port", "70000");
      expect(run.status, command).toBe(2);
      expect(run.stderr).toBe("docket: --port 70000: use a whole number from 0 to 65535\n");
    }
  });

  /** The first line of a preview that runs in `cwd`, or its error. */
  async function firstLine(cwd: string, ...args: string[]): Promise<string> {
    const child = spawn(process.execPath, [program, ...args, "preview", "--port", "0"], { cwd });
    const line = await new Promise<string>((done) => {
      child.stdout.once("data", (chunk: Buffer) => done(chunk.toString()));
      child.stderr.once("data", (chunk: Buffer) => done(chunk.toString()));
    });
    child.kill();
    return line;
  }

  it("shows the bundled sample only to who named no workspace and has built none", async () => {
    const cwd = realpathSync(temporaryFolder());
    const build = (workspace: string) => {
      mkdirSync(join(cwd, workspace, "site"), { recursive: true });
      writeFileSync(join(cwd, workspace, "site/index.html"), "");
    };
    expect(await firstLine(cwd)).toContain("var/main/site: no site here");
    build("var/sample");
    expect(await firstLine(cwd)).toContain(`${cwd}/var/sample/site at http://127.0.0.1:`);
    expect(await firstLine(cwd, "-w", "other")).toContain(`${cwd}/other/site: no site here`);
    build("other");
    expect(await firstLine(cwd, "-w", "other")).toContain(`${cwd}/other/site at http://`);
    build("var/main");
    expect(await firstLine(cwd)).toContain(`${cwd}/var/main/site at http://127.0.0.1:`);
  });
});
