import { readFileSync, readdirSync } from "node:fs";
import type { Session } from "./session.ts";

const models = new URL("./models/", import.meta.url);

/** Views in the order in which they lean on each other. */
const staging = [
  "latest_loads",
  "stg_area_codes",
  "stg_exchanges",
  "stg_numbers",
  "stg_populations",
  "published_figures",
  "complaints",
  "recordings",
  "provider_directory",
  "providers",
  "app_reports",
  "do_not_originate",
  "tracebacks",
  "traceback_hops",
  "stg_area_code_zones",
  "call_paths",
  "record_gaps",
];

/** Tables that `analyze` rebuilds, in order. */
const marts = ["month_coverage", "state_month_counts", "state_month_topics", "state_month_hours"];

async function runModel(session: Session, layer: string, name: string): Promise<void> {
  await session.run(readFileSync(new URL(`${layer}/${name}.sql`, models), "utf8"));
}

export async function createViews(session: Session): Promise<void> {
  await session.transaction(async () => {
    for (const name of staging) await runModel(session, "staging", name);
  });
}

export async function buildMarts(session: Session): Promise<void> {
  for (const name of marts) await runModel(session, "marts", name);
}

export interface CheckResult {
  check: string;
  failing_rows: number;
  sample: string | null;
}

/** Runs every file of checks/: a check returns offending rows, so empty means it holds. */
export async function runChecks(session: Session): Promise<CheckResult[]> {
  const folder = new URL("./checks/", import.meta.url);
  const results: CheckResult[] = [];
  for (const name of readdirSync(folder).sort()) {
    const sql = readFileSync(new URL(name, folder), "utf8").replace(/;\s*$/, "");
    const row = await session.row<{ n: number; sample: string | null }>(
      `select count(*) as n, min(row_text) as sample from (select (o)::varchar as row_text from (${sql}) as o)`,
    );
    results.push({
      check: name.replace(/\.sql$/, ""),
      failing_rows: row?.n ?? 0,
      sample: row?.sample ?? null,
    });
  }
  return results;
}
