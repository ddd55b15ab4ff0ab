import type { Output } from "./output.ts";

/** What every command gets. */
export interface CommandContext {
  workspace: string;
  json: boolean;
  /** When the run takes place: an input, so that a rerun gives the same bytes. */
  runDate: Date;
  commandLine: string;
  output: Output;
}
