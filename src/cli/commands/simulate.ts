import { existsSync, readdirSync, statSync } from "node:fs";
import { exchangesInService } from "../../simulation/central-office-codes.ts";
import { writeFieldWorld } from "../../simulation/field-world/world.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { simulate, type SimulationOptions } from "../../simulation/index.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";

/** Writes a simulated month of exports with its ground truth. */
export async function simulateCommand(
  { output, json }: CommandContext,
  {
    out,
    world,
    campaigns,
    ...options
  }: SimulationOptions & { out: string; world: "plain" | "field"; campaigns: boolean },
): Promise<ExitCode> {
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new CommandError(`${out}: a file: name a new folder`);
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new CommandError(`${out}: not empty: name a new folder, so that two worlds do not mix`);
  }
  const exchanges = await exchangesInService();
  let report;
  try {
    report =
      world === "field"
        ? writeFieldWorld(out, { ...options, campaigns, illegalShare: 0.08 }, exchanges)
        : simulate(out, options, exchanges, (calls) =>
            output.progress(`simulating: ${formatCount(calls)} calls`),
          );
  } catch (error) {
    throw explainSystemError(error, out);
  }
  if (json) output.print(JSON.stringify({ out, ...report }, null, 2));
  else {
    output.print(
      `${formatCount(report.calls)} simulated calls, ${formatCount(report.legs)} call records in ` +
        `${report.files} files`,
    );
    output.print(
      `exports: ${out}/exports   (load them)\ntruth:   ${out}/truth     (evaluate --truth)`,
    );
  }
  return 0;
}
