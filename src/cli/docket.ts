import { Command, CommanderError } from "commander";
import { CommandError, type ExitCode } from "../errors.ts";
import { date } from "./arguments.ts";
import { declareCommands, type Run } from "./commands/index.ts";
import { endOnSignals } from "./signals.ts";
import { terminalOutput, type Output } from "./output.ts";

interface GlobalOptions {
  workspace: string;
  json?: boolean;
  runDate?: Date;
  debug?: boolean;
  log?: string;
}

/** The program with all its commands; `onExit` takes the exit code of the one that ran. */
function docketProgram(output: Output, onExit: (code: ExitCode) => void): Command {
  const program = new Command("docket")
    .description(
      "Loads call data and complaints, finds robocall campaigns, publishes site and briefs.",
    )
    .option("-w, --workspace <dir>", "folder that holds everything a run makes", "var/main")
    .option("--json", "print one JSON document for machines")
    .option("--run-date <when>", "date of the run, for reproducible output (default: now)", date)
    .option("--log <file>", "append what is printed to a file, each line with its time")
    .option("--debug", "print stack traces")
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      writeOut: (text) => output.print(text.trimEnd()),
      writeErr: (text) => output.warn(text.trimEnd()),
    });
  const run: Run =
    (work) =>
    async (...rest) => {
      const command = rest.pop() as Command;
      const options = command.optsWithGlobals<GlobalOptions>();
      if (options.log) output.logTo(options.log);
      const context = {
        workspace: options.workspace,
        json: options.json ?? false,
        runDate: options.runDate ?? runDateOfEnvironment() ?? new Date(),
        commandLine: `docket ${command.name()}`,
        output,
      };
      onExit(await (work as (...all: unknown[]) => Promise<ExitCode>)(context, ...rest));
    };
  declareCommands(program, run);
  return program;
}

/** Runs one command line and sets the process's exit code. */
export async function main(args: readonly string[]): Promise<void> {
  // A workspace holds calling numbers and transcripts: what is written in it is its owner's alone.
  process.umask(0o077);
  const output = terminalOutput(args.includes("--json"));
  endOnSignals(output);
  process.exitCode = await runDocket(args, output);
  output.done();
}

/** Runs one command line; returns its exit code. */
export async function runDocket(args: readonly string[], output: Output): Promise<ExitCode> {
  let code: ExitCode = 0;
  try {
    await docketProgram(output, (exit) => (code = exit)).parseAsync(args, { from: "user" });
  } catch (error) {
    code = report(error, args, output);
  }
  return code;
}

function runDateOfEnvironment(): Date | undefined {
  const epoch = process.env["SOURCE_DATE_EPOCH"];
  return epoch && /^\d{1,10}$/.test(epoch) ? new Date(Number(epoch) * 1000) : undefined;
}

function report(error: unknown, args: readonly string[], output: Output): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  if (args.includes("--json")) output.print(JSON.stringify({ error: message }));
  output.warn(`docket: ${message}`);
  if (args.includes("--debug") && error instanceof Error) output.warn(error.stack ?? "");
  return error instanceof CommandError ? error.exitCode : 1;
}
