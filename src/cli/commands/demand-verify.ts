import { existsSync } from "node:fs";
import { isKeyId, reportLines, verifyPath } from "../../demands/verifier/node.js";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";

/** Checks a response package; needs no workspace. */
export async function verifyCommand(
  { json, output }: CommandContext,
  path: string,
  key: string | undefined,
): Promise<ExitCode> {
  if (!existsSync(path)) throw new CommandError(`${path}: no such file or folder`);
  if (key !== undefined && !isKeyId(key))
    throw new CommandError("--key is 16 hex digits, as docket demand key shows them", 2);
  const report = await verifyPath(path, key);
  if (json) output.print(JSON.stringify(report, null, 2));
  else for (const line of reportLines(report, key)) output.print(line);
  return report.faults.length === 0 ? 0 : 1;
}
