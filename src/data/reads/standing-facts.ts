import type { Session } from "../session.ts";

/** A row of provider_standing with the provider's name. */
export interface StandingRow {
  provider_id: string;
  name: string | null;
  class: "a" | "b" | "c" | "d";
  role: string;
  window_from: string;
  window_to: string;
  n: number;
  k: number;
  rate_low: number;
  rate_high: number;
  probability: number;
  tier: string;
  stable_share: number | null;
  days: number | null;
  campaigns: number | null;
  sources: number | null;
  months: number | null;
  by_calls: number | null;
  by_tracebacks: number | null;
  again_after_notice: number | null;
  calls: number | null;
  campaign_calls: number | null;
  pending: number | null;
  barred: number | null;
  astray: number | null;
  gap_calls: number | null;
}

export interface GatewayRow {
  provider_id: string;
  name: string | null;
  foreign_upstreams: number;
  countries: string[];
  calls: number;
  campaigns: number;
  campaign_calls: number;
  months_active: number;
  us_number_share: number | null;
  attested_a: number;
  says_gateway: boolean | null;
  tier: string;
}

export const readStanding = (session: Session): Promise<StandingRow[]> =>
  session.rows(
    `select s.* exclude (rate, score, window_from, window_to), s.window_from::varchar as window_from, s.window_to::varchar as window_to, p.name
    from provider_standing as s left join providers as p on p.provider_id = s.provider_id
    order by s.class, s.score desc nulls last, s.provider_id`,
  );

export const readGateways = (session: Session): Promise<GatewayRow[]> =>
  session.rows(
    `select g.*, p.name from gateways as g left join providers as p on p.provider_id = g.provider_id
    order by g.score desc, g.calls desc, g.provider_id`,
  );
