import { Option, type Command } from "commander";
import type { Run } from "./index.ts";
import type { AgencyOptions } from "./demand-agency.ts";
import type { RespondOptions } from "./demand-respond.ts";
import type { PortalOptions, UserOptions } from "./portal.ts";
import type { ReviewOptions } from "./demand-review.ts";
import { several } from "../arguments.ts";

/** Declares the commands about subpoenas and civil investigative demands. */
export function declareDemands(program: Command, run: Run): void {
  const demand = program
    .command("demand")
    .description("subpoenas and civil investigative demands: docs/demands.md");
  demand
    .command("receive")
    .description(
      "take in a demand: a folder with demand.json, its signed PDF and maybe demand.json.sig",
    )
    .argument("<folder...>")
    .option("--by <name>", "who brings it", "docket")
    .action(
      run(async (context, folders: string[], o: { by: string }) =>
        (await import("./demand-receive.ts")).receiveCommand(context, folders, o.by),
      ),
    );
  demand
    .command("review")
    .description("show a demand and what it would yield, or decide on it")
    .argument("<number>", "of the demand, such as D-2026-000001")
    .option("--by <name>", "who decides")
    .option("--approve", "approve the scope at hand")
    .addOption(
      new Option("--tier <tier>", "with --approve: who may read the response")
        .choices(["office", "common_interest", "attorneys_eyes_only"])
        .default("office"),
    )
    .option("--narrow <file.json>", "propose a narrower scope: window, scope, records")
    .option("--consent <text>", "record how the agency consented to it")
    .option(
      "--call-back <text>",
      "record a call to the agency's published number: number, whom, where published",
    )
    .option("--object <reason>", "object to the demand")
    .option("--hold <reason>", "put it on hold")
    .option("--resume <reason>", "take it up again")
    .option("--emergency <reason>", "put it in the emergency lane")
    .option("--withdraw <reason>", "record that the agency withdrew it")
    .option("--message <text>", "write to the agency")
    .option("--certify <text>", "record that the custodian signed the certification: who, when")
    .option("--close <reason>", "close it")
    .action(
      run(async (context, number: string, o: ReviewOptions) =>
        (await import("./demand-review.ts")).reviewCommand(context, number, o),
      ),
    );
  demand
    .command("respond")
    .description(
      "produce what is approved: a signed package that can be verified without this program",
    )
    .argument("<number>")
    .requiredOption("--by <name>", "who produces it")
    .option(
      "--records <class>",
      "produce this class alone for now (may be repeated)",
      several((c) => c),
    )
    .option(
      "--mapping <file.csv>",
      "called_number,basis: called numbers that may be shown to this requester",
    )
    .action(
      run(async (context, number: string, o: RespondOptions) =>
        (await import("./demand-respond.ts")).respondCommand(context, number, o),
      ),
    );
  demand
    .command("verify")
    .description("check a response package, folder or .zip: every byte, and the signature")
    .argument("<package>")
    .option("--key <id>", "the key that it must be signed with")
    .action(
      run(async (context, path: string, o: { key?: string }) =>
        (await import("./demand-verify.ts")).verifyCommand(context, path, o.key),
      ),
    );
  demand
    .command("key")
    .description("show the key that this desk signs with; --rotate makes a new one")
    .option("--rotate", "put the key aside and make another")
    .option("--verifier <folder>", "write the standalone verifiers (verify.mjs, verify.html) there")
    .action(
      run(async (context, o: { rotate?: boolean; verifier?: string }) =>
        (await import("./demand-key.ts")).keyCommand(context, o),
      ),
    );
  demand
    .command("status")
    .description("list demands with their clocks, or the whole life of one")
    .argument("[number]")
    .action(
      run(async (context, number: string | undefined) =>
        (await import("./demand-status.ts")).statusOfDemands(context, number),
      ),
    );
  demand
    .command("agency")
    .description("register an agency that may send demands, or a key that it signs them with")
    .argument("[id]")
    .option("--name <name>", "as it is published")
    .option(
      "--domain <domain>",
      "mail domain of its staff (may be repeated)",
      several((d) => d.toLowerCase()),
    )
    .option("--published-number <text>", "its telephone number, and where it is published")
    .option("--add-key <file.pem>", "Ed25519 public key that it signs with")
    .option("--expires <YYYY-MM-DD>", "last day of that key")
    .option("--revoke-key <id>", "a key that holds no more")
    .option("--by <name>", "who registers it")
    .action(
      run(async (context, id: string | undefined, o: AgencyOptions) =>
        (await import("./demand-agency.ts")).agencyCommand(context, id, o),
      ),
    );
  const portal = program
    .command("portal")
    .description("serve the portal for demands: docs/portal.md")
    .option("--port <n>", "port", "3100")
    .option(
      "--host <address>",
      "address to listen on; a proxy with TLS stands before it",
      "127.0.0.1",
    )
    .option("--demo", "with two agencies and a reviewer, marked as a demonstration")
    .action(
      run(async (context, o: PortalOptions) =>
        (await import("./portal.ts")).portalCommand(context, o),
      ),
    );
  portal
    .command("user")
    .description("list the portal's accounts, or change one")
    .option("--add <email>", "make an account and print its one-time link")
    .option("--name <name>", "with --add")
    .option("--role <role>", "with --add: agency_user, agency_supervisor, reviewer, administrator")
    .option("--agency <id>", "with --add: whose account it is")
    .option("--link <email>", "print a new one-time link")
    .option("--disable <email>", "the account cannot sign in any more")
    .option("--enable <email>", "it can again")
    .action(
      run(async (context, o: UserOptions) =>
        (await import("./portal.ts")).portalUserCommand(context, o),
      ),
    );
}

/** Backups: what a desk cannot make again, above all. */
export function declareBackups(program: Command, run: Run): void {
  program
    .command("backup")
    .description("copy what cannot be made again into a new folder, while the portal runs")
    .argument("<dir>", "folder that backups lie in")
    .option("--lake", "also the loaded records")
    .option("--keys", "also the keys: keep such a backup as you keep the keys")
    .action(
      run(async (context, dir: string, o: { lake?: boolean; keys?: boolean }) =>
        (await import("./backup.ts")).backupCommand(context, dir, {
          lake: o.lake ?? false,
          keys: o.keys ?? false,
        }),
      ),
    );
  program
    .command("restore")
    .description("put a backup into a workspace that has none of its parts")
    .argument("<backup>", "folder that docket backup made")
    .action(
      run(async (context, backup: string) =>
        (await import("./backup.ts")).restoreCommand(context, backup),
      ),
    );
}
