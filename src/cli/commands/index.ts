import { CommandError } from "../../errors.ts";
import { Option, type Command } from "commander";
import { formatNames } from "../../../loaders/formats/names.ts";
import type { ExitCode } from "../../errors.ts";
import type { Audience } from "../../facts/types.ts";
import type { Edition } from "../with-workspace.ts";
import type { BriefOptions } from "./brief.ts";
import type { SiteOptions } from "./site.ts";
import type { SimulationOptions } from "../../simulation/index.ts";
import {
  audience,
  count,
  day,
  demonstration,
  month,
  several,
  share,
  state,
  zone,
} from "../arguments.ts";
import type { CommandContext } from "../context.ts";
import { declareBackups, declareDemands } from "./demands.ts";
import { declareProviders } from "./providers.ts";

/** Wraps what a command does: gives it its context and takes its exit code. */
export type Run = <Args extends unknown[]>(
  work: (context: CommandContext, ...rest: Args) => Promise<ExitCode>,
) => (...rest: [...Args, Command]) => Promise<void>;

/**
 * Declares every command. What a command does is imported when it runs, so that `docket status` does not wait for the
 * code of the site.
 */
export function declareCommands(program: Command, run: Run): void {
  declareLoading(program, run);
  declareAnalysis(program, run);
  declareReports(program, run);
  declareProviders(program, run);
  declareDemands(program, run);
  declareBackups(program, run);
  declareTrial(program, run);
}

function declareLoading(program: Command, run: Run): void {
  program
    .command("load")
    .description("read exports (files, folders, globs); the same content twice is a no-op")
    .argument("<path...>", "what to load: .csv, .csv.gz, .zip, .parquet")
    .addOption(
      new Option("--format <name>", "read as this format instead of recognizing it")
        .choices(formatNames)
        .conflicts("map"),
    )
    .option("--tz <zone>", "zone of times that are written without an offset", zone)
    .option("--map <file>", "column map for a layout of its own: docs/adding-a-source.md")
    .option("--provider <id>", "whose call records they are, where the format does not say")
    .addOption(
      new Option("--dates <order>", "order of dates like 03/04/2024, where no row decides").choices(
        dateOrders,
      ),
    )
    .action(
      run(
        async (
          context,
          paths: string[],
          o: { format?: string; tz?: string; map?: string; provider?: string; dates?: string },
        ) => {
          const { formatNamed } = await import("../../../loaders/formats/index.ts");
          const { readColumnMap } = await import("../../../loaders/columns/column-map.ts");
          const { loadCommand } = await import("./load.ts");
          return loadCommand(context, paths, {
            format: o.format ? formatNamed(o.format) : undefined,
            zone: o.tz,
            map: o.map ? readColumnMap(o.map) : undefined,
            provider: o.provider,
            dates: dateOrder(o.dates),
          });
        },
      ),
    );
  program
    .command("map")
    .description(
      "show how a file would load, or propose a column map for it: docs/adding-a-source.md",
    )
    .requiredOption("--try <file>", "the file")
    .option("--map <file>", "column map to read it by")
    .option("--tz <zone>", "zone of times that are written without an offset", zone)
    .option("--provider <id>", "whose call records they are")
    .addOption(
      new Option("--dates <order>", "order of dates like 03/04/2024, where no row decides").choices(
        dateOrders,
      ),
    )
    .option("--out <file>", "write the proposed map to this file")
    .action(
      run(
        async (
          context,
          o: {
            try: string;
            map?: string;
            tz?: string;
            provider?: string;
            dates?: string;
            out?: string;
          },
        ) => {
          const { readColumnMap } = await import("../../../loaders/columns/column-map.ts");
          const { mapCommand } = await import("./map.ts");
          return mapCommand(context, o.try, {
            map: o.map ? readColumnMap(o.map) : undefined,
            zone: o.tz,
            provider: o.provider,
            dates: dateOrder(o.dates),
            out: o.out,
          });
        },
      ),
    );
  program
    .command("unload")
    .description("take loads back: their rows go, and what they superseded holds again")
    .argument("<load...>", "ids of loads, as docket status shows them")
    .action(
      run(async (context, ids: string[]) =>
        (await import("./unload.ts")).unloadCommand(context, ids),
      ),
    );
  program
    .command("acknowledge")
    .description("note that a load's rejects, or a file that cannot be loaded, are known")
    .argument("<target...>", "ids of loads, or files")
    .action(
      run(async (context, targets: string[]) =>
        (await import("./acknowledge.ts")).acknowledgeCommand(context, targets),
      ),
    );
}

const dateOrders = ["day-first", "month-first"];
const dateOrder = (text: string | undefined) =>
  text === undefined
    ? undefined
    : text === "day-first"
      ? ("day_first" as const)
      : ("month_first" as const);

function declareAnalysis(program: Command, run: Run): void {
  program
    .command("analyze")
    .description("run models and analysis for what changed since the last run, and publish it")
    .option("--month <YYYY-MM>", "compute this month again (may be repeated)", several(month))
    .action(
      run(async (context, o: { month?: string[] }) =>
        (await import("./analyze.ts")).analyzeCommand(context, o.month ?? []),
      ),
    );
  program
    .command("trace")
    .description("show where calls came from and why the path stops; writes nothing")
    .argument("[number...]", "calling numbers")
    .option("--campaign <id>", "calls of a campaign")
    .option("--call <provider:call>", "one call")
    .option("--state <XX>", "suspicious calls to a jurisdiction", state)
    .option(
      "--suspicious",
      "every call with an impossible caller ID, or one reported in a campaign",
    )
    .option("--request", "draft traceback requests to those who can say more")
    .action(
      run(
        async (
          context,
          numbers: string[],
          o: {
            campaign?: string;
            call?: string;
            state?: string;
            suspicious?: boolean;
            request?: boolean;
          },
        ) => (await import("./trace.ts")).traceCommand(context, { numbers, ...o }),
      ),
    );
  program
    .command("status")
    .description("what is loaded, how fresh it is, what failed; verifies catalog and records")
    .action(run(async (context) => (await import("./status.ts")).statusCommand(context)));
}

function declareReports(program: Command, run: Run): void {
  program
    .command("site")
    .description("build the static site")
    .addOption(audience())
    .addOption(demonstration())
    .option(
      "--month <YYYY-MM>",
      "month to show (default: the last with complaints or calls)",
      month,
    )
    .option(
      "--out <dir>",
      "where to put it (default: site/, site-office/ or site-demonstration/ in the workspace)",
    )
    .action(
      run(async (context, o: SiteOptions) => (await import("./site.ts")).siteCommand(context, o)),
    );
  program
    .command("brief")
    .description("write monthly briefs: PDF, HTML, CSV, XLSX and figures.json")
    .requiredOption("--month <YYYY-MM>", "month of the brief", month)
    .option("--state <XX>", "jurisdiction (may be repeated)", several(state))
    .option("--all", "all 56 jurisdictions")
    .addOption(audience())
    .addOption(demonstration())
    .option("--out <dir>", "where to put them (default: briefs/ in the workspace)")
    .action(
      run(async (context, o: BriefOptions) =>
        (await import("./brief.ts")).briefCommand(context, o),
      ),
    );
  program
    .command("export")
    .description(
      "write a published table, the case file of a provider (case) or the web of providers (web) to a file",
    )
    .argument("<table>")
    .requiredOption(
      "--out <file>",
      "FILE.csv, FILE.parquet or FILE.arrow; of a case FILE.json; of the web FILE.ftm.json",
    )
    .option("--provider <id>", "case: whose; the office edition names everybody")
    .addOption(
      new Option("--audience <who>", "case: public has what published documents say")
        .choices(["office", "public"])
        .default("office"),
    )
    .action(
      run(
        async (
          context,
          table: string,
          o: { out: string; provider?: string; audience: Audience },
        ) => {
          if ((table === "case") !== (o.provider !== undefined))
            throw new CommandError("docket export case --provider ID --out FILE.json", 2);
          if (table === "web" && o.audience === "public")
            throw new CommandError("the web names everybody: there is no public edition of it", 2);
          if (table === "web") return (await import("./export-web.ts")).exportWeb(context, o.out);
          return o.provider === undefined
            ? (await import("./export.ts")).exportCommand(context, table, o.out)
            : (await import("./export-case.ts")).exportCase(context, o.provider, o.out, o.audience);
        },
      ),
    );
  program
    .command("preview")
    .description("serve a built site on this machine")
    .option("--port <n>", "port", "3000")
    .action(
      run(async (context, o: { port: string }) =>
        (await import("./preview.ts")).previewCommand(context, o.port),
      ),
    );
  program
    .command("dev")
    .description("show the site live while its pages are edited")
    .addOption(audience())
    .addOption(demonstration())
    .option("--port <n>", "port", "3000")
    .action(
      run(async (context, o: Edition & { port: string }) => {
        const { portOf } = await import("./preview.ts");
        return (await import("./dev.ts")).devCommand(context, o, portOf(o.port));
      }),
    );
  program
    .command("pages", { hidden: true })
    .addOption(audience())
    .addOption(demonstration())
    .requiredOption("--into <dir>", "root of a running dev")
    .action(
      run(async (context, o: Edition & { into: string }) =>
        (await import("./dev.ts")).pagesCommand(context, o, o.into),
      ),
    );
}

function declareTrial(program: Command, run: Run): void {
  program
    .command("simulate")
    .description("write a simulated month of exports with its ground truth")
    .requiredOption("--out <dir>", "folder to write to: exports/ and truth/ are made in it")
    .option("--calls <n>", "real calls", count, 100_000)
    .option("--seed <n>", "the same seed gives the same world", count, 1)
    .option("--days <n>", "days", count, 30)
    .option("--from <YYYY-MM-DD>", "first day", day, "2024-03-01")
    .option("--exporting-share <share>", "share of the providers that export", share, 0.6)
    .option(
      "--error-rate <share>",
      "share of rows followed by a faulty or repeated one",
      share,
      0.001,
    )
    .option("--call-ids <share>", "share of the providers that record SIP Call-IDs", share, 0)
    .addOption(
      new Option(
        "--world <name>",
        "plain: docs/simulation.md; field: by another author, without dirt",
      )
        .choices(["plain", "field"])
        .default("plain"),
    )
    .option("--no-campaigns", "field world: without any campaign, to see what is found in none")
    .addOption(
      new Option("--difficulty <level>", "hard: garbled numbers, rewritten callers, missing ids")
        .choices(["plain", "hard"])
        .default("plain"),
    )
    .addOption(
      new Option(
        "--conduct <name>",
        "plain world: how providers answer tracebacks; graded: each by rates of its own",
      )
        .choices(["two-kinds", "graded"])
        .default("two-kinds"),
    )
    .action(
      run(
        async (
          context,
          o: Pick<SimulationOptions, "calls" | "seed" | "days" | "from" | "callIds"> & {
            out: string;
            world: "plain" | "field";
            campaigns: boolean;
            exportingShare: number;
            errorRate: number;
            difficulty: string;
            conduct: string;
          },
        ) => {
          const { simulateCommand } = await import("./simulate.ts");
          const { exportingShare, errorRate, difficulty, conduct, ...rest } = o;
          if (o.world === "plain" && !o.campaigns)
            throw new CommandError("--no-campaigns is for --world field", 2);
          return simulateCommand(context, {
            ...rest,
            exporting: exportingShare,
            dirt: errorRate,
            hard: difficulty === "hard",
            ...(conduct === "graded" && { graded: true }),
          });
        },
      ),
    );
  program
    .command("evaluate")
    .description("score a workspace against the truth of a simulated world")
    .requiredOption("--truth <dir>", "folder that simulate wrote")
    .action(
      run(async (context, o: { truth: string }) =>
        (await import("./evaluate.ts")).evaluateCommand(context, o.truth),
      ),
    );
  program
    .command("adjudicate")
    .description(
      "draw a blind sample of campaigns for two reviewers, or turn their answers into error rates",
    )
    .option("--out <file.csv>", "write a sample")
    .option("--size <n>", "cases of a sample", count, 60)
    .option("--seed <n>", "the same seed draws the same cases", count, 1)
    .option("--answers <files...>", "the two reviewers' copies, filled in")
    .action(
      run(async (context, o: { out?: string; size: number; seed: number; answers?: string[] }) =>
        (await import("./adjudicate.ts")).adjudicateCommand(context, o),
      ),
    );
  program
    .command("sample")
    .description("take the bundled sample all the way, in the workspace var/sample")
    .action(run(async (context) => (await import("./sample.ts")).sampleCommand(context)));
}
