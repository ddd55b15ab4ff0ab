import type { Session } from "../session.ts";

/** What a provider replied, or that a listing of it was taken back. */
export interface StatementRow {
  provider_id: string;
  kind: "reply" | "retracted" | "reinstated";
  class: string | null;
  text: string;
  stated_by: string;
  stated_at: string;
}

/** What a person decided of two records of companies. */
export interface DecisionRow {
  left_id: string;
  right_id: string;
  decision: string;
  decided_by: string;
  reason: string;
  decided_at: string;
}

/** Makes the temporary tables provider_statements and identity_decisions of what stands in the records. */
export async function relateProviderRecords(
  session: Session,
  statements: readonly StatementRow[],
  decisions: readonly DecisionRow[],
): Promise<void> {
  await session.fromJson(
    "provider_statements",
    "provider_id varchar, kind varchar, class varchar, text varchar, stated_by varchar, stated_at varchar",
    statements,
  );
  await session.fromJson(
    "identity_decisions",
    "left_id varchar, right_id varchar, decision varchar, decided_by varchar, reason varchar, decided_at varchar",
    decisions,
  );
}

/** Replies and retractions, in order. */
export const readStatements = (session: Session): Promise<StatementRow[]> =>
  session.rows("select * from provider_statements order by stated_at, provider_id");

/**
 * The id under which a provider stands: its own, that of the provider whose second id it is, or that of the provider with its FRN
 * or filing. Undefined where nothing that is loaded names it.
 */
export async function standingId(session: Session, id: string): Promise<string | undefined> {
  const row = await session.row<{ id: string }>(
    `with named as (
        select provider_id as id, 1 as place from provider_standing where provider_id = $id
        union all
        select alias_of, 2 from provider_aliases where provider_id = $id and basis <> 'contradicted'
        union all
        select o.provider_id, 3 from providers as p join providers as o on o.frn = p.frn
        where (p.provider_id = $id or p.filing_number = $id) and o.provider_id in (select provider_id from provider_standing)
        union all
        select o.provider_id, 3 from rmd_history as h join providers as o on o.frn = h.frn
        where h.filing_number = $id and o.provider_id in (select provider_id from provider_standing)
        union all
        select provider_id, 4 from providers where provider_id = $id or filing_number = $id
        union all
        select filing_number, 5 from rmd_history where filing_number = $id
        union all
        select provider_id, 6 from standing_requests where provider_id = $id
        union all
        select provider_id, 6 from provider_months where provider_id = $id
        union all
        select provider_id, 6 from actions where provider_id = $id
    )
    select id from named order by place, id limit 1`,
    { id },
  );
  return row?.id;
}

/** Tier of a provider in a class; undefined where it has none. */
export const tierOf = async (
  session: Session,
  provider: string,
  of: string,
): Promise<string | undefined> =>
  (
    await session.row<{ tier: string }>(
      "select tier from provider_standing where provider_id = $provider and class = $of",
      { provider, of },
    )
  )?.tier;
