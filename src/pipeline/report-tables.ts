/** Tables that are the newest version of what was loaded, and the order of their rows. */
export const reportOrders: Readonly<Record<string, string>> = {
  recordings: "recording_id",
  app_reports: "report_id",
  tracebacks: "traceback_id",
  traceback_hops: "traceback_id, hop_no, provider_id",
  do_not_originate: "number_or_prefix",
  actions: "action_date, action_id",
  provider_directory: "provider_id",
  providers: "provider_id",
  rmd_history: "by_day, filing_number",
  published_figures: "publisher, series, period, value",
  jurisdictions: "state",
};

export const reportTables = Object.keys(reportOrders);
