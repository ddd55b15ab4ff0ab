import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { quotedText } from "../data/sql-text.ts";
import type { Session } from "../data/session.ts";
import { clusterScores, type Cell, type ClusterScores } from "./cluster-scores.ts";

export interface CampaignScores extends ClusterScores {
  /** Real illegal campaigns with 20 calls seen or more. */
  campaigns: number;
  /** Lawful calls in campaigns, of a million lawful calls seen. */
  lawful_per_million: number;
  /** Senders of lawful bulk calls (100 calls seen or more), and those of whose calls half or more are in campaigns. */
  lawful_senders: number;
  lawful_accused: string[];
  /** Of claimed campaigns: probability, and whether most of their calls are of one real campaign. */
  claims: { campaign_id: string; probability: number; is_real: boolean; calls: number }[];
  /** A labeler who knows the truth but must label whole cells. */
  ceiling: ClusterScores;
  /** Calls of one displayed number (100 calls or more), and of one upstream and trunk or customer, as campaigns. */
  by_caller: ClusterScores;
  by_trunk: ClusterScores;
  /** Calls of displayed numbers of which the very same text was recorded, as campaigns. */
  by_text: ClusterScores;
  /** Of campaigns that match a real one: those whose status (living, dormant, ended) is that of the real one's calls. */
  status: { campaigns: number; right: number };
  /** 90 % intervals of all calls that hold the truth, of campaigns that match a real one; null where none has an upper end. */
  intervals: { campaigns: number; covered: number; median_width: number | null };
}

/**
 * Scores campaigns of calls against a world's truth; undefined where the truth says nothing of calls. Of a real call only
 * those count that some loaded record shows: B-cubed with lawful calls in the denominators.
 */
export async function evaluateCampaigns(
  session: Session,
  truth: string,
): Promise<CampaignScores | undefined> {
  if (!["calls", "legs"].every((name) => existsSync(join(truth, `${name}.csv`)))) return undefined;
  for (const name of ["calls", "legs"])
    await session.run(
      `create or replace temp table truth_${name} as select * from read_csv(${quotedText(join(truth, `${name}.csv`))}, header = true, all_varchar = true)`,
    );
  await session.run("alter table truth_calls add column if not exists sender_id varchar");
  await session.run(readFileSync(new URL("campaign_truth.sql", import.meta.url), "utf8"));
  const cells = (group: string, where = "true") =>
    session.rows<Cell>(
      `select ${group} as found, operation as real, count(*) as calls from judged_calls where ${where} group by all order by all`,
    );
  const found = await cells("campaign_id");
  const labels = await session.rows<Cell>(
    `with own as (select cell, operation, count(*) as n from judged_calls where cell is not null group by all),
    best as (select cell, arg_max(coalesce(operation, ''), n) as label from own group by cell)
    select nullif(b.label, '') as found, j.operation as real, count(*) as calls
    from judged_calls as j left join best as b on b.cell = j.cell group by all order by all`,
  );
  const volume = await cells(
    "case when calling_number in (select calling_number from judged_calls group by 1 having count(*) >= 100) then calling_number end",
  );
  const senders = await session.rows<{ sender: string; calls: number; accused: number }>(
    `select lawful_sender as sender, count(*) as calls, count(campaign_id) as accused from judged_calls
    where lawful_sender is not null group by 1 having count(*) >= 100 order by 1`,
  );
  const lawful = await session.row<{ calls: number; accused: number }>(
    "select count(*) as calls, count(campaign_id) as accused from judged_calls where operation is null",
  );
  return {
    ...clusterScores(found),
    campaigns: new Set(found.filter((c) => c.real !== null).map((c) => c.real)).size,
    lawful_per_million: lawful?.calls ? (1e6 * lawful.accused) / lawful.calls : 0,
    lawful_senders: senders.length,
    lawful_accused: senders.filter((s) => 2 * s.accused >= s.calls).map((s) => s.sender),
    claims: await session.rows(
      `with own as (select campaign_id, operation, count(*) as n from judged_calls where campaign_id is not null group by all)
      select k.campaign_id, k.probability, coalesce(max(o.n) filter (where o.operation is not null) >= sum(o.n) / 2, false) as is_real,
          coalesce(sum(o.n), 0)::bigint as calls
      from campaigns as k left join own as o on o.campaign_id = k.campaign_id
      where k.calls is not null group by k.campaign_id, k.probability order by k.campaign_id`,
    ),
    ceiling: clusterScores(labels),
    by_caller: clusterScores(volume),
    by_trunk: clusterScores(await cells("trunk")),
    by_text: clusterScores(await cells("text")),
    status: await evaluateStatus(session),
    intervals: await evaluateIntervals(session),
  };
}

/** Campaigns with the real one that most of their calls are of, each real one once. */
const matches = `own as (
      select campaign_id, operation, count(*) as n from judged_calls where campaign_id is not null and operation is not null group by campaign_id, operation
      qualify row_number() over (partition by campaign_id order by n desc, operation) = 1
  ),
  once as (select * from own qualify row_number() over (partition by operation order by n desc, campaign_id) = 1)`;

async function evaluateStatus(session: Session): Promise<CampaignScores["status"]> {
  const row = await session.row<{ campaigns: number; right: number }>(
    `with ${matches},
    ends as (select max(started_at::date) as through from truth_calls),
    lives as (
        select coalesce(sender_id, campaign_id) as operation, date_diff('day', max(started_at::date), any_value(through)) as silent
        from truth_calls, ends where kind = 'illegal' group by 1
    )
    select count(*) as campaigns, count(*) filter (
        case when l.silent > $ended then 'ended' when l.silent > $dormant then 'dormant' else 'living' end
        = case when k.status in ('ended', 'dormant') then k.status else 'living' end) as right
    from once as o join campaigns as k on k.campaign_id = o.campaign_id join lives as l on l.operation = o.operation`,
    { ended: statusDays.ended, dormant: statusDays.dormant },
  );
  return row!;
}

/** Days of silence, as the field has them; not taken from the detector. */
const statusDays = { dormant: 14, ended: 45 };

async function evaluateIntervals(session: Session): Promise<CampaignScores["intervals"]> {
  const rows = await session.rows<{ calls: number; low: number; high: number }>(
    `with ${matches},
    whole as (
        select coalesce(sender_id, campaign_id) as operation, count(*) as calls from truth_calls where kind = 'illegal' group by 1
    ),
    seen as (select operation, count(*) as calls from judged_calls where operation is not null group by 1)
    select w.calls, k.calls_low as low, k.calls_high as high
    from once as o join campaigns as k on k.campaign_id = o.campaign_id
    join whole as w on w.operation = o.operation join seen as s on s.operation = o.operation
    where k.calls_high is not null and o.n >= 0.8 * s.calls and o.n >= 0.8 * k.calls
    order by all`,
  );
  const widths = rows.map((r) => (r.high - r.low) / r.calls).sort((a, b) => a - b);
  return {
    campaigns: rows.length,
    covered: rows.filter((r) => r.low <= r.calls && r.calls <= r.high).length,
    median_width: widths[Math.floor(widths.length / 2)] ?? null,
  };
}
