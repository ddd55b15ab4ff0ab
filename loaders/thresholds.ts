/** Numbers that decide how exports are read. The keys are the names of their SQL parameters. */
export const loadThresholds = {
  least_calls: {
    value: 8,
    meaning:
      "Answered calls of a file and provider from which a step of their durations is looked for",
    source: "ours: eight durations fall on a step of 6 s by chance in 1 of 1.7 million files",
  },
  least_share: {
    value: 0.99,
    meaning:
      "Share of the answered calls whose durations stand in a step, from which they are called billed",
    source: "ours: single corrections of a bill do not hide its step",
  },
  same_call_s: {
    value: 60,
    meaning:
      "Seconds between the starts of two records of one id, with other parties, over which they are of different calls",
    source: "ours: corrections move a start by seconds, or keep the parties where a zone was wrong",
  },
  widest_zone_s: {
    value: 50_400,
    meaning: "Seconds by which a wrong time zone can move a call",
    source: "UTC+14, the zone farthest from UTC",
  },
  linked_gap_s: {
    value: 43_200,
    meaning:
      "Seconds between the starts of two records of one linked id over which they are of different calls",
    source:
      "ours: attempts and transfers follow within a call; ids that restart come back after a night",
  },
  most_replaced_share: {
    value: 0.01,
    meaning:
      "Share of a file's rows that may replace records of other calls under the same id; above it the file is refused",
    source: "ours: ids that restart every night replace most of a file",
  },
  least_replaced: {
    value: 3,
    meaning: "Records of other calls that a file must replace to be refused, whatever their share",
    source: "ours: one or two are a clerical error",
  },
  least_odd_rows: {
    value: 200,
    meaning: "Rows of a file from which hours and days without any are told",
    source: "ours: smaller files have such gaps by chance",
  },
  quiet_day_share: {
    value: 0.5,
    meaning: "Share of a file's median day under which one of its days is told as quiet",
    source: "ours: weekends of business lines fall to about a half",
  },
  least_day_pairs: {
    value: 100,
    meaning:
      "Pairs of number and area code of a day from which it can be told that its publisher loaded it twice",
    source: "ours: of the 297 days of 2020 the smallest whole one has over a thousand",
  },
  least_snapshot_share: {
    value: 0.5,
    meaning:
      "Rows that a reference file must have, as a share of those of the file that it replaces; with fewer it is refused",
    source:
      "ours: no edition of a numbering plan, a census or a register is half of the one before",
  },
  even_pair_share: {
    value: 0.9,
    meaning:
      "Share of a day's pairs of number and area code that occur an even number of times, from which the day was loaded twice",
    source: "ours: measured on 2020, see docs/formats.md",
  },
} as const;
