/** Tables and views that people's scripts call; documented column by column in docs/tables.md. */
export const publishedTables: readonly string[] = [
  "loads",
  "rejects",
  "complaints",
  "recordings",
  "providers",
  "call_legs",
  "app_reports",
  "do_not_originate",
  "tracebacks",
  "traceback_hops",
  "campaigns",
  "campaign_calls",
  "campaign_reports",
  "state_months",
  "published_figures",
  "jurisdictions",
];
