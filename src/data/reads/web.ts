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

/** Campaign calls that one provider handed to another. */
export interface WebLinkRow {
  from_provider_id: string;
  to_provider_id: string;
  first_month: string;
  last_month: string;
  calls: number;
  campaigns: number;
}

/** A provider as it stands in the web. */
export interface WebProviderRow {
  provider_id: string;
  name: string | null;
  frn: string | null;
  ocn: string | null;
  country: string | null;
  previous_names: string | null;
}

/** Who handed calls of claimed campaigns to whom, over all months. */
export const readWebLinks = (session: Session): Promise<WebLinkRow[]> =>
  session.rows(
    `select from_provider_id, to_provider_id, min(month) as first_month, max(month) as last_month, sum(calls)::bigint as calls,
        count(distinct campaign_id) as campaigns
    from campaign_flows group by all order by calls desc, from_provider_id, to_provider_id`,
  );

/** The providers of the web, and others by id. */
export const readWebProviders = (
  session: Session,
  others: readonly string[],
): Promise<WebProviderRow[]> =>
  session.rows(
    `with ids as (
        select from_provider_id as provider_id from campaign_flows union select to_provider_id from campaign_flows
        union select unnest($others::json::varchar[])
    )
    select i.provider_id, p.name, p.frn, p.ocn, p.country, p.previous_names
    from ids as i left join providers as p on p.provider_id = i.provider_id order by i.provider_id`,
    { others: JSON.stringify(others) },
  );

export interface ChokepointRow {
  place: number;
  provider_id: string;
  name: string | null;
  calls: number;
  share: number;
  together: number;
  together_low: number;
  together_high: number;
  chosen_without: number;
  exporters: number;
}

export interface CommunityRow {
  community: number;
  providers: number;
  calls_inside: number;
  calls_across: number;
  /** Ids of its providers. */
  members: string[];
}

/** A link of the drawing: who hands campaign calls to whom, and the part that each mostly plays. */
export interface DrawnLink {
  from_id: string;
  from_name: string | null;
  from_role: string;
  to_id: string;
  to_name: string | null;
  to_role: string;
  calls: number;
}

/** The web as a page shows it; the drawing has its strongest links alone. */
export interface WebRows {
  chokepoints: ChokepointRow[];
  communities: CommunityRow[];
  links: DrawnLink[];
  /** All links, and their calls. */
  totals: { links: number; calls: number };
}

export async function readWeb(session: Session, mostLinks: number): Promise<WebRows> {
  return {
    chokepoints: await session.rows(
      "select c.*, p.name from chokepoints as c left join providers as p on p.provider_id = c.provider_id order by c.place",
    ),
    communities: await session.rows(
      `select community, any_value(providers) as providers, any_value(calls_inside) as calls_inside, any_value(calls_across) as calls_across,
          list(provider_id order by provider_id) as members
      from provider_communities group by community order by community`,
    ),
    links: await session.rows(
      `with roles as (
          select provider_id, arg_max(role, (campaign_calls, role)) as role
          from (select provider_id, role, sum(campaign_calls) as campaign_calls from provider_months group by all) group by provider_id
      )
      select f.from_provider_id as from_id, p.name as from_name, coalesce(r.role, 'unknown') as from_role, f.to_provider_id as to_id,
          q.name as to_name, coalesce(s.role, 'unknown') as to_role, sum(f.calls)::bigint as calls
      from campaign_flows as f
      left join providers as p on p.provider_id = f.from_provider_id
      left join providers as q on q.provider_id = f.to_provider_id
      left join roles as r on r.provider_id = f.from_provider_id
      left join roles as s on s.provider_id = f.to_provider_id
      group by all order by calls desc, from_id, to_id limit ${mostLinks}`,
    ),
    totals: (await session.row(
      "select count(*) as links, coalesce(sum(calls), 0)::bigint as calls from (select sum(calls) as calls from campaign_flows group by from_provider_id, to_provider_id)",
    ))!,
  };
}
