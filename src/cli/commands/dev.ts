import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { previewPages } from "../../pages/build-site.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import type { Edition } from "../with-workspace.ts";
import { writePages } from "./site.ts";

/**
 * Shows the site live. When a source file changes, the pages are written anew by a fresh process, which knows the
 * changed code, and those that differ are copied over; Framework then reloads them in the browser.
 */
export async function devCommand(
  context: CommandContext,
  { audience, demonstration = false }: Edition,
  port: number,
): Promise<ExitCode> {
  const { root, folder } = await writePages(context, { audience, demonstration }, "dev");
  let running = false;
  let again = false;
  const rewrite = () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const shown = demonstration ? ["--demonstration"] : [];
    const args = ["-w", folder, "pages", "--audience", audience, ...shown, "--into", root];
    const child = spawn(process.execPath, [process.argv[1]!, ...args], { stdio: "inherit" });
    child.on("close", () => {
      running = false;
      if (again) rewrite();
      again = false;
    });
  };
  const sources = fileURLToPath(new URL("../../", import.meta.url));
  const watchers = ["pages", "charts", "facts"].map((name) => watch(join(sources, name), rewrite));
  await previewPages(root, port);
  for (const watcher of watchers) watcher.close();
  return 0;
}

/** Writes the pages and copies those that differ into the root of a running `dev`. */
export async function pagesCommand(
  context: CommandContext,
  { audience, demonstration = false }: Edition,
  into: string,
): Promise<ExitCode> {
  const { root } = await writePages(context, { audience, demonstration }, `pages-${process.pid}`);
  let changed = 0;
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    const from = join(root, name);
    if (name.startsWith(".observablehq") || !statSync(from).isFile()) continue;
    const to = join(into, name);
    const text = readFileSync(from);
    if (existsSync(to) && readFileSync(to).equals(text)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
    changed++;
  }
  rmSync(dirname(root), { recursive: true, force: true });
  context.output.warn(`${changed} pages changed`);
  return 0;
}
