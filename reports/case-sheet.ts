import { csvText } from "../src/csv.ts";
import type { CaseRow } from "../src/data/reads/adjudication.ts";

const header = [
  "sample_id", "case_no", "calls", "displayed_numbers", "first_call", "last_call", "numbers", "origins", "what_was_counted",
  "script", "answer", "note",
]; // prettier-ignore

/** The cases of a sample as a reviewer gets them: without probability or band, with two columns to fill in. */
export function caseSheet(
  sampleId: string,
  drawn: readonly { case_no: number; id: string }[],
  cases: readonly CaseRow[],
): string {
  const byId = new Map(cases.map((c) => [c.id, c]));
  return csvText(
    header,
    drawn.map(({ case_no, id }) => {
      const c = byId.get(id)!;
      const lists = [c.numbers.join(" "), c.origins.join("; "), c.found.join("; ")];
      return [
        sampleId,
        case_no,
        c.calls,
        c.callers,
        c.first_seen,
        c.last_seen,
        ...lists,
        c.script,
        "",
        "",
      ];
    }),
  );
}
