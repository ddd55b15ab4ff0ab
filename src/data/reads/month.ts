import { readDemands, type DemandSummaryRow } from "./demands.ts";
import type { Session } from "../session.ts";
import * as calls from "./calls.ts";
import {
  readForecasts,
  readForecastScores,
  type ForecastRow,
  type ForecastScoreRow,
} from "./forecasts.ts";
import * as found from "./campaign-calls.ts";
import * as campaigns from "./campaign-facts.ts";
import { dataThrough } from "./campaigns.ts";
import * as complaints from "./complaints.ts";
import { readJudgedBands, type JudgedBandRow } from "./adjudication.ts";
import { readNumberGroups, type NumberGroupRow } from "./number-groups.ts";
import {
  readActionEffects,
  readEffectGroups,
  type ActionEffectRow,
  type EffectGroupRow,
} from "./effects.ts";
import {
  readPhoenixLeads,
  readReviewedLinks,
  type PhoenixLead,
  type ReviewedLink,
} from "./identity.ts";
import { readProviderPages, type ProviderPages } from "./provider-pages.ts";
import { readStatements, type StatementRow } from "./provider-records.ts";
import { readWeb, type WebRows } from "./web.ts";
import { readSigners, type SignerRow } from "./signers.ts";
import { readGateways, readStanding, type GatewayRow, type StandingRow } from "./standing-facts.ts";
import { readEarlyWarnings, type EarlyWarningRow } from "./warnings.ts";
import * as loads from "./loads.ts";

/** Everything that the pages and briefs of one month rest on, as plain rows: what may be said is decided elsewhere. */
export interface MonthRows {
  month: string;
  months: loads.MonthKinds[];
  data_through: string | null;
  states: complaints.StateMonthRow[];
  /** The month before: empty where nothing of it is loaded. */
  states_before: complaints.StateMonthRow[];
  coverage: complaints.MonthCoverageRow[];
  cells: complaints.ComplaintCellRow[];
  totals: (complaints.ComplaintCellRow & { month: string })[];
  days: complaints.ComplaintDayRow[];
  /** Undefined where no call record of the month is loaded. */
  calls: CallRows | undefined;
  responses: (calls.ResponseCountRow & { is_simulated: boolean })[];
  campaigns: campaigns.CampaignRow[];
  recording_groups: campaigns.GroupRow[];
  callbacks: campaigns.CallbackRow[];
  campaign_cells: campaigns.CampaignCellRow[];
  number_groups: NumberGroupRow[];
  early_warnings: EarlyWarningRow[];
  standing: StandingRow[];
  gateways: GatewayRow[];
  providers: ProviderPages;
  web: WebRows;
  signers: SignerRow[];
  actions: ActionEffectRow[];
  effect_groups: EffectGroupRow[];
  matches: ReviewedLink[];
  phoenix_leads: PhoenixLead[];
  statements: StatementRow[];
  demands: DemandSummaryRow[];
  forecasts: ForecastRow[];
  forecast_scores: ForecastScoreRow[];
  judged_bands: JudgedBandRow[];
  /** What was found in calls. */
  found: {
    campaigns: found.CampaignCallsRow[];
    entries: found.CampaignEntryRow[];
    numbers: Awaited<ReturnType<typeof found.readCampaignNumbers>>;
    states: Awaited<ReturnType<typeof found.readCampaignStates>>;
    days: Awaited<ReturnType<typeof found.readCampaignDays>>;
    reasons: found.CampaignReasonRow[];
    links: found.CampaignLinkRow[];
    forecasts: Awaited<ReturnType<typeof found.readCampaignForecasts>>;
    events: Awaited<ReturnType<typeof found.readCampaignEvents>>;
  };
  loads: loads.LoadRow[];
  reject_reasons: { load_id: string; reason: string; rows: number }[];
  published: loads.PublishedFigure[];
  registry: Awaited<ReturnType<typeof loads.readRegistry>>;
  numbering_dates: string[];
  failed_checks: { check: string; failing_rows: number }[];
}

export interface CallRows extends calls.CallTotals {
  cells: calls.CallCellRow[];
  records: { state: string; call_records: number }[];
  links: calls.LinkRow[];
  clocks: calls.ClockRow[];
  zone_shifts: calls.ZoneShiftRow[];
  findings: calls.RecordFindingRow[];
  join_check: calls.JoinCheckRow | null;
}

const mostLinks = 30;
/** Links of the drawing of the web: with more nobody can follow one. */
const mostFlows = 40;

/** The month before, as YYYY-MM. */
export function monthBefore(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/**
 * Reads the rows of a month; where none is named, of the last one with complaints or calls. `withSimulated` says whether
 * simulated loads count. Throws where there is no such month.
 */
export async function readMonth(
  session: Session,
  { month: wanted, withSimulated }: { month?: string | undefined; withSimulated: boolean },
): Promise<MonthRows> {
  const months = await loads.readMonths(session, withSimulated);
  const main = months.filter((m) => m.has_complaints || m.has_calls);
  const month = wanted ?? (main.at(-1) ?? months.at(-1))?.month;
  if (!month || !months.some((m) => m.month === month)) {
    throw new Error(
      month
        ? `no data loaded for month: ${month} (loaded: ${months.map((m) => m.month).join(", ") || "none"})`
        : "nothing with a date is loaded: load complaints, call records, recordings or tracebacks, and run docket analyze",
    );
  }
  const before = monthBefore(month);
  return {
    month,
    months,
    data_through: await dataThrough(session),
    states: await complaints.readStateMonths(session, month),
    states_before: await complaints.readStateMonths(session, before),
    coverage: await complaints.readMonthCoverage(session),
    cells: await complaints.readComplaintCells(session, month),
    totals: await complaints.readMonthTotals(session),
    days: await complaints.readComplaintDays(session, month, before),
    calls: await readCalls(session, month),
    responses: await calls.readResponseCounts(session, month),
    campaigns: await campaigns.readCampaigns(session),
    recording_groups: await campaigns.readRecordingGroups(session),
    callbacks: await campaigns.readCallbacks(session),
    campaign_cells: await campaigns.readCampaignCells(session, month),
    found: {
      campaigns: await found.readCampaignCalls(session),
      entries: await found.readCampaignEntries(session),
      numbers: await found.readCampaignNumbers(session),
      states: await found.readCampaignStates(session, month),
      days: await found.readCampaignDays(session),
      reasons: await found.readCampaignReasons(session),
      links: await found.readCampaignLinks(session),
      forecasts: await found.readCampaignForecasts(session),
      events: await found.readCampaignEvents(session),
    },
    number_groups: await readNumberGroups(session, month),
    early_warnings: await readEarlyWarnings(session, month),
    standing: await readStanding(session),
    gateways: await readGateways(session),
    providers: await readProviderPages(session),
    web: await readWeb(session, mostFlows),
    signers: await readSigners(session, month),
    actions: await readActionEffects(session),
    effect_groups: await readEffectGroups(session),
    matches: await readReviewedLinks(session),
    phoenix_leads: await readPhoenixLeads(session),
    statements: await readStatements(session),
    demands: await readDemands(session),
    forecasts: await readForecasts(session, month),
    forecast_scores: await readForecastScores(session),
    judged_bands: await readJudgedBands(session),
    loads: await loads.readLoads(session),
    reject_reasons: await loads.readRejectReasons(session),
    published: await loads.readPublished(session),
    registry: await loads.readRegistry(session),
    numbering_dates: (await loads.readNumberingDates(session)).flatMap((row) =>
      row.file_date === null ? [] : [row.file_date],
    ),
    failed_checks: await loads.readFailedChecks(session),
  };
}

async function readCalls(session: Session, month: string): Promise<CallRows | undefined> {
  const totals = await calls.readCallTotals(session, month);
  if (!totals || totals.calls === 0) return undefined;
  return {
    ...totals,
    cells: await calls.readCallCells(session, month),
    records: await calls.readStateRecords(session, month),
    links: await calls.readLinks(session, month, mostLinks),
    clocks: await calls.readClocks(session, month),
    zone_shifts: await calls.readZoneShifts(session, month),
    findings: await calls.readRecordFindings(session),
    join_check: (await calls.readJoinCheck(session, month)) ?? null,
  };
}
