import type { Layout } from "../columns/recognise.ts";
import type { LocatedRow } from "./find-rows.ts";
import type { FileStamp } from "./scan.ts";

/** A file whose container, format and columns are known from its first bytes. */
export interface OpenedFile {
  /** As the person named it; an entry of an archive is `archive.zip/entry.txt`. */
  path: string;
  name: string;
  layout: Layout;
  container: "text" | "gzip" | "parquet";
  /** Types of a Parquet file's columns. Files of other types are not read together: the first one's would hold for all. */
  types?: string;
  /** The text or Parquet file on disk: the file itself, an unpacked entry, or JSON written as CSV. */
  file: string;
  /** What the person's disk holds, hashed and compared at the end: the archive for an entry. */
  original: string;
  stamp: FileStamp;
  /** Lines that are no row of the text on disk, because they cannot be one; they are among the file's records. */
  setAside: LocatedRow[];
  /** Lines and records that are no calls (heads, footers, housekeeping), by kind. */
  skipped: Map<string, number>;
  notes: string[];
}
