import {
  endsTitle,
  tracingCaution,
  tracingHeadline,
  zoneShiftSentence,
} from "../facts/wording/calls.ts";
import { counted, formatCount, monthName } from "../facts/wording/format.ts";
import { recordFinding, responseStatus, ruleStatus } from "../facts/wording/tracing.ts";
import type { Facts, ResponseFacts, StateFacts, TracingFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { partBars } from "../charts/charts.ts";
import {
  callSource, countCell, figure, partTable, simulatedBand, sortKey, statePath, table, type Page,
} from "./parts.ts"; // prettier-ignore

export const callsPath = "/calls";

/** How far the month's calls could be traced, by the records of providers. */
export function callsPage(facts: Facts, tracing: TracingFacts): Page {
  const title = `How far calls could be traced, ${monthName(tracing.month)}`;
  const source = callSource(facts);
  const isSimulated = tracing.is_simulated;
  const missing = tracing.providers - tracing.exporters;
  return {
    path: callsPath,
    title,
    description: tracingHeadline(tracing),
    body: html`<h1>${title}</h1>${simulatedBand(isSimulated)}<p class="lede">${tracingHeadline(tracing)}</p><p>A call that several providers recorded is one call: calls and records are counted separately. ${tracingCaution} <a href="/methods#paths">How paths are found</a>.</p>
<h2 id="ends">Where traces stop</h2>
${tracing.ends ? figure({ title: endsTitle(tracing), drawn: `Calls by where the trace upstream stops, ${monthName(tracing.month)}; each call counted once, by its longest path`, draw: (o) => partBars(tracing.ends!, o, "Calls by where the trace stops"), source, isSimulated, table: partTable("Calls by where the trace stops", "The trace", tracing.ends, tracing.calls, "Calls") }) : html`<p>There are too few calls to break down.</p>`}
<h2 id="states">Calls by jurisdiction</h2>
${stateCallTable(facts)}<p class="source">${source}The jurisdiction is that of the called number’s exchange. Jurisdictions without calls are not listed.</p>
<h2 id="records">How good the records are</h2>
${findingList(tracing)}
${tracing.named && namedTables(tracing.named)}
<h2 id="answers">Answers to traceback requests</h2>
${answers(facts.responses, isSimulated)}
<h2 id="doubt">What these figures cannot tell you</h2>
<ul><li>Only providers that share records are seen, and the calls that pass them: ${counted(missing, "provider")} named in the records supplied none.</li><li>Matching records sometimes fails; <a href="/methods#paths">see how often</a>.</li><li>Caller IDs are often spoofed.</li></ul>`,
  };
}

export function stateCallTable(facts: Facts): Markup {
  const rows = facts.states.filter((s) => s.calls && s.calls.calls !== 0);
  const order = (s: StateFacts) => sortKey(s.calls!.calls);
  const isOffice = facts.audience === "office";
  return table<StateFacts>(
    `${facts.tracing?.is_simulated ? "Simulated. " : ""}Calls to each jurisdiction that providers recorded`,
    [
      {
        head: "Jurisdiction",
        cell: (s) => html`<a href="${statePath(s.state)}">${s.name}</a>`,
        sort: (s) => s.name,
        isHead: true,
      },
      { head: "Calls", cell: (s) => countCell(s.calls!.calls), sort: order, isNumber: true },
      ...(isOffice
        ? [
            {
              head: "Records",
              cell: (s: StateFacts) => countCell(s.calls!.call_records ?? 0),
              isNumber: true,
            },
          ]
        : []),
      {
        head: "Traced to origin or point of entry",
        cell: (s) => countCell(s.calls!.origin_known),
        sort: (s) => sortKey(s.calls!.origin_known),
        isNumber: true,
      },
    ],
    [...rows].sort((a, b) => order(b) - order(a) || (a.name < b.name ? -1 : 1)),
  );
}

function findingList({ findings }: TracingFacts): Markup {
  if (findings.length === 0) return html`<p>No anomalies were found in the call records.</p>`;
  return html`<ul>${findings.map((f) => html`<li>${counted(f.providers, "provider")} ${f.providers === 1 ? recordFinding(f.finding) : `each ${recordFinding(f.finding)}`}.</li>`)}</ul>`;
}

function namedTables({
  links,
  clocks,
  zone_shifts,
  findings,
}: NonNullable<TracingFacts["named"]>): Markup {
  const named = (id: string, name: string | null) => (name ? `${name} (${id})` : id);
  return html`${
    findings.length > 0 &&
    table<(typeof findings)[number]>(
      "Findings about the records of providers",
      [
        { head: "Provider", cell: (f) => named(f.provider_id, f.name), isHead: true },
        { head: "Finding", cell: (f) => recordFinding(f.finding) },
        { head: "Other", cell: (f) => f.other_provider_id },
        {
          head: "Records",
          cell: (f) => (f.records === null ? "" : formatCount(f.records)),
          isNumber: true,
        },
      ],
      findings,
    )
  }${zone_shifts.length > 0 && html`<h3>Time zones</h3><ul>${zone_shifts.map((shift) => html`<li>${zoneShiftSentence(shift)}</li>`)}</ul>`}<h3>Clocks</h3><p>How far a provider’s clock is ahead of the median clock, in seconds, and how much it gains a day. Estimated from calls that two providers recorded.</p>${table<
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
        head: "Gains per day, s",
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
      { head: "Off by more than a minute", cell: (c) => (c.is_finding ? "yes" : "") },
    ],
    clocks,
  )}<h3>Handoffs between providers</h3><p>The ${counted(links.length, "handoff")} with the most calls whose caller ID cannot exist or is on a do-not-originate list. ${tracingCaution}</p>${table<
    (typeof links)[number]
  >(
    "Handoffs between providers",
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

function answers(responses: readonly ResponseFacts[], isSimulated: boolean): Markup {
  if (responses.length === 0) return html`<p>No traceback requests of this month are loaded.</p>`;
  return html`<p>A provider has 24 hours to answer a request; the clock stops outside business days (47 CFR 64.1200(n)(1)). <a href="/methods#responses">How answers are judged</a>.</p>${table<ResponseFacts>(
    `${isSimulated ? "Simulated. " : ""}Traceback requests by outcome`,
    [
      { head: "Outcome", cell: (r) => responseStatus(r.response_status), isHead: true },
      { head: "24-hour rule", cell: (r) => ruleStatus(r.rule_applies) },
      { head: "Requests", cell: (r) => countCell(r.requests), isNumber: true },
    ],
    responses,
  )}`;
}
