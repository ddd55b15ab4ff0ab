import type { Session, SqlValues } from "../session.ts";

/** Which calls to look at. */
export type TraceTarget =
  | { kind: "number"; number: string }
  | { kind: "campaign"; campaignId: string; state?: string }
  | { kind: "call"; providerId: string; callId: string }
  /** Calls whose number cannot be genuine, is on a do-not-originate list, or is one that a campaign's reports show. */
  | { kind: "suspicious"; state?: string };

export interface TracedCall {
  /** The leg_id of the call's topmost record: 64 bits, as text. */
  call_no: string;
  provider_id: string;
  call_id: string;
  started_at: string;
  calling_number: string | null;
  called_npa_nxx: string | null;
  called_state: string | null;
  disposition: string | null;
  duration_s: number | null;
  attestation: string | null;
  signer_id: string | null;
  customer_id: string | null;
  stop_reason: string;
  confidence: number;
  /** Requests whose answers lead on from the last hop, in order. */
  moved_by: string[];
  hops: TracedHop[];
}

export interface TracedHop {
  provider_id: string;
  name: string | null;
  role: string;
  evidence: string;
  /** The provider's records of this call, by its own clock; several where it tried more than once. */
  records: { call_id: string; started_at: string }[];
  /** Seconds that its clock was ahead of the middle one at the time; null where that is not known. */
  clock_ahead_s: number | null;
}

export interface TraceEnd {
  stop_reason: string;
  /** The last provider of the path: the originator, the foreign upstream, or who is to be asked next. */
  provider_id: string;
  name: string | null;
  /** Of calls from abroad: the US point of entry. */
  entry_provider_id: string | null;
  entry_name: string | null;
  calls: number;
  first_at: string;
  last_at: string;
}

export interface Trace {
  calls: number;
  ends: TraceEnd[];
  /** The newest calls, one for each end. */
  examples: TracedCall[];
}

// Numbers that the reports of campaigns show.
const campaignNumbers = `(
    select m.campaign_id, r.calling_number from campaign_reports as m join recordings as r on r.recording_id = m.source_row_id
    where m.source_table = 'recordings' and r.calling_number is not null
    union
    select m.campaign_id, p.calling_number from campaign_reports as m join complaints as p on p.complaint_id = m.source_row_id
    where m.source_table = 'complaints' and p.calling_number is not null)`;

/** Which rows c of call_legs a target means. */
function filterOf(target: TraceTarget): { where: string; values: SqlValues } {
  switch (target.kind) {
    case "number":
      return { where: "c.calling_number = $number", values: { number: target.number } };
    case "campaign":
      return {
        // Of a campaign of which no call was found, those that show a number of its reports.
        where: `(p.call_leg_id in (select p.call_leg_id from campaign_calls as m
                join call_legs as l on l.provider_id = m.provider_id and l.call_id = m.call_id
                join leg_paths as p on p.leg_id = l.leg_id where m.campaign_id = $campaign)
            or (not exists (from campaign_calls where campaign_id = $campaign) and c.calling_number in
                (select calling_number from ${campaignNumbers} where campaign_id = $campaign)))
            ${target.state === undefined ? "" : "and c.called_state = $state"}`,
        values: {
          campaign: target.campaignId,
          ...(target.state === undefined ? {} : { state: target.state }),
        },
      };
    case "call":
      return {
        where: "c.provider_id = $provider and c.call_id = $call",
        values: { provider: target.providerId, call: target.callId },
      };
    case "suspicious":
      return {
        where: `(cannot_be_genuine(c.calling_kind) or c.calling_number in (select number_or_prefix from do_not_originate)
            or c.calling_number in (select calling_number from ${campaignNumbers})
            or (c.provider_id, c.call_id) in (select (provider_id, call_id) from campaign_calls))
            ${target.state === undefined ? "" : "and c.called_state = $state"}`,
        values: target.state === undefined ? {} : { state: target.state },
      };
  }
}

/** Fills the temporary table traced: one row per call of the target, by its longest path. */
async function selectCalls(session: Session, target: TraceTarget): Promise<void> {
  const { where, values } = filterOf(target);
  await session.run(
    `create or replace temp table traced as
    select p.call_leg_id::varchar as call_no, p.month, c.provider_id, c.call_id, c.started_at,
        -- As shown, also where nobody can have that number.
        case when c.calling_kind = 'called_party' then 'the called number itself'
            else coalesce(c.calling_number, c.calling_raw) end as calling_number,
        c.called_npa_nxx, c.called_state,
        c.disposition, c.duration_s, c.attestation, coalesce(o.signer_id, c.signer_id) as signer_id, o.customer_id,
        r.stop_reason, r.confidence, r.hops[len(r.hops)] as end_provider_id,
        case when r.stop_reason = 'foreign_upstream' then r.hops[len(r.hops) - 1] end as entry_provider_id,
        r.hops[len(r.hops) - 1] as downstream_id, []::varchar[] as moved_by
    from call_legs as c
    join leg_paths as p on p.leg_id = c.leg_id
    join path_routes as r on r.route_id = p.route_id and r.month = p.month
    left join lake_legs as o on o.leg_id = p.top_leg_id
    where ${where}
    qualify row_number() over (partition by p.call_leg_id order by len(r.hops) desc, c.started_at desc, c.call_id) = 1`,
    values,
  );
  await moveEnds(session);
}

/** Answers that a call may be moved by: no trace is longer. */
const mostMoves = 20;

/**
 * Follows answers to requests: the path of a call that an answered request is about goes on at the provider that the answer
 * names, or ends at its customer. One trace is a chain of requests; `moved_by` of traced has them in order.
 */
async function moveEnds(session: Session): Promise<void> {
  await session.run(
    `create or replace temp table answers as
    select r.request_id, r.provider_id, p.call_leg_id::varchar as call_no, r.response,
        coalesce(a.alias_of, r.upstream_provider_id) as upstream_id, r.customer_name,
        coalesce(u.country, 'US') <> 'US' as is_foreign
    from traceback_requests as r
    join (select request_id, provider_id, call_id from recorded_examples
        union select request_id, example_provider_id, example_call_id from recorded_requests) as x
        on x.request_id = r.request_id
    join lake_legs as l on l.provider_id = x.provider_id and l.call_id = x.call_id
    join leg_paths as p on p.leg_id = l.leg_id
    left join (select provider_id, any_value(alias_of) as alias_of from provider_aliases where basis <> 'contradicted' group by provider_id) as a
        on a.provider_id = r.upstream_provider_id
    left join providers as u on u.provider_id = coalesce(a.alias_of, r.upstream_provider_id)
    where r.status in ('answered', 'refused')
    qualify row_number() over (partition by r.request_id, p.call_leg_id) = 1`,
  );
  for (let move = 0; move < mostMoves; move++) {
    const row = await session.row<{ Count: number }>(
      `update traced as t set
        downstream_id = t.end_provider_id,
        entry_provider_id = case when a.is_foreign then t.end_provider_id else t.entry_provider_id end,
        end_provider_id = coalesce(a.upstream_id, t.end_provider_id),
        stop_reason = case when a.upstream_id is null and (a.customer_name is not null or a.response = 'originator_identified')
                then 'originator'
            when a.upstream_id is null then 'answer_leads_no_further'
            when a.is_foreign then 'foreign_upstream' else 'no_export' end,
        moved_by = list_append(t.moved_by, a.request_id)
      from answers as a
      where a.call_no = t.call_no and a.provider_id = t.end_provider_id and not list_contains(t.moved_by, a.request_id)
        and t.stop_reason in ('no_export', 'no_such_call', 'hand_over_not_named')`,
    );
    if (!row?.Count) return;
  }
}

/** What is known of where the calls of a target came from. */
export async function readTrace(session: Session, target: TraceTarget): Promise<Trace> {
  await selectCalls(session, target);
  const total = await session.row<{ n: number }>("select count(*) as n from traced");
  const ends = await session.rows<TraceEnd>(
    `select t.stop_reason, t.end_provider_id as provider_id, any_value(d.name) as name, t.entry_provider_id,
        any_value(e.name) as entry_name, count(*) as calls,
        min(t.started_at)::varchar as first_at, max(t.started_at)::varchar as last_at
    from traced as t
    left join provider_directory as d on d.provider_id = t.end_provider_id
    left join provider_directory as e on e.provider_id = t.entry_provider_id
    group by t.stop_reason, t.end_provider_id, t.entry_provider_id
    order by calls desc, stop_reason, provider_id, t.entry_provider_id`,
  );
  const newest = await session.rows<Omit<TracedCall, "hops">>(
    `select * exclude (end_provider_id, entry_provider_id, month, downstream_id) replace (started_at::varchar as started_at) from traced
    qualify row_number() over (partition by stop_reason, end_provider_id order by started_at desc, provider_id, call_id) = 1
    order by started_at desc, provider_id limit 5`,
  );
  const examples: TracedCall[] = [];
  for (const call of newest) {
    const hops = await session.rows<Omit<TracedHop, "records">>(
      `select p.hop_provider_id as provider_id, d.name, p.role, p.evidence,
          c.offset_s + c.drift_s_per_day * (epoch($at::timestamp) - epoch(strptime(p.month || '-01', '%Y-%m-%d'))) / 86400
              as clock_ahead_s
      from call_paths as p
      left join provider_directory as d on d.provider_id = p.hop_provider_id
      left join provider_clocks as c on c.provider_id = p.hop_provider_id and c.month = p.month
      where p.provider_id = $provider and p.call_id = $call order by p.hop_no`,
      { provider: call.provider_id, call: call.call_id, at: call.started_at },
    );
    const records = await session.rows<{ entity_id: string; call_id: string; started_at: string }>(
      `select e.entity_id, l.call_id, l.started_at::varchar as started_at
      from leg_paths as p
      join lake_legs as l on l.leg_id = p.leg_id
      join trace_entities as e on e.provider_id = l.provider_id and e.month = p.month
      where p.call_leg_id = $call_no order by l.started_at, l.call_id`,
      { call_no: BigInt(call.call_no) },
    );
    examples.push({
      ...call,
      hops: hops.map((hop) => ({
        ...hop,
        records: records
          .filter((r) => hop.evidence === "record" && r.entity_id === hop.provider_id)
          .map(({ call_id, started_at }) => ({ call_id, started_at })),
      })),
    });
  }
  return { calls: total?.n ?? 0, ends, examples };
}

/** Whom to ask what, for the calls of the last readTrace. */
export interface RequestCandidate {
  provider_id: string;
  name: string | null;
  time_zone: string | null;
  asked_for: string;
  downstream_id: string | null;
  parent_id: string | null;
  examples: RequestExample[];
  calls: number;
  calls_recent: number;
  states: number;
  /** Campaigns whose reports show the numbers of these calls. */
  campaigns: number;
}

/** A record that a request cites; its time is that of the provider's clock. */
export interface RequestExample {
  provider_id: string;
  call_id: string;
  at: string;
  clock_ahead_s: number | null;
  calling_number: string | null;
  called_npa_nxx: string | null;
  attestation: string | null;
  origid: string | null;
}

/** Records that one request cites, the newest calls first. */
const mostExamples = 10;

/**
 * One request for each provider at which paths end for want of its records: it stands for all calls that end there, and
 * cites the records of the direct downstream provider where that one exports, else those of the call's lowest record.
 */
export async function readRequestCandidates(
  session: Session,
  now: string,
): Promise<RequestCandidate[]> {
  await session.run(
    `create or replace temp table asked as
    select *, len(moved_by) > 0 as is_moved, moved_by[len(moved_by)] as parent_id from traced
    where stop_reason in ('no_export', 'no_such_call', 'hand_over_not_named')`,
  );
  const found = await session.rows<Omit<RequestCandidate, "examples">>(
    `select n.end_provider_id as provider_id, any_value(d.name) as name, any_value(d.time_zone) as time_zone,
        case n.stop_reason when 'no_such_call' then 'your_record_of_the_call' else 'who_handed_it_to_you' end as asked_for,
        max_by(n.downstream_id, (n.started_at, n.call_id)) as downstream_id,
        max_by(n.parent_id, (n.started_at, n.call_id)) as parent_id,
        count(*) as calls,
        count(*) filter (where n.started_at > $now::timestamp - interval 10 days) as calls_recent,
        count(distinct n.called_state) as states,
        len(list_distinct(flatten(list(coalesce(k.campaigns, []))))) as campaigns
    from asked as n
    left join (
        select calling_number, list(distinct campaign_id) as campaigns from ${campaignNumbers} group by calling_number
    ) as k on k.calling_number = n.calling_number
    left join provider_directory as d on d.provider_id = n.end_provider_id
    group by n.end_provider_id, n.stop_reason, n.is_moved
    order by provider_id, asked_for, parent_id`,
    { now },
  );
  const candidates: RequestCandidate[] = [];
  for (const candidate of found)
    candidates.push({ ...candidate, examples: await examplesOf(session, candidate) });
  return candidates;
}

/** The newest calls that a request is about, by the best record of each. */
const examplesOf = (
  session: Session,
  { provider_id, asked_for, parent_id }: Omit<RequestCandidate, "examples">,
): Promise<RequestExample[]> =>
  session.rows(
    `with newest as (
        select * from asked
        where end_provider_id = $provider_id and (stop_reason = 'no_such_call') = ($asked_for = 'your_record_of_the_call')
            and is_moved = $is_moved
        order by started_at desc, call_id limit ${mostExamples}
    )
    select l.provider_id, l.call_id, l.started_at::varchar as "at",
        c.offset_s + c.drift_s_per_day * (epoch(l.started_at) - epoch(strptime(n.month || '-01', '%Y-%m-%d'))) / 86400
            as clock_ahead_s,
        n.calling_number, l.called_npa_nxx, l.attestation, l.origid
    from newest as n
    join leg_paths as p on p.call_leg_id::varchar = n.call_no
    join lake_legs as l on l.leg_id = p.leg_id
    left join trace_entities as e on e.provider_id = l.provider_id and e.month = p.month
    left join provider_clocks as c on c.provider_id = l.provider_id and c.month = n.month
    qualify row_number() over (
        partition by n.call_no
        order by coalesce(e.entity_id, l.provider_id) = n.downstream_id desc, l.provider_id = n.provider_id desc, l.started_at, l.call_id
    ) = 1
    order by l.started_at desc, l.call_id`,
    { provider_id, asked_for, is_moved: parent_id !== null },
  );

/** Whether any call record that is loaded is simulated: requests about such are to nobody. */
export async function hasSimulatedCalls(session: Session): Promise<boolean> {
  const row = await session.row<{ is_simulated: boolean }>(
    `select coalesce(bool_or(is_simulated), false) as is_simulated from loads
    where load_no in (select distinct leg_id >> 32 from lake_legs)`,
  );
  return row?.is_simulated ?? false;
}

/** What became of requests to the providers at which the calls of the last readTrace end. */
export interface AnsweredRequest {
  request_id: string;
  provider_id: string;
  response: string;
  responded_at: string | null;
  upstream_provider_id: string | null;
  customer_name: string | null;
}

export function readAnswers(session: Session): Promise<AnsweredRequest[]> {
  return session.rows(
    `select r.request_id, r.provider_id, r.response, r.answered_at::varchar as responded_at, r.upstream_provider_id,
        r.customer_name
    from traceback_requests as r
    where r.status in ('answered', 'refused') and r.request_id in (select unnest(moved_by) from traced)
        or (r.status in ('answered', 'refused') and r.provider_id in (select end_provider_id from traced))
    order by r.request_id`,
  );
}

/** A manual traceback of one of the calls of the last readTrace. */
export interface ManualPath {
  traceback_id: string;
  path: string[];
  stop_reason: string;
  findings: ManualFinding[];
}

export interface ManualFinding {
  hop_no: number;
  provider_id: string;
  /** Code; see the published table traceback_findings. */
  finding: string;
  other_provider_id: string | null;
}

export function readManualPaths(session: Session): Promise<ManualPath[]> {
  return session.rows(
    `select m.traceback_id, list(m.hop_provider_id order by m.hop_no) as path, max(m.stop_reason) as stop_reason,
        coalesce((select list({hop_no: f.hop_no, provider_id: f.provider_id, finding: f.finding,
                other_provider_id: f.other_provider_id} order by f.hop_no, f.finding)
            from traceback_findings as f where f.traceback_id = m.traceback_id), []) as findings
    from traceback_paths as m
    where m.traceback_id in (
        select b.traceback_id from traceback_paths as b
        join lake_legs as l on l.provider_id = b.provider_id and l.call_id = b.call_id
        join leg_paths as p on p.leg_id = l.leg_id
        where p.call_leg_id in (select call_no::bigint from traced))
    group by m.traceback_id order by m.traceback_id limit 5`,
  );
}

/** A number as the person wrote it, in E.164 form; null where it is none. */
export async function readNumber(session: Session, text: string): Promise<string | null> {
  const row = await session.row<{ n: string | null }>(
    "select usable_number(normalise_number($text)) as n",
    {
      text,
    },
  );
  return row?.n ?? null;
}
