import { existsSync, rmSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CommandError } from "../../errors.ts";
import type { Published } from "../../pipeline/published.ts";
import type { Production, RecordClass } from "../../records/demand-types.ts";
import { refuseImpossible } from "../../records/demands.ts";
import { privateFolder, sync, syncFolder } from "../../workspace/durable.ts";
import type { Desk } from "../desk.ts";
import { demandFolder } from "../stored.ts";
import { requesterState } from "../requester.ts";
import { archiveBag } from "./archive.ts";
import { closeBag } from "./bag.ts";
import { fileHash } from "../../workspace/file-hash.ts";
import { sizeOf, writeContents, type OpenedNumber } from "./contents.ts";
import { bagName } from "./names.ts";
import { workFolder } from "../work.ts";
import { sealFile } from "../../workspace/seal.ts";
import { timeStamp } from "./time-stamp.ts";

export interface ProduceOptions {
  by: string;
  /** Classes to produce now; default all approved ones that are not produced yet. */
  records?: readonly RecordClass[];
  published: Published;
  secret?: Uint8Array;
  /** Called numbers that a lawful mapping opens, and on which basis. */
  opened?: readonly OpenedNumber[];
}

/**
 * Produces the approved scope of a demand: a signed bag as a zip archive in `demands/NUMBER/`, its hash beside it, sealed to
 * the agency's key where the demand names one. It is on record only when every byte is on the disk.
 */
export async function produce(
  desk: Desk,
  number: string,
  o: ProduceOptions,
  now: Date,
): Promise<{ production: Production; file: string; notices: string[] }> {
  desk.records.refresh();
  const entry = desk.records.demands.get(number);
  refuseImpossible(entry, "demand_produced");
  const decision = entry.scope;
  if (!decision || !entry.demand) throw new CommandError(`${number}: nothing is approved`);
  if (entry.demand.type === "preservation")
    throw new CommandError(
      `${number}: a preservation letter asks to keep records, not to produce them`,
    );
  const requester = requesterState(entry, desk.records, now);
  if (!requester.is_verified)
    throw new CommandError(
      `${number}: nothing is produced to a requester who is not verified. ${requester.lacks ?? ""}`,
    );
  const done = new Set(entry.productions.flatMap((production) => production.records));
  const left = decision.records.filter((records) => !done.has(records));
  const unnamed = (o.opened ?? []).find(
    ({ called_number }) => !decision.scope.called_numbers.includes(called_number),
  );
  if (unnamed)
    throw new CommandError(
      `${unnamed.called_number}: the approved scope does not name this called number: it cannot be opened`,
    );
  const classes = left.filter((records) => o.records?.includes(records) ?? true);
  if (classes.length === 0) throw new CommandError(`${number}: nothing of this is left to produce`);
  const approved = entry.events.findLast(
    ({ kind, body }) => kind === "demand_approved" && body.is_final,
  )!;
  const no = entry.productions.length + 1;
  const place = demandFolder(desk.folder, number);
  const name = bagName(entry, no);
  const own = privateFolder(join(workFolder(desk.folder), name));
  const work = join(own, name);
  try {
    const contents = await writeContents(desk, work, {
      entry,
      decision,
      classes,
      no,
      before: entry.productions.reduce((sum, production) => sum + production.rows, 0),
      approved,
      published: o.published,
      secret: o.secret,
      opened: o.opened ?? [],
    });
    await closeBag(work, desk.key, [
      ["Source-Organization", desk.settings.publisher ?? "Robocall Docket"],
      ["External-Identifier", name],
      ["Bag-Group-Identifier", number],
      ["External-Description", `Response to ${entry.demand.demand_id} of ${entry.agency_id ?? ""}`],
      ["Bagging-Date", approved.at.slice(0, 10)],
    ]);
    const archive = `${work}.zip`;
    await archiveBag(work, archive);
    const sha256 = await fileHash(archive);
    const written = [archive, ...writeBeside(archive, sha256, desk)];
    const notices: string[] = [];
    const stamp = await timeStamp(desk.settings.desk.time_stamp_url, sha256);
    if (stamp.notice) notices.push(stamp.notice);
    if (stamp.bytes) written.push(writeFile(`${archive}.tsr`, stamp.bytes));
    if (entry.demand.delivery.encrypt_to !== null)
      written.push(await sealFile(archive, entry.demand.delivery.encrypt_to));
    const production: Production = {
      no,
      run: o.published.manifest.run,
      file: `${name}.zip`,
      sha256,
      bytes: sizeOf(archive),
      ...contents,
      records: [...classes],
      is_full: left.length === classes.length,
      is_sealed: entry.demand.delivery.encrypt_to !== null,
      stamped_at: stamp.at,
    };
    for (const file of written) sync(file);
    const final = join(place, basename(archive));
    const strange = existsSync(final) ? await fileHash(final) : null;
    record(desk, number, production, o.by, approved.seq, now, () => {
      if (strange !== null && strange !== sha256) setAside(final, strange);
      for (const file of written) renameSync(file, join(place, basename(file)));
      syncFolder(place);
    });
    return { production, file: join(place, `${name}.zip`), notices };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * Puts a production on record and its files in their place, unless the demand was withdrawn, held, changed or produced by
 * another while it was made. `place` runs while no other process can append: two that produce at once leave one response.
 */
function record(
  desk: Desk,
  number: string,
  production: Production,
  by: string,
  seq: number,
  now: Date,
  place: () => void,
): void {
  let refusal: CommandError | null = null;
  desk.decide(now, () => {
    const entry = desk.records.demands.get(number);
    try {
      refuseImpossible(entry, "demand_produced");
      const approved = entry.events.findLast(
        ({ kind, body }) => kind === "demand_approved" && body.is_final,
      );
      if (approved?.seq !== seq || entry.productions.length + 1 !== production.no)
        throw new CommandError(`${number}: was decided on anew while the response was made`);
    } catch (error) {
      refusal = error as CommandError;
      return [
        {
          kind: "demand_production_stopped",
          body: { number, by, text: (error as Error).message },
        },
      ];
    }
    place();
    return [{ kind: "demand_produced", body: { number, by, production } }];
  });
  if (refusal) throw refusal as CommandError;
}

/** Keeps a response that no record knows, as one from before a backup was restored: nothing that was signed is overwritten. */
function setAside(file: string, sha256: string): void {
  for (const ending of besides)
    if (existsSync(`${file}${ending}`))
      renameSync(`${file}${ending}`, `${file}.unrecorded-${sha256.slice(0, 16)}${ending}`);
}

/** The archive, and what lies beside it. */
const besides = ["", ".sha256", ".sha256.sig", ".tsr", ".age"];

function writeBeside(archive: string, sha256: string, desk: Desk): string[] {
  const listing = Buffer.from(`${sha256}  ${basename(archive)}\n`);
  return [
    writeFile(`${archive}.sha256`, listing),
    writeFile(`${archive}.sha256.sig`, desk.key.sign(listing)),
  ];
}

function writeFile(file: string, bytes: Uint8Array): string {
  writeFileSync(file, bytes, { mode: 0o600 });
  return file;
}
