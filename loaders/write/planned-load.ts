import type { WrittenFile } from "../../src/data/lake/lake.ts";
import type { Source } from "../files/prepare.ts";

/** A file that is to be loaded, with the identity that its load will have. */
export interface PlannedLoad {
  id: string;
  source: Source;
}

/** The same with its numbers in the catalog. */
export interface NumberedLoad extends PlannedLoad {
  load_no: number;
  load_order: number;
}

/** What is known of one file of a batch once its rows are parsed. */
export interface ParsedFile {
  file_no: number;
  rows: number;
  first_row: number;
  unusable: number;
  is_simulated: boolean;
  file_date: string | null;
}

/** What writing the usable rows of a batch gave: files, and the rows among them that others stand for. */
export interface WrittenRows {
  files: WrittenFile[];
  /** Duplicate rows by file_no. */
  duplicates: Map<number, number>;
  /** Rows of earlier loads that are superseded, by file_no and month. */
  superseded: { file_no: number; month: string; rows: number }[];
  /** Rows of the batch that do not stand for a call of their own. */
  asides: AsideCount[];
  notes: Map<number, string[]>;
}

export interface AsideCount {
  file_no: number;
  fate: "superseded" | "attempt" | "no_call";
  n: number;
}

/** Usable rows of a file in a month. */
export interface FileMonth {
  file_no: number;
  month: string;
  rows: number;
  first_at: string | null;
  last_at: string | null;
}
