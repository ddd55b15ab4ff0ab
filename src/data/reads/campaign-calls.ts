import type { Session } from "../session.ts";

// Typed reads of what was found in calls, for src/facts.

export interface CampaignCallsRow {
  campaign_id: string;
  calls: number;
  calls_low: number;
  calls_high: number | null;
  callers: number;
  probability: number;
  least_without: number;
  scripts: number;
}

export const readCampaignCalls = (session: Session): Promise<CampaignCallsRow[]> =>
  session.rows<CampaignCallsRow>(
    `select campaign_id, calls, calls_low, calls_high, callers, probability, least_without, scripts
    from campaigns where calls is not null order by calls desc, campaign_id`,
  );

/** Where a campaign's calls come from, as far as their records show it. */
export interface CampaignEntryRow {
  campaign_id: string;
  origin_kind: string;
  provider_id: string | null;
  provider_name: string | null;
  foreign_provider_id: string | null;
  foreign_name: string | null;
  foreign_country: string | null;
  customer_id: string | null;
  calls: number;
  first_at: string;
  last_at: string;
}

export const readCampaignEntries = (session: Session): Promise<CampaignEntryRow[]> =>
  session.rows<CampaignEntryRow>(
    `select c.campaign_id, c.origin_kind, c.provider_id, p.name as provider_name, c.foreign_provider_id, f.name as foreign_name,
        f.country as foreign_country, c.customer_id, sum(c.calls)::bigint as calls, min(c.first_at)::varchar as first_at,
        max(c.last_at)::varchar as last_at
    from campaign_cells as c
    left join providers as p on p.provider_id = c.provider_id
    left join providers as f on f.provider_id = c.foreign_provider_id
    group by c.campaign_id, c.origin_kind, c.provider_id, p.name, c.foreign_provider_id, f.name, f.country, c.customer_id
    order by c.campaign_id, calls desc, c.provider_id, c.foreign_provider_id, c.customer_id`,
  );

/** Displayed numbers that a campaign shows again and again, those of most calls first. */
export const readCampaignNumbers = (
  session: Session,
): Promise<{ campaign_id: string; number: string; calls: number }[]> =>
  session.rows(
    `select campaign_id, calling_number as number, sum(calls)::bigint as calls from campaign_cells
    where calling_number is not null group by campaign_id, calling_number
    qualify row_number() over (partition by campaign_id order by sum(calls) desc, calling_number) <= 20
    order by campaign_id, calls desc, number`,
  );

export const readCampaignStates = (
  session: Session,
  month: string,
): Promise<
  { campaign_id: string; state: string; calls: number; low: number; high: number | null }[]
> =>
  session.rows(
    `select campaign_id, state, calls, calls_low as low, calls_high as high from campaign_states
    where month = $month order by campaign_id, calls desc, state`,
    { month },
  );

export const readCampaignDays = (
  session: Session,
): Promise<{ campaign_id: string; day: string; calls: number }[]> =>
  session.rows(
    "select campaign_id, day::varchar as day, calls from campaign_days order by campaign_id, day",
  );

export interface CampaignReasonRow {
  campaign_id: string;
  source: string;
  code: string;
  k: number;
  n: number;
  bits: number;
  probability_without: number;
}

export const readCampaignReasons = (session: Session): Promise<CampaignReasonRow[]> =>
  session.rows<CampaignReasonRow>(
    "select * from campaign_evidence order by campaign_id, bits desc, source, code",
  );

export interface CampaignLinkRow {
  campaign_id: string;
  from_key: string;
  to_key: string;
  kind: string;
  level: string;
  weight: number;
}

/** Comparisons of the pair of parts that agrees most and of the one that agrees least, of each campaign. */
export const readCampaignLinks = (session: Session): Promise<CampaignLinkRow[]> =>
  session.rows<CampaignLinkRow>(
    `with pairs as (
        select campaign_id, from_key, to_key, sum(weight) as total from campaign_links group by campaign_id, from_key, to_key
    ),
    ends as (
        select * from pairs
        qualify row_number() over (partition by campaign_id order by total desc, from_key, to_key) = 1
            or row_number() over (partition by campaign_id order by total, from_key, to_key) = 1
    )
    select l.campaign_id, l.from_key, l.to_key, l.kind, l.level, l.weight
    from campaign_links as l join ends as e using (campaign_id, from_key, to_key)
    order by l.campaign_id, e.total desc, l.from_key, l.to_key, l.weight desc, l.kind`,
  );

export const readCampaignForecasts = (
  session: Session,
): Promise<
  {
    campaign_id: string;
    from_day: string;
    to_day: string;
    expected: number;
    low: number | null;
    high: number | null;
  }[]
> =>
  session.rows(
    `select subject as campaign_id, from_day::varchar as from_day, to_day::varchar as to_day, expected, low, high from forecasts
    where series = 'campaign_calls' order by subject`,
  );

/** Events between a campaign's first and last call. */
export const readCampaignEvents = (
  session: Session,
): Promise<
  {
    campaign_id: string;
    day: string;
    event: string;
    from_name: string | null;
    to_name: string | null;
  }[]
> =>
  session.rows(
    `select e.campaign_id, e.day::varchar as day, e.event, coalesce(f.name, e.from_provider_id) as from_name,
        coalesce(t.name, e.to_provider_id) as to_name
    from campaign_events as e
    left join providers as f on f.provider_id = e.from_provider_id
    left join providers as t on t.provider_id = e.to_provider_id
    where e.event not in ('first_call', 'last_call') order by e.campaign_id, e.day, e.event, to_name`,
  );
