import type { Session } from "../session.ts";

/** A claimed campaign of calls, or a caller that is left open, as a reviewer is to see it: without its probability. */
export interface CaseRow {
  id: string;
  probability: number;
  calls: number;
  callers: number | null;
  first_seen: string | null;
  last_seen: string | null;
  script: string | null;
  numbers: string[];
  origins: string[];
  found: string[];
}

export const readCases = (session: Session): Promise<CaseRow[]> =>
  session.rows<CaseRow>(
    `with found as (
        select campaign_id, list(code || ': ' || k || ' of ' || n || ' (' || source || ')' order by source, code) as found
        from campaign_evidence group by campaign_id
    ),
    parts as (
        select campaign_id, list(distinct calling_number order by calling_number) filter (where calling_number is not null) as numbers,
            list(distinct concat_ws(' ', origin_kind, provider_id, foreign_provider_id, customer_id) order by 1) as origins
        from campaign_cells group by campaign_id
    )
    select c.campaign_id as id, c.probability, c.calls, c.callers, c.first_seen::varchar as first_seen,
        c.last_seen::varchar as last_seen, coalesce(c.script, c.quote) as script, coalesce(p.numbers[:10], []) as numbers,
        coalesce(p.origins[:10], []) as origins, coalesce(f.found, []) as found
    from campaigns as c left join found as f using (campaign_id) left join parts as p using (campaign_id)
    where c.calls is not null
    union all
    select caller_id, probability, calls, null, null, null, null, case when calling_number is null then [] else [calling_number] end,
        [concat_ws(' ', provider_id, customer_id)], reasons
    from bulk_callers where label = 'open'
    order by id`,
  );

/** How many cases of a band of probability two reviewers judged, and how many both found real. */
export interface JudgedBandRow {
  band: string;
  judged: number;
  real: number;
}

/** Makes the temporary table judged_bands: one row per sample and band. */
export const relateAdjudications = (
  session: Session,
  adjudications: readonly { sample_id: string; bands: JudgedBandRow[] }[],
): Promise<void> =>
  session.fromJson(
    "judged_bands",
    "sample_id varchar, band varchar, judged bigint, real bigint",
    adjudications.flatMap(({ sample_id, bands }) =>
      bands.map(({ band, judged, real }) => ({ sample_id, band, judged, real })),
    ),
  );

export const readJudgedBands = (session: Session): Promise<JudgedBandRow[]> =>
  session.rows<JudgedBandRow>(
    "select band, sum(judged)::bigint as judged, sum(real)::bigint as real from judged_bands group by band order by band",
  );
