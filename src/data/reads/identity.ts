import type { Session } from "../session.ts";

/** A row of company_links: two records that may be of one company. */
export interface CompanyLink {
  left_id: string;
  right_id: string;
  left_name: string | null;
  right_name: string | null;
  frn_level: string;
  ocn_level: string;
  name_level: string;
  address_level: string;
  phone_level: string;
  contact_level: string;
  mail_level: string;
  probability: number;
  relation: "same" | "affiliate";
  standing: "suggested" | "possible";
}

/** A row of phoenix_leads. */
export interface PhoenixLead {
  removed_id: string;
  removed_name: string | null;
  removed_on: string;
  other_id: string;
  other_name: string | null;
  started: string;
  is_filed: boolean;
  days_after: number;
  relation: "same" | "affiliate" | null;
  probability: number | null;
  frn_level: string | null;
  name_level: string | null;
  address_level: string | null;
  phone_level: string | null;
  contact_level: string | null;
  mail_level: string | null;
  moved_campaigns: number;
  calls: number | null;
}

/** A match with what a person decided of it, else null. */
export interface ReviewedLink extends CompanyLink {
  decision: string | null;
  decided_by: string | null;
}

/** Matches with what was decided of them, the undecided and the surest first; of one record where its id is given. */
export const readReviewedLinks = (session: Session, id?: string): Promise<ReviewedLink[]> =>
  session.rows(
    `select l.* exclude (left_kind, right_kind, register_bits, name_bits, address_bits, person_bits, bits), d.decision, d.decided_by
    from company_links as l
    left join identity_decisions as d on d.left_id = l.left_id and d.right_id = l.right_id
    where $id is null or l.left_id = $id or l.right_id = $id
    order by d.decision is not null, l.probability desc, l.left_id, l.right_id`,
    { id: id ?? null },
  );

/** Leads from removed companies to others. */
export const readPhoenixLeads = (session: Session): Promise<PhoenixLead[]> =>
  session.rows(
    `select * exclude (removed_on, started), removed_on::varchar as removed_on, started::varchar as started from phoenix_leads
    order by probability desc nulls last, moved_campaigns desc, removed_id, other_id`,
  );

/** Those of the ids that are records of companies in the workspace. */
export const knownCompanies = async (
  session: Session,
  ids: readonly string[],
): Promise<Set<string>> =>
  new Set(
    (
      await session.rows<{ id: string }>(
        `select distinct id from (
            select provider_id as id from providers union select filing_number from providers where filing_number is not null
            union select filing_number from rmd_history union select left_id from company_links union select right_id from company_links
        ) where id in (select unnest($ids::json::varchar[]))`,
        { ids: JSON.stringify(ids) },
      )
    ).map(({ id }) => id),
  );
