import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../processes.ts";
import { privateFolder } from "../workspace/durable.ts";

const place = (workspace: string) => join(workspace, "demands", ".work");

/** A folder for what this process is writing. It is on the disk of the responses, so that a file is moved in one step. */
export const workFolder = (workspace: string): string =>
  privateFolder(join(place(workspace), String(process.pid)));

/** Removes what processes left that were killed: it may hold records in plain form. */
export function removeLeftWork(workspace: string): void {
  if (!existsSync(place(workspace))) return;
  for (const name of readdirSync(place(workspace)))
    if (!isRunning(Number(name)))
      rmSync(join(place(workspace), name), { recursive: true, force: true });
}
