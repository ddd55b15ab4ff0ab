/** Tables and views that people's scripts call; documented column by column in docs/tables.md. */
export const publishedTables: readonly string[] = [
  "loads",
  "rejects",
  "complaints",
  "recordings",
  "providers",
  "campaigns",
  "campaign_calls",
  "campaign_reports",
  "state_months",
  "published_figures",
  "jurisdictions",
];
