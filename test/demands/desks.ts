import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docketHere, preparedFolder, temporaryFolder, type Run } from "../workspaces.ts";

export const received = "2026-03-02T15:00:00Z";

/** A demand without faults, as of `received`. */
export const demandObject = (over: object = {}) => ({
  demand_id: "CID-26-17",
  agency_id: "ks-ag",
  type: "cid",
  matter: "In re auto warranty calls",
  authority: "K.S.A. 50-631",
  issued_on: "2026-02-27",
  served_at: "2026-03-02",
  return_by: "2026-03-20",
  signatory: { name: "A. Smith", title: "Assistant Attorney General" },
  contact: { name: "B. Jones", email: "b.jones@ag.ks.gov" },
  window: { from: "2024-03-01", to: "2024-03-31", time_zone: "America/Chicago" },
  scope: { states: ["KS"] },
  records: ["calls", "tracebacks", "hops", "recordings", "campaigns", "providers"],
  delivery: { format: "both" },
  ...over,
});

export interface Written {
  folder: string;
  object: Record<string, unknown>;
  sha256: string;
}

/** Writes a demand's folder; `document_sha256` is that of its document unless it is given. */
export function writeDemand(
  over: object = {},
  { pdf = "%PDF-1.7\n% the demand\n%%EOF\n", key }: { pdf?: string | null; key?: string } = {},
): Written {
  const folder = temporaryFolder();
  const sha256 = createHash("sha256")
    .update(pdf ?? "")
    .digest("hex");
  const object = { ...demandObject(), document_sha256: sha256, ...over };
  const text = JSON.stringify(object);
  writeFileSync(join(folder, "demand.json"), text);
  if (pdf !== null) writeFileSync(join(folder, "demand.pdf"), pdf);
  if (key !== undefined)
    writeFileSync(join(folder, "demand.json.sig"), sign(null, Buffer.from(text), key));
  return { folder, object, sha256 };
}

/** A pair of Ed25519 keys, the public one also as a file. */
export function keyPair(): { privateKey: string; publicFile: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const publicFile = join(folder, "agency.pem");
  writeFileSync(publicFile, publicKey.export({ type: "spki", format: "pem" }));
  return { privateKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string, publicFile };
}

/** Runs a command of a desk at a time. */
export const deskCommand =
  (workspace: string) =>
  (...args: string[]): Promise<Run> =>
    at(workspace, received, ...args);

export const at = (workspace: string, when: string, ...args: string[]): Promise<Run> =>
  docketHere("-w", workspace, "--run-date", when, "demand", ...args);

/** A desk at which the agency `ks-ag` is registered. */
export async function newDesk(folder = preparedFolder()): Promise<string> {
  const run = await deskCommand(folder)(
    "agency", "ks-ag", "--name", "Kansas Attorney General", "--domain", "ag.ks.gov",
    "--published-number", "+1 785 296 2215, on ag.ks.gov", "--by", "admin",
  ); // prettier-ignore
  if (run.status !== 0) throw new Error(run.stderr);
  return folder;
}

/** Built once for each of the two processes that tests run in, and copied: analyzing takes longer than most tests. */
let built: Promise<string> | undefined;

async function buildDesk(): Promise<string> {
  const place = mkdtempSync(join(tmpdir(), "docket-desk-"));
  process.once("exit", () => rmSync(place, { recursive: true, force: true }));
  const [folder, world] = [join(place, "w"), join(place, "world")];
  cpSync(preparedFolder(), folder, { recursive: true });
  for (const args of [
    ["simulate", "--out", world, "--calls", "4000", "--seed", "5"],
    ["-w", folder, "load", join(world, "exports")],
    ["-w", folder, "analyze"],
  ]) {
    const run = await docketHere(...args);
    if (run.status !== 0 && run.status !== 3) throw new Error(run.stderr);
  }
  await newDesk(folder);
  return place;
}

/** A desk with simulated calls, analyzed, and the exports that they came from. */
export async function deskWithCalls(): Promise<{ desk: string; exports: string }> {
  const place = await (built ??= buildDesk());
  const desk = join(temporaryFolder(), "w");
  cpSync(join(place, "w"), desk, { recursive: true });
  return { desk, exports: join(place, "world", "exports") };
}
