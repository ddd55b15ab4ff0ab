import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveSite } from "../../src/cli/commands/preview.ts";
import { temporaryFolder } from "../workspaces.ts";

// Attacks by addresses on the preview of a site: nothing beside the site's folder is served, however it is spelled.

let served: { url: string; close: () => void };

beforeAll(async () => {
  const root = temporaryFolder();
  const site = join(root, "site");
  for (const folder of ["site", "site.evil", "keys"]) mkdirSync(join(root, folder));
  writeFileSync(join(site, "index.html"), "<p>home");
  for (const file of ["secret.txt", "site.evil/secret.txt", "keys/called.key"])
    writeFileSync(join(root, file), "secret");
  served = await serveSite(site, 0);
});
afterAll(() => served.close());

async function answer(request: string): Promise<string> {
  const socket = connect(Number(new URL(served.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(request, "latin1");
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  await once(socket, "close");
  return text;
}

const get = (target: string) =>
  answer(`GET ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);

const targets = [
  "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt", "/.%2e/secret.txt", "/%252e%252e/secret.txt",
  "/..%5csecret.txt", "/..\\secret.txt", "/%c0%ae%c0%ae/secret.txt", "/%uff0e%uff0e/secret.txt", "/x/../../secret.txt",
  "/x%00/../../secret.txt", "/../site.evil/secret.txt", "/.evil/secret.txt", "/..;/secret.txt", "/....//secret.txt",
  "//..//secret.txt", "/index.html/../../secret.txt", "/../keys/called.key", "file:///etc/passwd", "http://localhost/../secret.txt",
  "/?/../../secret.txt#", `/${"../".repeat(500)}etc/passwd`,
]; // prettier-ignore

it.each(targets)("GET %s gives nothing from beside the site", async (target) => {
  const text = await get(target);
  expect(text).toMatch(/^HTTP\/1\.1 (200|400|404) /);
  expect(text).not.toMatch(/secret|root:/);
  // The home page is what some of them come down to.
  if (text.startsWith("HTTP/1.1 200 ")) expect(text).toMatch(/\r\n\r\n<p>home$/);
});

it.each([
  ["an address of 100 KB", `GET /${"a".repeat(100_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
  ["a header of 100 KB", `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${"a".repeat(100_000)}\r\n\r\n`, 431],
  ["no host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", 400],
  ["another host", "GET / HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n", 421],
  ["two lengths", "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx", 400],
  ["no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400],
])("a request with %s is refused, and the next is answered", async (_, request, status) => {
  expect(await answer(request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(await get("/")).toMatch(/<p>home$/);
}); // prettier-ignore
