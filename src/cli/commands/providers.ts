import { Option, type Command } from "commander";
import { decisions } from "../../records/identity-decisions.ts";
import type { IdentityOptions } from "./identity.ts";
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
}
