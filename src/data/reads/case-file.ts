import type { Session, SqlValues } from "../session.ts";

/** Parts of a case file: a published table each, the rows of one provider, in the order in which they are printed. */
const parts: readonly (readonly [part: string, sql: string])[] = [
  ["ids", "select id, list_filter(why, reason -> reason <> 'has its FRN' or id <> $provider) as why from ids order by id"],
  ["provider", "select * from providers where provider_id in (select id from ids) order by provider_id"],
  ["standing", "select s.*, coalesce((select arg_max(t.kind, t.stated_at) = 'retracted' from provider_statements as t where t.provider_id = s.provider_id and t.class = s.class), false) as is_taken_back from provider_standing as s where s.provider_id = $provider order by s.class"],
  ["requests", "select * from standing_requests where provider_id = $provider order by request_sent_at, traceback_id, hop_no"],
  ["sensitivity", "select * from standing_sensitivity where provider_id = $provider order by class, choice, value"],
  ["campaigns", "select c.*, k.label, k.category, k.status from provider_campaigns as c left join campaigns as k on k.campaign_id = c.campaign_id where c.provider_id = $provider order by c.campaign_id"],
  ["campaign_cells", "select * from campaign_cells where provider_id in (select id from ids) order by campaign_id, month, cell_id"],
  ["response_times", "select * from response_times where provider_id = $provider"],
  ["hands_campaign_calls_to", "select * from campaign_flows where from_provider_id = $provider order by month, campaign_id, to_provider_id"],
  ["takes_campaign_calls_from", "select * from campaign_flows where to_provider_id = $provider order by month, campaign_id, from_provider_id"],
  ["chokepoint", "select * from chokepoints where provider_id = $provider"],
  ["actions", "select a.*, e.* exclude (action_id, provider_id, kind) from actions as a left join action_effects as e on e.action_id = a.action_id where a.provider_id in (select id from ids) order by a.action_date, a.action_id"],
  ["statements", "select * from provider_statements where provider_id in (select id from ids) order by stated_at"],
  ["companies", "select l.* exclude (left_id, right_id), coalesce(l.left_id, d.left_id) as left_id, coalesce(l.right_id, d.right_id) as right_id, d.decision, d.decided_by, d.reason, d.decided_at from company_links as l full join identity_decisions as d on d.left_id = l.left_id and d.right_id = l.right_id where coalesce(l.left_id, d.left_id) in (select id from ids) or coalesce(l.right_id, d.right_id) in (select id from ids) order by l.probability desc, 1, 2"],
  ["phoenix_leads", "select * from phoenix_leads where removed_id in (select id from ids) or other_id in (select id from ids) order by removed_id, other_id"],
  ["pleaded", "select * from source_facts where provider_id = $provider"],
  ["called_states", "select state, calls from source_states where provider_id = $provider order by calls desc, state"],
  ["traffic", "select * from provider_months where provider_id = $provider order by month, role"],
  ["gateway", "select * from gateways where provider_id = $provider"],
  ["signer", "select * from signers where provider_id in (select id from ids) order by month"],
  ["receives_from", "select * from provider_links where to_provider_id = $provider order by month, suspicious_calls desc, from_provider_id"],
  ["hands_to", "select * from provider_links where from_provider_id = $provider order by month, suspicious_calls desc, to_provider_id"],
  ["our_requests", "select * from traceback_requests where provider_id in (select id from ids) order by request_id"],
  ["answers", "select h.* from traceback_hops as h where h.provider_id in (select id from ids) order by h.traceback_id, h.hop_no"],
  ["answers_against_records", "select * from traceback_findings where provider_id in (select id from ids) order by traceback_id, hop_no, finding"],
  ["findings", "select * from record_findings where provider_id in (select id from ids) order by all"],
  ["filings", "select h.* from rmd_history as h where h.frn in (select frn from providers where provider_id in (select id from ids)) order by by_day, filing_number"],
]; // prettier-ignore

/** Everything known of a provider, by part; undefined where nothing names it. */
export async function readCase(
  session: Session,
  provider: string,
): Promise<Record<string, object[]> | undefined> {
  await session.run(
    `create or replace temp table ids as
    with reasons as (
        select $provider as id, 'asked for' as why
        union all select provider_id, 'second id of it' from provider_aliases where alias_of = $provider and basis <> 'contradicted'
        union all select p.provider_id, 'has its FRN' from providers as p join providers as o on o.frn = p.frn and o.provider_id = $provider
        union all select filing_number, 'its filing' from providers where provider_id = $provider and filing_number is not null
        union all select h.filing_number, 'filing with its FRN' from rmd_history as h join providers as p on p.frn = h.frn and p.provider_id = $provider
        union all
        select case when left_id = $provider then right_id else left_id end, 'one company, as ' || decided_by || ' decided: ' || reason
        from identity_decisions where decision = 'same' and (left_id = $provider or right_id = $provider)
    )
    select id, list_sort(list(distinct why)) as why from reasons group by id order by id`,
    { provider },
  );
  const found: Record<string, object[]> = {};
  for (const [part, sql] of parts) {
    const named: SqlValues = sql.includes("$provider") ? { provider } : {};
    const rows = await session.rows<{ row: string }>(
      `select to_json(r)::varchar as row from (${sql}) as r`,
      named,
    );
    found[part] = rows.map(({ row }) => JSON.parse(row) as object);
  }
  await session.run("drop table ids");
  // Its own id is there whatever is known.
  return Object.entries(found).some(([part, rows]) => part !== "ids" && rows.length > 0)
    ? found
    : undefined;
}

/**
 * What the public may read of a provider: the actions that a published document names it in, and on which days it replied. Undefined
 * where no document names it.
 */
export async function readPublicCase(
  session: Session,
  provider: string,
): Promise<Record<string, object[]> | undefined> {
  const actions = await session.rows(
    `select a.action_date::varchar as action_date, a.provider_id, p.name, a.kind, a.issued_by, a.document, a.document_url, a.load_id
    from actions as a join loads as l on l.load_id = a.load_id and not l.is_simulated
    left join providers as p on p.provider_id = a.provider_id
    where a.provider_id = $provider and a.document_url is not null order by a.action_date, a.document`,
    { provider },
  );
  if (actions.length === 0) return undefined;
  // A reply may name others: that there is one is all that the public reads.
  const replies = await session.rows(
    "select stated_at from provider_statements where provider_id = $provider and kind = 'reply' order by stated_at",
    { provider },
  );
  return { actions: actions as object[], replies: replies as object[] };
}

/** Loads that the rows of a case came from, with their hashes. */
export const readSources = (session: Session, loads: readonly string[]): Promise<object[]> =>
  session.rows(
    "select load_id, format, file_name, file_sha256, loaded_at::varchar as loaded_at from loads where load_id in (select unnest($loads::json::varchar[])) order by load_id",
    { loads: JSON.stringify(loads) },
  );
