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
