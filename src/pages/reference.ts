import { campaignThresholds } from "../analysis/campaigns/index.ts";
import { rankLevel, rateLevel } from "../analysis/statistics/ranks.ts";
import { tracingThresholds } from "../analysis/tracing/index.ts";
import { formatCount } from "../facts/wording/format.ts";
import { smallestCell } from "../facts/disclosure/suppression.ts";
import type { Facts, LoadFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { table, type Page } from "./parts.ts";

/** How every number is made, with every threshold that decides one. */
export function methodsPage(facts: Facts): Page {
  const thresholds = [
    ...Object.entries(campaignThresholds).map(([name, t]) => ({ name, ...t })),
    ...Object.entries(tracingThresholds).map(([name, t]) => ({ name, ...t })),
    {
      name: "smallestCell",
      value: smallestCell,
      meaning: "people below which a public cell is withheld",
      source: "common practice of statistical offices; declared by this project",
    },
    {
      name: "rateLevel",
      value: rateLevel,
      meaning: "confidence of the interval of a rate",
      source: "exact Poisson interval: Garwood 1936, Biometrika 28",
    },
    {
      name: "rankLevel",
      value: rankLevel,
      meaning: "joint confidence of all rank intervals of a month",
      source: "Klein, Wright and Wieczorek 2020, JRSS C 69",
    },
  ];
  return {
    path: "/methods",
    title: "Methods: how these numbers are made",
    body: html`<h1>How these numbers are made</h1><p class="lede">Method version ${facts.method_version}. Every threshold below is ours unless a source says otherwise, and every figure leads to a file and its hash.</p>
<h2 id="complaints">Complaints</h2><p>Complaints are counted once each, on the day that the agency received them. The FTC’s files have no complaint number, so two rows that agree in every column are one complaint; the FCC’s are told apart by ticket. Text messages are kept and not counted as calls. The state is the one that the consumer stated, else the one of the consumer’s area code, as the FTC does it. The consumer’s word decides whether a call was a robocall; the FCC’s “prerecorded” and “autodialed” both count as robocalls.</p><p>The hour of a call is the consumer’s own clock. Hours of exactly midnight (the form’s default), after the report, or over a year before it are left out.</p>
<h2 id="numbers">Telephone numbers</h2><p>A displayed number is kept as reported and passed through one normaliser: NANP rules, area codes and exchanges in service, foreign countries under +1, toll-free codes, sentinels such as 000-000-0000, words typed on a keypad, and numbers that a spreadsheet has damaged, which are never guessed. A displayed number is often spoofed: it belongs, if to anyone, to somebody who did not call.</p>
<h2 id="rates">Rates and ranks</h2><p>Rates are complaints per 100,000 residents of the census named beside them, with exact Poisson intervals. Rank intervals hold jointly: with 90 % confidence all true ranks of a month lie within theirs at once. Jurisdictions whose count is withheld are not ranked, since a gap in the ranks would give the count away.</p>
<h2 id="campaigns">Campaigns</h2><p>Transcripts are compared on two levels. <em>Recordings</em>: transcripts that share nearly all four-word runs, or of which one is nearly contained in the other, are the same audio, perhaps cut. <em>Scripts</em>: recordings whose two-word runs agree, rare ones weighing more, join while the mean similarity over all pairs stays above the threshold; one odd recording cannot chain two scripts together. Complaints join a campaign by a call-back number that its recordings speak, or, weakly, by a displayed number that its recordings came from.</p>
<h2 id="paths">Paths of calls</h2><p>Where providers export their call records, the records of one call are joined by the called number (of which only a keyed hash is kept), by who handed it to whom, and by time, the providers’ clocks corrected. Over a provider that exports nothing, the records on its two sides are joined where they alone fit. Where two fit about as well, neither is taken. In simulated worlds that no rule was set on, 97 to 100 % of the hand-overs that both sides recorded were found, at most one in 10,000 of those claimed was wrong, and up to 17 in 10,000 hops named a provider that the call had not passed, most of these where a record itself named a wrong id; real records may differ. That a call passed a provider says nothing about the provider’s conduct.</p>
<h2 id="thresholds">Thresholds</h2>${table<(typeof thresholds)[number]>(
      "Every threshold that decides a published number",
      [
        { head: "Name", cell: (t) => html`<code>${t.name}</code>`, isHead: true },
        { head: "Value", cell: (t) => String(t.value), sort: (t) => t.value, isNumber: true },
        { head: "What it decides", cell: (t) => t.meaning },
        { head: "Source", cell: (t) => t.source },
      ],
      thresholds,
    )}
<h2 id="small">Small numbers</h2><p>The public edition shows no cell under ${smallestCell} people. Where subtraction would give one away, the next smallest cells are withheld too, or small parts are merged. The office edition shows all cells.</p>
<h2 id="dispute">Corrections and disputes</h2><p>Who finds an error, or is named and disagrees, writes to ${facts.contact}. The change log of the program lists every published number that moved, and why.</p>`,
  };
}

/** Every load with its counts and hash. */
export function dataPage(
  facts: Facts,
  downloads: readonly { path: string; name: string; what: string }[],
): Page {
  return {
    path: "/data",
    title: "Data: every file behind these numbers",
    body: html`<h1>Every file behind these numbers</h1><p class="lede">${formatCount(facts.loads.length)} files are loaded. Rows read = rows loaded + duplicates + rejects, for every one.</p>${table<LoadFacts>(
      "Loads",
      [
        {
          head: "File",
          cell: (l) => html`<span id="load-${l.load_id}">${l.file_name}</span>`,
          sort: (l) => l.file_name,
          isHead: true,
        },
        { head: "What", cell: (l) => `${l.publisher}: ${l.title}`, sort: (l) => l.title },
        {
          head: "Read",
          cell: (l) => formatCount(l.rows_read),
          sort: (l) => l.rows_read,
          isNumber: true,
        },
        {
          head: "Loaded",
          cell: (l) => formatCount(l.rows_loaded),
          sort: (l) => l.rows_loaded,
          isNumber: true,
        },
        {
          head: "Duplicate",
          cell: (l) => formatCount(l.rows_duplicate),
          sort: (l) => l.rows_duplicate,
          isNumber: true,
        },
        { head: "Rejected", cell: rejectedCell, sort: (l) => l.rows_rejected, isNumber: true },
        { head: "Covers", cell: covers },
        { head: "SHA-256", cell: (l) => html`<code class="hash">${l.file_sha256}</code>` },
      ],
      facts.loads,
    )}${facts.registry && html`<h2 id="registry">The registry of providers</h2><p>The loaded copy of the FCC Robocall Mitigation Database lists ${formatCount(facts.registry.filings)} filings: ${formatCount(facts.registry.gateways)} tick the gateway box, ${formatCount(facts.registry.intermediates)} the intermediate one; ${formatCount(facts.registry.without_update)} carry no date of last update. A filing says nothing about a provider’s conduct.</p>`}
<h2 id="downloads">Downloads</h2><ul>${downloads.map((d) => html`<li><a href="${d.path}" download="${d.path.split("/").at(-1)}">${d.name}</a>: ${d.what}</li>`)}</ul>
<h2 id="rerun">Run it again</h2><p>The same files through the same version of the program give the same numbers, byte for byte. The program is open source (Apache-2.0).</p>`,
  };
}

function rejectedCell(load: LoadFacts): Markup {
  const reasons = load.reject_reasons
    .map((r) => `${r.label.replaceAll("_", " ")} ${formatCount(r.complaints)}`)
    .join(", ");
  return html`${formatCount(load.rows_rejected)}${reasons && html` <small>(${reasons})</small>`}${load.over_reject_limit && html` <strong class="alarm">over its limit</strong>`}`;
}

function covers(load: LoadFacts): string {
  if (load.first_at && load.last_at) {
    const [from, to] = [load.first_at.slice(0, 10), load.last_at.slice(0, 10)];
    return from === to ? from : `${from} to ${to}`;
  }
  return load.file_date ? `file dated ${load.file_date}` : "undated";
}
