import { describe, expect, it } from "vitest";
import * as calls from "../../src/facts/wording/calls.ts";
import * as campaigns from "../../src/facts/wording/campaigns.ts";
import * as complaints from "../../src/facts/wording/complaints.ts";
import * as coverage from "../../src/facts/wording/coverage.ts";
import * as limits from "../../src/facts/wording/limits.ts";
import { labelQuality, methodSections } from "../../src/facts/wording/methods.ts";
import { partLabel } from "../../src/facts/wording/parts.ts";
import { placeName, placeOwn, placeStart } from "../../src/facts/wording/places.ts";
import * as titles from "../../src/facts/wording/titles.ts";
import * as tracing from "../../src/facts/wording/tracing.ts";
import { monthFacts } from "../../src/facts/month.ts";
import {
  callCountSentence,
  entrySentence,
  errorRateSentence,
  eventSentence,
  probabilitySentence,
} from "../../src/facts/wording/campaign-calls.ts";
import type {
  AreaFacts,
  CampaignCalls,
  CampaignFacts,
  Change,
  Count,
  Coverage,
  Facts,
  JudgedBand,
  StateFacts,
  TracingFacts,
} from "../../src/facts/types.ts";
import { expectGolden } from "../golden.ts";
import { complaintsOf, monthRows } from "./literal-rows.ts";

const publisher = {
  office: null,
  contact: null,
  license: null,
  corrections: null,
  corrections_log: [],
};
const { facts } = monthFacts(monthRows(complaintsOf(60, { state: "KS" })), {
  audience: "office",
  publisher,
  method_sha256: "0".repeat(64),
});
const kansas = facts.states.find((s) => s.state === "KS")!;

/** A month of which these days are covered; "all" for each. */
function covered(days: number[] | "all", month = "2024-03", agencies = ["FTC"]): Coverage {
  const list = Array.from({ length: 31 }, (_, i) =>
    days === "all" || days.includes(i + 1) ? ("covered" as const) : ("none" as const),
  );
  return {
    month,
    days: list,
    days_covered: list.filter((d) => d === "covered").length,
    agencies,
  };
}
const nation = { ...facts.nation, coverage: covered("all") };

const lines: string[] = [];
const sentences: string[] = [];
const heading = (text: string) => lines.push("", `# ${text}`);
const say = (what: string, sentence: string | null) => {
  lines.push(`${what}: ${sentence ?? "(nothing)"}`);
  sentences.push(sentence ?? "");
};

const edges: [string, Count][] = [
  ["0", 0],
  ["1", 1],
  ["2", 2],
  ["1,204", 1204],
  ["withheld", "withheld"],
];

function complaintSentences(): void {
  heading("Coverage of a month");
  const spans: [string, Coverage][] = [
    ["whole", covered("all")],
    ["one day", covered([13])],
    ["three days in a row", covered([13, 14, 15])],
    ["days apart", covered([1, 5, 9])],
    ["two agencies", covered("all", "2024-03", ["FCC", "FTC"])],
  ];
  for (const [what, span] of spans) {
    const of = {
      ...nation,
      coverage: span,
      complaints: 20508,
      rate: { value: 6.13, low: 6, high: 6.25 },
    };
    say(what, complaints.nationHeadline(of));
    say(`${what}, title`, complaints.nationTitle(of));
    say(`${what}, note`, coverage.coverageNote(span));
  }
  say(
    "a day that is cut",
    coverage.coverageNote({
      ...covered([1, 2]),
      days: [...covered([1, 2]).days.slice(0, 30), "cut"],
    }),
  );

  heading("A jurisdiction");
  const rank = { rank: 17, low: 5, high: 35, of: 51 };
  const rate = { value: 41.26, low: 39, high: 44 };
  for (const [what, n] of edges) {
    const shown = n !== "withheld";
    const s: StateFacts = {
      ...kansas,
      complaints: n,
      sessions: n,
      rate: shown ? rate : null,
      rank: shown ? rank : null,
      unranked: shown ? null : "withheld",
    };
    say(`${what} complaints`, complaints.stateHeadline(s, nation));
    say(`${what} complaints, sessions`, complaints.sessionSentence(s, nation, 2_900_000));
  }
  for (const code of ["DC", "VI", "MP", "GU", "PR", "AS"]) {
    const s = {
      ...facts.states.find((one) => one.state === code)!,
      complaints: 52,
      sessions: 40,
      rate,
      has_complaints: true,
    };
    say(code, complaints.stateHeadline({ ...s, rank: null }, nation));
    say(`${code}, title`, complaints.stateTitle(s, nation));
    say(`${code}, rank`, complaints.rankSentence({ ...s, rank: null, unranked: "territory" }));
    say(`${code}, own`, `${placeStart(code)} / ${placeName(code)} / ${placeOwn(code)}`);
    say(`${code}, calls`, titles.callsTitle(s));
  }
  say(
    "no complaints loaded",
    complaints.stateHeadline({ ...kansas, has_complaints: false }, nation),
  );

  heading("Ranks");
  say("a range", complaints.rankSentence({ ...kansas, rank }));
  say(
    "one rank",
    complaints.rankSentence({ ...kansas, rank: { rank: 1, low: 1, high: 1, of: 51 } }),
  );
  for (const unranked of ["withheld", "territory", "too_few"] as const) {
    say(unranked, complaints.rankSentence({ ...kansas, rank: null, unranked }));
    say(`${unranked}, title`, titles.placeTitle({ ...kansas, rank: null, unranked }));
  }
  say("title", titles.placeTitle({ ...kansas, rank }));
  say(
    "title, one other",
    titles.placeTitle({ ...kansas, rank: { rank: 1, low: 1, high: 2, of: 51 } }),
  );
  say("title, alone", titles.placeTitle({ ...kansas, rank: { rank: 1, low: 1, high: 1, of: 51 } }));
  const leader = {
    ...kansas,
    rate: { value: 10, low: 7, high: 14 },
    rank: { rank: 1, low: 1, high: 9, of: 3 },
  };
  const other = (low: number) => ({
    ...leader,
    state: "TX",
    name: "Texas",
    rate: { value: 5, low: 4, high: 6 },
    rank: { rank: 2, low, high: 3, of: 3 },
  });
  say("map, alone", titles.mapTitle([leader, other(2)]));
  say("map, one other", titles.mapTitle([leader, other(1)]));
  say("map, two others", titles.mapTitle([leader, other(1), { ...other(1), name: "Ohio" }]));
  say("map, nobody", titles.mapTitle([]));
  say(
    "standing",
    titles.standingTitle([leader, other(2)], { ...nation, rate: { value: 6.5, low: 6, high: 7 } }),
  );
  say(
    "region",
    titles.regionTitle([
      { ...leader, complaints: 100 },
      { ...other(2), complaints: 20 },
    ]),
  );

  heading("Change");
  const changes: [string, Change][] = [
    ...(["not_loaded", "partial", "agencies_differ", "withheld", "zero"] as const).map(
      (reason): [string, Change] => [reason, { before: "2024-02", reason }],
    ),
    ["higher", { before: "2024-02", value: 1.18, low: 1.1, high: 1.26, p: 0.001, is_change: true }],
    ["lower", { before: "2024-02", value: 0.82, low: 0.75, high: 0.9, p: 0.001, is_change: true }],
    [
      "no change",
      { before: "2024-02", value: 1.02, low: 0.9, high: 1.15, p: 0.6, is_change: false },
    ],
  ];
  for (const [what, change] of changes) say(what, complaints.changeSentence({ ...kansas, change }));
}

function partSentences(): void {
  heading("Kinds of call, topics, days and hours");
  const part = (key: string, label: string, count: Count) => ({ key, label, count });
  const area = (over: Partial<AreaFacts>): AreaFacts => ({ ...kansas, complaints: 300, ...over });
  for (const [what, n] of edges) {
    const types = [part("robocall", "Robocall", n)];
    say(`${what} robocalls`, complaints.typeSentence(area({ types, complaints: 2000 })));
    say(`${what} robocalls, title`, titles.typeTitle(area({ types, complaints: 2000 })));
    const topics = [part("x", "Impostors", n), part("", "No topic given", 100)];
    say(`${what} on a topic`, complaints.topicSentence(area({ topics })));
    say(`${what} on a topic, title`, titles.topicTitle(area({ topics })));
    say(`${what} on a day, title`, titles.dayTitle(area({ days: [part("2024-03-15", "", n)] })));
    const hours = Array.from({ length: 24 }, (_, h) => part(String(h), "", h === 11 ? n : 0));
    say(
      `${what} in an hour, title`,
      titles.hourTitle(area({ hours, timed: 200, timed_outside: 12 })),
    );
    say(`${what} with a time`, titles.hourNote(area({ timed: n })));
    say(`${what} to break down`, complaints.tooFewToBreakDown(area({ complaints: n })));
    say(`${what} unplaced`, complaints.unplacedSentence({ ...nation, unplaced: n }));
    say(
      `${what} impossible`,
      titles.numberTitle({ ...nation, impossible_numbers: { given: 2000, impossible: n } }),
    );
  }
  const tie = [part("a", "Impostors", 40), part("b", "Charities", 40)];
  say("two topics alike", titles.topicTitle(area({ topics: tie })));
  say(
    "two days alike",
    titles.dayTitle(area({ days: [part("2024-03-14", "", 40), part("2024-03-15", "", 40)] })),
  );
  say(
    "outside withheld",
    titles.hourTitle(area({ hours: [part("0", "", 40)], timed: 200, timed_outside: "withheld" })),
  );
  say("hours", ["0", "9", "12", "21", ""].map((h) => partLabel("hour", h)).join(", "));
  say("day", partLabel("day", "2019-12-13"));
  say("area codes", ["913", "other", ""].map((p) => partLabel("area_code", p)).join(", "));
}

function callSentences(): void {
  heading("Calls");
  const t = (over: Partial<TracingFacts>): TracingFacts => ({
    month: "2024-03",
    is_simulated: false,
    calls: 3640,
    call_records: 7097,
    exporters: 24,
    providers: 46,
    origin_known: 2020,
    ends: [{ key: "no_export", label: tracing.stopReason("no_export"), count: 1500 }],
    findings: [],
    join_check: { handoffs: 12_345, found: 12_001, right: 11_998 },
    named: null,
    ...over,
  });
  say("traced", calls.tracingHeadline(t({})));
  say("traced, simulated", calls.tracingHeadline(t({ is_simulated: true })));
  say("traced, withheld", calls.tracingHeadline(t({ calls: "withheld" })));
  say("where traces stop", calls.endsTitle(t({})));
  const shift = { provider_id: "P7", name: "Acme", other_provider_id: null, calls: 412 };
  const days = { first_day: "2024-03-10", last_day: "2024-03-31" };
  say("zone", calls.zoneShiftSentence({ ...shift, ...days, shift_s: -3600 }));
  say(
    "zone, of one of two",
    calls.zoneShiftSentence({
      ...shift, name: null, other_provider_id: "P8", shift_s: 19_800, first_day: "2024-03-10", last_day: "2024-03-10",
    }), // prettier-ignore
  );
  say("join without Call-IDs", calls.joinCheckSentence(t({})));
  say(
    "join without Call-IDs, none in the records",
    calls.joinCheckSentence(t({ join_check: null })),
  );
  say(
    "join without Call-IDs, finds nothing",
    calls.joinCheckSentence(t({ join_check: { handoffs: 1000, found: 0, right: 0 } })),
  );
  for (const [what, n] of edges) {
    say(
      `${what} calls`,
      calls.stateCallsSentence({
        ...kansas,
        calls: { calls: n, call_records: null, origin_known: n, is_simulated: false },
      }),
    );
  }
  say(
    "office",
    calls.stateCallsSentence({
      ...kansas,
      calls: { calls: 20, call_records: 41, origin_known: 12, is_simulated: true },
    }),
  );
  for (const code of [
    "originator",
    "foreign_upstream",
    "no_export",
    "no_such_call",
    "hand_over_not_named",
    "ambiguous",
    "loop",
  ]) {
    say(`the trace (${code})`, tracing.stopReason(code));
    say(`the answers (${code})`, tracing.answerStop(code));
  }
  heading("Tracebacks");
  for (const code of [
    "confirmed_by_own_export",
    "no_record_but_downstream_has_it",
    "no_record_but_upstream_has_it",
    "no_record_but_own_export_has_it",
    "names_other_upstream_than_own_export",
    "names_other_than_asked_next",
    "records_lead_elsewhere",
    "call_in_no_export",
    "answered_before_asked",
    "answer_without_request",
    "hops_go_in_a_cycle",
  ])
    say(code, tracing.tracebackFinding(code, "Example Telecom"));
  for (const code of [
    "exports_records_of_another",
    "replaced_records_of_another",
    "in_no_directory",
    "second_id",
    "directory_contradicts_records",
    "clock_off",
    "no_record_of_named_calls",
  ])
    say(code, `One provider ${tracing.recordFinding(code)}.`);
  for (const code of [
    "answered_in_time",
    "answered_late",
    "answered_time_unknown",
    "declined",
    "legally_unable",
    "pending",
    "no_response",
    "impossible",
  ])
    say(code, tracing.responseStatus(code));
  for (const applies of [true, false, null]) say(`rule ${applies}`, tracing.ruleStatus(applies));
  for (const code of ["your_record_of_the_call", "who_handed_it_to_you"])
    say(code, `Please send us ${tracing.askedFor(code)}.`);
  for (const weakest of ["record", "named", "bridged", "bridged_with_gap"]) {
    const { carried, between } = tracing.pathSupport([weakest]);
    say(weakest, `carried: ${carried}; between: ${between}`);
  }
}

function campaignSentences(): void {
  heading("Campaigns");
  const campaign = (over: Partial<CampaignFacts>): CampaignFacts => ({
    campaign_id: "c1", calls: null, label: "Amazon: order or purchase", category: "retail_order", status: "undated", support: "fair",
    recordings: 12, first_seen: null, last_seen: null, versions: null, cohesion: null, complaints: 0, states: [],
    call_to_action: "press 1", brands: ["Amazon"], mentions: [], languages: ["en"], script: "…",
    callbacks: [{ number: "+18333041447", recordings: 12, other_campaigns: [] }], groups: null, nearest: null, sources: [],
    is_simulated: false, ...over,
  }); // prettier-ignore
  for (const [what, n] of edges) {
    say(`${what} complaints`, campaigns.campaignHeadline(campaign({ complaints: n }), "2024-03"));
    say(
      `${what} recordings`,
      campaigns.campaignHeadline(
        campaign({ recordings: n, versions: n === "withheld" ? null : n, callbacks: [] }),
        "2024-03",
      ),
    );
  }
  say("one party", campaigns.partiesSentence(campaign({})));
  say(
    "three parties",
    campaigns.partiesSentence(
      campaign({ brands: ["AT&T", "DirecTV", "Spectrum"], mentions: ["Netflix"] }),
    ),
  );
  say("no party", campaigns.partiesSentence(campaign({ brands: [] })));
  for (const support of ["weak", "fair", "strong"])
    say(support, campaigns.supportSentence(support));
  const list = (over: Partial<Facts>) => ({
    ...facts,
    recordings: 1100,
    has_recordings: true,
    campaigns_not_shown: 42,
    ...over,
  });
  say("list", campaigns.campaignListSentence(list({ campaigns: [campaign({}), campaign({})] })));
  say(
    "list of one",
    campaigns.campaignListSentence(list({ campaigns: [campaign({})], campaigns_not_shown: 1 })),
  );
  say(
    "no recordings",
    campaigns.campaignListSentence(list({ recordings: 0, has_recordings: false })),
  );
  for (const has_calls of [true, false])
    say(
      `calls loaded: ${has_calls}`,
      campaigns.campaignCallsSentence(list({ has_calls }), campaign({})),
    );
  const calls = (over: Partial<CampaignCalls>): CampaignCalls => ({
    calls: 12_345, low: 15_000, high: 21_000, callers: 400, probability: 0.96, least_without: 0.4, scripts: 1, traced: 12_000,
    entries: [], numbers: [], month_calls: 12_345, states: [], days: [], forecast: null, events: [], reasons: [], links: [], ...over,
  }); // prettier-ignore
  const entry = {
    origin_kind: "entry", provider_id: "G1", provider_name: "Gate Telecom", foreign_provider_id: "F1", foreign_name: "Far Tel",
    foreign_country: "IN", customer_id: null, calls: 12_000, first_at: "2024-03-01", last_at: "2024-03-30",
  }; // prettier-ignore
  const own = { ...entry, origin_kind: "customer", customer_id: "C 9" };
  for (const high of [21_000, 15_000, null])
    say(`high ${high}`, callCountSentence(calls({ high })));
  say("from abroad", entrySentence(calls({ entries: [entry] })));
  say("customer", entrySentence(calls({ entries: [own], traced: 12_345 })));
  say("cut", entrySentence(calls({ entries: [{ ...own, origin_kind: "signer" }], traced: 0 })));
  say("not known", entrySentence(calls({})));
  for (const event of ["moved", "returned", "fell_silent"])
    say(event, eventSentence({ day: "2024-03-12", event, from_name: "A Tel", to_name: "B Tel" }));
  say("probability", probabilitySentence(calls({}), []));
  const judged = (n: number): JudgedBand[] => [
    { band: "0.9 to 0.99", judged: n, real: n - 3, interval: [0.91, 0.99] },
  ];
  say("some judged", errorRateSentence(judged(40)));
  say("enough judged", errorRateSentence(judged(120)));
  say(
    "nothing recorded",
    campaigns.campaignHeadline(
      campaign({ recordings: 0, calls: calls({ entries: [entry] }) }),
      "2024-03",
    ),
  );
  say("caution", campaigns.campaignCaution);
  say("script", campaigns.scriptNote);
}

function otherSentences(): void {
  heading("Limits, terms and publisher");
  for (const limit of limits.nationLimits(facts)) say("nation", limit);
  for (const limit of limits.stateLimits(facts, kansas)) say("state", limit);
  for (const { term, meaning } of limits.glossary) say(term, meaning);
  say("publisher unknown", limits.publisherSentence(facts));
  say("corrections unknown", limits.correctionSentence(facts));
  const named = {
    ...facts,
    publisher: {
      ...publisher,
      office: "Office of the Kansas Attorney General",
      contact: "785-296-2215",
      license: "CC0 1.0",
      corrections: "corrections@ag.example.gov",
    },
  };
  say("publisher", limits.publisherSentence(named));
  say("corrections", limits.correctionSentence(named));
  for (const [audience, is_demonstration] of [
    ["public", false],
    ["office", false],
    ["public", true],
  ] as const)
    say("edition", limits.editionName({ audience, is_demonstration }));
  say("numbering", limits.numberingNote(facts));
  say("files", limits.filesSentence(facts));
  say("band", calls.demonstrationBand);
  heading("Methods");
  for (const section of methodSections) for (const p of section.paragraphs) say(section.title, p);
  say("Campaigns", labelQuality);
}

describe("every sentence", () => {
  complaintSentences();
  partSentences();
  callSentences();
  campaignSentences();
  otherSentences();
  const text = `${lines.join("\n").trim()}\n`;

  it("is as somebody last read it", () => {
    expectGolden("wording.txt", text);
  });

  it.each([
    ["a blank before %", /\d %/],
    [
      "a day before its month",
      /\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)\b/,
    ],
    ["British spelling", /neighbour|colour|analys(e|ing)\b|organis|centre\b|labelled/i],
    [
      "words that our own house style forbids",
      /hand-overs?|\banew\b|that is none|\bis told\b|by what became|\bstands? (in|at|beside)\b/i,
    ],
    ["a clock with colons", /\b\d{1,2}:00\b/],
    ["a missing article", /\b(in|from|to) (District of Columbia|U\.S\. Virgin|Northern Mariana)/],
    [
      "a wrong plural",
      /\b1 (complaints|days|calls|recordings|places|sessions|scripts|providers)\b/,
    ],
    ["something undefined", /undefined|NaN|null|\[object/],
  ])("has no %s", (_, pattern) => {
    expect(sentences.filter((sentence) => pattern.test(sentence))).toEqual([]);
  });
});
