import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { readColumnMap, requireZone } from "../../loaders/columns/column-map.ts";
import { formatNamed, formats } from "../../loaders/formats/index.ts";
import type { SimulationOptions } from "../simulation/index.ts";
import type { Audience } from "../facts/types.ts";
import { analyzeCommand } from "./commands/analyze.ts";
import { briefCommand } from "./commands/brief.ts";
import { exportCommand } from "./commands/export.ts";
import { loadCommand } from "./commands/load.ts";
import { sampleCommand } from "./commands/sample.ts";
import { devCommand, pagesCommand } from "./commands/dev.ts";
import { previewCommand } from "./commands/preview.ts";
import { traceCommand, type TraceOptions } from "./commands/trace.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { siteCommand } from "./commands/site.ts";
import { statusCommand } from "./commands/status.ts";
import { CommandError, type ExitCode } from "../errors.ts";
import { terminalOutput, type Output } from "./output.ts";

/** What every command gets. */
export interface CommandContext {
  workspace: string;
  json: boolean;
  /** When the run takes place: an input, so that a rerun gives the same bytes. */
  runDate: Date;
  commandLine: string;
  output: Output;
}

interface GlobalOptions {
  workspace: string;
  json?: boolean;
  runDate?: Date;
  debug?: boolean;
}

function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError("use YYYY-MM");
  return text;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("use a whole number from 1");
  return Number(text);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("use a number from 0 to 1");
  return value;
}

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("use YYYY-MM-DD");
  return text;
}

function date(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) throw new InvalidArgumentError("use an ISO 8601 date");
  return parsed;
}

function zone(name: string): string {
  try {
    requireZone(name, "--tz");
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  return name;
}

const several =
  (parse: (text: string) => string) =>
  (text: string, before: string[] = []) => [...before, parse(text)];

const audience = () =>
  new Option("--audience <who>", "who reads: the public edition withholds small cells")
    .choices(["public", "office"])
    .default("public");

/** Runs one command line and sets the process's exit code. */
export async function main(args: readonly string[]): Promise<void> {
  let code: ExitCode = 0;
  let options: GlobalOptions = { workspace: "var/main" };
  const output = terminalOutput(args.includes("--json"));
  const program = new Command("docket")
    .description(
      "Loads call data and complaints, finds robocall campaigns, publishes site and briefs.",
    )
    .option("-w, --workspace <dir>", "folder that holds everything a run makes", "var/main")
    .option("--json", "print one JSON document for machines")
    .option("--run-date <when>", "date of the run, for reproducible output (default: now)", date)
    .option("--debug", "print stack traces")
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({ writeErr: (text) => output.warn(text.trimEnd()) });

  const run =
    <Args extends unknown[]>(work: (context: CommandContext, ...rest: Args) => Promise<ExitCode>) =>
    async (...rest: [...Args, Command]) => {
      const command = rest.pop() as Command;
      options = command.optsWithGlobals<GlobalOptions>();
      code = await work(
        {
          workspace: options.workspace,
          json: options.json ?? false,
          runDate: options.runDate ?? runDateOfEnvironment() ?? new Date(),
          commandLine: `docket ${command.name()}`,
          output,
        },
        ...(rest as unknown as Args),
      );
    };

  program
    .command("load")
    .description("read exports (files, folders, globs); the same content twice is a no-op")
    .argument("<path...>", "what to load: .csv, .csv.gz, .zip, .parquet")
    .addOption(
      new Option("--format <name>", "read as this format instead of recognising it").choices(
        formats.map((format) => format.name),
      ),
    )
    .option("--tz <zone>", "zone of times that are written without an offset", zone)
    .option("--map <file>", "column map for a layout of its own: docs/adding-a-source.md")
    .option("--provider <id>", "whose call records they are, where the format does not say")
    .action(
      run(
        (
          context,
          paths: string[],
          o: { format?: string; tz?: string; map?: string; provider?: string },
        ) =>
          loadCommand(context, paths, {
            format: o.format ? formatNamed(o.format) : undefined,
            zone: o.tz,
            map: o.map ? readColumnMap(o.map) : undefined,
            provider: o.provider,
          }),
      ),
    );
  program
    .command("analyze")
    .description("run models and analysis for what changed since the last run")
    .option("--month <YYYY-MM>", "recompute this month (may be repeated)", several(month))
    .action(run((context, o: { month?: string[] }) => analyzeCommand(context, o.month ?? [])));
  program
    .command("site")
    .description("build the static site")
    .addOption(audience())
    .option("--month <YYYY-MM>", "month to show (default: the last with data)", month)
    .option("--out <dir>", "where to put it (default: site/ or site-office/ in the workspace)")
    .action(
      run((context, o: { audience: Audience; month?: string; out?: string }) =>
        siteCommand(context, o),
      ),
    );
  program
    .command("brief")
    .description("write monthly briefs: PDF, HTML, CSV, XLSX and figures.json")
    .requiredOption("--month <YYYY-MM>", "month of the brief", month)
    .option(
      "--state <XX>",
      "jurisdiction (may be repeated)",
      several((s) => s.toUpperCase()),
    )
    .option("--all", "all 56 jurisdictions")
    .addOption(audience())
    .option("--out <dir>", "where to put them (default: briefs/ in the workspace)")
    .action(
      run(
        (
          context,
          o: { month: string; state?: string[]; all?: boolean; audience: Audience; out?: string },
        ) => briefCommand(context, o),
      ),
    );
  program
    .command("export")
    .description("write a published table to a file")
    .argument("<table>")
    .requiredOption("--out <file>", "FILE.csv, FILE.parquet or FILE.arrow")
    .action(
      run((context, table: string, o: { out: string }) => exportCommand(context, table, o.out)),
    );
  program
    .command("status")
    .description("what is loaded, how fresh it is, what failed")
    .action(run((context) => statusCommand(context)));
  program
    .command("trace")
    .description("show where calls came from, and write requests to those who can say more")
    .argument("[number...]", "calling numbers")
    .option("--campaign <id>", "calls of a campaign")
    .option("--call <provider:call>", "one call")
    .option(
      "--suspicious",
      "every call whose number cannot be genuine or stands in reports of a campaign",
    )
    .action(
      run((context, numbers: string[], o: Omit<TraceOptions, "numbers">) =>
        traceCommand(context, { numbers, ...o }),
      ),
    );
  program
    .command("simulate")
    .description("write a simulated month of exports with its ground truth")
    .requiredOption("--out <dir>", "folder to write to: exports/ and truth/ are made in it")
    .option("--calls <n>", "real calls", count, 100_000)
    .option("--seed <n>", "the same seed gives the same world", count, 1)
    .option("--days <n>", "days", count, 30)
    .option("--from <YYYY-MM-DD>", "first day", day, "2024-03-01")
    .option("--exporting <share>", "share of the providers that export their records", share, 0.6)
    .option(
      "--dirt <share>",
      "share of rows after which a faulty or repeated one follows",
      share,
      0.001,
    )
    .option("--hard", "more garbled numbers, rewritten callers and missing hand-over ids")
    .action(
      run((context, o: Omit<SimulationOptions, "hard"> & { out: string; hard?: boolean }) =>
        simulateCommand(context, { ...o, hard: o.hard ?? false }),
      ),
    );
  program
    .command("evaluate")
    .description("score a workspace against the truth of a simulated world")
    .requiredOption("--truth <dir>", "folder that simulate wrote")
    .action(run((context, o: { truth: string }) => evaluateCommand(context, o.truth)));
  program
    .command("sample")
    .description("take the bundled sample all the way, in the workspace var/sample")
    .action(run((context) => sampleCommand(context)));
  program
    .command("preview")
    .description("serve a built site on this machine")
    .option("--port <n>", "port", "3000")
    .action(run((context, o: { port: string }) => previewCommand(context, Number(o.port))));
  program
    .command("dev")
    .description("show the site live while its pages are edited")
    .addOption(audience())
    .option("--port <n>", "port", "3000")
    .action(
      run((context, o: { audience: Audience; port: string }) =>
        devCommand(context, o.audience, Number(o.port)),
      ),
    );

  program
    .command("pages", { hidden: true })
    .addOption(audience())
    .requiredOption("--into <dir>", "root of a running dev")
    .action(
      run((context, o: { audience: Audience; into: string }) =>
        pagesCommand(context, o.audience, o.into),
      ),
    );

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    code = report(error, args, output);
  }
  output.done();
  process.exitCode = code;
}

function runDateOfEnvironment(): Date | undefined {
  const epoch = process.env["SOURCE_DATE_EPOCH"];
  return epoch && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : undefined;
}

function report(error: unknown, args: readonly string[], output: Output): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  if (args.includes("--json")) output.print(JSON.stringify({ error: message }));
  output.warn(`docket: ${message}`);
  if (args.includes("--debug") && error instanceof Error) output.warn(error.stack ?? "");
  return error instanceof CommandError ? error.exitCode : 1;
}
