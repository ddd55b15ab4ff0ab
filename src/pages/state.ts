import {
  changeSentence,
  noComplaintsLoaded,
  notRecordedSentence,
  rankSentence,
  sessionSentence,
  stateHeadline,
  stateTitle,
  tooFewToBreakDown,
  topicSentence,
  typeSentence,
} from "../facts/wording/complaints.ts";
import { stateCallsSentence } from "../facts/wording/calls.ts";
import { monthName } from "../facts/wording/format.ts";
import { stateLimits } from "../facts/wording/limits.ts";
import { placeName } from "../facts/wording/places.ts";
import {
  callsTitle,
  dayTitle,
  hourNote,
  hourTitle,
  placeTitle,
  topicTitle,
  typeTitle,
} from "../facts/wording/titles.ts";
import { isShown } from "../facts/disclosure/rules.ts";
import type { Facts, NationFacts, StateFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { dayBars, hourBars, partBars } from "../charts/charts.ts";
import { historyFigure } from "./history-figure.ts";
import { siteColours } from "../charts/palette.ts";
import { mapLegend, tileGrid } from "../charts/state-maps.ts";
import { callsPath } from "./calls.ts";
import { failedChecks } from "./national.ts";
import { stateTable } from "./state-table.ts";
import { forecastSentence } from "../facts/wording/forecasts.ts";
import { stateCampaigns } from "./campaign-calls.ts";
import {
  campaignPath, complaintSource, countCell, coverageStrip, figure, mapRows, partTable, simulatedBand, statePath, table,
  type Page,
} from "./parts.ts"; // prettier-ignore

/** Downloads that the site carries for a jurisdiction; paths in the generated root. */
export interface StateDownloads {
  files: readonly { path: string; name: string }[];
}

export function statePage(facts: Facts, state: StateFacts, downloads: StateDownloads): Page {
  const { nation } = facts;
  const title = state.has_complaints
    ? stateTitle(state, nation)
    : `${callsTitle(state)}, ${monthName(state.month)}`;
  const calls = stateCallsSentence(state);
  return {
    path: statePath(state.state),
    title,
    description: stateHeadline(state, nation),
    body: html`<h1>${title}</h1>${simulatedBand(facts.is_demonstration)}<p class="lede">${state.has_complaints ? stateHeadline(state, nation) : (calls ?? noCalls(facts, state))}</p>${
      state.has_complaints
        ? html`<p>${sessionSentence(state, facts.nation, state.population)} ${typeSentence(state)} ${topicSentence(state)}</p><p>${changeSentence(state)} ${rankSentence(state)}</p>${coverageStrip(nation.coverage)}`
        : html`<p>${noComplaintsLoaded(state.month)}</p>`
    }${failedChecks(facts)}${downloadList(state, downloads)}
${state.has_complaints && complaintSections(facts, state)}
${state.forecast && html`<h2 id="coming">The next four weeks</h2><p>${forecastSentence(state.forecast)} <a href="/methods#forecasts">How it is made, and how well it did</a>.</p>`}
${(facts.has_recordings || state.call_campaigns.length > 0) && html`<h2 id="campaigns">Campaigns</h2>${stateCampaigns(facts, state)}${campaigns(facts, state)}`}
${state.has_complaints && calls && html`<h2 id="calls">Calls that providers recorded</h2>${simulatedBand((state.calls?.is_simulated ?? false) && !facts.is_demonstration)}<p>${calls} <a href="${callsPath}">How far the calls could be traced</a>.</p>`}
<h2 id="doubt">What these figures cannot tell you</h2>
<ul>${stateLimits(facts, state).map((limit) => html`<li>${limit}</li>`)}</ul><p><a href="/methods">How these numbers are made</a> · <a href="/data">every file behind them</a></p>`,
  };
}

const noCalls = (facts: Facts, state: StateFacts): string =>
  facts.tracing
    ? `No provider that shares its records saw a call to ${placeName(state.state)} in ${monthName(state.month)}.`
    : `No call records for ${monthName(state.month)} are loaded.`;

function complaintSections(facts: Facts, state: StateFacts): Markup {
  const source = complaintSource(facts);
  const rows = mapRows(facts.states);
  return html`<h2 id="place">How ${placeName(state.state)} compares</h2>
${figure({ title: placeTitle(state), drawn: `Complaints per 100,000 residents; ${placeName(state.state)} is outlined`, draw: (o) => tileGrid(rows, { ...o, link: statePath, selected: state.state }), legend: mapLegend(rows, siteColours), source, table: neighbors(facts, state) })}
${historyFigure(state.history)}
${state.days ? details(facts.nation, state, source) : html`<p>${tooFewToBreakDown(state)}</p>`}`;
}

function details(nation: NationFacts, state: StateFacts, source: Markup): Markup {
  const { days, hours, topics, types, area_codes } = state;
  const hasShown = (parts: StateFacts["days"]) =>
    (parts ?? []).some((p) => isShown(p.count) && p.count > 0);
  return html`<h2 id="when">When calls arrive</h2>
${hasShown(days) && figure({ title: dayTitle(state), drawn: "Complaints received each day, as the agency dated them; a ring marks a day that is withheld", draw: (o) => dayBars(days!, o), source, table: partTable("Complaints by day", "Day", days!, state.complaints) })}
${hasShown(hours) && figure({ title: hourTitle(state), drawn: "Calls by hour on the consumer’s own clock; the second color marks hours in which federal rules bar telephone solicitations to homes (47 CFR 64.1200(c)(1)), though not every call counted here was one; a ring marks an hour that is withheld", draw: (o) => hourBars(hours!, o), source: html`${source}${hourNote(state)} `, table: partTable("Complaints by hour of the call", "Hour", hours!, state.timed) })}
<h2 id="what">What callers say</h2>
${notRecordedSentence(nation) !== null && html`<p>${notRecordedSentence(nation)}</p>`}
${topics && figure({ title: topicTitle(state), drawn: "Complaints by the topic the consumer chose", draw: (o) => partBars(topics, o, "Complaints by topic"), source, table: partTable("Complaints by topic", "Topic", topics, state.complaints) })}
${types && figure({ title: typeTitle(state), drawn: "Complaints by kind of call", draw: (o) => partBars(types, o, "Complaints by kind of call"), source, table: partTable("Complaints by kind of call", "Kind of call", types, state.complaints) })}
${area_codes && html`<h2 id="area-codes">Area codes of those who complained</h2>${partTable(`Complaints from ${placeName(state.state)} by the consumer’s area code`, "Area code", area_codes, state.complaints)}`}`;
}

/** The places ranked next to this one; where it is not ranked, the ten first. */
function neighbors(facts: Facts, state: StateFacts): Markup {
  const ranked = facts.states.filter((s) => s.rank).sort((a, b) => a.rank!.rank - b.rank!.rank);
  const at = ranked.findIndex((s) => s.state === state.state);
  return stateTable(at < 0 ? ranked.slice(0, 10) : ranked.slice(Math.max(0, at - 3), at + 4));
}

function campaigns(facts: Facts, state: StateFacts): Markup {
  if (state.campaigns.length === 0) {
    return html`<p>No campaign can be linked to complaints from ${placeName(state.state)} this month, or the counts are withheld. Few matches are expected: most scripts give no number, and most complaints give only a caller ID, which is often spoofed. <a href="/campaigns/">All campaigns</a>.</p>`;
  }
  return table<StateFacts["campaigns"][number]>(
    `Campaigns whose numbers complaints from ${placeName(state.state)} name, ${monthName(facts.month)}`,
    [
      {
        head: "Campaign",
        cell: (c) => html`<a href="${campaignPath(c.campaign_id)}">${c.label}</a>`,
        isHead: true,
      },
      { head: "Complaints", cell: (c) => countCell(c.complaints), isNumber: true },
    ],
    state.campaigns,
  );
}

function downloadList(state: StateFacts, downloads: StateDownloads): Markup | null {
  if (downloads.files.length === 0) return null;
  return html`<p class="downloads"><strong>The brief for ${placeName(state.state)}, ${monthName(state.month)}:</strong> ${downloads.files.map((file, i) => html`${i > 0 && " · "}<a href="${file.path}" download="${file.path.split("/").at(-1)}">${file.name}</a>`)}</p>`;
}
