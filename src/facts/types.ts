import type { DemandFacts } from "./demands.ts";
import type {
  ClockRow,
  JoinCheckRow,
  LinkRow,
  RecordFindingRow,
  ZoneShiftRow,
} from "../data/reads/calls.ts";
import type { CampaignEntryRow } from "../data/reads/campaign-calls.ts";
import type { ForecastScoreRow } from "../data/reads/forecasts.ts";
import type { JudgedBandRow } from "../data/reads/adjudication.ts";
import type { NumberGroupRow } from "../data/reads/number-groups.ts";
import type { AgencyAction, Ecosystem } from "./provider-types.ts";
import type { GatewayRow, StandingRow } from "../data/reads/standing-facts.ts";
import type { EarlyWarningRow } from "../data/reads/warnings.ts";
import type { PublishedFigure } from "../data/reads/loads.ts";

/** Who reads: the public sees no small cell and no provider unless a public document names it. */
export type Audience = "public" | "office";

/** A count, or "withheld" where it would show fewer than 11 people, or would give such a cell away. */
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
  /** How many states (with DC) are ranked. */
  of: number;
}

/** A part of a whole. Parts are known by their keys; labels are words for a reader. */
export interface Part {
  key: string;
  label: string;
  count: Count;
}

/** Which days of a month the loaded files cover. */
export interface Coverage {
  month: string;
  /** One for each day of the month. A cut day has under half of what is expected of it. */
  days: ("covered" | "cut" | "none")[];
  days_covered: number;
  agencies: string[];
}

/** Complaints of one month in one area (a jurisdiction, or the nation), calls only: text messages are left out. */
export interface AreaFacts {
  complaints: Count;
  /** Filing sessions behind them: a proxy for people. */
  sessions: Count;
  /** Variance of the count over its mean. */
  dispersion: number;
  /** The parts are null where the area's are not published: its total is withheld or too small to break down. */
  types: Part[] | null;
  agencies: Part[] | null;
  topics: Part[] | null;
  area_codes: Part[] | null;
  days: Part[] | null;
  /** By hour of the day on the consumer's own clock, 0 to 23; only calls with a usable time. */
  hours: Part[] | null;
  /** Calls with a usable time, and how many of them came before 8 a.m. or from 9 p.m. on. */
  timed: Count;
  timed_outside: Count;
}

/** How a month compares with the one before, or a code for why that cannot be said. */
export type Change =
  | (Interval & { before: string; is_change: boolean; p: number })
  | { before: string; reason: "not_loaded" | "partial" | "agencies_differ" | "withheld" | "zero" };

export interface HistoryMonth {
  month: string;
  complaints: Count;
  days_covered: number;
  /** The same, with a cut day as the share that it had of what was expected of it. */
  days_counted: number;
  days_in_month: number;
  agencies: string[];
}

/** Calls to a jurisdiction that providers have records of. */
export interface StateCalls {
  /** Each counted once, however many providers recorded it. */
  calls: Count;
  /** For offices only. */
  call_records: Count | null;
  /** Of these calls, those whose path reaches the originating provider or the US point of entry. */
  origin_known: Count;
  is_simulated: boolean;
}

/** What the records of providers say of a month's calls. */
export interface TracingFacts {
  month: string;
  is_simulated: boolean;
  /** Each counted once. */
  calls: Count;
  call_records: Count;
  /** Providers that gave records of the month, and all providers that the records name. */
  exporters: number;
  providers: number;
  origin_known: Count;
  /** Calls by why their paths stop; null where they are not published. */
  ends: Part[] | null;
  /** Findings about records, as codes, with the number of providers. */
  findings: { finding: string; providers: number }[];
  /** How the join does without SIP Call-IDs; null where the records hold too few of these to say. */
  join_check: JoinCheckRow | null;
  /** Null for the public. */
  named: {
    links: LinkRow[];
    clocks: ClockRow[];
    zone_shifts: ZoneShiftRow[];
    findings: RecordFindingRow[];
  } | null;
}

export interface ResponseFacts {
  response_status: string;
  rule_applies: boolean | null;
  requests: Count;
}

/** One jurisdiction in one month. */
export interface StateFacts extends AreaFacts {
  state: string;
  name: string;
  month: string;
  has_complaints: boolean;
  population: number;
  population_vintage: number;
  /** Complaints per 100,000 residents, 95% interval; null where the count is withheld. */
  rate: Interval | null;
  /** Rank by rate among the states and DC, with a joint 90% interval; null where it is not ranked. */
  rank: Rank | null;
  /** Why it is not ranked; null where it is. */
  unranked: "withheld" | "territory" | "too_few" | null;
  /** Earlier months with data, oldest first, this month last. */
  history: HistoryMonth[];
  change: Change | null;
  campaigns: { campaign_id: string; label: string; complaints: Count }[];
  /** Campaigns found in calls, by calls to the state; none for the public. */
  call_campaigns: {
    campaign_id: string;
    label: string;
    calls: number;
    low: number;
    high: number | null;
  }[];
  /** For offices, in the month at whose end the data end. */
  forecast: ForecastFacts | null;
  /** Null where no call record of the month is loaded. */
  calls: StateCalls | null;
}

export type NotRecorded = "type" | "topic" | "hour" | "session";

/** Complaints expected in the four weeks after the data end. */
export interface ForecastFacts {
  from_day: string;
  to_day: string;
  expected: number;
  /** 80 % interval; null where too few past forecasts are known. */
  low: number | null;
  high: number | null;
}

export type NumberGroup = NumberGroupRow;
export type JudgedBand = JudgedBandRow & { interval: [low: number, high: number] };
export type EarlyWarning = EarlyWarningRow;
export type Standing = StandingRow;
export type Gateway = GatewayRow;

/** How past forecasts did against repeating the last week. */
export type ForecastScore = ForecastScoreRow;

export interface NationFacts extends AreaFacts {
  /** Of the month at whose end the data end; null in others. */
  forecast: ForecastFacts | null;
  month: string;
  /** Whether the filing sessions are given to hundreds, since some state's are withheld. */
  sessions_are_rounded: boolean;
  coverage: Coverage;
  /** What the records of the month do not give: nothing is said of it then. */
  not_recorded: NotRecorded[];
  population: number;
  population_vintage: number;
  /** Null in a month without complaints. */
  rate: Interval | null;
  /** Complaints whose consumer gave no usable state or area code: in the nation's count, in no state's. */
  unplaced: Count;
  /** 7 rows (Monday first) of 24 hours; null unless four whole weeks are covered. */
  week: Count[][] | null;
  /** What the displayed numbers were. */
  number_kinds: Part[] | null;
  /** Displayed numbers that were given, and of these how many no subscriber can have had. */
  impossible_numbers: { given: Count; impossible: Count };
  /** Complaints by the state of the consumer's area code, beside those by stated place. */
  area_code_states: Part[] | null;
  history: HistoryMonth[];
}

/** Where a campaign's calls come from, as far as their records show it. */
export type CampaignEntry = Omit<CampaignEntryRow, "campaign_id">;

/** What call records show of a campaign: for offices only. */
export interface CampaignCalls {
  /** Calls seen, and the 90 % interval of all; high is null where it cannot be estimated. */
  calls: number;
  low: number;
  high: number | null;
  callers: number;
  probability: number;
  /** The probability without the source that it rests on most. */
  least_without: number;
  scripts: number;
  /** Calls whose customer, or point of entry, the records show. */
  traced: number;
  entries: CampaignEntry[];
  /** Displayed numbers of most calls. */
  numbers: { number: string; calls: number }[];
  /** Calls seen in the month of the edition, and by state. */
  month_calls: number;
  states: { state: string; calls: number; low: number; high: number | null }[];
  days: { day: string; calls: number }[];
  /** Silences, returns and moves. */
  events: { day: string; event: string; from_name: string | null; to_name: string | null }[];
  /** Null under 50 calls a week, or where fewer than eight weeks of calls are known. */
  forecast: ForecastFacts | null;
  reasons: {
    source: string;
    code: string;
    k: number;
    n: number;
    bits: number;
    probability_without: number;
  }[];
  /** Comparisons of the pair of parts that agrees most, and of the one that agrees least. */
  links: {
    from: string;
    to: string;
    comparisons: { kind: string; level: string; weight: number }[];
  }[];
}

export interface CampaignFacts {
  campaign_id: string;
  /** Null for the public, and where no call of it was found. */
  calls: CampaignCalls | null;
  label: string;
  category: string;
  status: string;
  support: string;
  /** Withheld: three to ten. */
  recordings: Count;
  /** For offices only. */
  first_seen: string | null;
  last_seen: string | null;
  versions: number | null;
  cohesion: number | null;
  /** Complaints of the month that name one of its numbers. */
  complaints: Count;
  states: Part[] | null;
  call_to_action: string | null;
  brands: string[];
  mentions: string[];
  languages: string[];
  script: string | null;
  callbacks: { number: string; recordings: Count; other_campaigns: string[] }[];
  /** For offices only: transcripts, with the names of called people masked. */
  groups: { recording_group: string; recordings: number; quote: string; example: string }[] | null;
  nearest: { campaign_id: string; label: string; similarity: number } | null;
  sources: string[];
  is_simulated: boolean;
}

/** A file as pages show it. The public sees neither its name nor how many rows of whom it holds. */
export interface LoadFacts {
  load_id: string;
  format: string;
  title: string;
  publisher: string;
  file_name: string | null;
  file_sha256: string;
  rows: {
    read: number;
    loaded: number;
    duplicate: number;
    rejected: number;
    reject_reasons: { reason: string; rows: number }[];
  } | null;
  /** Days that the publisher loaded twice, YYYY-MM-DD: they are counted once. */
  doubled_days: string[];
  /** What is to be said of the load, for offices. */
  notes: string[];
  over_reject_limit: boolean;
  first_at: string | null;
  last_at: string | null;
  file_date: string | null;
  is_simulated: boolean;
}

export type { PublishedFigure };

/** Who publishes an edition; a field is null where the settings do not name it. */
export interface Publisher {
  office: string | null;
  contact: string | null;
  license: string | null;
  corrections: string | null;
  /** Corrections that were published, newest first. */
  corrections_log: readonly { date: string; text: string }[];
}

/** Everything that the site and the briefs of one month say. Both read this and nothing else. */
export interface Facts {
  audience: Audience;
  /** A public build that shows simulated data, marked as such everywhere. */
  is_demonstration: boolean;
  publisher: Publisher;
  method_version: string;
  /** Hash over the files that this edition shows: its briefs and pages carry the same. */
  inputs_sha256: string;
  month: string;
  months: string[];
  /** False in a month without complaints: then nothing is said of them. */
  has_complaints: boolean;
  /** Whether any call record at all is loaded, of whatever month. */
  has_calls: boolean;
  /** Call records of the month are loaded but simulated ones are among them, which this edition does not show. */
  calls_left_out: boolean;
  /** The last day on which anything was reported, YYYY-MM-DD. */
  data_through: string | null;
  nation: NationFacts;
  /** Null where no call record of the month is loaded. */
  tracing: TracingFacts | null;
  /** Requests of manual tracebacks of the month by outcome. */
  responses: ResponseFacts[];
  states: StateFacts[];
  campaigns: CampaignFacts[];
  /** What is left out of the list of campaigns: scripts that fewer than three recordings speak. */
  campaigns_not_shown: number;
  recordings: Count;
  has_recordings: boolean;
  loads: LoadFacts[];
  published: PublishedFigure[];
  /** Dates of the numbering files, YYYY-MM-DD. */
  numbering_dates: string[];
  registry: {
    filings: number;
    gateways: number;
    intermediates: number;
    without_update: number;
  } | null;
  forecast_scores: ForecastScore[];
  /** Campaigns that two reviewers judged blindly, by band of probability, with the 95 % interval of the share that is real. */
  judged_bands: JudgedBand[];
  /** Numbers that surprisingly many people name in complaints of the month; none for the public. */
  number_groups: NumberGroup[];
  /** Callers who were warned of in the month, the latest first; none for the public. */
  early_warnings: EarlyWarning[];
  /** Empty in the public edition. */
  standing: Standing[];
  gateways: Gateway[];
  /** Of providers, beside their standing; none in the public edition. */
  ecosystem: Ecosystem | null;
  /** Subpoenas and civil investigative demands; null where none came in. */
  demands: DemandFacts | null;
  /** Actions of agencies; the public edition has those that a published document names, without what followed. */
  actions: AgencyAction[];
  failed_checks: { check: string; failing_rows: number }[];
}
