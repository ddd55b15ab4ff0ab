import type { Session } from "../session.ts";

/** Days, as numbers, of calls that were traced to a US provider as their source; one row per provider that was ever asked. */
export const readTracedDays = (
  session: Session,
): Promise<{ provider_id: string; days: number[] }[]> =>
  session.rows(
    `select provider_id, coalesce(list_sort(list(day::bigint) filter (day is not null)), []) as days
    from (
        select provider_id, case when identified_as in ('originating', 'gateway') then epoch(date_trunc('day', call_time)) // 86400 end as day
        from standing_requests where not is_foreign
    )
    group by provider_id order by provider_id`,
  );

export interface ActionRow {
  action_id: string;
  provider_id: string;
  kind: string;
  /** Number of the day. */
  day: number;
  /** Nobody's record shows it after the action, and records of later months are loaded. */
  left: boolean;
  /** Campaigns that moved from it to another provider within the days after. */
  moved_campaigns: number;
}

/** Actions about providers by the id that stands for each. */
export const readActions = (session: Session, displacement_days: number): Promise<ActionRow[]> =>
  session.rows(
    `with named as (
        select a.action_id, coalesce(k.entity_id, a.provider_id) as provider_id, a.kind, a.action_date
        from actions as a left join known_providers as k on k.provider_id = a.provider_id
        where a.provider_id is not null
    ),
    active as (select provider_id, min(month) as first_month, max(month) as last_month from provider_months group by 1),
    newest as (select max(month) as month from provider_months),
    moves as (
        select n.action_id, count(distinct e.campaign_id) as campaigns
        from named as n
        join campaign_events as e on e.event = 'moved' and e.from_provider_id = n.provider_id
            and e.day between n.action_date and n.action_date + $displacement_days::integer
        group by 1
    )
    select n.action_id, n.provider_id, n.kind, (epoch(n.action_date) // 86400)::bigint as day,
        coalesce(a.last_month <= strftime(n.action_date, '%Y-%m') and a.first_month <= strftime(n.action_date, '%Y-%m')
            and w.month > strftime(n.action_date, '%Y-%m'), false) as "left",
        coalesce(m.campaigns, 0) as moved_campaigns
    from named as n
    cross join newest as w
    left join active as a on a.provider_id = n.provider_id
    left join moves as m on m.action_id = n.action_id
    order by n.action_date, n.action_id`,
    { displacement_days },
  );

/** Makes the temporary tables new_effects and new_effect_groups. */
export async function stageEffects(
  session: Session,
  effects: readonly object[],
  groups: readonly object[],
): Promise<void> {
  await session.fromJson(
    "new_effects",
    `action_id varchar, provider_id varchar, kind varchar, before bigint, after bigint, after_days bigint, expected double, ratio double,
    ratio_low double, ratio_high double, has_left boolean, moved_campaigns bigint`,
    effects,
  );
  await session.fromJson(
    "new_effect_groups",
    `kind varchar, actions bigint, left_out bigint, exits bigint, before bigint, after bigint, expected double, ratio double, ratio_low double,
    ratio_high double, placebo_groups bigint, placebo_held bigint`,
    groups,
  );
}

/** An action of an agency with what followed. */
export interface ActionEffectRow {
  action_id: string;
  action_date: string;
  provider_id: string | null;
  name: string | null;
  kind: string;
  issued_by: string | null;
  document: string;
  document_url: string | null;
  is_simulated: boolean;
  /** The list gives an id and an FRN of two providers. */
  is_contradicted: boolean;
  before: number | null;
  after: number | null;
  after_days: number | null;
  expected: number | null;
  ratio: number | null;
  ratio_low: number | null;
  ratio_high: number | null;
  has_left: boolean | null;
  moved_campaigns: number | null;
}

export interface EffectGroupRow {
  kind: string;
  actions: number;
  left_out: number;
  exits: number;
  before: number;
  after: number;
  expected: number;
  ratio: number | null;
  ratio_low: number | null;
  ratio_high: number | null;
  placebo_groups: number;
  placebo_held: number;
}

/** Every action that is loaded, the newest first. */
export const readActionEffects = (session: Session): Promise<ActionEffectRow[]> =>
  session.rows(
    `select a.action_id, a.action_date::varchar as action_date, coalesce(e.provider_id, a.provider_id) as provider_id,
        coalesce(p.name, q.name) as name, a.kind, a.issued_by, a.document, a.document_url, l.is_simulated, a.is_contradicted, e.before, e.after, e.after_days,
        e.expected, e.ratio, e.ratio_low, e.ratio_high, e.has_left, e.moved_campaigns
    from actions as a
    join loads as l on l.load_id = a.load_id
    left join action_effects as e on e.action_id = a.action_id
    left join providers as p on p.provider_id = a.provider_id
    left join providers as q on q.provider_id = e.provider_id
    order by a.action_date desc, a.action_id`,
  );

export const readEffectGroups = (session: Session): Promise<EffectGroupRow[]> =>
  session.rows("select * from action_effect_groups order by kind");
