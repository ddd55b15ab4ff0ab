import type { EventLog } from "../workspace/event-log.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Session } from "../data/session.ts";

/** A table that a step reads: all of it, or the month that it is run for. */
export interface Input {
  /** `raw.TABLE` of the lake (`raw.*`: all of them), or a table that an earlier step writes. */
  table: string;
  of: "month" | "all";
  /** Seconds before and after the month that are read too. */
  margin_s?: number;
}

/** What a step is given when it runs. */
export interface StepContext {
  workspace: Workspace;
  /** A session with the lake, the staging views and what earlier steps wrote. */
  session: Session;
  /** The stale months, in order; ["all"] for a step that is not run by month. */
  months: readonly string[];
  /** Writes the rows of a query as (a part of) a table's month; returns how many, and the file to read them from. */
  write: (
    table: string,
    month: string,
    sql: string,
    part?: number,
  ) => Promise<{ rows: number; file: string }>;
  /** Records that outlive an analysis; only appended to. */
  records: EventLog;
  /** When the run takes place, ISO. */
  at: string;
  onProgress: (what: string) => void;
}

/** One step of the pipeline: what it reads and writes, and what decides its result. */
export interface Step {
  name: string;
  reads: readonly Input[];
  writes: readonly string[];
  per: "month" | "all";
  /** Files and folders below the project's root whose text decides what the step writes. */
  method: readonly string[];
  run: (context: StepContext) => Promise<void>;
}

export const month = (table: string): Input => ({ table, of: "month" });
export const all = (table: string): Input => ({ table, of: "all" });
