import type { Session } from "../session.ts";

/** Two records that may be of one company: a row of company_links, or what a person decided without one. */
export interface CompanyLink {
  left_id: string;
  right_id: string;
  left_name: string | null;
  right_name: string | null;
  /** Levels and probability are null where nothing suggests it: a person decided by herself. */
  frn_level: string | null;
  ocn_level: string | null;
  name_level: string | null;
  address_level: string | null;
  phone_level: string | null;
  contact_level: string | null;
  mail_level: string | null;
  probability: number | null;
  relation: string;
  standing: "suggested" | "possible" | "not_suggested";
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
    `select coalesce(l.left_id, d.left_id) as left_id, coalesce(l.right_id, d.right_id) as right_id,
        coalesce(l.left_name, p.name) as left_name, coalesce(l.right_name, q.name) as right_name, l.frn_level, l.ocn_level, l.name_level,
        l.address_level, l.phone_level, l.contact_level, l.mail_level, l.probability, coalesce(l.relation, d.decision) as relation,
        coalesce(l.standing, 'not_suggested') as standing, d.decision, d.decided_by
    from company_links as l
    full join identity_decisions as d on d.left_id = l.left_id and d.right_id = l.right_id
    left join providers as p on l.left_id is null and p.provider_id = d.left_id
    left join providers as q on l.right_id is null and q.provider_id = d.right_id
    where $id is null or coalesce(l.left_id, d.left_id) = $id or coalesce(l.right_id, d.right_id) = $id
    order by d.decision is not null, l.probability desc nulls last, 1, 2`,
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
