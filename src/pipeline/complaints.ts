import { rankRates } from "../analysis/statistics/ranks.ts";
import { materialize, modelSql } from "../data/models.ts";
import { readStateMonthCounts, stageStateRates } from "../data/reads/complaints.ts";
import type { StepContext } from "./step.ts";

const marts = [
  "month_coverage",
  "state_month_counts",
  "state_month_topics",
  "state_month_hours",
] as const;

/** Writes the complaints of each stale month, and what is counted over them. */
export async function writeComplaints({ session, months, write }: StepContext): Promise<void> {
  await session.fromJson(
    "stale_months",
    "month varchar",
    months.map((month) => ({ month })),
  );
  await session.run(modelSql("marts/stale_complaints"));
  for (const mart of marts) await materialize(session, `new_${mart}`, `marts/${mart}`);
  for (const month of months) {
    const rows = await session.row<{ n: number }>(
      "select count(*) as n from stale_complaints where month = $month",
      { month },
    );
    // The rows of a month may all be duplicates of another load's.
    if (!rows?.n) continue;
    await write(
      "complaints",
      month,
      `select * from stale_complaints where month = '${month}' order by complaint_id`,
    );
    for (const mart of marts)
      await write(mart, month, `select * from new_${mart} where month = '${month}'`);
  }
  for (const mart of marts) await session.run(`drop table new_${mart}`);
  await session.run("drop table stale_complaints; drop table stale_months");
}

/** Writes the rate and rank of each jurisdiction in each stale month. */
export async function writeStateRates({ session, months, write }: StepContext): Promise<void> {
  const counts = await readStateMonthCounts(session);
  for (const month of months) {
    const rows = counts.filter((row) => row.month === month);
    if (rows.length === 0) continue;
    const ranked = rankRates(
      rows.map((row) => ({
        id: row.state,
        count: row.complaints,
        exposure: row.population / 100_000,
      })),
    );
    await stageStateRates(
      session,
      ranked.map((r, i) => ({
        state: rows[i]!.state, month, per_100k: r.rate, per_100k_low: r.rate_low, per_100k_high: r.rate_high,
        rank: r.rank, rank_low: r.rank_low, rank_high: r.rank_high,
      })), // prettier-ignore
    );
    await write("state_rates", month, "select * from new_state_rates order by state");
  }
}

/** Writes the jurisdictions' months: complaints and calls side by side. */
export async function writeStateMonths({ write }: StepContext): Promise<void> {
  await write("state_months", "all", modelSql("marts/state_months"));
}
