/** Numbers that decide what is counted of complaints. The keys are the names of their SQL parameters. */
export const complaintThresholds = {
  session_gap_s: {
    value: 600,
    meaning:
      "Seconds between two complaints from one city, state and area code up to which they are one filing session",
    source:
      "ours: of the 12,293 complaints of December 13 to 15, 2019 that give a city, 5,151 join a session at this gap and 812 would by chance",
  },
  cut_day_share: {
    value: 0.5,
    meaning:
      "Share of what is expected of a day under which its file is cut and does not count as covered",
    source: "ours: the FTC's feed has days that hold a page of 50 to 106 of some 10,000 complaints",
  },
  cut_holiday_share: {
    value: 0.05,
    meaning: "The same share on a federal holiday and on the days next to one",
    source:
      "ours: in 2020 the FTC had 41% of a usual Monday on Labor Day, 26% of a usual Thursday on Thanksgiving and 7% of a usual Friday on Christmas",
  },
  least_day_median: {
    value: 20,
    meaning: "Median of a weekday from which a day can be called cut",
    source: "ours: smaller days differ by chance",
  },
} as const;
