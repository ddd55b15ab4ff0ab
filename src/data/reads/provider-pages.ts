import type { Session } from "../session.ts";

/** Providers that have a page: those of whom something counts in a class, points of entry, and those acted on. */
const mostPages = 200;

export interface ProviderRow {
  provider_id: string;
  name: string | null;
  frn: string | null;
  ocn: string | null;
  country: string | null;
  role: string | null;
  rmd_status: string | null;
  filing_number: string | null;
  contact_email: string | null;
  previous_names: string | null;
  /** As the filing with its FRN has them. */
  filing_name: string | null;
  filing_country: string | null;
  /** Robocall mitigation contact in that filing. */
  rmd_contact_name: string | null;
  rmd_contact_title: string | null;
  rmd_contact_address: string | null;
  rmd_contact_reach: string | null;
}

export interface NeighborRow {
  provider_id: string;
  other_id: string;
  other_name: string | null;
  /** Whether the provider hands calls to the other, or receives them. */
  is_acceptor: boolean;
  calls: number;
  campaign_calls: number;
  campaigns: number;
}

export interface CarriedCampaignRow {
  provider_id: string;
  campaign_id: string;
  label: string | null;
  is_source: boolean;
  source_calls: number;
  carried_calls: number;
  traced: number;
  is_again_traced: boolean;
  first_month: string | null;
  last_month: string | null;
}

export interface ResponseTimeRow {
  provider_id: string | null;
  role: string;
  n: number;
  answered: number;
  refused: number;
  barred: number;
  open: number;
  median_h: number | null;
  median_low_h: number | null;
  median_high_h: number | null;
  within_24h: number;
  within_24h_low: number;
  within_24h_high: number;
}

export interface RequestRow {
  provider_id: string;
  traceback_id: string;
  hop_no: number;
  request_sent_at: string;
  outcome: string;
  lack: string | null;
  identified_as: string | null;
  campaign_label: string | null;
  requested_by: string | null;
  is_astray: boolean;
}

/** A traceback request of our own that was sent to it. Times in UTC. */
export interface SentRequestRow {
  provider_id: string;
  request_id: string;
  /** After which request's answer it was asked. */
  parent_id: string | null;
  calls: number;
  status: string;
  sent_at: string;
  due_at: string;
  acknowledged_at: string | null;
  answered_at: string | null;
  response: string | null;
  /** Provider or customer that the answer names. */
  named: string | null;
  time_zone: string | null;
  /** Newest time in the records of requests: what was due before, and is open, is late. */
  as_of: string;
}

export interface MonthTrafficRow {
  provider_id: string;
  month: string;
  calls: number;
  campaign_calls: number;
}

export interface SourceFactsRow {
  provider_id: string;
  campaigns: number;
  calls: number;
  measured: number;
  under_15s: number;
  displayed_numbers: number;
  impossible: number;
  listed: number;
  off_hours: number;
  first_at: string;
  last_at: string;
  /** Where most of them went. */
  states: { state: string; calls: number }[];
}

/** Everything that the pages of providers show, by table. */
export interface ProviderPages {
  providers: ProviderRow[];
  neighbors: NeighborRow[];
  campaigns: CarriedCampaignRow[];
  response_times: ResponseTimeRow[];
  requests: RequestRow[];
  sent_requests: SentRequestRow[];
  traffic: MonthTrafficRow[];
  facts: SourceFactsRow[];
}

export async function readProviderPages(session: Session): Promise<ProviderPages> {
  await session.run(
    `create or replace temp table shown_providers as
    with reasons as (
        select provider_id, case tier when 'listed' then 3 when 'possible' then 2 else 1 end as weight from provider_standing where k > 0 and tier <> 'foreign'
        union all select provider_id, 1 from gateways
        union all select provider_id, 2 from chokepoints
        union all select provider_id, 4 from action_effects
        union all select provider_id, 4 from traceback_requests where sent_at is not null
    )
    select provider_id from reasons group by provider_id order by max(weight) desc, sum(weight) desc, provider_id limit ${mostPages}`,
  );
  const pages: ProviderPages = {
    providers: await session.rows(
      `select s.provider_id, p.name, p.frn, p.ocn, p.country, p.role, p.rmd_status, p.filing_number, p.contact_email, p.previous_names, p.filing_name, p.filing_country,
          p.rmd_contact_name, p.rmd_contact_title, p.rmd_contact_address, p.rmd_contact_reach
      from shown_providers as s left join providers as p on p.provider_id = s.provider_id order by s.provider_id`,
    ),
    neighbors: await session.rows(
      `with sides as (
          select from_provider_id as provider_id, to_provider_id as other_id, true as is_acceptor, calls, 0 as campaign_calls, null as campaign_id from provider_links
          union all
          select to_provider_id, from_provider_id, false, calls, 0, null from provider_links
          union all
          select from_provider_id, to_provider_id, true, 0, calls, campaign_id from campaign_flows
          union all
          select to_provider_id, from_provider_id, false, 0, calls, campaign_id from campaign_flows
      )
      select s.provider_id, s.other_id, any_value(p.name) as other_name, s.is_acceptor, sum(s.calls)::bigint as calls,
          sum(s.campaign_calls)::bigint as campaign_calls, count(distinct s.campaign_id) as campaigns
      from sides as s left join providers as p on p.provider_id = s.other_id
      where s.provider_id in (from shown_providers)
      group by s.provider_id, s.other_id, s.is_acceptor
      qualify row_number() over (partition by s.provider_id, s.is_acceptor order by sum(s.campaign_calls) desc, sum(s.calls) desc, s.other_id) <= 25
      order by s.provider_id, s.is_acceptor, campaign_calls desc, calls desc, s.other_id`,
    ),
    campaigns: await session.rows(
      `select c.provider_id, c.campaign_id, k.label,
          c.is_originating or c.is_gateway as is_source,
          c.originated_calls + c.entered_calls as source_calls, c.carried_calls, c.traced, c.is_again_traced,
          list_min(c.months) as first_month, list_max(c.months) as last_month
      from provider_campaigns as c left join campaigns as k on k.campaign_id = c.campaign_id
      where c.provider_id in (from shown_providers)
      qualify row_number() over (partition by c.provider_id order by is_source desc, source_calls desc, c.traced desc, c.campaign_id) <= 40
      order by c.provider_id, is_source desc, source_calls desc, c.traced desc, c.campaign_id`,
    ),
    response_times: await session.rows(
      `select provider_id, role, n, answered, refused, barred, "open", median_h, median_low_h, median_high_h, within_24h, within_24h_low, within_24h_high
      from response_times where provider_id is null or provider_id in (from shown_providers) order by provider_id nulls first, role`,
    ),
    requests: await session.rows(
      `select provider_id, traceback_id, hop_no, request_sent_at::varchar as request_sent_at, outcome, lack, identified_as, campaign_label,
          requested_by, is_astray
      from standing_requests where provider_id in (from shown_providers)
      qualify row_number() over (partition by provider_id order by request_sent_at desc, traceback_id, hop_no) <= 40
      order by provider_id, request_sent_at desc, traceback_id, hop_no`,
    ),
    sent_requests: await session.rows(
      `select r.provider_id, r.request_id, r.parent_id, r.calls, r.status, r.sent_at::varchar as sent_at, r.due_at::varchar as due_at,
          r.acknowledged_at::varchar as acknowledged_at, r.answered_at::varchar as answered_at, r.response,
          coalesce(r.upstream_provider_id, r.customer_name) as named, p.time_zone,
          (select max(greatest(sent_at, acknowledged_at, answered_at))::varchar from traceback_requests) as as_of
      from traceback_requests as r left join providers as p on p.provider_id = r.provider_id
      where r.sent_at is not null and r.provider_id in (from shown_providers)
      order by r.provider_id, r.sent_at desc, r.request_id`,
    ),
    traffic: await session.rows(
      `select provider_id, month, sum(calls)::bigint as calls, sum(campaign_calls)::bigint as campaign_calls
      from provider_months where provider_id in (from shown_providers) group by all order by all`,
    ),
    facts: [],
  };
  const states = await session.rows<{ provider_id: string; state: string; calls: number }>(
    `select provider_id, state, calls from source_states where provider_id in (from shown_providers)
    qualify row_number() over (partition by provider_id order by calls desc, state) <= 10 order by provider_id, calls desc, state`,
  );
  pages.facts = (
    await session.rows<Omit<SourceFactsRow, "states">>(
      `select provider_id, campaigns, calls, measured, under_15s, displayed_numbers, impossible, listed, off_hours,
          first_at::date::varchar as first_at, last_at::date::varchar as last_at
      from source_facts where provider_id in (from shown_providers) order by provider_id`,
    )
  ).map((row) => ({ ...row, states: states.filter((s) => s.provider_id === row.provider_id) }));
  await session.run("drop table shown_providers");
  return pages;
}
