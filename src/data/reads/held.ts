import type { Session } from "../session.ts";

/** A campaign as a person looks for it. Days are of the calendar, UTC. */
export interface HeldCampaign {
  campaign_id: string;
  label: string | null;
  category: string | null;
  first_day: string | null;
  last_day: string | null;
  calls: number;
  states: string[];
  callbacks: string[];
}

export interface HeldProvider {
  provider_id: string;
  name: string | null;
  frn: string | null;
}

/** Campaigns, those with most calls first. */
export const readHeldCampaigns = (session: Session): Promise<HeldCampaign[]> =>
  session.rows(
    `select campaign_id, label, category, first_seen::date::varchar as first_day, last_seen::date::varchar as last_day,
        coalesce(calls, 0) as calls, coalesce(states, []) as states, coalesce(callbacks, []) as callbacks
    from campaigns order by calls desc nulls last, last_seen desc nulls last, campaign_id`,
  );

/** Providers of the directories and filings, and those that only records or answers name, as a query. */
export const heldProviders = `select provider_id, max(name) as name, max(frn) as frn from (
        select provider_id, name, frn from providers
        union all
        select unnest([from_provider_id, to_provider_id]), null, null from provider_links
        union all
        select unnest([provider_id, upstream_provider_id]), null, null from traceback_hops
    ) where provider_id is not null group by provider_id`;

export const readHeldProviders = (session: Session): Promise<HeldProvider[]> =>
  session.rows(`${heldProviders} order by provider_id`);
