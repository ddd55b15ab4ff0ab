/**
 * What decides whether two records are of one call. Keys are the names of the SQL parameters in src/data/models; a name
 * that ends in _s is in seconds. Ours where no source is named; measured in docs/tracing.md.
 */
export const tracingThresholds = {
  hop_delay_s: {
    value: 0.25,
    meaning: "Usual time from one provider's set-up to the next one's",
    source: "ours; it shifts all clocks along a path by the same amount",
  },
  max_lead_s: {
    value: 6,
    meaning:
      "Longest time by which a record may precede the record of the provider above it, clocks corrected",
    source: "ours: set-up takes seconds at most; re-attempts come from 4 seconds on",
  },
  max_lag_s: {
    value: 20,
    meaning:
      "Longest time by which a record may trail the upstream record that names it; earlier routes may have failed first",
    source: "ours: each abandoned route takes some seconds",
  },
  exact_window_s: {
    value: 120,
    meaning:
      "Seconds between two records up to which one SIP Call-ID, sent by the one and received by the other, joins them",
    source:
      "RFC 3261, 8.1.1.4: a Call-ID is unique over space and time; switches that restart use some again",
  },
  max_bridge_lag_s: {
    value: 10,
    meaning: "The same across providers that do not export",
    source: "ours: each hop without a record may add its own delay",
  },
  max_bridge_lead_s: {
    value: 2,
    meaning:
      "Longest time by which the record below a provider that does not export may precede the record above it",
    source: "ours: what is left of clock errors once they are corrected",
  },
  duration_penalty: {
    value: 0.3,
    meaning: "Cost, in seconds of set-up time, of a second of difference in the connected time",
    source: "ours: providers round it in their own ways",
  },
  max_duration_gap_s: {
    value: 10,
    meaning: "A larger difference in the connected time costs no more than this one",
    source: "ours: billed durations differ by their rounding",
  },
  caller_mismatch_penalty_s: {
    value: 2,
    meaning: "Cost of another calling number",
    source: "ours: some intermediates rewrite callers, most do not",
  },
  caller_withheld_penalty_s: {
    value: 0.5,
    meaning: "Cost where a calling number is not known",
    source: "ours: a quarter of another number's",
  },
  outcome_mismatch_penalty_s: {
    value: 6,
    meaning: "Cost where one record shows the call answered and the other does not",
    source: "ours: the outcome of a call is known all the way up, and seldom written down wrongly",
  },
  abandoned_penalty_s: {
    value: 4,
    meaning:
      "Penalty when the upstream record shows an abandoned attempt and the downstream record does not",
    source: "ours: who gives a call up tells those above it, who may then try another route",
  },
  max_cost_s: {
    value: 8,
    meaning: "Where a side names nobody, a pair that costs more than this is not one call",
    source: "ours: set on simulated worlds",
  },
  origid_mismatch_penalty_s: {
    value: 4,
    meaning: "Cost of two different origids of one signer",
    source:
      "ours: ATIS-1000074 lets an origid stand for a call or for a customer; either way it goes with the call",
  },
  origid_unknown_penalty_s: {
    value: 1,
    meaning: "Cost where an origid is missing",
    source: "ours: a quarter of a mismatch",
  },
  one_sided_penalty_s: {
    value: 0.5,
    meaning: "Cost of a handoff that only one of the two records names",
    source: "ours",
  },
  retry_penalty_s: {
    value: 1.5,
    meaning: "Cost of attaching another attempt to a sender's one record",
    source: "ours",
  },
  long_bridge_penalty_s: {
    value: 1,
    meaning: "Cost of a bridge over several providers that do not export",
    source: "ours",
  },
  unnamed_penalty_s: {
    value: 2,
    meaning: "Cost of a handoff or bridge where a record names nobody",
    source: "ours",
  },
  ambiguity_margin_s: {
    value: 1,
    meaning: "A rival whose cost is within this of the best makes the hop ambiguous",
    source: "ours: a wrong hop accuses the wrong company",
  },
  pairing_window_s: {
    value: 900,
    meaning:
      "Records of one called number within this time may be paired to learn clocks and second ids",
    source: "ours: clocks are off by minutes at times",
  },
  clock_day_pairs: {
    value: 3,
    meaning: "A day's difference between two clocks takes at least this many pairs",
    source: "ours",
  },
  clock_days: {
    value: 5,
    meaning: "A drift between two clocks takes at least this many days",
    source: "ours",
  },
  clock_pairs: {
    value: 10,
    meaning: "A difference between two clocks takes at least this many pairs",
    source: "ours",
  },
  clock_finding_s: {
    value: 60,
    meaning: "A clock that is off by more is a finding about its provider",
    source: "ours; half of the 120 seconds within which two feeds' records of a call are matched",
  },
  widest_zone_s: {
    value: 50_400,
    meaning:
      "Seconds up to which records of one call are looked for where a provider's zone may be wrong",
    source: "UTC+14, the zone farthest from UTC",
  },
  zone_step_s: {
    value: 900,
    meaning:
      "Times that are off by a multiple of these seconds are off by a time zone, not by a clock",
    source: "all zones in use differ by whole quarters of an hour",
  },
  zone_pairs: {
    value: 20,
    meaning: "Calls of two providers from which it is told that the zone of one is wrong",
    source:
      "ours: chance gives the same quarter of an hour to one pair in eight, hardly ever to 20",
  },
  zone_share: {
    value: 0.8,
    meaning:
      "Share of these two providers' calls, on the days concerned, that are off by the same time",
    source: "ours: a zone moves all records of a switch",
  },
  alias_handoffs: {
    value: 20,
    meaning: "Two ids are one provider from this many handoffs that are recorded under both",
    source: "ours: chance alone gives one or two",
  },
  alias_share: {
    value: 0.5,
    meaning:
      "Two ids are one provider where these handoffs are at least this share of those that the id's own records do not match",
    source: "ours: near 1 for a second name, under 0.05 for others in simulated worlds",
  },
  known_pair_handoffs: {
    value: 20,
    meaning:
      "A missing provider id is inferred only for two providers with at least this many named handoffs",
    source: "ours",
  },
  blank_is_missing_share: {
    value: 0.2,
    meaning:
      "A provider that leaves the upstream (or downstream) blank on at most this share of its records means a missing name by a blank",
    source: "ours: real exports either fill the column or leave it to their own customers",
  },
  own_customer_share: {
    value: 0.2,
    meaning:
      "Records with upstream, trunk, country and customer all blank mean the provider's own customer only where at least this share of its records are so",
    source: "ours: cells left blank by mistake were 5% to 10% of records in simulated worlds",
  },
  transit_share: {
    value: 0.02,
    meaning:
      "A provider without records that receives (or hands on) less than this share of what it hands on (or receives) only originates (or terminates)",
    source: "ours",
  },
  retry_gap_s: {
    value: 3,
    meaning:
      "Attempts of one provider with the same numbers within this time of an abandoned one are one call",
    source: "ours",
  },
  month_margin_s: {
    value: 3600,
    meaning:
      "Records this long before and after a month are traced with it, so that calls around midnight are joined",
    source: "ours: far more than clocks are off and routes take",
  },
  call_window_s: {
    value: 300,
    meaning:
      "A record is of a manual traceback's call where its time is within this of the traceback's",
    source: "ours: clocks are off by minutes at times, and examples are rounded",
  },
  file_owner_share: {
    value: 0.9,
    meaning: "A file is a provider's own where at least this share of its records is",
    source: "ours",
  },
  confidence_one_sided: {
    value: 0.98,
    meaning: "Confidence of a handoff that one record names, and of a bridge over one provider",
    source: "ours: by kind of join, not fitted",
  },
  confidence_retry: {
    value: 0.95,
    meaning: "Confidence of an attempt that is attached to a sender's one record",
    source: "ours: by kind of join, not fitted",
  },
  confidence_long_bridge: {
    value: 0.9,
    meaning:
      "Confidence of a bridge over several providers, and of a handoff that neither record names",
    source: "ours: by kind of join, not fitted",
  },
  confidence_blank_bridge: {
    value: 0.8,
    meaning: "Confidence of a bridge where a record names nobody, or of an abandoned attempt",
    source: "ours: by kind of join, not fitted",
  },
} as const;
