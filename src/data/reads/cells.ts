import type { Session } from "../session.ts";

/** A row of traffic_cells; times in seconds since 1970. */
export interface CellRow {
  month: string;
  cell_id: string;
  origin_key: string;
  origin_kind: string;
  provider_id: string | null;
  foreign_provider_id: string | null;
  customer_id: string | null;
  trunk: string | null;
  signer_id: string | null;
  pattern: string;
  caller: string | null;
  calls: number;
  origin_calls: number;
  callers: number;
  called: number;
  answered: number;
  durations: number[];
  attested: number[];
  impossible: number;
  withheld: number;
  neighbor: number;
  listed: number;
  off_hours: number;
  first_at: number;
  last_at: number;
}

/** Calls of a cell by hour, day, state or provider of the last record. */
export interface PartRow {
  month: string;
  cell_id: string;
  split: string;
  part: string;
  calls: number;
}

/** What a report about a call says; scripts of recordings are known to the caller alone. */
export interface CallReportRow {
  source_table: "recordings" | "app_reports";
  source_row_id: string;
  source: string;
  verdict: string | null;
  topic: string | null;
  callback_number: string | null;
  transcript: string | null;
}

/** The columns of a CallReportRow, of reports that a table `r` names. */
export const callReportColumns = `r.source_table, r.source_row_id, coalesce(a.app_id, d.source_id) as source, a.verdict,
        lower(trim(a.category)) as topic, coalesce(a.callback_number, d.callback_number) as callback_number, d.transcript`;
export const callReportJoins = `left join app_reports as a on r.source_table = 'app_reports' and a.report_id = r.source_row_id
    left join recordings as d on r.source_table = 'recordings' and d.recording_id = r.source_row_id`;

export interface CellReportRow extends CallReportRow {
  month: string;
  cell_id: string;
}

export const readCellReports = (session: Session): Promise<CellReportRow[]> =>
  session.rows<CellReportRow>(
    `select r.month, r.cell_id, ${callReportColumns}
    from cell_reports as r
    ${callReportJoins}
    order by all`,
  );

export const readCellRows = (session: Session): Promise<CellRow[]> =>
  session.rows<CellRow>(
    `select * exclude (measured) replace (caller::varchar as caller, epoch(first_at) as first_at, epoch(last_at) as last_at)
    from traffic_cells order by month, cell_id`,
  );

export const readCellParts = (session: Session): Promise<PartRow[]> =>
  session.rows<PartRow>("select month, cell_id, split, part, calls from cell_parts order by all");

/** By month: calls, and the share that would show the called exchange by chance. */
export const readTrafficMonths = (session: Session) =>
  session.rows<{
    month: string;
    calls: number;
    bulk_calls: number;
    impossible_share: number;
    neighbor_expected: number;
  }>("select * from traffic_months order by month");

export interface TerminatorRows {
  /** By `month state`: called exchanges by the provider where their calls end, '' where no record shows it. */
  exchanges: Map<string, [provider_id: string, exchanges: number][]>;
  /** By `month cell_id`: calls by state and provider where they ended. */
  ends: Map<string, { state: string; provider_id: string; calls: number }[]>;
}

/** Where calls end, and how large the providers there are. */
export async function readTerminators(session: Session): Promise<TerminatorRows> {
  const exchanges: TerminatorRows["exchanges"] = new Map();
  const ends: TerminatorRows["ends"] = new Map();
  const add = <Row>(map: Map<string, Row[]>, key: string, row: Row) => {
    const own = map.get(key);
    if (own) own.push(row);
    else map.set(key, [row]);
  };
  for (const row of await session.rows<{
    month: string;
    state: string;
    provider_id: string;
    exchanges: number;
  }>("select month, state, provider_id, exchanges from terminator_exchanges order by all"))
    add(exchanges, `${row.month} ${row.state}`, [row.provider_id, row.exchanges]);
  for (const { month, cell_id, ...row } of await session.rows<{
    month: string;
    cell_id: string;
    state: string;
    provider_id: string;
    calls: number;
  }>("select month, cell_id, state, provider_id, calls from cell_terminators order by all"))
    add(ends, `${month} ${cell_id}`, row);
  return { exchanges, ends };
}

/** Makes temporary tables of what was found in calls: the columns are those of the published tables. */
export async function stageOperations(
  session: Session,
  rows: {
    cells: object[];
    links: object[];
    evidence: object[];
    states: object[];
    callers: object[];
  },
): Promise<void> {
  const columns = async (table: string) =>
    (
      await session.rows<{ name: string; type: string }>(
        `select column_name as name, column_type as type from (describe published.${table})`,
      )
    )
      .map(({ name, type }) => `${name} ${type}`)
      .join(", ");
  for (const [name, table, own] of [
    ["new_cells", "campaign_cells", rows.cells],
    ["new_links", "campaign_links", rows.links],
    ["new_evidence", "campaign_evidence", rows.evidence],
    ["new_states", "campaign_states", rows.states],
    ["new_callers", "bulk_callers", rows.callers],
  ] as const)
    await session.fromJson(name, await columns(table), own);
}

/** The last day with calls, and all such days, as YYYY-MM-DD. */
export async function callDays(
  session: Session,
): Promise<{ through: string | null; covered: Set<string> }> {
  const rows = await session.rows<{ day: string }>(
    "select distinct part as day from cell_parts where split = 'day' order by 1",
  );
  return { through: rows.at(-1)?.day ?? null, covered: new Set(rows.map((row) => row.day)) };
}

/** One row per call record of a staged campaign. */
export const stagedCampaignCalls = `select l.provider_id, l.call_id, c.campaign_id, n.probability as confidence, c.cell_id, c.month
  from new_cells as c
  join new_campaigns as n on n.campaign_id = c.campaign_id
  join cell_calls as m on m.month = c.month and m.cell_id = c.cell_id
  join leg_paths as p on p.call_leg_id = m.call_leg_id and p.month = m.month
  join raw.call_legs as l on l.leg_id = p.leg_id
  order by l.leg_id`;

/** Makes the temporary table new_days: one row per staged campaign and day. */
export const stageCampaignDays = (session: Session): Promise<void> =>
  session.run(
    `create or replace temp table new_days as
    select c.campaign_id, p.part::date as day, sum(p.calls)::bigint as calls
    from new_cells as c join cell_parts as p on p.month = c.month and p.cell_id = c.cell_id and p.split = 'day'
    group by all`,
  );

/** Events of the staged campaigns that stay true when more is loaded; the last call does only where the campaign has ended. */
export const readStagedLives = (
  session: Session,
): Promise<
  {
    campaign_id: string;
    event: string;
    day: string;
    from_provider_id: string | null;
    to_provider_id: string | null;
  }[]
> =>
  session.rows(
    `select e.campaign_id, case e.event when 'first_call' then 'born' when 'last_call' then 'ended' else e.event end as event,
        e.day::varchar as day, e.from_provider_id, e.to_provider_id
    from new_events as e join new_campaigns as c on c.campaign_id = e.campaign_id
    where e.event <> 'last_call' or c.status = 'ended'
    order by all`,
  );
