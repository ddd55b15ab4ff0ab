import { breakable, Typesetter } from "../../../reports/typst.ts";
import type { DemandEntry, ScopeDecision } from "../../records/demand-types.ts";
import { scopeLines, tierWords, typeWords } from "../note.ts";
import type { NativeFile } from "./load-files.ts";
import type { BagFile } from "./bag.ts";

export interface IndexContent {
  entry: DemandEntry;
  decision: ScopeDecision;
  no: number;
  approved_at: string;
  office: string;
  /** Name of the agency. */
  agency: string;
  natives: readonly NativeFile[];
  empty: readonly string[];
  withheld: readonly (readonly [records: string, reason: string, rows: number])[];
  files: readonly BagFile[];
  simulated_rows: number;
  covers: { from: string | null; to: string | null };
}

const minute = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const count = (n: number) => n.toLocaleString("en-US");

/** What a withheld row is withheld for. */
export const withheldWords: Record<string, string> = {
  no_time: "It has no time: it cannot be placed within the window.",
};

/** The printed index of a response: what was asked, what is produced, what is withheld, and the hash of every file. */
export async function indexPdf(c: IndexContent): Promise<Buffer> {
  const typesetter = await Typesetter.create(
    new URL("../../../reports/demand-index.typ", import.meta.url),
  );
  const { demand } = c.entry;
  const rows = c.natives.reduce((sum, native) => sum + native.rows, 0);
  const data = {
    title: `Response to ${demand?.demand_id ?? c.entry.number}`,
    number: `${c.entry.number}, production ${c.no}`,
    band:
      c.simulated_rows > 0
        ? `SIMULATED: ${count(c.simulated_rows)} of ${count(rows)} records are invented. They prove nothing.`
        : null,
    readers: `For ${tierWords[c.decision.tier]}.`,
    paragraphs: [
      `${c.office.charAt(0).toUpperCase()}${c.office.slice(1)} answers the ${demand ? typeWords[demand.type] : "demand"} ${demand?.demand_id ?? ""} of ${c.agency} in the matter “${demand?.matter ?? ""}”, issued ${demand?.issued_on ?? ""} under ${demand?.authority ?? ""} and received ${minute(c.entry.received_at)} as ${c.entry.number}. The scope was approved ${minute(c.approved_at)}.`,
      `It produces ${count(rows)} records. Each has a Bates number in its first column. Call records and tracebacks that are held reach from ${c.covers.from ?? "(none)"} to ${c.covers.to ?? "(none)"}, UTC.`,
      "Times are UTC by the clock of the provider that recorded them. A displayed number is often spoofed: it does not show who called. Called numbers are held as keys; their area code and exchange are produced.",
    ],
    tables: [
      {
        title: "Approved scope",
        caption: "What was approved to be produced.",
        columns: ["Part"],
        widths: [1],
        rows: scopeLines(c.decision).map((line) => [line]),
        empty: "",
      },
      {
        title: "Records",
        caption: "Records produced, by class.",
        columns: ["Class", "Records", "First Bates number", "Last Bates number"],
        widths: [1, 0.8, 2, 2],
        rows: [
          ...c.natives.map((native) => [
            native.records,
            count(native.rows),
            native.first_bates,
            native.last_bates,
          ]),
          ...c.empty.map((records) => [records, "none in scope", "", ""]),
        ],
        empty: "",
      },
      {
        title: "Withheld",
        caption:
          "Records in scope that are not produced. Each is listed in data/logs/withheld.csv.",
        columns: ["Class", "Records", "Why"],
        widths: [1, 0.8, 4],
        rows: c.withheld.map(([records, reason, n]) => [
          records,
          count(n),
          withheldWords[reason] ?? reason,
        ]),
        empty: "No record in scope is withheld.",
      },
      {
        title: "Files",
        caption: "Files of this response, with their SHA-256.",
        columns: ["File", "Bytes", "SHA-256"],
        widths: [2, 0.7, 3],
        rows: c.files.map(({ path, bytes, sha256 }) => [
          breakable(path),
          count(bytes),
          breakable(sha256),
        ]),
        empty: "",
      },
    ],
  };
  return typesetter.set(data, { name: `the index of ${c.entry.number}`, dated: c.approved_at });
}
