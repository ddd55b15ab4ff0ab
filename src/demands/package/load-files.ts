import type { ReceivedFile } from "../../records/demand-types.ts";

/** A native file of a response, for a review tool. */
export interface NativeFile {
  records: string;
  first_bates: string;
  last_bates: string;
  rows: number;
  /** Below the bag's data folder, with slashes. */
  path: string;
  sha256: string;
  custodian: string;
}

// Concordance: þ around each field, control 0x14 between fields, ® for a line end in a field.
const quote = "\u00FE";
const between = "\u0014";
const cell = (text: string) =>
  quote + text.replace(/[\u00FE\u0014]/g, "").replace(/\r?\n|\r/g, "\u00AE") + quote;

const windows = (path: string) => `.\\${path.replaceAll("/", "\\")}`;

/** A Concordance load file (.dat, UTF-8 with a mark): one line a native file, as the FTC's and SEC's guides name fields. */
export function concordanceFile(natives: readonly NativeFile[], confidentiality: string): string {
  const header = [
    "BEGBATES", "ENDBATES", "CUSTODIAN", "FILENAME", "NATIVELINK", "SHA256", "RECORDCOUNT", "RECORDCLASS", "CONFIDENTIALITY",
  ]; // prettier-ignore
  const rows = natives.map((native) => [
    native.first_bates,
    native.last_bates,
    native.custodian,
    native.path.slice(native.path.lastIndexOf("/") + 1),
    windows(native.path),
    native.sha256,
    String(native.rows),
    native.records,
    confidentiality,
  ]);
  const lines = [header, ...rows].map((row) => row.map(cell).join(between));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** An Opticon load file (.opt) of the pages that are images or PDF: the index alone, the natives have none. */
export const opticonFile = (indexBates: string, path: string): string =>
  `${indexBates},VOL001,${windows(path)},Y,,,\r\n`;

/** The files of the demand, for the chain of custody. */
export const fileLine = ({ name, sha256, bytes }: ReceivedFile): string =>
  `${name}: ${bytes} bytes, SHA-256 ${sha256}`;
