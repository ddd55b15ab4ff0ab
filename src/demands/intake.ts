import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { CommandError } from "../errors.ts";
import type { Agency } from "../records/agencies.ts";
import type {
  CheckFinding,
  DemandEntry,
  ReceivedDemand,
  ReceivedFile,
  RequesterEvidence,
} from "../records/demand-types.ts";
import type { NewEvent } from "../workspace/event-log.ts";
import { contradictions, parseDemand, problem, type Demand, type Problem } from "./demand.ts";
import type { Desk } from "./desk.ts";
import { isInfected, looksLikePdf, storedFile } from "./files.ts";
import { receiptBytes, receiptOf } from "./receipt.ts";
import { demandFolder, freeNumber, keepReceipt } from "./stored.ts";
import { isOfAgency } from "./requester.ts";
import { checkSignature } from "./signature.ts";

/** What came in: the object, the signature over it, and files that are kept already. */
export interface Intake {
  object: Uint8Array;
  objectFile: ReceivedFile;
  signature: Uint8Array | null;
  /** Beside the object. */
  files: readonly ReceivedFile[];
  channel: ReceivedDemand["channel"];
  /** The account or person that brought it. */
  by: string;
  /** Evidence of who asks that the way in gives, such as a sign-in by passkey. */
  evidence?: RequesterEvidence[];
  /** The agency whose account sends it: another one's demand is refused. */
  agency_id?: string;
}

export type IntakeOutcome = "accepted" | "deficient" | "repeated";

/** Takes a demand in: checks it, numbers it, and writes all of it in one transaction of the records. */
export async function receiveDemand(
  desk: Desk,
  intake: Intake,
  now: Date,
): Promise<{ entry: DemandEntry; outcome: IntakeOutcome }> {
  const parsed = parseDemand(intake.object);
  const named = parsed.demand ?? namesOf(intake.object);
  if (intake.agency_id !== undefined && named.agency_id !== intake.agency_id)
    throw new CommandError("agency_id is not the agency of this account: nothing was taken");
  const documents = await checkDocument(desk, parsed.demand, intake.files);
  let number = "";
  let outcome: IntakeOutcome = "accepted";
  desk.decide(now, () => {
    const { demands, agencies } = desk.records;
    const agency = agencies.find(named.agency_id ?? "");
    const files = [intake.objectFile, ...intake.files];
    const gone = files.find(({ sha256 }) => !existsSync(storedFile(desk.folder, sha256)));
    if (gone)
      throw new CommandError(`${gone.name}: is not here any more: attach it again and send again`);
    const earlier =
      named.agency_id === null || named.demand_id === null
        ? []
        : demands.ofAgency(named.agency_id, named.demand_id);
    const same = earlier.find((d) => hashes(d.files) === hashes(files));
    const repeated = (of: DemandEntry): NewEvent[] => {
      number = of.number;
      outcome = "repeated";
      return [{ kind: "demand_repeated", body: { number, by: intake.by } }];
    };
    if (same && same.state !== "deficient") return repeated(same);
    const amended = same ?? earlier.find((d) => d.state === "deficient");
    const other = earlier.find((d) => d !== amended && d.state !== "withdrawn");
    number = amended?.number ?? freeNumber(desk.folder, demands.nextNumber(now.getUTCFullYear()));
    demandFolder(desk.folder, number);
    const signature = checkSignature(
      intake.object,
      intake.signature,
      agency,
      dayIn(desk.settings.desk.time_zone, now),
    );
    const problems: CheckFinding[] = [
      ...parsed.problems,
      ...(parsed.demand ? contradictions(parsed.demand, now) : []),
      ...documents,
      ...signatureProblems(signature.status),
      ...(named.agency_id !== null && !agency
        ? [problem("agency_unknown", "agency_id", `is ${named.agency_id}`)]
        : []),
      ...(other ? [problem("duplicate_id", "demand_id", `is that of ${other.number}`)] : []),
    ].map((found) => ({ ...found, is_deficiency: true }));
    if (problems.length === 0) problems.push(...remarks(parsed.demand!, agency!, signature.status));
    const isDeficient = problems.some((found) => found.is_deficiency);
    // The same bytes may do now what they could not do before, where another demand was withdrawn or a key registered.
    if (same && isDeficient && JSON.stringify(problems) === JSON.stringify(same.problems))
      return repeated(same);
    outcome = isDeficient ? "deficient" : "accepted";
    const received: ReceivedDemand = {
      number,
      by: intake.by,
      agency_id: named.agency_id,
      demand_id: named.demand_id,
      channel: intake.channel,
      demand: parsed.demand,
      files,
      signature,
    };
    const receipt = receiptBytes({ received, at: now.toISOString(), problems });
    const entries: NewEvent[] = [
      { kind: amended ? "demand_amended" : "demand_received", body: received },
      { kind: "demand_checked", body: { number, by: "docket", problems } },
      {
        kind: "demand_acknowledged",
        body: { number, by: "docket", sha256: createHash("sha256").update(receipt).digest("hex") },
      },
    ];
    const evidence = [
      ...(parsed.demand && agency ? programEvidence(parsed.demand, agency, signature) : []),
      ...(intake.evidence ?? []),
    ];
    return [
      ...entries,
      ...evidence.map((found) => ({
        kind: "demand_requester_checked",
        body: { number, by: found.by, evidence: found },
      })),
    ];
  });
  const entry = desk.records.demands.get(number);
  keepReceipt(desk.folder, number, receiptOf(entry, desk.key).bytes);
  return { entry, outcome };
}

/** The day in a zone. */
const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);

const hashes = (files: readonly ReceivedFile[]) =>
  files
    .map((file) => file.sha256)
    .sort()
    .join(" ");

/** The ids of an object that cannot be used otherwise, so that its sender can be found. */
function namesOf(object: Uint8Array): { agency_id: string | null; demand_id: string | null } {
  try {
    const written = JSON.parse(Buffer.from(object).toString("utf8")) as Record<
      string,
      unknown
    > | null;
    const short = (value: unknown) =>
      typeof value === "string" && value.trim() !== "" && value.length <= 100
        ? value.trim().replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD")
        : null;
    return { agency_id: short(written?.["agency_id"]), demand_id: short(written?.["demand_id"]) };
  } catch {
    // It is no JSON: parseDemand has said so.
    return { agency_id: null, demand_id: null };
  }
}

async function checkDocument(
  desk: Desk,
  demand: Demand | null,
  files: readonly ReceivedFile[],
): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const { name, sha256 } of files)
    if (await isInfected(desk.settings.desk.scanner, storedFile(desk.folder, sha256)))
      found.push(problem("document_infected", name, "was refused"));
  const pdfs = files.filter((file) => /\.pdf$/i.test(file.name));
  if (pdfs.length === 0)
    return [...found, problem("document_missing", null, "no .pdf came with it")];
  const named = pdfs.find((file) => file.sha256 === demand?.document_sha256);
  if (!named && pdfs.length > 1 && demand)
    return [
      ...found,
      problem(
        "several_documents",
        null,
        `${pdfs.length} came, none of them with the hash that the data names`,
      ),
    ];
  const document = named ?? pdfs[0]!;
  if (!looksLikePdf(storedFile(desk.folder, document.sha256), document.bytes))
    found.push(
      problem("document_not_pdf", document.name, "does not begin with %PDF- or end with %%EOF"),
    );
  if (demand && !named)
    found.push(
      problem(
        "document_hash_differs",
        "document_sha256",
        `is ${demand.document_sha256}; ${document.name} has ${document.sha256}`,
      ),
    );
  return found;
}

const signatureProblems = (status: string): Problem[] =>
  status === "none" || status === "valid"
    ? []
    : [problem(`signature_${status}`, "demand.json.sig", "does not hold")];

/** What the sender of a demand without faults should know. */
function remarks(demand: Demand, agency: Agency, signature: string): CheckFinding[] {
  const found: Problem[] = [];
  if (!/\d/.test(demand.authority))
    found.push(problem("authority_without_number", "authority", `is “${demand.authority}”`));
  if (!isOfAgency(demand.contact.email, agency))
    found.push(problem("contact_not_at_agency", "contact.email", `is ${demand.contact.email}`));
  if (signature === "none")
    found.push(problem("unsigned", null, "no demand.json.sig came with it"));
  return found.map((remark) => ({ ...remark, is_deficiency: false }));
}

function programEvidence(
  demand: Demand,
  agency: Agency,
  signature: { status: string; key_id: string | null },
): RequesterEvidence[] {
  const found: RequesterEvidence[] = [];
  if (isOfAgency(demand.contact.email, agency))
    found.push({
      kind: "domain",
      detail: `${demand.contact.email} is in a domain of ${agency.name}`,
      by: "docket",
    });
  if (signature.status === "valid")
    found.push({
      kind: "key",
      detail: `signed with its registered key ${signature.key_id}`,
      by: "docket",
    });
  return found;
}

/** The signed document of a demand. */
export function documentOf(entry: DemandEntry): ReceivedFile | undefined {
  return (
    entry.files.find((file) => file.sha256 === entry.demand?.document_sha256) ??
    entry.files.find((file) => /\.pdf$/i.test(file.name))
  );
}

export const readStored = (desk: Desk, sha256: string): Buffer =>
  readFileSync(storedFile(desk.folder, sha256));
