import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "../errors.ts";
import { isRunning } from "../processes.ts";

const packageRoot = fileURLToPath(new URL("../../", import.meta.url));
const framework = join(
  dirname(createRequire(import.meta.url).resolve("@observablehq/framework/package.json")),
  "dist/bin/observable.js",
);

const fasterDom = new URL("framework-dom.js", import.meta.url).href;
const guardServers = new URL("guard-servers.js", import.meta.url).href;

/** Where the generated pages of one build stand. Framework finds packages through a link beside them. */
export function pagesFolder(workspace: string, build: string): string {
  removeDeadBuilds(join(workspace, "build"));
  const folder = join(workspace, "build", build);
  mkdirSync(folder, { recursive: true });
  const link = join(folder, "node_modules");
  if (!existsSync(link)) {
    if (isLink(link)) rmSync(link);
    symlinkSync(join(packageRoot, "node_modules"), link, "junction");
  }
  return join(folder, "pages");
}

/** Removes what builds of processes that are no more left behind: their names end in the process. */
function removeDeadBuilds(builds: string): void {
  if (!existsSync(builds)) return;
  for (const name of readdirSync(builds)) {
    const process_ = Number(/-(\d+)$/.exec(name)?.[1]);
    if (process_ > 0 && !isRunning(process_))
      rmSync(join(builds, name), { recursive: true, force: true });
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Starts Framework. `ahead`: modules that are loaded before it. */
function start(
  ahead: readonly string[],
  args: readonly string[],
  root: string,
  stdio: "pipe" | "inherit",
) {
  // Framework looks for observablehq.config.ts in the folder that it runs in.
  const child = spawn(
    process.execPath,
    [...ahead.flatMap((module) => ["--import", module]), framework, ...args],
    {
      cwd: packageRoot,
      env: {
        ...process.env,
        DOCKET_PAGES: root,
        OBSERVABLE_TELEMETRY_DISABLE: "true",
        NO_COLOR: "1",
      },
      stdio: ["ignore", stdio, stdio],
    },
  );
  // A server that outlived its command would go on showing the edition.
  const end = () => child.kill();
  process.once("exit", end);
  child.once("close", () => process.off("exit", end));
  return child;
}

/**
 * Builds the pages below `root` into `out`, replacing it only when all is done. Framework lets several faults pass
 * with exit 0 (a broken import, a dead link); here they are errors.
 */
export async function buildPages(
  root: string,
  out: string,
  onLine: (line: string) => void,
): Promise<void> {
  const partial = `${out}.${process.pid}.partial`;
  const built = join(dirname(root), "dist");
  // Framework does not clear an output outside of the folder that it runs in.
  for (const old of [partial, built]) rmSync(old, { recursive: true, force: true });
  const log: string[] = [];
  const build = start([fasterDom], ["build"], root, "pipe");
  const listen = (chunk: Buffer) => {
    const text = chunk.toString();
    log.push(text);
    const line = text.trim().split("\n").at(-1);
    if (line) onLine(line);
  };
  build.stdout!.on("data", listen);
  build.stderr!.on("data", listen);
  const code = await new Promise<number | null>((done, fail) =>
    build.on("close", done).on("error", fail),
  );
  const text = log.join("");
  const fault = text
    .split("\n")
    .find(
      (line) =>
        /^Warning|\b[A-Z]\w*Error:|^error|^unable to/.test(line.trim()) &&
        !line.includes("will not be cleared"),
    );
  if (code !== 0 || fault) {
    throw new CommandError(
      `the site could not be built: ${fault?.trim() ?? text.trim().split("\n").slice(-3).join(" ")}`,
    );
  }
  for (const file of htmlFiles(built)) writeFileSync(file, mendFrame(readFileSync(file, "utf8")));
  writeFileSync(join(built, marker), "Made by docket site: the next build replaces this folder.\n");
  mkdirSync(dirname(out), { recursive: true });
  moveFolder(built, partial);
  rmSync(out, { recursive: true, force: true });
  renameSync(partial, out);
}

/** Stands in every folder that a build wrote, and lets the next one replace it. */
const marker = ".docket-site";

/** Throws where a build would replace what no build wrote: a person's folder or file, a workspace, what holds one. */
export function requireReplaceable(out: string, workspace: string): void {
  const isOwn = dirname(out) === workspace && /^site(-\w+)?$/.test(basename(out));
  if (`${workspace}/`.startsWith(`${out}/`))
    throw new CommandError(`${out}: holds the workspace: name a folder of its own for the site`, 2);
  if (!existsSync(out)) return;
  if (!lstatSync(out).isDirectory())
    throw new CommandError(`${out}: not a folder: name a new one for the site`, 2);
  if (!isOwn && readdirSync(out).length > 0 && !existsSync(join(out, marker)))
    throw new CommandError(
      `${out}: holds files that no build of a site wrote: name an empty folder, or delete it yourself`,
      2,
    );
}

/** Moves a folder, to another file system too. */
function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
    rmSync(from, { recursive: true });
  }
}

function htmlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => join(folder, name));
}

/** What Framework's frame lacks for WCAG 2.1 AA: a language, room to zoom, and lists that hold only items. */
function mendFrame(page: string): string {
  return page
    .replace(/<html>/, '<html lang="en">')
    .replace(/, maximum-scale=1"/, '"')
    .replace(
      /(<ol>\s*)(<label id="observablehq-sidebar-close"[^>]*><\/label>)/,
      '$1<li class="frame">$2</li>',
    );
}

/** Serves the pages live; ends when the person stops it. */
export async function previewPages(root: string, port: number): Promise<void> {
  const args = ["preview", "--port", String(port), "--no-open"];
  const preview = start([fasterDom, guardServers], args, root, "inherit");
  await new Promise<void>((done) => preview.on("close", () => done()));
}
