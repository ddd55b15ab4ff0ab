import { readFileSync } from "node:fs";
import type { Session } from "../session.ts";
import { quotedText } from "../sql-text.ts";
import { heldProviders } from "./held.ts";

/** What of a demand limits its rows. Lists that are empty do not limit. */
export interface ScopeQuery {
  window: { from: Date; to: Date };
  scope: {
    states: readonly string[];
    numbers: readonly string[];
    callback_numbers: readonly string[];
    campaign_ids: readonly string[];
    provider_ids: readonly string[];
    called_numbers: readonly string[];
  };
  /** The secret that called numbers are keyed with, where the scope names some and a lawful mapping is at hand. */
  secret?: Uint8Array;
  /** Called numbers that the mapping opens. */
  opened?: readonly string[];
}

/** Classes in an order in which each finds the tables that it reads. */
const order = ["calls", "tracebacks", "hops", "recordings", "campaigns", "providers"] as const;
export type ScopeClass = (typeof order)[number];

/** What a class of records reads of others. */
const needs: Partial<Record<ScopeClass, readonly ScopeClass[]>> = {
  hops: ["tracebacks"],
  providers: ["calls", "tracebacks", "hops"],
};

const demandSql = (name: ScopeClass | "named_campaigns"): string =>
  readFileSync(new URL(`../demands/${name}.sql`, import.meta.url), "utf8").trim();

const listTypes = `states varchar[], numbers varchar[], callback_numbers varchar[], campaign_ids varchar[],
  provider_ids varchar[], called_numbers varchar[]`;

/**
 * Makes `demand_scope` and a table `demand_CLASS` for each class of records: its rows in scope, those with a reason in
 * `withheld` not to be produced. Returns every statement as it was run, secrets aside.
 */
export async function relateScope(
  session: Session,
  query: ScopeQuery,
  classes: readonly ScopeClass[],
): Promise<string[]> {
  const statements: string[] = [];
  const run = async (sql: string) => {
    await session.run(sql);
    statements.push(sql);
  };
  const { scope, window } = query;
  await session.fromJson("demand_scope", listTypes, [scope]);
  statements.push(
    `-- scope.json lies beside this file\ncreate table demand_scope as select * from read_json('scope.json')`,
  );
  const lists: [string, readonly string[]][] = [
    ["any_state", scope.states],
    ["any_number", scope.numbers],
    ["any_provider", scope.provider_ids],
    ["any_called", scope.called_numbers],
    ["any_campaign", [...scope.campaign_ids, ...scope.callback_numbers]],
  ];
  for (const [name, values] of lists) await run(`set variable ${name} = ${values.length === 0}`);
  await run(`set variable window_from = timestamp ${quotedText(sqlTime(window.from))}`);
  await run(`set variable window_to = timestamp ${quotedText(sqlTime(window.to))}`);
  await relateCalled(session, query, statements);
  await run(`create or replace temp table demand_campaigns as\n${demandSql("named_campaigns")}`);
  const wanted = new Set(classes.flatMap((name) => [...(needs[name] ?? []), name]));
  for (const name of order.filter((c) => wanted.has(c)))
    await run(`create or replace temp table demand_${name} as\n${demandSql(name)}`);
  return statements;
}

const sqlTime = (at: Date) => at.toISOString().replace("T", " ").replace("Z", "");

/** Keys the called numbers that the scope names; without a secret none is found, and none of their calls is in scope. */
async function relateCalled(
  session: Session,
  { scope, secret, opened = [] }: ScopeQuery,
  statements: string[],
): Promise<void> {
  await session.fromJson("demand_named_called", "called_number varchar, is_opened boolean", [
    ...[...new Set(scope.called_numbers)].map((called_number) => ({
      called_number,
      is_opened: opened.includes(called_number),
    })),
  ]);
  if (secret) await session.setSecret("called_secret", secret);
  const key = secret ? "keyed_64(called_number)" : "null::ubigint";
  await session.run(
    `create or replace temp table demand_called_numbers as
    select case when is_opened then called_number end as called_number, ${key} as called_key from demand_named_called`,
  );
  statements.push(
    `-- ${scope.called_numbers.length} called numbers of scope.json, keyed with the workspace's secret, which is not shown\n` +
      "create table demand_called_numbers (called_number varchar, called_key ubigint)",
  );
}

/** Rows in scope of each class, and those withheld, by reason. */
export async function countScope(
  session: Session,
  classes: readonly ScopeClass[],
): Promise<
  { records: ScopeClass; rows: number; withheld: number; reasons: Record<string, number> }[]
> {
  const counts = [];
  for (const records of classes) {
    const rows = await session.rows<{ withheld: string | null; n: number }>(
      `select withheld, count(*) as n from demand_${records} group by all order by withheld`,
    );
    const reasons = Object.fromEntries(
      rows.flatMap(({ withheld, n }) => (withheld === null ? [] : [[withheld, n]])),
    );
    counts.push({
      records,
      rows: rows.find(({ withheld }) => withheld === null)?.n ?? 0,
      withheld: Object.values(reasons).reduce((sum, n) => sum + n, 0),
      reasons,
    });
  }
  return counts;
}

/** Campaigns and providers that the scope names and the run has nothing of. */
export async function unknownIds(
  session: Session,
): Promise<{ campaign_ids: string[]; provider_ids: string[] }> {
  const ids = async (sql: string) =>
    (await session.rows<{ id: string }>(`${sql} order by id`)).map(({ id }) => id);
  return {
    campaign_ids: await ids(
      `select unnest(campaign_ids) as id from demand_scope except select campaign_id from campaigns`,
    ),
    provider_ids: await ids(
      `select unnest(provider_ids) as id from demand_scope except select provider_id from (${heldProviders})`,
    ),
  };
}

/** First and last time of the call records and traced calls that are loaded, UTC, to the second. */
export async function coverage(
  session: Session,
): Promise<{ from: string | null; to: string | null }> {
  const row = await session.row<{ from: string | null; to: string | null }>(
    `select date_trunc('second', min(first_at))::varchar as "from", date_trunc('second', max(last_at))::varchar as "to" from (
        select min(started_at) as first_at, max(started_at) as last_at from call_legs
        union all
        select min(coalesce(call_time, opened_at)), max(coalesce(call_time, opened_at)) from tracebacks
    )`,
  );
  return row ?? { from: null, to: null };
}
