import { Option, type Command } from "commander";
import { decisions } from "../../records/identity-decisions.ts";
import type { StatementOptions } from "./statement.ts";
import type { IdentityOptions } from "./identity.ts";
import type { RequestOptions } from "./request.ts";
import type { UnsealOptions } from "./unseal.ts";
import type { Run } from "./index.ts";

/** Declares the commands about providers. */
export function declareProviders(program: Command, run: Run): void {
  program
    .command("identity")
    .description("list records that may be of one company, or record what a person decided of two")
    .argument("[id...]", "a filing number or provider id; two with --decide")
    .option("--out <file.csv>", "write the review list")
    .addOption(
      new Option("--decide <what>", "what was decided; undone takes it back").choices(decisions),
    )
    .option("--by <name>", "who decided")
    .option("--reason <text>", "why")
    .action(
      run(async (context, ids: string[], o: IdentityOptions) =>
        (await import("./identity.ts")).identityCommand(context, ids, o),
      ),
    );
  program
    .command("statement")
    .description("record what a provider replied, or take a listing of it back")
    .argument("<provider>", "provider id")
    .option("--reply <text>", "what it replied, as written")
    .addOption(new Option("--retract <class>", "take its listing back").choices(classes))
    .addOption(new Option("--reinstate <class>", "set a listing in place again").choices(classes))
    .option("--reason <text>", "why")
    .option("--by <name>", "who puts it on record")
    .action(
      run(async (context, provider: string, o: StatementOptions) =>
        (await import("./statement.ts")).statementCommand(context, provider, o),
      ),
    );
  program
    .command("request")
    .description(
      "list traceback requests, or record that one was sent, acknowledged, answered or refused",
    )
    .argument("[id]", "such as TR-0123456789ab")
    .option("--sent <address>", "it was sent: the clock starts")
    .option("--acknowledged <text>", "its receipt was confirmed")
    .option(
      "--answered <response>",
      "upstream_identified, originator_identified, no_record or incomplete_record; answers in a file are loaded",
    )
    .option("--upstream <provider>", "with --answered: the provider that it names")
    .option("--customer <name>", "with --answered: the customer that it names")
    .option("--refused <text>", "it was refused, and why")
    .option("--by <name>", "who puts it on record")
    .action(
      run(async (context, id: string | undefined, o: RequestOptions) =>
        (await import("./request.ts")).requestCommand(context, id, o),
      ),
    );
  program
    .command("unseal")
    .description(
      "open called numbers that a request or an approved scope needs; the workspace itself cannot",
    )
    .option("--request <id>", "numbers of the calls that a traceback request cites")
    .option("--demand <number>", "numbers of the calls in the approved scope of a demand")
    .requiredOption("--key <file>", "age identity; keep it apart from the workspace")
    .requiredOption("--out <file.csv>", "where they are written")
    .requiredOption("--by <name>", "who opens them")
    .requiredOption("--reason <text>", "why")
    .action(
      run(async (context, o: UnsealOptions) =>
        (await import("./unseal.ts")).unsealCommand(context, o),
      ),
    );
}

const classes = ["a", "b", "c", "d"];
