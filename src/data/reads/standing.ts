import type { Session } from "../session.ts";

/** The window that counts: to the newest data, whole months. */
export interface Window {
  /** YYYY-MM-DD */
  from: string;
  to: string;
}

/** Newest day of tracebacks or calls; undefined where there are neither. */
export async function newestDay(session: Session): Promise<string | undefined> {
  const row = await session.row<{ day: string | null }>(
    `select greatest(
        (select max(least(as_of, request_sent_at + interval 60 day)) from traceback_responses),
        (select max(l.last_at) from loads as l join record_counts as c on c.load_no = l.load_no))::date::varchar as day`,
  );
  return row?.day ?? undefined;
}

export interface RequestRow {
  provider_id: string;
  is_foreign: boolean;
  says_a: 0 | 1 | null;
  says_d: 0 | 1 | null;
  lack: string | null;
  is_astray: boolean;
  is_on_record: boolean;
  named_by: string | null;
  day: string;
  campaign: string;
  source: string;
}

/** Requests within the window; made from the temporary table standing_requests. */
export const readRequests = (session: Session, { from }: Window): Promise<RequestRow[]> =>
  session.rows(
    `select provider_id, is_foreign, says_a, says_d, lack, is_astray, is_on_record, named_by, request_sent_at::date::varchar as day,
        coalesce(nullif(plain_words(campaign_label), ''), traced_call) as campaign, coalesce(requested_by, 'nobody named') as source
    from standing_requests where request_sent_at >= $from::timestamp order by provider_id, traced_call, week`,
    { from },
  );

export interface TimedRow {
  provider_id: string;
  time: number;
  outcome: "answered" | "refused" | "barred" | null;
}

/** How long the clock ran for each request of the window; those whose time of an answer is blank or impossible are left out. */
export const readTimedRequests = (session: Session, { from }: Window): Promise<TimedRow[]> =>
  session.rows(
    `select provider_id, clock_hours as time,
        case when responded_at is null then null when response_status = 'declined' then 'refused'
            when response_status = 'legally_unable' then 'barred' else 'answered' end as outcome
    from standing_requests
    where request_sent_at >= $from::timestamp and not is_foreign and response_status not in ('answered_time_unknown', 'impossible')
        and (responded_at is not null or outcome in ('pending', 'no_response'))
    order by provider_id, request_sent_at, traceback_id, hop_no`,
    { from },
  );

/** Makes the temporary table new_response_times. */
export const stageResponseTimes = (session: Session, rows: readonly object[]): Promise<void> =>
  session.fromJson(
    "new_response_times",
    `provider_id varchar, role varchar, n bigint, answered bigint, refused bigint, barred bigint, open bigint, median_h double,
    median_low_h double, median_high_h double, within_24h double, within_24h_low double, within_24h_high double,
    within_120h double, refused_120h double, barred_120h double, at_risk_24h bigint`,
    rows,
  );

export interface CarriedRow {
  provider_id: string;
  campaign_id: string;
  probability: number | null;
  is_originating_by_calls: boolean;
  is_gateway_by_calls: boolean;
  traced_originating: number;
  traced_gateway: number;
  is_again_traced: boolean;
  months: string[];
}

/** Campaigns that providers carried; made from the temporary table source_campaigns. */
export const readCarried = (session: Session): Promise<CarriedRow[]> =>
  session.rows(
    `select provider_id, campaign_id, probability, is_originating_by_calls, is_gateway_by_calls, traced_originating, traced_gateway, is_again_traced, months
    from source_campaigns order by provider_id, campaign_id`,
  );

/** The role of each provider: the directory's, else what it mostly is in calls, else in tracebacks. */
export const readRoles = (session: Session): Promise<{ provider_id: string; role: string }[]> =>
  session.rows(
    `with by_calls as (
        select provider_id, arg_max(role, (calls, role)) as role
        from (select provider_id, role, sum(calls) as calls from provider_calls where role <> 'first_known' group by all) group by 1
    ),
    by_answers as (
        select provider_id, arg_max(role, (n, role)) as role
        from (select provider_id, role, count(*) as n from standing_requests where role is not null group by all) group by 1
    ),
    ids as (select provider_id from by_calls union select provider_id from standing_requests union select provider_id from source_campaigns)
    select i.provider_id, coalesce(d.role_hint, c.role, a.role, 'unknown') as role
    from ids as i
    left join provider_directory as d on d.provider_id = i.provider_id
    left join by_calls as c on c.provider_id = i.provider_id
    left join by_answers as a on a.provider_id = i.provider_id
    order by i.provider_id`,
  );

/** Makes the temporary tables new_standing and new_sensitivity. */
export async function stageStanding(
  session: Session,
  standing: readonly object[],
  sensitivity: readonly object[],
): Promise<void> {
  await session.fromJson(
    "new_standing",
    `provider_id varchar, class varchar, role varchar, n bigint, k bigint, rate_low double, rate_high double, exact_low double,
    exact_high double, score double, probability double, tier varchar, rank_low integer, rank_high integer, stable_share double,
    days bigint, campaigns bigint, sources bigint, months bigint, by_calls bigint, by_tracebacks bigint, again_after_notice bigint`,
    standing,
  );
  await session.fromJson(
    "new_sensitivity",
    "provider_id varchar, class varchar, choice varchar, value varchar, listed bigint, of bigint",
    sensitivity,
  );
}
