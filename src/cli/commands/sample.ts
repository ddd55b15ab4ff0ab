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
    // The public edition is made of the real files alone; the demonstration shows the simulated ones too, marked.
    ...[false, true].flatMap((demonstration) => {
      const edition = { audience: "public" as const, demonstration };
      return [
        () => briefCommand(context, { month: sampleMonth, all: true, ...edition }),
        () => siteCommand(context, { month: sampleMonth, ...edition }),
      ];
    }),
  ];
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return code;
  }
  const { workspace, output } = context;
  output.print(`\nsite:          ${workspace}/site   (npm run preview serves it)`);
  output.print(`briefs:        ${workspace}/briefs/public/${sampleMonth}/`);
  output.print(`demonstration: ${workspace}/site-demonstration   (with simulated call records)`);
  return 0;
}
