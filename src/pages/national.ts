import {
  dayTitle,
  historyTitle,
  hourTitle,
  mapTitle,
  numberTitle,
  standingTitle,
  topicTitle,
  typeTitle,
} from "../facts/wording/titles.ts";
import { formatCount, monthName } from "../facts/wording/format.ts";
import {
  nationCampaignSentence,
  nationHeadline,
  noComplaintsLoaded,
  tracingHeadline,
  typeSentence,
} from "../facts/wording/sentences.ts";
import type { CampaignFacts, Count, Facts, PublishedFigure, StateFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import {
  dayBars,
  monthBars,
  partBars,
  publishedSeries,
  standingPlot,
  weekMap,
} from "../charts/charts.ts";
import { callsPath, simulatedBand, stateCallTable } from "./calls.ts";
import { siteColours } from "../charts/palette.ts";
import { choropleth, mapLegend, tileGrid } from "../charts/state-maps.ts";
import {
  callSource, campaignPath, complaintSource, countCell, figure, intervalCell, mapRows, partTable, rankCell, rankRange, rateCell,
  recordingSource, statePath, table, type Page,
} from "./parts.ts"; // prettier-ignore

export function nationalPage(facts: Facts): Page {
  if (!facts.has_complaints) return nationalCallsPage(facts);
  const { nation, states } = facts;
  const rows = mapRows(states);
  const source = complaintSource(facts);
  const title = `Unwanted calls in the United States, ${monthName(facts.month)}`;
  const sortable = stateTable(states);
  return {
    path: "/index",
    title,
    body: html`<h1>${title}</h1><p class="lede">${nationHeadline(nation)}</p><p>${typeSentence(nation)} ${coverageNote(facts)}</p>${failedChecks(facts)}
<h2 id="states">Where</h2>
${figure({ title: mapTitle(states), drawn: `Complaints per 100,000 residents, ${monthName(facts.month)}, five classes with equally many jurisdictions; choose a tile to open its page`, draw: (o) => tileGrid(rows, { ...o, link: statePath }), legend: mapLegend(rows, siteColours), source, table: sortable })}
${figure({ title: "The same rates on the map", drawn: "Complaints per 100,000 residents; territories stand below", draw: (o) => choropleth(rows, { ...o, link: statePath }), source })}
${figure({ title: standingTitle(states), drawn: "Rate per 100,000 residents with its 95 % interval; jurisdictions whose count is withheld are left out", draw: (o) => standingPlot(states, o), source })}
<h2 id="when">When</h2>
${figure({ title: dayTitle(nation), drawn: "Complaints received a day, as the agency dated them", draw: (o) => dayBars(nation.days, o), source })}
${nation.history.length > 1 && figure({ title: historyTitle(nation.history), drawn: "Complaints by month received, with the number of days that the loaded files cover", draw: (o) => monthBars(nation.history, o), source: html`Source: all complaint loads, see <a href="/data">data</a>. ` })}
${figure({ title: hourTitle(nation), drawn: "Calls by weekday and hour on the consumer’s own clock; the outline marks the hours in which telemarketing calls are lawful (47 CFR 64.1200(c)(1))", draw: (o) => weekMap(nation.week, o), source, table: weekTable(nation.week) })}
<h2 id="what">What about</h2>
${figure({ title: topicTitle(nation), drawn: "Complaints by the topic that the consumer chose", draw: (o) => partBars(nation.topics, o, "Complaints by topic"), source, table: partTable("Complaints by topic", "Topic", nation.topics) })}
${figure({ title: typeTitle(nation), drawn: "Complaints by kind of call", draw: (o) => partBars(nation.by_type, o, "Complaints by type"), source, table: partTable("Complaints by type", "Type", nation.by_type) })}
${figure({ title: numberTitle(nation), drawn: "What the caller ID that consumers reported was, by the numbering tables in force", draw: (o) => partBars(nation.number_kinds, o, "Displayed numbers by kind"), source: html`${source}Displayed numbers are often spoofed: a number shown here says nothing about its subscriber. `, table: partTable("Displayed numbers by kind", "Kind", nation.number_kinds) })}
<h2 id="campaigns">Campaigns</h2>
<p>${nationCampaignSentence(facts)} <a href="/campaigns/">All campaigns</a>.</p>
${campaignTable("Scripts heard most", facts.campaigns.slice(0, 12))}
<p class="source">${recordingSource(facts)}Recordings without a date say that a script was used, not when.</p>
${facts.tracing && html`<h2 id="calls">Where calls came from</h2>${simulatedBand(facts.tracing.is_simulated)}<p>${tracingHeadline(facts.tracing)} <a href="${callsPath}">Paths of calls</a>.</p>`}
<h2 id="others">What others count</h2>
<p>Others publish series of their own. They count different things in different ways, so each stands in a panel of its own and none is mixed with the figures above.</p>
${publishedPanels(facts.published)}
<h2 id="doubt">What this cannot tell you</h2>
<ul><li>A complaint is a report, not a measurement: few people who receive a robocall complain, and who does differs from place to place.</li><li>The state is the one that the consumer stated, or the area code’s where none was stated. ${withoutState(nation.complaints_without_state)}</li><li>Ranks move by chance. The intervals say by how much.</li>${facts.tracing === null && html`<li>Which provider carried a call is not in these files.</li>`}</ul>`,
  };
}

/** The front page of a month with call records alone. */
function nationalCallsPage(facts: Facts): Page {
  const title = `Calls in the United States, ${monthName(facts.month)}`;
  const { tracing } = facts;
  return {
    path: "/index",
    title,
    body: html`<h1>${title}</h1>${simulatedBand(tracing?.is_simulated ?? false)}<p class="lede">${tracing && tracingHeadline(tracing)}</p><p>${noComplaintsLoaded(facts.month)}</p>${failedChecks(facts)}
<h2 id="states">Calls by jurisdiction</h2>
${stateCallTable(facts.states)}<p class="source">${callSource(facts)}The state is the one of the called number’s exchange. <a href="${callsPath}">Where calls came from</a>.</p>
${facts.campaigns.length > 0 && html`<h2 id="campaigns">Campaigns</h2><p>${nationCampaignSentence(facts)} <a href="/campaigns/">All campaigns</a>.</p>${campaignTable("Scripts heard most", facts.campaigns.slice(0, 12))}<p class="source">${recordingSource(facts)}</p>`}
<h2 id="doubt">What this cannot tell you</h2>
<ul><li>Only providers that export are seen, and the calls that pass them.</li><li>A number that a call displayed is often spoofed.</li></ul>`,
  };
}

function withoutState(count: Count): string {
  if (count === "withheld")
    return "Some complaints name neither and are in the national count only.";
  if (count === 0) return "Every complaint names one.";
  return `${formatCount(count)} ${count === 1 ? "complaint names" : "complaints name"} neither and ${count === 1 ? "is" : "are"} in the national count only.`;
}

function coverageNote(facts: Facts): string {
  const { nation } = facts;
  const agencies = nation.by_agency
    .map((a) => `${a.label} ${formatCount(a.complaints)}`)
    .join(", ");
  return `By agency: ${agencies}. The loaded files cover ${nation.days_covered} of ${nation.days_in_month} days of the month.`;
}

export function failedChecks(facts: Facts): Markup | null {
  if (facts.failed_checks.length === 0) return null;
  return html`<p class="alarm" role="note">Data checks failed: ${facts.failed_checks.map((c) => `${c.check.replaceAll("_", " ")} (${formatCount(c.failing_rows)} rows)`).join("; ")}. Do not cite these figures before they are resolved.</p>`;
}

export function stateTable(states: readonly StateFacts[]): Markup {
  return table<StateFacts>(
    "Complaints, rates and ranks by jurisdiction",
    [
      {
        head: "Jurisdiction",
        cell: (s) => html`<a href="${statePath(s.state)}">${s.name}</a>`,
        sort: (s) => s.name,
        isHead: true,
      },
      {
        head: "Complaints",
        cell: (s) => countCell(s.complaints),
        sort: (s) => (s.complaints === "withheld" ? 1 : s.complaints),
        isNumber: true,
      },
      {
        head: "Per 100,000",
        cell: (s) => rateCell(s.rate),
        sort: (s) => s.rate?.value ?? -1,
        isNumber: true,
      },
      {
        head: "95 % interval",
        cell: (s) => intervalCell(s.rate),
        sort: (s) => s.rate?.low ?? -1,
        isNumber: true,
      },
      {
        head: "Rank",
        cell: (s) => rankCell(s.rank),
        sort: (s) => s.rank?.rank ?? 99,
        isNumber: true,
      },
      {
        head: "90 % rank range",
        cell: (s) => rankRange(s.rank),
        sort: (s) => s.rank?.low ?? 99,
        isNumber: true,
      },
    ],
    [...states].sort(
      (a, b) => (a.rank?.rank ?? 99) - (b.rank?.rank ?? 99) || (a.name < b.name ? -1 : 1),
    ),
  );
}

function weekTable(week: readonly (readonly (number | "withheld")[])[]): Markup {
  const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  return table(
    "Complaints by weekday and hour of the call",
    [
      { head: "Day", cell: (d: number) => names[d]!, isHead: true },
      ...Array.from({ length: 24 }, (_, h) => ({
        head: `${h}`,
        cell: (d: number) => countCell(week[d]![h]!),
        isNumber: true,
      })),
    ],
    week.map((_, d) => d),
  );
}

export function campaignTable(caption: string, campaigns: readonly CampaignFacts[]): Markup {
  return table<CampaignFacts>(
    caption,
    [
      {
        head: "Campaign",
        cell: (c) => html`<a href="${campaignPath(c.campaign_id)}">${c.label}</a>`,
        sort: (c) => c.label,
        isHead: true,
      },
      { head: "Status", cell: (c) => c.status, sort: (c) => c.status },
      {
        head: "Recordings",
        cell: (c) => formatCount(c.recordings),
        sort: (c) => c.recordings,
        isNumber: true,
      },
      {
        head: "Versions",
        cell: (c) => formatCount(c.recording_groups),
        sort: (c) => c.recording_groups,
        isNumber: true,
      },
      {
        head: "Complaints linked",
        cell: (c) => countCell(c.complaints),
        sort: (c) => (c.complaints === "withheld" ? 1 : c.complaints),
        isNumber: true,
      },
      {
        head: "Confidence",
        cell: (c) => c.confidence.toFixed(2),
        sort: (c) => c.confidence,
        isNumber: true,
      },
    ],
    campaigns,
  );
}

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
    return figure({
      title: `${first!.publisher}: ${first!.series}`,
      drawn: `${first!.unit}, by ${first!.period_kind}; as ${first!.publisher} published it`,
      draw: (o) => publishedSeries(rows, o),
      source: html`Source: <a href="/data">figures published by others</a>. `,
      table: table<PublishedFigure>(
        `${first!.publisher}: ${first!.series}`,
        [
          { head: "Period", cell: (f) => f.period, isHead: true },
          {
            head: first!.unit,
            cell: (f) => (f.value >= 1000 ? formatCount(f.value) : String(f.value)),
            isNumber: true,
          },
          { head: "Note", cell: (f) => f.note },
        ],
        rows,
      ),
    });
  })}`;
}
