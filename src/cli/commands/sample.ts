import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { samplesFolder } from "../../../loaders/reference.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { analyzeCommand } from "./analyze.ts";
import { briefCommand } from "./brief.ts";
import { loadCommand } from "./load.ts";
import { siteCommand } from "./site.ts";

/** The last month of the bundled sample. */
const sampleMonth = "2019-12";

/** Takes the bundled sample from its exports to site and briefs, in a workspace of its own made anew. */
export async function sampleCommand(outer: CommandContext): Promise<ExitCode> {
  const context = { ...outer, json: false, workspace: resolve("var/sample") };
  rmSync(context.workspace, { recursive: true, force: true });
  const steps: (() => Promise<ExitCode>)[] = [
    () => loadCommand(context, [samplesFolder]),
    () => analyzeCommand(context, []),
    () => briefCommand(context, { month: sampleMonth, all: true, audience: "public" }),
    () => siteCommand(context, { audience: "public" }),
  ];
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return code;
  }
  context.output.print(`\nsite:   ${context.workspace}/site   (npm run preview serves it)`);
  context.output.print(`briefs: ${context.workspace}/briefs/public/${sampleMonth}/`);
  return 0;
}
