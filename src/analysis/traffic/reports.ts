import type { PretextCategory } from "../campaigns/pretexts.ts";
import type { Reports } from "./cells.ts";
import { isNotice } from "./notices.ts";

/** A report about a call. */
export interface CallReport {
  source_table: "recordings" | "app_reports";
  source_row_id: string;
  source: string;
  verdict: string | null;
  topic: string | null;
  callback_number: string | null;
  transcript: string | null;
}

/** What was heard in a recording: its pretext, and its script where scripts are told apart. */
export interface Heard {
  script: number | null;
  category: PretextCategory;
}

/** What a recorded pretext weighs: lawful callers have some too, and some say nothing of a call. */
const half: readonly PretextCategory[] = ["retail_order", "bank_security", "health", "delivery", "insurance", "home_services"]; // prettier-ignore
const none: readonly PretextCategory[] = ["charity_political", "debt_collection", "unclassified"];
const weightOf = (category: PretextCategory): number =>
  none.includes(category) ? 0 : half.includes(category) ? 0.5 : 1;

/** Adds to what apps and recorded lines say of calls another report of one; `heard` of recordings that have words. */
export function addReport(own: Reports, report: CallReport, heard: Heard | undefined): void {
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  if (report.callback_number) count(own.callbacks, report.callback_number);
  if (report.source_table === "app_reports") {
    if (!report.verdict || report.verdict === "unknown") return;
    const app = own.apps.get(report.source) ?? { scam: 0, unwanted: 0, wanted: 0 };
    own.apps.set(report.source, app);
    if (report.verdict === "legitimate") app.wanted++;
    else if (report.verdict === "scam") app.scam++;
    else app.unwanted++;
    if (report.topic && report.verdict !== "legitimate") count(own.topics, report.topic);
    return;
  }
  if (heard && heard.script !== null) count(own.scripts, String(heard.script));
  const line = own.lines.get(report.source) ?? { pretext: 0, notice: 0 };
  own.lines.set(report.source, line);
  if (report.transcript && isNotice(report.transcript)) line.notice++;
  else if (heard) line.pretext += weightOf(heard.category);
}
