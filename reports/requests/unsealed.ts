import { csvText } from "../../src/csv.ts";
import type { NeededRecord } from "../../src/data/reads/sealed.ts";

/** Records with their called numbers, one in a line. */
export const unsealedCsv = (
  rows: readonly (NeededRecord & { called_number: string | null })[],
): string =>
  csvText(
    ["provider_id", "call_id", "started_at_utc", "calling_number", "called_number"],
    rows.map((r) => [r.provider_id, r.call_id, r.started_at, r.calling_number, r.called_number]),
  );
