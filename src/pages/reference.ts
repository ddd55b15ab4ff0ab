import { numberGroupThresholds } from "../analysis/complaints/number-groups.ts";
import { forecastThresholds } from "../analysis/forecasts/thresholds.ts";
import {
  cellThresholds,
  evidenceThresholds,
  evidenceWeights,
  lifeThresholds,
  linkThresholds,
} from "../analysis/traffic/thresholds.ts";
import { campaignThresholds } from "../analysis/campaigns/index.ts";
import { complaintThresholds } from "../analysis/complaints/thresholds.ts";
import { changeFalseDiscoveryRate } from "../analysis/statistics/change.ts";
import { leastExpected, rankLevel } from "../analysis/statistics/ranks.ts";
import { priorSessions, priorWeekDegrees, rateLevel } from "../analysis/statistics/rates.ts";
import { effectThresholds } from "../analysis/effects/thresholds.ts";
import { webThresholds } from "../analysis/web/thresholds.ts";
import { identityThresholds } from "../analysis/identity/thresholds.ts";
import { standingThresholds } from "../analysis/standing/thresholds.ts";
import { tracingThresholds } from "../analysis/tracing/index.ts";
import {
  dominantShare,
  leastForSplits,
  leastWidth,
  smallestCell,
} from "../facts/disclosure/rules.ts";
import { errorRateSentence } from "../facts/wording/campaign-calls.ts";
import { joinCheckSentence } from "../facts/wording/calls.ts";
import { formatCount, joinWords } from "../facts/wording/format.ts";
import { forecastScoreSentence } from "../facts/wording/forecasts.ts";
import { correctionSentence, filesSentence } from "../facts/wording/limits.ts";
import { labelQuality, methodSections } from "../facts/wording/methods.ts";
import type { Facts, LoadFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { publisherLink, simulatedBand, table, type Page } from "./parts.ts";

interface ListedThreshold {
  topic: string;
  name: string;
  value: number;
  meaning: string;
  source: string;
}

const listed = (
  topic: string,
  thresholds: Readonly<Record<string, { value: number; meaning: string; source: string }>>,
): ListedThreshold[] =>
  Object.entries(thresholds).map(([name, t]) => ({ topic, name: inWords(name), ...t }));

/** "wordingSimilarity", "session_gap_s" → "wording similarity", "session gap (seconds)" */
const inWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replace(/_s$/, " (seconds)")
    .replaceAll("_", " ");

const ours = "declared by this project";

const statistics: ListedThreshold[] = [
  ["confidence of an interval", rateLevel, "Confidence of the interval of a rate or share", ours],
  ["joint confidence of ranks", rankLevel, "Confidence that all rank ranges of a month hold together", ours],
  ["least expected complaints", leastExpected, "Complaints expected at the national rate below which a place is not ranked", ours],
  ["prior sessions", priorSessions, "Sessions’ worth of the national dispersion that a place’s own is weighed against", ours],
  ["prior degrees of freedom", priorWeekDegrees, "The same for dispersion from week to week, in degrees of freedom", ours],
  ["false discovery rate", changeFalseDiscoveryRate, "Expected share of false claims among the claimed changes of a month", ours],
].map(([name, value, meaning, source]) => ({ topic: "Statistics", name, value, meaning, source }) as ListedThreshold); // prettier-ignore

const disclosure: ListedThreshold[] = [
  ["smallest cell", smallestCell, "Filing sessions (or called numbers) below which a count is withheld from the public", "common practice of statistical offices"],
  ["dominance", dominantShare, "Share of a count from which one session dominates it, and the count is withheld", "common practice of statistical offices"],
  ["least width", leastWidth, "Width of the interval that a reader must at least leave open around a withheld count", ours],
  ["least for a breakdown", leastForSplits, "Complaints below which an area is not broken down", ours],
].map(([name, value, meaning, source]) => ({ topic: "Small numbers", name, value, meaning, source }) as ListedThreshold); // prettier-ignore

/** How every number is made, with every threshold that decides one. */
export function methodsPage(facts: Facts): Page {
  const thresholds = [
    ...listed("Complaints", complaintThresholds),
    ...statistics,
    ...disclosure,
    ...listed("Campaigns", campaignThresholds),
    ...listed("Cells of calls", cellThresholds),
    ...listed("Campaigns of calls", linkThresholds),
    ...listed("Evidence", evidenceThresholds),
    ...listed("Weights of patterns", evidenceWeights),
    ...listed("Life of campaigns", lifeThresholds),
    ...listed("Number groups", numberGroupThresholds),
    ...listed("Forecasts", forecastThresholds),
    ...listed("Paths of calls", tracingThresholds),
    ...listed("Standing of providers", standingThresholds),
    ...listed("Identity of companies", identityThresholds),
    ...listed("Web of providers", webThresholds),
    ...listed("Effects of actions", effectThresholds),
  ];
  const joinCheck = facts.tracing && joinCheckSentence(facts.tracing);
  return {
    path: "/methods",
    title: "How these numbers are made",
    description: "Methods, thresholds and error rates behind every figure.",
    body: html`<h1>How these numbers are made</h1>${simulatedBand(facts.is_demonstration)}<p class="lede">Every figure leads to a file and its hash. Every threshold that decides a number is listed below. Method version ${facts.method_version}.</p>
${methodSections.map((section) => html`<h2 id="${section.id}">${section.title}</h2>${section.paragraphs.map((p) => html`<p>${p}</p>`)}${section.id === "campaigns" && html`<p>${labelQuality}</p>`}${section.id === "campaign-calls" && html`<p>${errorRateSentence(facts.judged_bands)}</p>`}${section.id === "forecasts" && facts.forecast_scores.filter((s) => s.series === "complaints").map((s) => html`<p>${forecastScoreSentence(s)}</p>`)}${section.id === "paths" && joinCheck && html`<p>${joinCheck}</p>`}`)}
<h2 id="thresholds">Thresholds</h2>${table<ListedThreshold>(
      "Every threshold that decides a published number",
      [
        { head: "Topic", cell: (t) => t.topic, sort: (t) => t.topic },
        { head: "Threshold", cell: (t) => t.name, sort: (t) => t.name, isHead: true },
        { head: "Value", cell: (t) => String(t.value), sort: (t) => t.value, isNumber: true },
        { head: "What it decides", cell: (t) => t.meaning },
        { head: "Source", cell: (t) => t.source },
      ],
      thresholds,
    )}
<h2 id="dispute">Corrections and disputes</h2><p>${correctionSentence(facts)} <a href="/about#corrections">Corrections so far</a>.</p>`,
  };
}

/** Every load with its hash; with its counts where they are not people. */
export function dataPage(
  facts: Facts,
  downloads: readonly { path: string; name: string; what: string }[],
): Page {
  const { registry } = facts;
  return {
    path: "/data",
    title: "Data: every file behind these numbers",
    description: filesSentence(facts),
    body: html`<h1>Every file behind these numbers</h1>${simulatedBand(facts.is_demonstration)}<p class="lede">${filesSentence(facts)}</p>${facts.audience === "public" && html`<p>Counts are given for reference files only: a file of complaints or calls may hold those of one place, and its count would show what the tables withhold. Names of files are left out because they may name a provider.</p>`}${table<LoadFacts>(
      "Files",
      [
        {
          head: "What",
          cell: (l) => html`<span id="load-${l.load_id}">${l.title}</span>`,
          sort: (l) => l.title,
          isHead: true,
        },
        { head: "Publisher", cell: publisherLink, sort: (l) => l.publisher },
        { head: "Covers", cell: coversCell },
        { head: "Read", ...rowCount((rows) => rows.read) },
        { head: "Loaded", ...rowCount((rows) => rows.loaded) },
        { head: "Duplicate", ...rowCount((rows) => rows.duplicate) },
        {
          head: "Rejected",
          cell: rejectedCell,
          sort: (l) => l.rows?.rejected ?? -1,
          isNumber: true,
        },
        { head: "SHA-256", cell: (l) => html`<code class="hash">${l.file_sha256}</code>` },
      ],
      facts.loads,
    )}${registry && html`<h2 id="registry">The registry of providers</h2><p>The loaded copy of the FCC Robocall Mitigation Database lists ${formatCount(registry.filings)} filings: ${formatCount(registry.gateways)} tick the gateway box and ${formatCount(registry.intermediates)} the intermediate one; ${formatCount(registry.without_update)} have no date of last update. A filing says nothing about a provider’s conduct.</p>`}
<h2 id="downloads">Downloads</h2><ul>${downloads.map((d) => html`<li><a href="${d.path}" download="${d.path.split("/").at(-1)}">${d.name}</a>: ${d.what}</li>`)}</ul>
<h2 id="rerun">Run it again</h2><p>The same files through the same version of the program give the same numbers, byte for byte. The program is open source (Apache-2.0).</p>`,
  };
}

const rowCount = (of: (rows: NonNullable<LoadFacts["rows"]>) => number) => ({
  cell: (l: LoadFacts) => (l.rows ? formatCount(of(l.rows)) : "–"),
  sort: (l: LoadFacts) => (l.rows ? of(l.rows) : -1),
  isNumber: true,
});

function rejectedCell(load: LoadFacts): Markup {
  const reasons = (load.rows?.reject_reasons ?? [])
    .map((r) => `${r.reason.replaceAll("_", " ")} ${formatCount(r.rows)}`)
    .join(", ");
  return html`${load.rows ? formatCount(load.rows.rejected) : "–"}${reasons && html` <small>(${reasons})</small>`}${load.over_reject_limit && html` <strong class="alarm">over its limit</strong>`}`;
}

function coversCell(load: LoadFacts): Markup {
  const twice = joinWords(load.doubled_days);
  return html`${covers(load)}${twice && html` <small>The publisher loaded ${twice} twice; ${load.doubled_days.length === 1 ? "it is" : "they are"} counted once.</small>`}${load.notes.map((note) => html` <small>${note}</small>`)}`;
}

function covers(load: LoadFacts): string {
  if (load.first_at && load.last_at) {
    const [from, to] = [load.first_at.slice(0, 10), load.last_at.slice(0, 10)];
    return from === to ? from : `${from} to ${to}`;
  }
  return load.file_date ? `file dated ${load.file_date}` : "undated";
}
