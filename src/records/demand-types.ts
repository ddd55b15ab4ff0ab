import type { Event } from "../workspace/event-log.ts";

/** Classes of records that a demand may ask for. */
export const recordClasses = [
  "calls",
  "tracebacks",
  "hops",
  "recordings",
  "campaigns",
  "providers",
] as const;
export type RecordClass = (typeof recordClasses)[number];

export type DemandState =
  | "received"
  | "deficient"
  | "validated"
  | "scoped"
  | "objected"
  | "held"
  | "partly_produced"
  | "produced"
  | "certified"
  | "withdrawn"
  | "closed";

/** A file as it was received: kept in `demands/files/` under its hash. */
export interface ReceivedFile {
  /** As it was named by its sender; never used as a path. */
  name: string;
  sha256: string;
  bytes: number;
}

/** How a demand's own signature was found. */
export interface SignatureCheck {
  status: "none" | "valid" | "unknown_key" | "expired_key" | "revoked_key";
  key_id: string | null;
}

/** The object of a demand, whose grain and fields are those of the format `demands`. */
export interface DemandObject {
  demand_id: string;
  agency_id: string;
  type: "subpoena" | "cid" | "court_order" | "preservation";
  matter: string;
  authority: string;
  issued_on: string;
  served_at: string;
  return_by: string;
  signatory: { name: string; title: string };
  contact: { name: string; email: string };
  window: { from: string; to: string; time_zone: string };
  scope: ScopeLists;
  records: RecordClass[];
  delivery: { format: "csv" | "parquet" | "both"; encrypt_to: string | null };
  confidentiality: string | null;
  document_sha256: string;
}

export interface ScopeLists {
  states: string[];
  numbers: string[];
  callback_numbers: string[];
  campaign_ids: string[];
  provider_ids: string[];
  called_numbers: string[];
}

/** What was decided to be produced: the demand's own scope, or a narrower one. */
export interface ScopeDecision {
  window: DemandObject["window"];
  scope: ScopeLists;
  records: RecordClass[];
  /** Who may read the response. */
  tier: "office" | "common_interest" | "attorneys_eyes_only";
}

/** What is said of a demand at intake. */
export interface CheckFinding {
  code: string;
  field: string | null;
  detail: string;
  /** False for what its sender should know, though nothing must be put right. */
  is_deficiency: boolean;
}

/** Evidence of who asks. `domain` and `key` are found by the program, the others recorded by a person. */
export interface RequesterEvidence {
  kind: "domain" | "key" | "passkey" | "call_back";
  detail: string;
  by: string;
}

/** Rows that a scope would yield, by class of records, from one published run. */
export interface ScopeCounts {
  run: string;
  rows: { records: RecordClass; rows: number; withheld: number; reasons: Record<string, number> }[];
  /** First and last day of the call records and tracebacks that are loaded; null where there are none. */
  covers: { from: string | null; to: string | null };
  /** Campaigns and providers of the scope that the run has nothing of. */
  unknown?: { campaign_ids: string[]; provider_ids: string[] };
}

/** One response that was handed over. */
export interface Production {
  /** Numbered from 1 within the demand. */
  no: number;
  run: string;
  file: string;
  sha256: string;
  bytes: number;
  rows: number;
  withheld: number;
  records: RecordClass[];
  first_bates: string | null;
  last_bates: string | null;
  is_full: boolean;
  is_sealed: boolean;
  /** When the configured authority stamped its archive's hash (RFC 3161); null without one. */
  stamped_at?: string | null;
}

/** Fields that the bodies of a demand's events may have. */
export interface DemandEvent {
  number: string;
  /** Who did it: a person's account or name, or `docket` for the program. */
  by: string;
  text?: string;
  problems?: CheckFinding[];
  evidence?: RequesterEvidence;
  counts?: ScopeCounts;
  decision?: ScopeDecision;
  /** Files that came with it, kept in `demands/files/`. */
  files?: ReceivedFile[];
  is_final?: boolean;
  production?: Omit<Production, "at">;
  /** SHA-256 of the receipt or of the file that was handed over. */
  sha256?: string;
  campaign_id?: string;
}

export interface ReceivedDemand extends DemandEvent {
  agency_id: string | null;
  demand_id: string | null;
  channel: "folder" | "portal" | "api";
  /** Null where the object cannot be read. */
  demand: DemandObject | null;
  files: ReceivedFile[];
  signature: SignatureCheck;
}

export type Stamped<Body> = Body & { at: string };

/** A demand and everything that happened to it. */
export interface DemandEntry extends Omit<ReceivedDemand, "problems" | "evidence" | "counts"> {
  state: DemandState;
  received_at: string;
  /** How many times it came in: amended demands keep their number. */
  version: number;
  problems: CheckFinding[];
  evidence: Stamped<RequesterEvidence>[];
  counts: ScopeCounts | null;
  proposed: ScopeDecision | null;
  consent: { by: string; how: string; at: string } | null;
  approvals: { by: string; at: string }[];
  scope: ScopeDecision | null;
  is_hurried: boolean;
  productions: Stamped<Production>[];
  events: Event<DemandEvent>[];
}
