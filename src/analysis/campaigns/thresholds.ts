/** A number that decides a published result, with where it comes from. All are printed on the methods page. */
export interface Threshold {
  value: number;
  meaning: string;
  source: string;
}

/** A table of thresholds, checked, with its own keys. */
export const declared = <Table extends Record<string, Threshold>>(table: Table): Table => table;

export const campaignThresholds = declared({
  transcriptLength: {
    value: 20_000,
    meaning: "characters of a transcript, from its start, that are compared",
    source: "ours: 25 minutes of speech, and what follows in a longer text is no recorded message",
  },
  recordingShingle: {
    value: 4,
    meaning: "words (or Chinese characters) in a shingle when recordings are compared",
    source: "ours: 3 to 5 words give the best agreement with audio clusters on the FTC set",
  },
  recordingJaccard: {
    value: 0.8,
    meaning: "share of shingles in common from which two transcripts are one recording",
    source: "ours: best agreement with audio clusters on the FTC set lies at 0.8",
  },
  recordingContainment: {
    value: 0.9,
    meaning:
      "share of the shorter transcript found in the longer from which it is the same recording, cut",
    source: "ours: recordings are cut at the start by voicemail tones",
  },
  recordingCutLength: {
    value: 12,
    meaning: "shingles that a cut transcript must keep to be matched by containment",
    source: "ours: shorter remainders are common phrases",
  },
  scriptShingle: {
    value: 2,
    meaning: "words (or Chinese characters) in a shingle when scripts are compared",
    source: "ours: two words survive transcription errors better than three",
  },
  wordingSimilarity: {
    value: 0.6,
    meaning:
      "similarity to a leader from which two groups are one wording, before scripts are linked",
    source: "ours: well above the script threshold, so that no wording holds two scripts",
  },
  scriptSimilarity: {
    value: 0.35,
    meaning:
      "mean similarity between two groups from which they are one script (average link, no chaining)",
    source: "ours: chosen on case labels of the FTC set, see docs/campaigns.md",
  },
  sharedCallback: {
    value: 0.2,
    meaning: "added to the similarity of two recordings that speak the same call-back number",
    source:
      "ours: evidence, not proof: 27 % of call-back numbers serve several campaigns (SnorCall, USENIX Security 2023)",
  },
  brandShare: {
    value: 0.2,
    meaning: "share of a campaign's recordings that must name a party for the campaign to list it",
    source: "ours: transcription errors put other names into single recordings",
  },
  labelClaimShare: {
    value: 0.9,
    meaning:
      "share of the recordings that claim to be anybody which must claim to be one party for the label to name it",
    source:
      "ours: a script that several companies' names are put into is labeled by its pretext alone",
  },
  callbackLink: {
    value: 0.9,
    meaning:
      "confidence that a complaint naming a call-back number spoken in a campaign belongs to it",
    source: "ours: divided by the number of campaigns that speak the number",
  },
  callerLink: {
    value: 0.5,
    meaning: "confidence where only the displayed caller number agrees",
    source: "ours: displayed numbers are often spoofed and belong to others",
  },
  fairRecordings: {
    value: 3,
    meaning: "recordings from which a campaign has fair support",
    source: "ours: from under three sources or lines, a script is not shown to the public at all",
  },
  strongRecordings: {
    value: 11,
    meaning: "recordings from which a campaign can have strong support",
    source: "ours",
  },
  strongVersions: {
    value: 3,
    meaning: "different versions from which a campaign can have strong support",
    source: "ours: one recording copied many times is one piece of evidence",
  },
  callbackRecordings: {
    value: 3,
    meaning: "recordings that must speak a number before it counts as a call-back",
    source: "ours: a number in one recording may be the called person's, read out or misheard",
  },
  callbackLines: {
    value: 2,
    meaning: "sources or lines that these recordings must come from",
    source: "ours: the calls to one line may all read out that line's own number",
  },
  emergingDays: {
    value: 7,
    meaning: "days since first seen within which a campaign is emerging",
    source: "ours, after current practice of weekly review",
  },
  emergingCoverage: {
    value: 7,
    meaning:
      "days with data in the 28 before first seen, without which a campaign is not called emerging",
    source: "ours: where nothing was looked at before, a first sight is not a first call",
  },
  dormantDays: {
    value: 14,
    meaning: "days without a dated report after which a campaign is dormant",
    source: "ours",
  },
  endedDays: {
    value: 45,
    meaning: "days without a dated report after which a campaign has ended",
    source: "ours",
  },
  mostPostings: {
    value: 500,
    meaning: "wordings that may share a shingle before it is too common to propose pairs",
    source: "ours: bounds the candidate pairs; common phrases still count in the similarity",
  },
});
