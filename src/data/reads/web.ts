import type { Session } from "../session.ts";

/** Calls of claimed campaigns by who recorded them and which US providers they passed; of the temporary table seen_routes. */
export const readSeenRoutes = (
  session: Session,
): Promise<{ exporter: string; providers: string[]; calls: number }[]> =>
  session.rows("select exporter, providers, calls from seen_routes order by all");

/** Calls of claimed campaigns by link, over all months; of the temporary table new_flows. */
export const readFlows = (
  session: Session,
): Promise<{ from: string; to: string; calls: number }[]> =>
  session.rows(
    `select from_provider_id as "from", to_provider_id as "to", sum(calls)::bigint as calls from new_flows group by all order by all`,
  );

/** Makes the temporary tables new_chokepoints and new_communities. */
export async function stageWeb(
  session: Session,
  chokepoints: readonly object[],
  communities: readonly object[],
): Promise<void> {
  await session.fromJson(
    "new_chokepoints",
    "place integer, provider_id varchar, calls bigint, share double, together double, together_low double, together_high double, chosen_without integer, exporters integer",
    chokepoints,
  );
  await session.fromJson(
    "new_communities",
    "provider_id varchar, community integer, providers integer, calls_inside bigint, calls_across bigint",
    communities,
  );
}

/** Who handed calls of claimed campaigns to whom, over all months. */
export const readWebLinks = (
  session: Session,
): Promise<
  {
    from_provider_id: string;
    to_provider_id: string;
    first_month: string;
    last_month: string;
    calls: number;
    campaigns: number;
  }[]
> =>
  session.rows(
    `select from_provider_id, to_provider_id, min(month) as first_month, max(month) as last_month, sum(calls)::bigint as calls,
        count(distinct campaign_id) as campaigns
    from campaign_flows group by all order by calls desc, from_provider_id, to_provider_id`,
  );

/** The providers of the web, and others by id. */
export const readWebProviders = (
  session: Session,
  others: readonly string[],
): Promise<
  {
    provider_id: string;
    name: string | null;
    frn: string | null;
    ocn: string | null;
    country: string | null;
    previous_names: string | null;
  }[]
> =>
  session.rows(
    `with ids as (
        select from_provider_id as provider_id from campaign_flows union select to_provider_id from campaign_flows
        union select unnest($others::json::varchar[])
    )
    select i.provider_id, p.name, p.frn, p.ocn, p.country, p.previous_names
    from ids as i left join providers as p on p.provider_id = i.provider_id order by i.provider_id`,
    { others: JSON.stringify(others) },
  );
