import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { samplesFolder } from "../../../loaders/reference.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { analyzeCommand } from "./analyze.ts";
import { loadCommand } from "./load.ts";

const program = fileURLToPath(new URL("../../../bin/docket.js", import.meta.url));

/** October 2020 is the largest month of the real files that is whole; the simulated call records are of December 2019. */
const month = "2020-10";
const demonstrationMonth = "2019-12";

/** Takes the bundled sample from its exports to site and briefs, in a workspace of its own made anew. */
export async function sampleCommand(outer: CommandContext): Promise<ExitCode> {
  const context = { ...outer, json: false, workspace: resolve("var/sample") };
  const { workspace, output } = context;
  rmSync(workspace, { recursive: true, force: true });
  for (const step of [
    () => loadCommand(context, [samplesFolder]),
    () => analyzeCommand(context, []),
  ]) {
    const code = await step();
    if (code !== 0) return code;
  }
  output.progress("briefs and sites");
  // The public edition is made of the real files alone; the demonstration shows the simulated ones too, marked. Each is
  // made by processes of its own: they only read the workspace.
  await Promise.all([
    runCommand(context, ["brief", "--month", month, "--all"]).then(() =>
      runCommand(context, ["site", "--month", month]),
    ),
    runCommand(context, ["site", "--month", demonstrationMonth, "--demonstration"]),
  ]);
  output.print(`\nsite:          ${workspace}/site   (npm run preview serves it)`);
  output.print(`briefs:        ${workspace}/briefs/public/${month}/`);
  output.print(`demonstration: ${workspace}/site-demonstration   (with simulated call records)`);
  return 0;
}

/** Runs another command of the program on the workspace; prints what it prints once it is done. */
async function runCommand(
  { workspace, runDate, output }: CommandContext,
  args: readonly string[],
): Promise<void> {
  const global = ["-w", workspace, "--run-date", runDate.toISOString()];
  const child = spawn(process.execPath, [program, ...global, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (text: Buffer) => (said.out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said.err += text.toString()));
  const code = await new Promise<number | null>((done, fail) =>
    child.on("close", done).on("error", fail),
  );
  if (said.err.trim() !== "") output.warn(said.err.trimEnd());
  if (code !== 0) throw new CommandError(`docket ${args.join(" ")} failed`);
  output.print(said.out.trimEnd());
}
