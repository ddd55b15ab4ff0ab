/** What decides whether two records are of one call. Ours; measured in docs/tracing.md. */
export const tracingThresholds = {
  hopDelaySeconds: {
    value: 0.25,
    meaning: "Usual time from one provider's set-up to the next one's",
    source: "ours; it only shifts all clocks along a path by the same amount",
  },
  toleranceSeconds: {
    value: 6,
    meaning: "Records further apart than this, clocks corrected, are not one call",
    source: "ours: set-up takes seconds at most; re-attempts come from 4 seconds on",
  },
  lateSeconds: {
    value: 20,
    meaning:
      "A record may be so much later than the one above it that names it: routes before it were tried in vain",
    source: "ours: each route that is given up takes some seconds",
  },
  bridgeToleranceSeconds: {
    value: 10,
    meaning: "The same over silent providers",
    source: "ours: each silent hop may add its own delay",
  },
  earlySeconds: {
    value: 2,
    meaning:
      "Over silent providers, the record below may be earlier than the one above by no more than this",
    source: "ours: what is left of clock errors once they are corrected",
  },
  durationFine: {
    value: 0.3,
    meaning:
      "A second of difference in the connected time counts as much as so many seconds of start",
    source: "ours: providers round it in their own ways",
  },
  callerFineSeconds: {
    value: 2,
    meaning: "Another calling number counts as much as being this much apart",
    source: "ours: some intermediates rewrite callers, most do not",
  },
  endFineSeconds: {
    value: 6,
    meaning: "Answered at one and not at the other counts as much as being this much apart",
    source: "ours: how a call ended is known all the way up, and seldom written down wrongly",
  },
  triedFineSeconds: {
    value: 4,
    meaning: "Given up above and not below counts as much as being this much apart",
    source: "ours: who gives a call up tells those above it, who may then try another way",
  },
  mostSeconds: {
    value: 8,
    meaning: "Where a side names nobody, a pair that counts as further apart than this is none",
    source: "ours: set on simulated worlds",
  },
  origidSeconds: {
    value: 4,
    meaning:
      "Two origids of one signer count as much as being this much apart, an unknown one as a quarter of it",
    source:
      "ours: ATIS-1000074 lets an origid stand for a call or for a customer; either way it goes with the call",
  },
  marginSeconds: {
    value: 1,
    meaning: "A second candidate that is nearer than this to the best makes the hop ambiguous",
    source: "ours: a wrong hop accuses the wrong company",
  },
  aliasHandOvers: {
    value: 20,
    meaning: "Two ids are one provider from so many hand-overs that are told under both",
    source: "ours: chance alone gives one or two",
  },
  aliasShare: {
    value: 0.5,
    meaning: "… which are at least this share of those that the id's own records do not match",
    source: "ours: near 1 for a second name, under 0.05 for others in simulated worlds",
  },
  callWindowSeconds: {
    value: 300,
    meaning:
      "A record is of a manual traceback's call where its time is within this of the traceback's",
    source: "ours: clocks are off by minutes at times, and examples are rounded",
  },
  clockFindingSeconds: {
    value: 60,
    meaning: "A clock that is off by more is a finding about its provider",
    source: "ours; half of the 120 seconds within which two feeds' records of a call are matched",
  },
} as const;
