import { formatCount, monthName } from "../facts/wording/format.ts";
import { tracingHeadline } from "../facts/wording/sentences.ts";
import type { Facts, StateFacts, TracingFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { partBars } from "../charts/charts.ts";
import { callSource, countCell, figure, partTable, statePath, table, type Page } from "./parts.ts";

export const callsPath = "/calls";

/** Stands on every page and caption that shows simulated data. */
export const simulatedBand = (isSimulated: boolean): Markup | null =>
  isSimulated
    ? html`<p class="band" role="note">Simulated data: the calls and providers shown here are invented, to show how it works.</p>`
    : null;

/** Where the month's calls came from, as far as the records of providers reach. */
export function callsPage(facts: Facts, tracing: TracingFacts): Page {
  const title = `Where calls came from, ${monthName(tracing.month)}`;
  const source = callSource(facts);
  const whole = tracing.ends.reduce((sum, end) => sum + end.complaints, 0);
  const [first] = tracing.ends;
  return {
    path: callsPath,
    title,
    body: html`<h1>${title}</h1>${simulatedBand(tracing.is_simulated)}<p class="lede">${tracingHeadline(tracing)}</p><p>A call that several providers recorded is one call: calls and records of them are counted apart. A path says which providers a call passed, as their records have it; that a call passed a provider says nothing about the provider’s conduct. <a href="/methods#paths">How paths are found</a>.</p>
<h2 id="ends">Where the paths end</h2>
${figure({ title: first ? `Of ${formatCount(whole)} calls, ${formatCount(first.complaints)} ${first.label.startsWith("reached") ? "" : "end where "}${first.label}` : "No call is loaded", drawn: `Calls by why the path upstream ends, ${monthName(tracing.month)}; each call counted once, by its longest path`, draw: (o) => partBars(tracing.ends, o, "Calls by why their paths end"), source, table: partTable("Calls by why their paths end", "The path", tracing.ends, "Calls") })}
<h2 id="states">To which states</h2>
${stateCallTable(facts.states)}<p class="source">${source}The state is the one of the called number’s exchange.</p>
<h2 id="records">How good the records are</h2>
${findingList(tracing)}
${tracing.named && namedTables(tracing.named)}
<h2 id="answers">Answers to manual tracebacks</h2>
${answers(tracing)}
<h2 id="doubt">What this cannot tell you</h2>
<ul><li>Only providers that export are seen, and the calls that pass them: ${formatCount(tracing.providers - tracing.exporters)} of the providers that the records name gave none.</li><li>Joining records errs at times; <a href="/methods#paths">the methods page</a> says how often.</li><li>The number that a call showed is often spoofed.</li></ul>`,
  };
}

export function stateCallTable(states: readonly StateFacts[]): Markup {
  const rows = states.filter((s) => s.calls && s.calls.calls !== 0);
  const order = (s: StateFacts) => (s.calls?.calls === "withheld" ? 1 : (s.calls?.calls ?? 0));
  return table<StateFacts>(
    "Calls to each jurisdiction that providers recorded",
    [
      {
        head: "Jurisdiction",
        cell: (s) => html`<a href="${statePath(s.state)}">${s.name}</a>`,
        sort: (s) => s.name,
        isHead: true,
      },
      { head: "Calls", cell: (s) => countCell(s.calls!.calls), sort: order, isNumber: true },
      { head: "Records of them", cell: (s) => countCell(s.calls!.call_records), isNumber: true },
      {
        head: "Origin or point of entry known",
        cell: (s) => countCell(s.calls!.origin_known),
        isNumber: true,
      },
    ],
    [...rows].sort((a, b) => order(b) - order(a) || (a.name < b.name ? -1 : 1)),
  );
}

function findingList({ findings }: TracingFacts): Markup {
  if (findings.length === 0) return html`<p>Nothing odd was found in the records.</p>`;
  const sentence = (text: string) => text[0]!.toUpperCase() + text.slice(1);
  return html`<ul>${findings.map((f) => html`<li>${sentence(f.finding)}: ${formatCount(f.providers)} ${f.providers === 1 ? "provider" : "providers"}</li>`)}</ul>`;
}

function namedTables({ links, clocks, findings }: NonNullable<TracingFacts["named"]>): Markup {
  const named = (id: string, name: string | null) => (name ? `${name} (${id})` : id);
  return html`${
    findings.length > 0 &&
    table<(typeof findings)[number]>(
      "Findings about the records of providers",
      [
        { head: "Provider", cell: (f) => named(f.provider_id, f.name), isHead: true },
        { head: "Finding", cell: (f) => f.finding },
        { head: "Other", cell: (f) => f.other_provider_id },
        {
          head: "Records",
          cell: (f) => (f.records === null ? "" : formatCount(f.records)),
          isNumber: true,
        },
      ],
      findings,
    )
  }<h3>Clocks</h3><p>Seconds by which a provider’s clock is ahead of the middle one, estimated from calls that two providers recorded, and what it gains in a day.</p>${table<
    (typeof clocks)[number]
  >(
    "Clocks of providers",
    [
      { head: "Provider", cell: (c) => named(c.provider_id, c.name), isHead: true },
      {
        head: "Ahead, s",
        cell: (c) => c.offset_s.toFixed(2),
        sort: (c) => c.offset_s,
        isNumber: true,
      },
      {
        head: "Gains in a day, s",
        cell: (c) => c.drift_s_per_day.toFixed(3),
        sort: (c) => c.drift_s_per_day,
        isNumber: true,
      },
      {
        head: "Calls compared",
        cell: (c) => formatCount(c.pairs),
        sort: (c) => c.pairs,
        isNumber: true,
      },
      { head: "Off by over a minute", cell: (c) => (c.is_finding ? "yes" : "") },
    ],
    clocks,
  )}<h3>Who hands calls to whom</h3><p>The ${formatCount(links.length)} hand-overs with most calls whose number cannot be genuine or is on a do-not-originate list. That calls pass a provider says nothing about its conduct.</p>${table<
    (typeof links)[number]
  >(
    "Hand-overs between providers",
    [
      { head: "From", cell: (l) => named(l.from_provider_id, l.from_name), isHead: true },
      { head: "To", cell: (l) => named(l.to_provider_id, l.to_name) },
      { head: "Calls", cell: (l) => formatCount(l.calls), sort: (l) => l.calls, isNumber: true },
      {
        head: "Suspicious",
        cell: (l) => formatCount(l.suspicious_calls),
        sort: (l) => l.suspicious_calls,
        isNumber: true,
      },
    ],
    links,
  )}`;
}

const responseLabels: Record<string, string> = {
  answered_in_time: "answered in time",
  answered_late: "answered late",
  pending: "not due yet",
  no_response: "no response",
  impossible: "answered before it was asked: a time is wrong",
};

function answers({ responses }: TracingFacts): Markup {
  if (responses.length === 0) return html`<p>No manual traceback is loaded.</p>`;
  return html`<p>A request is due 24 hours after it was received, counted in business hours of the provider’s own zone (47 CFR 64.1200(n)(1)); the rule binds every US provider since 8 January 2024, and what came before is counted apart.</p>${table<
    (typeof responses)[number]
  >(
    "Requests of manual tracebacks by what became of them",
    [
      {
        head: "Answer",
        cell: (r) => responseLabels[r.response_status] ?? r.response_status,
        isHead: true,
      },
      {
        head: "24-hour rule",
        cell: (r) => (r.rule_applies ? "binds" : "did not bind: earlier, or a foreign provider"),
      },
      { head: "Requests", cell: (r) => countCell(r.requests), isNumber: true },
    ],
    responses,
  )}`;
}
