import { tracingThresholds } from "../analysis/tracing/thresholds.ts";
import { reportTables } from "./report-tables.ts";
import { all, month, type Input, type Step } from "./step.ts";

const numbering = [all("raw.npa_codes"), all("raw.co_codes")];
const marts = "src/data/models/marts";
const traced = [
  "leg_paths", "path_routes", "record_gap_legs", "hop_evidence", "trace_entities", "provider_aliases",
  "provider_clocks", "provider_links", "record_counts", "state_month_paths", "state_call_records", "call_cells",
  "join_precision", "zone_shifts",
]; // prettier-ignore
const calls: Input = {
  table: "raw.call_legs",
  of: "month",
  margin_s: tracingThresholds.month_margin_s.value,
};

/**
 * The only list of steps, in order. Each reads tables of the lake and of steps before it. What a step does is imported
 * when it runs: to know what is stale takes the list alone.
 */
export const steps: readonly Step[] = [
  {
    name: "complaints",
    per: "month",
    reads: [month("raw.complaints"), all("raw.populations"), all("raw.population_estimates"), ...numbering],
    writes: ["complaints", "complaint_days", "month_coverage", "state_month_counts", "complaint_cells"],
    method: [
      `${marts}/filing_sessions.sql`, `${marts}/month_complaints.sql`, `${marts}/complaint_days.sql`, `${marts}/month_coverage.sql`,
      `${marts}/state_month_counts.sql`, `${marts}/complaint_cells.sql`, "src/data/schema/derived.sql",
      "src/data/schema/published/complaints.sql", "src/analysis/complaints", "src/analysis/federal-holidays.ts",
      "src/data/complaint-months.ts", "src/pipeline/complaints.ts",
    ],
    run: async (context) => (await import("./complaints.ts")).writeComplaints(context),
  },
  {
    name: "reports",
    per: "all",
    reads: [
      all("raw.recordings"), all("raw.app_reports"), all("raw.tracebacks"), all("raw.traceback_hops"), all("raw.do_not_originate"),
      all("raw.actions"), all("raw.providers"), all("raw.rmd_filings"), all("raw.published_figures"), ...numbering,
    ],
    writes: reportTables,
    method: ["src/pipeline/reports.ts", "src/pipeline/report-tables.ts", "src/data/schema"],
    run: async (context) => (await import("./reports.ts")).writeReports(context),
  },
  {
    name: "state_rates",
    per: "month",
    reads: [month("state_month_counts"), month("complaint_cells"), month("complaint_days")],
    writes: ["state_rates"],
    method: ["src/analysis/statistics", "src/analysis/complaints", "src/analysis/federal-holidays.ts", "src/pipeline/complaints.ts"],
    run: async (context) => (await import("./complaints.ts")).writeStateRates(context),
  },
  {
    name: "number_groups",
    per: "month",
    reads: [month("raw.complaints"), ...numbering],
    writes: ["number_groups"],
    method: [
      `${marts}/reported_numbers.sql`, `${marts}/number_groups.sql`, "src/analysis/complaints/number-groups.ts",
      "src/pipeline/number-groups.ts", "src/data/reads/number-groups.ts", "src/data/schema/published/number_groups.sql",
    ],
    run: async (context) => (await import("./number-groups.ts")).writeNumberGroups(context),
  },
  {
    name: "calls",
    per: "month",
    reads: [calls, all("raw.providers"), all("raw.do_not_originate")],
    writes: traced,
    method: [
      "src/analysis/tracing", "src/data/tracing", "src/data/models/tracing", "src/data/models/census",
      `${marts}/state_month_paths.sql`, `${marts}/state_call_records.sql`, `${marts}/call_cells.sql`, `${marts}/join_precision.sql`, "src/pipeline/calls.ts", "src/pipeline/month-window.ts", "src/data/schema",
    ],
    run: async (context) => (await import("./calls.ts")).writeCalls(context),
  },
  {
    name: "cells",
    per: "month",
    reads: [calls, month("leg_paths"), month("path_routes"), all("raw.do_not_originate"), all("raw.recordings"), all("raw.app_reports"), ...numbering],
    writes: [
      "traffic_cells", "cell_parts", "cell_reports", "cell_calls", "traffic_months", "terminator_exchanges", "cell_terminators",
      "watch_points", "watch_reports",
    ],
    method: ["src/data/models/cells", "src/analysis/traffic/thresholds.ts", "src/pipeline/cells.ts", "src/pipeline/month-window.ts", "src/data/macros", "src/data/schema/derived.sql"],
    run: async (context) => (await import("./cells.ts")).writeCells(context),
  },
  {
    name: "campaigns",
    per: "all",
    reads: [
      all("raw.recordings"), all("raw.app_reports"), all("raw.complaints"), all("traffic_cells"), all("cell_parts"), all("cell_reports"),
      all("cell_calls"), all("traffic_months"), all("terminator_exchanges"), all("cell_terminators"), all("leg_paths"),
      all("raw.call_legs"), ...numbering,
    ],
    writes: [
      "campaigns", "campaign_reports", "campaign_calls", "campaign_cells", "campaign_links", "campaign_evidence", "campaign_days",
      "campaign_states", "campaign_events", "bulk_callers", "recording_callbacks",
    ],
    method: [
      "src/analysis/traffic", "src/analysis/statistics", `${marts}/campaign_events.sql`, "src/analysis/campaigns", "src/data/reads/campaigns.ts", "src/data/reads/cells.ts",
      "src/data/reads/queries", "src/pipeline/campaigns.ts", "src/pipeline/recordings.ts", "src/pipeline/operations.ts", "src/pipeline/call-cells.ts",
      "src/data/schema",
    ],
    run: async (context) => (await import("./campaigns.ts")).writeCampaigns(context),
  },
  {
    name: "warnings",
    per: "all",
    reads: [
      all("raw.recordings"), all("raw.app_reports"), all("watch_points"), all("watch_reports"), all("traffic_months"), all("campaign_cells"),
      all("traffic_cells"),
    ],
    writes: ["early_warnings"],
    method: [
      "src/analysis/traffic", "src/analysis/campaigns", "src/data/reads/warnings.ts", "src/data/reads/cells.ts", "src/pipeline/warnings.ts",
      "src/data/schema/published/early_warnings.sql",
    ],
    run: async (context) => (await import("./warnings.ts")).writeWarnings(context),
  },
  {
    name: "forecasts",
    per: "all",
    reads: [all("complaint_cells"), all("complaint_days"), all("campaign_days")],
    writes: ["forecasts", "forecast_scores"],
    method: ["src/analysis/forecasts", "src/pipeline/forecasts.ts", "src/data/reads/forecasts.ts"],
    run: async (context) => (await import("./forecasts.ts")).writeForecasts(context),
  },
  {
    name: "record_findings",
    per: "all",
    reads: [
      all("record_counts"), all("provider_aliases"), all("provider_clocks"), all("zone_shifts"), all("record_gap_legs"),
      all("trace_entities"), all("raw.call_legs"), all("raw.providers"),
    ],
    writes: ["record_findings"],
    method: [`${marts}/record_findings.sql`, "src/analysis/tracing/thresholds.ts"],
    run: async (context) => (await import("./calls.ts")).writeRecordFindings(context),
  },
  {
    name: "signers",
    per: "all",
    reads: [all("raw.call_legs"), all("leg_paths"), all("raw.do_not_originate")],
    writes: ["signers"],
    method: ["src/data/models/census/signers.sql", "src/data/macros", "src/pipeline/calls.ts"],
    run: async (context) => (await import("./calls.ts")).writeSigners(context),
  },
  {
    name: "tracebacks",
    per: "all",
    reads: [
      all("raw.tracebacks"), all("raw.traceback_hops"), all("raw.providers"), all("raw.call_legs"), all("leg_paths"),
      all("path_routes"), all("trace_entities"),
    ],
    writes: ["traceback_paths", "traceback_findings", "traceback_responses"],
    method: [
      "src/data/models/tracing", "src/analysis/tracing", "src/pipeline/tracebacks.ts", "src/data/reads/tracebacks.ts",
    ],
    run: async (context) => (await import("./tracebacks.ts")).writeTracebacks(context),
  },
  {
    name: "provider_calls",
    per: "month",
    reads: [calls, month("leg_paths"), month("path_routes"), month("trace_entities")],
    writes: ["provider_calls", "entries"],
    method: ["src/data/models/census/provider_calls.sql", "src/data/models/census/entries.sql", "src/data/macros", "src/pipeline/provider-calls.ts", "src/pipeline/month-window.ts"],
    run: async (context) => (await import("./provider-calls.ts")).writeProviderCalls(context),
  },
  {
    name: "campaign_routes",
    per: "all",
    reads: [all("campaign_cells"), all("cell_calls"), all("leg_paths")],
    writes: ["campaign_routes"],
    method: ["src/data/models/standing/campaign_routes.sql", "src/pipeline/web.ts"],
    run: async (context) => (await import("./web.ts")).writeCampaignRoutes(context),
  },
  {
    name: "standing",
    per: "all",
    reads: [
      all("raw.tracebacks"), all("raw.traceback_hops"), all("raw.providers"), all("raw.rmd_filings"), all("traceback_responses"),
      all("traceback_findings"), all("traceback_paths"), all("provider_calls"), all("entries"), all("record_counts"), all("record_gap_legs"), all("path_routes"),
      all("trace_entities"), all("campaign_routes"), all("campaign_calls"), all("campaigns"),
    ],
    writes: ["provider_standing", "gateways", "standing_requests", "standing_sensitivity", "response_times", "provider_campaigns", "provider_months"],
    method: [
      "src/analysis/standing", "src/analysis/statistics", "src/data/models/standing", "src/data/models/tracing/known_providers.sql",
      "src/data/reads/standing.ts", "src/data/macros", "src/pipeline/standing.ts", "src/data/schema",
    ],
    run: async (context) => (await import("./standing.ts")).writeStanding(context),
  },
  {
    name: "web",
    per: "all",
    reads: [
      all("campaign_routes"), all("campaigns"), all("path_routes"), all("trace_entities"), all("campaign_cells"), all("traffic_cells"), all("cell_parts"),
    ],
    writes: ["campaign_flows", "chokepoints", "provider_communities", "source_facts", "source_states"],
    method: ["src/data/models/web", "src/data/reads/web.ts", "src/analysis/web", "src/analysis/traffic/thresholds.ts", "src/pipeline/web.ts", "src/data/schema"],
    run: async (context) => (await import("./web.ts")).writeWeb(context),
  },
  {
    name: "effects",
    per: "all",
    reads: [all("raw.actions"), all("raw.providers"), all("raw.traceback_hops"), all("raw.rmd_filings"), all("trace_entities"), all("standing_requests"), all("provider_months"), all("campaign_events")],
    writes: ["action_effects", "action_effect_groups"],
    method: ["src/analysis/effects", "src/analysis/statistics/random.ts", "src/data/reads/effects.ts", "src/data/models/staging/actions.sql", "src/data/models/tracing/known_providers.sql", "src/pipeline/effects.ts", "src/data/schema"],
    run: async (context) => (await import("./effects.ts")).writeEffects(context),
  },
  {
    name: "identity",
    per: "all",
    reads: [all("raw.rmd_filings"), all("raw.providers"), all("raw.actions"), all("provider_months"), all("provider_campaigns")],
    writes: ["company_links", "phoenix_leads"],
    method: ["src/data/models/identity", "src/data/macros", "src/data/models/staging/rmd_history.sql", "src/analysis/identity", "src/pipeline/identity.ts", "src/data/schema"],
    run: async (context) => (await import("./identity.ts")).writeIdentity(context),
  },
  {
    name: "state_months",
    per: "all",
    reads: [
      all("month_coverage"), all("state_month_counts"), all("state_rates"), all("state_month_paths"),
      all("state_call_records"), all("raw.populations"), all("raw.population_estimates"), all("recordings"),
      all("tracebacks"),
    ],
    writes: ["state_months"],
    method: [`${marts}/state_months.sql`],
    run: async (context) => (await import("./complaints.ts")).writeStateMonths(context),
  },
  {
    name: "checks",
    per: "all",
    reads: [
      all("raw.*"), all("complaints"), all("complaint_cells"), all("state_months"), all("campaigns"), all("leg_paths"), all("record_findings"),
      all("traceback_paths"), all("jurisdictions"),
    ],
    writes: ["check_results"],
    method: ["src/data/checks", "src/data/checks.ts"],
    run: async (context) => (await import("./checks.ts")).writeChecks(context),
  },
]; // prettier-ignore
