import {
  dayTitle,
  historyTitle,
  hourTitle,
  topicTitle,
  typeTitle,
} from "../facts/wording/titles.ts";
import { formatCount, monthName } from "../facts/wording/format.ts";
import {
  changeSentence,
  noComplaintsLoaded,
  rankSentence,
  stateCallsSentence,
  stateHeadline,
  topicSentence,
  typeSentence,
} from "../facts/wording/sentences.ts";
import { isShown } from "../facts/disclosure/suppression.ts";
import type { Facts, StateFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { dayBars, hourBars, monthBars, partBars } from "../charts/charts.ts";
import { callsPath, simulatedBand } from "./calls.ts";
import { tileGrid } from "../charts/state-maps.ts";
import { stateTable, failedChecks } from "./national.ts";
import {
  campaignPath,
  complaintSource,
  countCell,
  figure,
  mapRows,
  partTable,
  statePath,
  table,
  type Page,
} from "./parts.ts";

/** Downloads that the site carries for a jurisdiction; paths in the generated root. */
export interface StateDownloads {
  files: readonly { path: string; name: string }[];
}

export function statePage(facts: Facts, state: StateFacts, downloads: StateDownloads): Page {
  if (!state.has_complaints) return stateCallsPage(facts, state, downloads);
  const source = complaintSource(facts);
  const title = `${state.name}: unwanted calls, ${monthName(state.month)}`;
  const shown = isShown(state.complaints) && state.complaints > 0;
  return {
    path: statePath(state.state),
    title,
    body: html`<h1>${title}</h1><p class="lede">${stateHeadline(state)}</p><p>${typeSentence(state)} ${topicSentence(state)} ${changeSentence(state)}</p>${rankSentence(state) && html`<p>${rankSentence(state)}</p>`}${failedChecks(facts)}${downloadList(state, downloads)}
<h2 id="place">Among the others</h2>
${figure({ title: placeTitle(facts, state), drawn: `Complaints per 100,000 residents, ${monthName(state.month)}; ${state.name} is outlined`, draw: (o) => tileGrid(mapRows(facts.states), { ...o, link: statePath, selected: state.state }), source, table: neighbours(facts, state) })}
${state.history.filter((h) => h.complaints !== 0).length > 1 && figure({ title: historyTitle(state.history), drawn: "Complaints by month received, with the number of days that the loaded files cover", draw: (o) => monthBars(state.history, o), source: html`Source: all complaint loads, see <a href="/data">data</a>. ` })}
${shown && details(state, source)}
<h2 id="campaigns">Campaigns</h2>
${campaigns(facts, state)}
${stateCallsSentence(state) && html`<h2 id="calls">Calls that providers recorded</h2>${simulatedBand(state.calls?.is_simulated ?? false)}<p>${stateCallsSentence(state)} <a href="${callsPath}">Where calls came from</a>.</p>`}
<h2 id="doubt">What this cannot tell you</h2>
<ul><li>A complaint is a report, not a measurement: the number of robocalls that reach ${state.name} is larger, and unknown.</li><li>The rate uses the ${state.population_vintage} census population of ${formatCount(state.population)}.</li><li>The state is the one that the consumer stated, or the area code’s where none was stated: people who moved keep their numbers.</li>${state.calls === null && html`<li>Which provider carried a call is not in these files.</li>`}</ul><p><a href="/methods">How these numbers are made</a> · <a href="/data">every file behind them</a></p>`,
  };
}

/** The page of a jurisdiction in a month with call records alone. */
function stateCallsPage(facts: Facts, state: StateFacts, downloads: StateDownloads): Page {
  const title = `${state.name}: calls, ${monthName(state.month)}`;
  return {
    path: statePath(state.state),
    title,
    body: html`<h1>${title}</h1>${simulatedBand(state.calls?.is_simulated ?? false)}<p class="lede">${stateHeadline(state)}</p><p>${noComplaintsLoaded(state.month)} <a href="${callsPath}">Where calls came from</a>.</p>${failedChecks(facts)}${downloadList(state, downloads)}
<h2 id="doubt">What this cannot tell you</h2>
<ul><li>Only providers that export are seen, and the calls that pass them.</li><li>The state is the one of the called number’s exchange: people who moved keep their numbers.</li></ul><p><a href="/methods">How these numbers are made</a> · <a href="/data">every file behind them</a></p>`,
  };
}

function details(state: StateFacts, source: Markup): Markup {
  return html`<h2 id="when">When</h2>
${!state.days.some((d) => isShown(d.complaints) && d.complaints > 0) ? html`<p>No day has a count that may be shown.</p>` : figure({ title: dayTitle(state), drawn: "Complaints received a day, as the agency dated them; a ring marks a day withheld", draw: (o) => dayBars(state.days, o), source })}
${!state.hours.some((n) => isShown(n) && n > 0) ? html`<p>No hour of the day has a count that may be shown.</p>` : figure({ title: hourTitle(state), drawn: "Calls by hour on the consumer’s own clock; rust marks hours in which telemarketing calls are unlawful (47 CFR 64.1200(c)(1)), a ring an hour withheld", draw: (o) => hourBars(state.hours, o), source, table: hourTable(state) })}
<h2 id="what">What about</h2>
${figure({ title: topicTitle(state), drawn: "Complaints by the topic that the consumer chose", draw: (o) => partBars(state.topics, o, "Complaints by topic"), source, table: partTable("Complaints by topic", "Topic", state.topics) })}
${figure({ title: typeTitle(state), drawn: "Complaints by kind of call", draw: (o) => partBars(state.by_type, o, "Complaints by type"), source, table: partTable("Complaints by type", "Type", state.by_type) })}
<h2 id="area-codes">Area codes of those who complained</h2>
${partTable(`Complaints from ${state.name} by the consumer’s area code`, "Area code", state.area_codes)}`;
}

function placeTitle(facts: Facts, state: StateFacts): string {
  if (!state.rank) return `${state.name} is not ranked: its count is zero or withheld`;
  const same =
    facts.states.filter(
      (s) => s.rank && s.rank.low <= state.rank!.rank && s.rank.high >= state.rank!.rank,
    ).length - 1;
  return `${same} other jurisdictions could hold ${state.name}’s place`;
}

function neighbours(facts: Facts, state: StateFacts): Markup {
  const ranked = facts.states.filter((s) => s.rank).sort((a, b) => a.rank!.rank - b.rank!.rank);
  const at = ranked.findIndex((s) => s.state === state.state);
  return stateTable(at < 0 ? ranked.slice(0, 10) : ranked.slice(Math.max(0, at - 3), at + 4));
}

function hourTable(state: StateFacts): Markup {
  return table(
    "Complaints by hour of the call",
    [
      { head: "Hour", cell: (h: number) => `${h}:00`, isHead: true },
      { head: "Complaints", cell: (h: number) => countCell(state.hours[h]!), isNumber: true },
    ],
    state.hours.map((_, h) => h),
  );
}

function campaigns(facts: Facts, state: StateFacts): Markup {
  if (state.campaigns.length === 0) {
    return html`<p>No complaint from ${state.name} names a number of a known campaign. That says little: most complaints name a displayed number, which is often spoofed. <a href="/campaigns/">All ${formatCount(facts.campaigns.length)} campaigns</a>.</p>`;
  }
  return table(
    `Campaigns whose call-back numbers appear in complaints from ${state.name}`,
    [
      {
        head: "Campaign",
        cell: (c: StateFacts["campaigns"][number]) =>
          html`<a href="${campaignPath(c.campaign_id)}">${c.label}</a>`,
        isHead: true,
      },
      {
        head: "Complaints",
        cell: (c: StateFacts["campaigns"][number]) => countCell(c.complaints),
        isNumber: true,
      },
    ],
    state.campaigns,
  );
}

function downloadList(state: StateFacts, downloads: StateDownloads): Markup | null {
  if (downloads.files.length === 0) return null;
  return html`<p class="downloads"><strong>The brief for ${state.name}, ${monthName(state.month)}:</strong> ${downloads.files.map((file, i) => html`${i > 0 && " · "}<a href="${file.path}" download="${file.path.split("/").at(-1)}">${file.name}</a>`)}</p>`;
}
