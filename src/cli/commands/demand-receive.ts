import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { keepFile, openFile } from "../../demands/files.ts";
import { receiveDemand } from "../../demands/intake.ts";
import { receiptOf } from "../../demands/receipt.ts";
import { problemLines } from "../../demands/note.ts";
import { privateFolder, replaceFile } from "../../workspace/durable.ts";
import type { Desk } from "../../demands/desk.ts";
import type { CommandContext } from "../context.ts";
import { withDesk } from "../with-workspace.ts";

const objectName = "demand.json";
const signatureName = "demand.json.sig";
/** Files that one demand may come with. */
const mostFiles = 50;

/** Takes in the demands of folders; each is answered at once, with a signed receipt. */
export async function receiveCommand(
  context: CommandContext,
  folders: readonly string[],
  by: string,
): Promise<ExitCode> {
  const answers = await withDesk(context, async (desk) => {
    const found = [];
    for (const folder of folders.flatMap(demandFolders)) {
      try {
        found.push(await receiveFolder(context, desk, folder, by));
      } catch (error) {
        // One folder that cannot be read keeps no other from being received.
        const { message } = explainSystemError(error, folder);
        context.output.warn(`docket: ${message}`);
        found.push({ folder, outcome: "not_taken" as const, error: message });
      }
    }
    return found;
  });
  if (context.json) context.output.print(JSON.stringify(answers, null, 2));
  if (answers.some(({ outcome }) => outcome === "not_taken")) return 1;
  return answers.some(({ outcome }) => outcome === "deficient") ? 3 : 0;
}

/** The folder itself, or, of an inbox, each folder in it that holds a demand. */
function demandFolders(folder: string): string[] {
  try {
    if (existsSync(join(folder, objectName))) return [folder];
    const inside = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, objectName)))
      .map((entry) => join(folder, entry.name))
      .sort();
    if (inside.length > 0) return inside;
  } catch (error) {
    throw explainSystemError(error, folder);
  }
  throw new CommandError(`${folder}: no ${objectName} in it, nor in a folder inside`);
}

async function receiveFolder(context: CommandContext, desk: Desk, folder: string, by: string) {
  const names = readdirSync(folder).sort();
  if (names.length > mostFiles)
    throw new CommandError(`${folder}: ${names.length} files; a demand has at most ${mostFiles}`);
  for (const name of names)
    if (!lstatSync(join(folder, name)).isFile())
      throw new CommandError(
        `${join(folder, name)}: not a plain file: a demand's folder holds files alone`,
      );
  const object = readFileSync(join(folder, objectName));
  const keep = (name: string) => keepFile(desk.folder, name, openFile(join(folder, name)));
  const objectFile = await keep(objectName);
  const files = [];
  for (const name of names.filter((n) => n !== objectName)) files.push(await keep(name));
  const signature = names.includes(signatureName)
    ? readFileSync(join(folder, signatureName))
    : null;
  const { entry, outcome } = await receiveDemand(
    desk,
    { object, objectFile, signature, files, channel: "folder", by },
    context.runDate,
  );
  const receipt = receiptOf(entry, desk.key);
  const place = join(
    privateFolder(join(desk.folder, "demands", entry.number)),
    `receipt-${entry.version}.json`,
  );
  replaceFile(place, receipt.bytes);
  replaceFile(`${place}.sig`, receipt.signature);
  if (!context.json) {
    context.output.print(
      `${folder}: ${outcomeWords[outcome]}, number ${entry.number}; receipt: ${place}`,
    );
    for (const line of problemLines(entry)) context.output.print(line);
  }
  return { folder, number: entry.number, outcome, problems: entry.problems, receipt: place };
}

const outcomeWords = {
  accepted: "received and accepted for review",
  deficient: "received, but deficient",
  repeated: "received before, without any difference",
};
