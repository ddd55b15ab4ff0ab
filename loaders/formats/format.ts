/** How one kind of export is recognised and read. One source, one file, with its SQL twin beside it. */
export interface Format {
  /** The name that `--format` takes and `loads.format` holds. */
  name: string;
  title: string;
  publisher: string;
  /** Table of the lake that its rows go to. */
  table: string;
  /** Canonical column, then the other spellings met in real files, all as slugs (see `slug`). */
  columns: Record<string, readonly string[]>;
  /** Columns without which a file is not this format. */
  required: readonly string[];
  /** Key column of a row. */
  key: string;
  /**
   * What happens to a row whose key is loaded already. append: it is a duplicate. latest_version: it is one where its
   * content is the same, else the newest load of a key holds. snapshot: each load is complete by itself, and the newest
   * holds. call_legs: as latest_version, and the older version is superseded.
   */
  loadStrategy: "append" | "latest_version" | "snapshot" | "call_legs";
  /** A `select` from `source_rows` (the canonical columns, all text) to the table's columns, plus
   * `source_row` (kept as it is), `reject_reason` (null where usable) and `event_at` (for first_at and last_at).
   * For call records: a `select` to the columns of carrier-cdr. */
  sql: URL;
  /** Columns of telephone numbers: their unusual values stand normalised in the table unusual_numbers. */
  numbers?: readonly string[];
  /** Share of rejected rows above which the load is reported as over its limit (exit 3). */
  rejectLimit: number;
  /** Lines that start with this are comments. */
  comment?: string;
  /** Accept text outside quotes and ragged ends (space-padded reports). */
  lenientQuotes?: boolean;
  /** Some cell holds text as someone wrote it, which may run over lines and look like records itself. */
  holdsFreeText?: boolean;
  /** Finds the file's own date in the lines above the header and the header itself. */
  fileDate?: RegExp;
  /** Rows hold a transcript, and called_as_written says whom the call was to. */
  holdsTranscripts?: boolean;
  /** Rows tell who was called, so nothing of them is kept as written. */
  holdsCalledNumbers?: boolean;
  /** Rows are dated by what has happened: one that is dated after the load is rejected. */
  isOfThePast?: boolean;
  /** Its publisher has loaded whole days twice: such days are found by rule and counted once. */
  mayHoldDoubledDays?: boolean;
  /** Names of files that may be revised: the first group is the file, the second the number of the revision. */
  revisedName?: RegExp;
  /** Rows do not say whose records they are: `--provider` does. */
  namesNoProvider?: boolean;
}

/** A header cell in comparable form: `Ticket.ID`, ` ticket id ` and `ticket_id` are one. */
export function slug(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}
