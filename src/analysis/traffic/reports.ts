import type { PretextCategory } from "../campaigns/pretexts.ts";
import type { Cell } from "./cells.ts";
import { isNotice } from "./notices.ts";

/** A report about a call of a cell. */
export interface CellReport {
  /** `month cell_id` */
  cell: string;
  source_table: "recordings" | "app_reports";
  source_row_id: string;
  source: string;
  verdict: string | null;
  topic: string | null;
  callback_number: string | null;
  transcript: string | null;
}

/** What a recorded pretext weighs: lawful callers have some too, and some say nothing of a call. */
const half: readonly PretextCategory[] = ["retail_order", "bank_security", "health", "delivery", "insurance", "home_services"]; // prettier-ignore
const none: readonly PretextCategory[] = ["charity_political", "debt_collection", "unclassified"];
const weightOf = (category: PretextCategory): number =>
  none.includes(category) ? 0 : half.includes(category) ? 0.5 : 1;

/**
 * Adds to cells what apps and recorded lines say of their calls. `scripts` gives script and pretext of each recording that
 * has words.
 */
export function addReports(
  cells: ReadonlyMap<string, Cell>,
  reports: readonly CellReport[],
  scripts: ReadonlyMap<string, { script: number; category: PretextCategory }>,
): void {
  for (const report of reports) {
    const own = cells.get(report.cell)?.reports;
    if (!own) continue;
    const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
    if (report.callback_number) count(own.callbacks, report.callback_number);
    if (report.source_table === "app_reports") {
      if (!report.verdict || report.verdict === "unknown") continue;
      const app = own.apps.get(report.source) ?? { scam: 0, unwanted: 0, wanted: 0 };
      own.apps.set(report.source, app);
      if (report.verdict === "legitimate") app.wanted++;
      else if (report.verdict === "scam") app.scam++;
      else app.unwanted++;
      if (report.topic && report.verdict !== "legitimate") count(own.topics, report.topic);
      continue;
    }
    const heard = scripts.get(report.source_row_id);
    if (heard) count(own.scripts, String(heard.script));
    const line = own.lines.get(report.source) ?? { pretext: 0, notice: 0 };
    own.lines.set(report.source, line);
    if (report.transcript && isNotice(report.transcript)) line.notice++;
    else if (heard) line.pretext += weightOf(heard.category);
  }
}
