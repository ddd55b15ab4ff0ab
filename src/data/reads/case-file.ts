import type { Session, SqlValues } from "../session.ts";

/** Parts of a case file: a published table each, the rows of one provider, in the order in which they are printed. */
const parts: readonly (readonly [part: string, sql: string])[] = [
  ["provider", "select * from providers where provider_id in (select id from ids) order by provider_id"],
  ["standing", "select * from provider_standing where provider_id = $provider order by class"],
  ["requests", "select * from standing_requests where provider_id = $provider order by request_sent_at, traceback_id, hop_no"],
  ["sensitivity", "select * from standing_sensitivity where provider_id = $provider order by class, choice, value"],
  ["campaigns", "select c.*, k.label, k.category, k.status from provider_campaigns as c left join campaigns as k on k.campaign_id = c.campaign_id where c.provider_id = $provider order by c.campaign_id"],
  ["campaign_cells", "select * from campaign_cells where provider_id in (select id from ids) order by campaign_id, month, cell_id"],
  ["traffic", "select * from provider_months where provider_id = $provider order by month, role"],
  ["gateway", "select * from gateways where provider_id = $provider"],
  ["signer", "select * from signers where provider_id in (select id from ids) order by month"],
  ["receives_from", "select * from provider_links where to_provider_id = $provider order by month, suspicious_calls desc, from_provider_id"],
  ["hands_to", "select * from provider_links where from_provider_id = $provider order by month, suspicious_calls desc, to_provider_id"],
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
    select $provider as id
    union select provider_id from provider_aliases where alias_of = $provider
    union select p.provider_id from providers as p join providers as o on o.frn = p.frn and o.provider_id = $provider`,
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
  return Object.values(found).some((rows) => rows.length > 0) ? found : undefined;
}

/** Loads that the rows of a case came from, with their hashes. */
export const readSources = (session: Session, loads: readonly string[]): Promise<object[]> =>
  session.rows(
    "select load_id, format, file_name, file_sha256, loaded_at::varchar as loaded_at from loads where load_id in (select unnest($loads::json::varchar[])) order by load_id",
    { loads: JSON.stringify(loads) },
  );
