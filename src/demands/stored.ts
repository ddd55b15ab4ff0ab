import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../errors.ts";
import type { DemandEntry, ReceivedFile } from "../records/demand-types.ts";
import { hasOpenedAccounts } from "../workspace/portal-store.ts";
import { privateFolder } from "../workspace/durable.ts";
import { storedFile } from "./files.ts";

const numberPattern = /^D-\d{4}-\d{6,}$/;

/** Where the responses to a demand lie. The folder is made when the number is given: no number is given twice. */
export const demandFolder = (workspace: string, number: string): string =>
  privateFolder(join(workspace, "demands", number));

/** Keeps the receipt beside the responses: it shows that the number was given, should the records be lost. */
export function keepReceipt(workspace: string, number: string, receipt: Uint8Array): void {
  writeFileSync(join(demandFolder(workspace, number), "receipt.json"), receipt, { mode: 0o600 });
}

/** Numbers that folders show were given, whatever the records say. */
function numbersOnDisk(workspace: string): string[] {
  const folder = join(workspace, "demands");
  return existsSync(folder) ? readdirSync(folder).filter((name) => numberPattern.test(name)) : [];
}

/** The first number from `next` on that no folder has: records from a backup may not know the newest. */
export function freeNumber(workspace: string, next: string): string {
  const [year, n] = [next.slice(0, 7), Number(next.slice(7))];
  const taken = new Set(numbersOnDisk(workspace));
  for (let i = n; ; i++) {
    const number = `${year}${String(i).padStart(6, "0")}`;
    if (!taken.has(number)) return number;
  }
}

/** Refuses to begin anew where the records are gone and other files show that there were some. */
export function refuseLostRecords(workspace: string): void {
  const [number] = numbersOnDisk(workspace);
  const sign =
    number !== undefined
      ? `demands/${number} is`
      : hasOpenedAccounts(workspace)
        ? "accounts of the portal are"
        : null;
  if (sign !== null)
    throw new CommandError(
      `${join(workspace, "records.sqlite")}: has no event, but ${sign} here: the records are lost; restore them from a backup (docs/portal.md)`,
    );
}

/** The certification that the custodian signed, where it is on record as a file. */
export const certificationOf = (entry: DemandEntry): ReceivedFile | undefined =>
  entry.events.findLast(({ kind, body }) => kind === "demand_certified" && body.files)?.body
    .files?.[0];

/** States in which files may have been removed by a rule of retention. */
const over: readonly DemandEntry["state"][] = ["closed", "withdrawn", "deficient"];

/**
 * What the records name and the disk does not have as it was (`faults`), and what is there that they do not know where a
 * production may have been stopped (`notes`); a sentence each.
 */
export function storedFaults(
  workspace: string,
  entries: readonly DemandEntry[],
): { faults: string[]; notes: string[] } {
  const faults: string[] = [];
  const notes: string[] = [];
  const states = new Map(entries.map(({ number, state }) => [number, state]));
  const known = new Map<string, Set<string>>();
  for (const entry of entries) {
    known.set(entry.number, new Set(entry.productions.map(({ file }) => file)));
    if (over.includes(entry.state)) continue;
    for (const { file, bytes } of entry.productions) {
      const size = statSync(join(workspace, "demands", entry.number, file), {
        throwIfNoEntry: false,
      })?.size;
      if (size !== bytes)
        faults.push(
          `demands/${entry.number}/${file}: ${size === undefined ? "is missing" : `has ${size} bytes, not ${bytes}`}: restore it from a backup`,
        );
    }
    const certification = certificationOf(entry);
    for (const { name, sha256, bytes } of certification
      ? [...entry.files, certification]
      : entry.files) {
      const size = statSync(storedFile(workspace, sha256), { throwIfNoEntry: false })?.size;
      if (size !== bytes)
        faults.push(
          `demands/files/${sha256} (${name} of ${entry.number}): ${size === undefined ? "is missing" : `has ${size} bytes, not ${bytes}`}: restore it from a backup`,
        );
    }
  }
  for (const number of numbersOnDisk(workspace)) {
    const files = known.get(number);
    // An empty folder is of an intake that was stopped before it was on record: its number is not given again.
    if (!files && readdirSync(join(workspace, "demands", number)).length === 0) continue;
    if (!files) {
      faults.push(
        `demands/${number}: no demand on record has this number: the records are older than it`,
      );
      continue;
    }
    for (const file of readdirSync(join(workspace, "demands", number)))
      if (file.endsWith(".zip") && !files.has(file)) {
        const said = `demands/${number}/${file}: is a response that no record knows`;
        if (["scoped", "partly_produced"].includes(states.get(number) ?? ""))
          notes.push(
            `${said}: its production was stopped, or the records are older: produce it again`,
          );
        else faults.push(said);
      }
  }
  return { faults, notes };
}
