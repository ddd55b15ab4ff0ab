// How every number is made, for the methods page. One entry a topic; paragraphs are plain text.

export interface MethodSection {
  id: string;
  title: string;
  paragraphs: readonly string[];
}

export const methodSections: readonly MethodSection[] = [
  {
    id: "complaints",
    title: "Complaints",
    paragraphs: [
      "Each complaint is counted once, on the day the agency received it. FTC files carry no complaint number, so two rows that agree in every column are one complaint; FCC complaints are identified by ticket. Text messages are kept but not counted as calls. The FTC dates reports by the Eastern clock.",
      "The state is the one the consumer stated, or the state of the consumer’s area code where none was stated, as the FTC does it. In the sample 6% of complaints state one place and have another place’s area code; the counts by stated place and by area code are published side by side and never joined into one series.",
      "The consumer decides whether a call was a robocall. The FCC’s “prerecorded” and “autodialed” both count as robocalls.",
      "The time of a call is the consumer’s own clock. Times of exactly midnight (the form’s default), later than the report, or more than a year before it are left out.",
      "A day with fewer than half of the complaints of its usual weekday is cut: its file ends early. Such a day is counted, but does not count as covered.",
    ],
  },
  {
    id: "sessions",
    title: "Filing sessions",
    paragraphs: [
      "A complaint is not an independent event: one person may file dozens in a row. Complaints to one agency from one city, state and area code, with at most ten minutes between one and the next, are one filing session. A complaint without a city is a session by itself. Sessions are a proxy for people: two neighbors may be joined, and one person may file from two places.",
    ],
  },
  {
    id: "rates",
    title: "Rates, intervals and ranks",
    paragraphs: [
      "A rate is complaints per 100,000 residents. Population is the Census Bureau’s estimate for the middle of the month, linear between two July 1 estimates. Estimates up to 2019 rest on the 2010 census and later ones on the 2020 census, so rates of late 2019 and early 2020 may be off by up to 3% for some states. American Samoa, Guam, the Northern Mariana Islands and the U.S. Virgin Islands have no yearly estimate; their 2020 census count is used.",
      "The complaints received are all counted, so there is no sampling error. The interval is about the rate that the same conditions would bring again. Because complaints come in sessions, their variance is a multiple of their mean: the sum of squared session sizes over the sum of session sizes, shrunk toward the national value. Where four whole weeks are covered, the variation from week to week is estimated too, and the larger of the two is used. The interval is count × exp(± t √(dispersion / count)).",
      "Only the states and the District of Columbia are ranked, and only those from which at least 30 complaints are expected at the national rate. Two places are told apart where their log rates differ by more than c standard errors, where c is the 90% quantile of the largest such difference if no two places differed (max-T; Mogstad, Romano, Shaikh and Wilhelm 2024). A state whose count is withheld from the public is left out of the ranking in every edition.",
    ],
  },
  {
    id: "change",
    title: "Change from month to month",
    paragraphs: [
      "Two months are compared only if both have 25 covered days or more and come from the same agencies. A month’s exposure is its covered days, weighted by what each weekday and federal holiday brings nationally. The ratio of rates is tested with the same dispersion, and a change is claimed at a false discovery rate of 5% over all places (Benjamini and Hochberg).",
    ],
  },
  {
    id: "numbers",
    title: "Telephone numbers",
    paragraphs: [
      "A caller ID is kept as reported and checked against the North American Numbering Plan: its rules, the area codes and exchanges in service, foreign countries under +1, toll-free codes and placeholders. Words typed on a keypad are converted; numbers that a spreadsheet has damaged are rejected, never guessed.",
    ],
  },
  {
    id: "campaigns",
    title: "Campaigns",
    paragraphs: [
      "Transcripts are compared on two levels. Recordings that share nearly all four-word runs are the same audio, perhaps cut. Recordings whose two-word runs agree, with rare ones weighing more, are joined into a script while the average similarity over all pairs stays above the threshold.",
      "A script’s public text is the words that at least half of its versions share, from at least three sources or lines. What varies is replaced by “[…]”. No single recording is quoted, names of people are masked, and recordings that sound like two people talking are left out.",
      "The pretext is decided by the parts of the script: who it claims to be, what it claims happened, what it asks. A call impersonates a party only where it speaks as that party (“this is”, “calling from”); otherwise it mentions it.",
      "A spoken number counts as a call-back only if at least three recordings from two sources or lines speak it, or a complaint names it. Any other may be the called person’s own, and is masked wherever text is shown.",
      "A campaign’s support is weak, fair or strong by the number of its recordings and versions. It is not a probability.",
    ],
  },
  {
    id: "campaign-calls",
    title: "Campaigns found in calls",
    paragraphs: [
      "Calls are put into cells: calls of one origin (customer, entry from abroad, origination ID, signature, trunk) with one displayed number, or with numbers made up in one way. Cells of one origin, then of different origins, are joined into a campaign by the sum of named comparisons, in bits: origin, displayed numbers, call-back numbers, scripts, states, hours, days, answers and lengths, attestation, verdicts of apps. How often unrelated cells look alike is measured on pairs of the same months.",
      "Whether a campaign matches patterns of calls labeled illegal is decided by evidence that is added up in bits, with a cap for each source, so that no single app, recording source or carrier decides. The sum is turned into a probability that supposes one bulk caller in ten; where one in twenty is meant, 0.90 is 0.81, where one in fifty, 0.63. A campaign is claimed from a probability of 0.7 on, and only if more than one source speaks for it. Consent is in no call record: nobody can say from records alone that a call was illegal.",
      "docs/campaigns.md lists the error rates in simulated worlds, with those of worlds that another author made and no rule was set on. They are better where carriers name their customers, and much worse where half of the carriers share no records.",
      "An early warning is raised in the first hour at whose end a customer, an entry, an origination ID or a displayed number with 50 calls or more has a probability of 0.35, from what was known by then alone. Its reasons are those of campaigns, without what only links between callers show.",
      "How many calls there were in all is estimated from the providers that deliver calls and share records, by the exchanges that they serve (ratio estimator, 90% interval). Where fewer than three share records, only “at least” is said.",
    ],
  },
  {
    id: "number-groups",
    title: "Number groups",
    paragraphs: [
      "Numbers that surprisingly many people name in complaints are leads, not campaigns. The unit is a distinct area code and day. What is surprising is decided for each kind of number by a negative binomial that is fitted to the many numbers with one, two or three units; at most 5% of the numbers found should be false ones. A number must be named from three area codes on three days. Surprising numbers of one block of a thousand are one group.",
    ],
  },
  {
    id: "forecasts",
    title: "The next four weeks",
    paragraphs: [
      "A forecast is the nation’s level, which follows the last week closely, times the state’s share of it, which changes slowly, times the profile of the week. Days that are missing or cut are left out. The 80% interval is as wide as the errors of past forecasts were. A forecast says what comes if nothing changes: it knows of no new campaign and no enforcement.",
    ],
  },
  {
    id: "paths",
    title: "Paths of calls",
    paragraphs: [
      "Where providers share their call records, the records of one call are joined by the called number (of which only a keyed hash is kept), by who handed the call to whom, and by time, with the providers’ clocks corrected. Where a provider shares no records, the records on its two sides are joined only if they alone fit. Where two candidates fit about equally well, neither is taken.",
      "Error rates are from simulated worlds only. In worlds that no rule was set on, 97 to 100% of the handoffs that both sides recorded were found, at most 1 in 10,000 of those claimed was wrong, and up to 17 in 10,000 hops named a provider that the call had not passed, most of them where a record itself named a wrong ID. Handoffs between the same two providers are not independent: with some 100 provider pairs, the upper 95% limit of the error rate per pair is about 3%.",
      "Where records hold SIP Call-IDs, these prove which two records are one handoff, and the join without them is checked against them. In two simulated worlds with rewritten callers and missing provider names it found 121,588 of 122,628 such handoffs (99.15%), and 121,574 of these were the right pair (99.98%); in two plain worlds it found 128,550 of 128,552, all right. The same figure for the month’s own records follows where they hold at least 1,000 such handoffs.",
      "Carrying a call says nothing about a provider’s conduct.",
    ],
  },
  {
    id: "responses",
    title: "Answers to tracebacks",
    paragraphs: [
      "47 CFR 64.1200(n)(1) gives a provider 24 hours to answer a traceback request from the FCC, law enforcement or the registered industry consortium. The clock does not start outside business hours (8 a.m. to 5:30 p.m. at the provider’s office, Monday to Friday, federal holidays excluded) and stops on days that are not business days. The rule bound every US provider from January 8, 2024, and gateway providers from September 23, 2022.",
      "Doubt goes to the provider. Where no directory gives its time zone, an answer is late only if it is late in every US zone. Days closed by executive order count as holidays. An answer without a recorded time is an answer. A refusal is its own outcome. A request counts as unanswered only if its own file reaches past the due time.",
    ],
  },
  {
    id: "small",
    title: "Small numbers",
    paragraphs: [
      "The public edition withholds a count that stands for fewer than 11 filing sessions (for calls: called numbers), one of which a single session holds more than half, or that would be under 11 without its largest session. Other counts are withheld with it, chosen by a linear program with seeded random prices, so that nobody can work the first ones out from the published totals: the interval that a reader can find must be at least ten wide.",
      "Before a public edition is written, a second linear program tries to break it: for every protected count it finds the narrowest interval that all published numbers allow. If one is too narrow, nothing is published.",
      "Areas with fewer than 50 complaints are not broken down. A campaign’s complaints are given by month and never as a running total. FTC complaint rows are themselves public, so withholding FTC counts protects nobody new; the rule is there for FCC tickets, office data and call records, and is applied to all data alike.",
    ],
  },
];

/** How well labels agree with two people who read all transcripts; a test holds the figures to the gold file. */
export const labelQuality =
  "Two readers labeled all 587 distinct transcripts of the sample and agree on 98% of them (kappa 0.98). The published pretext matches a reader for 99.1% of 1,074 recordings whose subject is clear, and 99.1% of those that have one get it. 0.0% of the parties that a call is said to present itself as are named by neither reader; the rules find 87.0% of those that both readers name. The rules were written with these transcripts at hand, so more errors are to be expected on others.";
