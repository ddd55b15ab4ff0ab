import type { ClockRow, LinkRow, RecordFindingRow } from "../data/reads/calls.ts";
import type { LoadRow, MonthCoverageRow, PublishedFigure } from "../data/reads/complaints.ts";

/** Who reads: the public sees no cell under 11 people and no provider unless a public document names it. */
export type Audience = "public" | "office";

/** A count, or "withheld" where it is 1 to 10 (or would give such a cell away) and the reader is the public. */
export type Count = number | "withheld";

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export interface Rank {
  rank: number;
  low: number;
  high: number;
  /** How many jurisdictions are ranked: those whose count is published. */
  of: number;
}

/** A part of a whole. Parts add up to the whole in both editions: small ones are merged for the public. */
export interface Part {
  label: string;
  complaints: number;
}

export interface Day {
  /** YYYY-MM-DD */
  day: string;
  complaints: Count;
}

export interface AreaShare {
  /** Complaints of one month in one area (a jurisdiction, or "US"), calls only: text messages are left out. */
  complaints: Count;
  by_type: Part[];
  by_agency: Part[];
  topics: Part[];
  area_codes: Part[];
  /** By hour of the day on the consumer's own clock; only calls with a usable time. */
  hours: Count[];
  /** Calls with a usable time, and how many of them came before 8:00 or from 21:00 on. */
  timed: Count;
  timed_outside: Count;
  days: Day[];
}

/** A month with data. A month is whole where the agency with the fewest days covers all of its days. */
export interface MonthHistory extends Omit<MonthCoverageRow, "complaints"> {
  complaints: Count;
}

/** Calls to a jurisdiction that providers have records of. */
export interface StateCalls {
  /** Each counted once, however many providers recorded it. */
  calls: Count;
  call_records: Count;
  /** Of these calls, those whose path reaches the originating provider or the US point of entry. */
  origin_known: Count;
  is_simulated: boolean;
}

/** What the records of providers say of a month's calls. */
export interface TracingFacts {
  month: string;
  is_simulated: boolean;
  /** Each counted once. */
  calls: number;
  call_records: number;
  /** Providers that gave records of the month, and all providers that the records name. */
  exporters: number;
  providers: number;
  /** Of these calls, those whose path reaches the originating provider or the US point of entry. */
  origin_known: Count;
  /** Calls by why their paths end. */
  ends: Part[];
  findings: { finding: string; providers: number }[];
  responses: { response_status: string; rule_applies: boolean; requests: Count }[];
  /** Null for the public. */
  named: {
    links: LinkRow[];
    clocks: ClockRow[];
    findings: RecordFindingRow[];
  } | null;
}

/** One jurisdiction in one month. */
export interface StateFacts extends AreaShare {
  state: string;
  name: string;
  month: string;
  /** False in a month with call records alone. */
  has_complaints: boolean;
  population: number;
  population_vintage: number;
  days_covered: number;
  days_in_month: number;
  /** Complaints per 100,000 residents, 95 % interval; null where the count is withheld. */
  rate: Interval | null;
  /** Rank by rate, 1 the highest, with a joint 90 % interval; null where withheld. */
  rank: Rank | null;
  /** Earlier months with data, oldest first, this month last. */
  history: MonthHistory[];
  campaigns: { campaign_id: string; label: string; complaints: Count }[];
  /** Null where no call record of the month is loaded. */
  calls: StateCalls | null;
}

export interface NationFacts extends AreaShare {
  month: string;
  population: number;
  population_vintage: number;
  days_covered: number;
  days_in_month: number;
  rate: Interval;
  /** Complaints whose consumer gave no usable state or area code: in the nation's count, in no state's. */
  complaints_without_state: Count;
  /** 7 rows (Monday first) of 24 hours, as `hours`. */
  week: Count[][];
  /** What the displayed numbers were. */
  number_kinds: Part[];
  /** Displayed numbers that were given, and of these how many no subscriber can have had. */
  impossible_numbers: { given: Count; impossible: Count };
  history: MonthHistory[];
}

export interface CampaignFacts {
  campaign_id: string;
  label: string;
  category: string;
  status: string;
  first_seen: string | null;
  last_seen: string | null;
  recordings: number;
  recording_groups: number;
  complaints: Count;
  confidence: number;
  cohesion: number;
  call_to_action: string | null;
  brands: string[];
  languages: string[];
  quote: string;
  callbacks: { number: string; recordings: number; other_campaigns: string[] }[];
  groups: { recording_group: string; recordings: number; quote: string; example: string }[];
  states: { state: string; complaints: Count }[];
  nearest: { campaign_id: string; label: string; similarity: number } | null;
  sources: string[];
}

/** A load as pages show it. */
export interface LoadFacts extends Omit<LoadRow, "reject_limit"> {
  over_reject_limit: boolean;
  reject_reasons: Part[];
}

export type { PublishedFigure };

/** Everything that the site and the briefs of one month say. Both read this and nothing else. */
export interface Facts {
  audience: Audience;
  publisher: string;
  contact: string;
  method_version: string;
  /** Hash over the loads that were analysed: briefs and pages of one run carry the same. */
  inputs_sha256: string;
  month: string;
  months: string[];
  /** False in a month with call records alone: then nothing is said of complaints. */
  has_complaints: boolean;
  /** The last day on which anything was reported, YYYY-MM-DD. */
  data_through: string;
  nation: NationFacts;
  /** Null where no call record of the month is loaded. */
  tracing: TracingFacts | null;
  states: StateFacts[];
  campaigns: CampaignFacts[];
  loads: LoadFacts[];
  published: PublishedFigure[];
  registry: {
    filings: number;
    gateways: number;
    intermediates: number;
    without_update: number;
  } | null;
  failed_checks: { check: string; failing_rows: number }[];
}
