import {
  nationHeadline,
  notRecordedSentence,
  nationTitle,
  noComplaintsLoaded,
  sessionSentence,
  tooFewToBreakDown,
  typeSentence,
} from "../facts/wording/complaints.ts";
import { forecastScoreSentence, forecastSentence } from "../facts/wording/forecasts.ts";
import { campaignListSentence } from "../facts/wording/campaigns.ts";
import { tracingHeadline } from "../facts/wording/calls.ts";
import { counted, formatCount, hourName, monthName } from "../facts/wording/format.ts";
import { nationLimits, numberingNote } from "../facts/wording/limits.ts";
import {
  dayTitle,
  hourNote,
  hourTitle,
  mapTitle,
  numberTitle,
  regionTitle,
  standingTitle,
  topicTitle,
  typeTitle,
} from "../facts/wording/titles.ts";
import type {
  Count,
  Facts,
  NationFacts,
  Part,
  PublishedFigure,
  StateFacts,
} from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { dayBars, hourBars, partBars, standingPlot, weekMap } from "../charts/charts.ts";
import { callsPath, stateCallTable } from "./calls.ts";
import { campaignTable } from "./campaign-table.ts";
import { historyFigure } from "./history-figure.ts";
import { siteColours } from "../charts/palette.ts";
import { publishedSeries } from "../charts/published-series.ts";
import { choropleth, mapLegend, tileGrid } from "../charts/state-maps.ts";
import {
  complaintSource, countCell, coverageStrip, figure, mapRows, partTable, recordingSource, simulatedBand, statePath, table,
  type Page,
} from "./parts.ts"; // prettier-ignore
import { stateTable } from "./state-table.ts";

export function nationalPage(facts: Facts): Page {
  const { nation, tracing } = facts;
  const title = facts.has_complaints
    ? nationTitle(nation)
    : `Robocalls in the United States, ${monthName(facts.month)}`;
  return {
    path: "/index",
    title,
    description: facts.has_complaints ? nationHeadline(nation) : title,
    body: html`<h1>${title}</h1>${simulatedBand(facts.is_demonstration)}${
      facts.has_complaints
        ? complaintLede(nation)
        : html`<p class="lede">${tracing ? tracingHeadline(tracing) : campaignListSentence(facts)}</p><p>${noComplaintsLoaded(facts.month)}</p>`
    }${failedChecks(facts)}
${facts.has_complaints && complaintSections(facts)}
${nation.forecast && html`<h2 id="coming">The next four weeks</h2><p>${forecastSentence(nation.forecast)}</p>${facts.forecast_scores.filter((s) => s.series === "complaints").map((s) => html`<p>${forecastScoreSentence(s)} <a href="/methods#forecasts">How it is made</a>.</p>`)}`}
${tracing && html`<h2 id="calls">Where calls came from</h2>${simulatedBand(tracing.is_simulated && !facts.is_demonstration)}<p>${tracingHeadline(tracing)} <a href="${callsPath}">How far the calls could be traced</a>.</p>${!facts.has_complaints && stateCallTable(facts)}`}
${facts.has_recordings && html`<h2 id="campaigns">Campaigns</h2><p>${campaignListSentence(facts)} <a href="/campaigns/">All campaigns</a>.</p>${campaignTable("Scripts heard most", facts.campaigns.slice(0, 12))}<p class="source">${recordingSource(facts)}Recordings without a date show that a script was used, not when.</p>`}
<h2 id="others">What others count</h2>
<p>Other organizations publish their own series. They count different things in different ways, so each has its own panel and none is mixed with the figures above.</p>
${publishedPanels(facts.published)}
<h2 id="doubt">What these figures cannot tell you</h2>
<ul>${nationLimits(facts).map((limit) => html`<li>${limit}</li>`)}</ul>`,
  };
}

function complaintLede(nation: NationFacts): Markup {
  return html`<p class="lede">${nationHeadline(nation)}</p><p>${sessionSentence(nation, nation, nation.population)} ${typeSentence(nation)}</p>${coverageStrip(nation.coverage)}`;
}

function complaintSections(facts: Facts): Markup {
  const { nation, states } = facts;
  const rows = mapRows(states);
  const source = complaintSource(facts);
  const agencies = nation.agencies ?? [];
  return html`<h2 id="states">Where complaints come from</h2>
${figure({ title: mapTitle(states), drawn: "Complaints per 100,000 residents, in five classes with about as many places each; choose a tile to open its page", draw: (o) => tileGrid(rows, { ...o, link: statePath }), legend: mapLegend(rows, siteColours), source, table: stateTable(states) })}
${figure({ title: regionTitle(states), drawn: "Complaints per 100,000 residents; territories are below the map", draw: (o) => choropleth(rows, { ...o, link: statePath }), source })}
${figure({ title: standingTitle(states, nation), drawn: "Rate per 100,000 residents with its 95% interval; places that are not ranked are left out", draw: (o) => standingPlot(states, o), source })}
${nation.area_code_states && areaCodeFigure(facts, nation.area_code_states)}
<h2 id="when">When calls arrive</h2>
${nation.days && figure({ title: dayTitle(nation), drawn: "Complaints received each day, as the agency dated them", draw: (o) => dayBars(nation.days!, o), source, table: partTable("Complaints by day", "Day", nation.days, nation.complaints) })}
${historyFigure(nation.history)}
${nation.week && figure({ title: hourTitle(nation), drawn: "Calls by weekday and hour on the consumer’s own clock; the outline marks the hours in which federal rules allow telephone solicitations to homes (47 CFR 64.1200(c)(1)), though not every call counted here was one", draw: (o) => weekMap(nation.week!, o), source: html`${source}${hourNote(nation)} `, table: weekTable(nation.week) })}
${!nation.week && nation.hours && figure({ title: hourTitle(nation), drawn: "Calls by hour on the consumer’s own clock; the second color marks hours in which federal rules bar telephone solicitations to homes (47 CFR 64.1200(c)(1)), though not every call counted here was one", draw: (o) => hourBars(nation.hours!, o), source: html`${source}${hourNote(nation)} `, table: partTable("Complaints by hour of the call", "Hour", nation.hours, nation.timed) })}
<h2 id="what">What callers say</h2>
${!nation.days && html`<p>${tooFewToBreakDown(nation)}</p>`}
${notRecordedSentence(nation) !== null && html`<p>${notRecordedSentence(nation)}</p>`}
${nation.topics && figure({ title: topicTitle(nation), drawn: "Complaints by the topic the consumer chose", draw: (o) => partBars(nation.topics!, o, "Complaints by topic"), source, table: partTable("Complaints by topic", "Topic", nation.topics, nation.complaints) })}
${nation.types && figure({ title: typeTitle(nation), drawn: "Complaints by kind of call", draw: (o) => partBars(nation.types!, o, "Complaints by kind of call"), source, table: partTable("Complaints by kind of call", "Kind of call", nation.types, nation.complaints) })}
${agencies.length > 1 && html`<h3>By agency</h3>${partTable("Complaints by agency", "Agency", agencies, nation.complaints)}`}
${nation.number_kinds && figure({ title: numberTitle(nation), drawn: `What the caller IDs that consumers reported were, ${numberingNote(facts)}`, draw: (o) => partBars(nation.number_kinds!, o, "Caller IDs by kind"), source: html`${source}Caller IDs are often spoofed: a number says nothing about its subscriber. `, table: partTable("Caller IDs by kind", "Kind", nation.number_kinds, nation.complaints) })}`;
}

/** Complaints by stated place beside those by area code: two counts of the same complaints, never joined. */
function areaCodeFigure(facts: Facts, byAreaCode: readonly Part[]): Markup {
  const counts = new Map(byAreaCode.map((p) => [p.key, p.count]));
  return html`<details><summary>Complaints by stated place and by area code</summary><p>The two columns count the same complaints in two ways. They differ because people keep their numbers when they move.</p>${table<StateFacts>(
    "Complaints by stated place and by the consumer’s area code",
    [
      { head: "Place", cell: (s) => s.name, sort: (s) => s.name, isHead: true },
      { head: "By stated place", cell: (s) => countCell(s.complaints), isNumber: true },
      { head: "By area code", cell: (s) => countCell(counts.get(s.state) ?? 0), isNumber: true },
    ],
    [...facts.states].sort((a, b) => (a.name < b.name ? -1 : 1)),
  )}</details>`;
}

export function failedChecks(facts: Facts): Markup | null {
  if (facts.failed_checks.length === 0) return null;
  return html`<p class="alarm" role="note">Data checks failed: ${facts.failed_checks.map((c) => `${c.check.replaceAll("_", " ")} (${counted(c.failing_rows, "row")})`).join("; ")}. Do not cite these figures until this is resolved.</p>`;
}

function weekTable(week: readonly (readonly Count[])[]): Markup {
  const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  return table(
    "Complaints by weekday and hour of the call",
    [
      { head: "Day", cell: (d: number) => names[d]!, isHead: true },
      ...Array.from({ length: 24 }, (_, h) => ({
        head: hourName(h),
        cell: (d: number) => countCell(week[d]![h]!),
        isNumber: true,
      })),
    ],
    week.map((_, d) => d),
  );
}

/** Where a series that others published can be read. */
const seriesPages: readonly (readonly [publisher: RegExp, page: string])[] = [
  [/FTC/i, "https://www.ftc.gov/reports/national-do-not-call-registry-data-book"],
  [/ITG|Industry Traceback/i, "https://tracebacks.org"],
  [/YouMail/i, "https://robocallindex.com"],
  [/TNS/i, "https://tnsi.com"],
];

function publishedPanels(figures: readonly PublishedFigure[]): Markup {
  const series = new Map<string, PublishedFigure[]>();
  for (const figure of figures) {
    if (figure.period_kind === "month") continue;
    const key = `${figure.publisher}: ${figure.series}|${figure.unit}`;
    series.set(key, [...(series.get(key) ?? []), figure]);
  }
  const panels = [...series.values()].filter((rows) => rows.length >= 3);
  return html`${panels.map((rows) => {
    const [first] = rows;
    const page = seriesPages.find(([name]) => name.test(first!.publisher))?.[1];
    return figure({
      title: seriesTitle(rows),
      drawn: `${first!.unit}, by ${first!.period_kind}, as ${first!.publisher} published it`,
      draw: (o) => publishedSeries(rows, o),
      source: html`Source: ${page ? html`<a href="${page}" rel="external">${first!.publisher}</a>` : first!.publisher}; our copy is in the list of <a href="/data">data</a>. `,
      table: table<PublishedFigure>(
        `${first!.publisher}: ${first!.series}`,
        [
          { head: "Period", cell: (f) => f.period, isHead: true },
          {
            head: first!.unit,
            cell: (f) => (f.value >= 1000 ? formatCount(f.value) : String(f.value)),
            isNumber: true,
          },
        ],
        rows,
      ),
    });
  })}`;
}

/** What a published series shows: from its first to its last figure. */
function seriesTitle(rows: readonly PublishedFigure[]): string {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const value = (n: number) =>
    n >= 1e6 ? `${(n / 1e6).toFixed(1)} million` : Number.isInteger(n) ? formatCount(n) : String(n);
  const publisher = first.publisher === "ITG" ? "Industry Traceback Group (ITG)" : first.publisher;
  const series = first.series.replace(/\bCIDs\b/, "civil investigative demands (CIDs)");
  return `${publisher}, ${series}: ${value(first.value)} ${first.unit} in ${first.period}, ${value(last.value)} in ${last.period}`;
}
