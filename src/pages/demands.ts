import type { DemandFacts, DemandYear } from "../facts/demands.ts";
import type { Facts } from "../facts/types.ts";
import { counted, formatCount } from "../facts/wording/format.ts";
import { html, type Markup } from "../html.ts";
import { table, type Page } from "./parts.ts";

export const demandsPath = "/demands";

const theirSeries = /subpoenas and CIDs/i;

/** Subpoenas and civil investigative demands: counts for the public, the desk's work for offices. */
export function demandsPage(facts: Facts, demands: DemandFacts): Page {
  const title = "Subpoenas and civil investigative demands";
  const { desk } = demands;
  const lede = desk
    ? `${counted(desk.received, "demand", "demands")} came in; records were produced for ${formatCount(desk.produced)}.`
    : "How many demands of law enforcement came in, by year.";
  const theirs = facts.published.filter((figure) => theirSeries.test(figure.series));
  return {
    path: demandsPath,
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p>
${table<DemandYear>("Demands received, by year", [
  { head: "Year", cell: (y) => y.year, isHead: true },
  { head: "Received", cell: (y) => (y.received === null ? "fewer than 11" : formatCount(y.received)), isNumber: true },
], demands.years)}
${theirs.length > 0 && html`<p>The Industry Traceback Group published ${theirs.map((f, i) => html`${i > 0 && ", "}${formatCount(f.value)} for ${f.period}`)}. It counts demands to itself; ours are those to this desk.</p>`}
${desk && deskSection(desk)}`,
  };
} // prettier-ignore

function deskSection(desk: NonNullable<DemandFacts["desk"]>): Markup {
  return html`<h2 id="desk">The desk</h2>
${table<{ state: string; demands: number }>("Demands by state", [
  { head: "State", cell: (s) => stateName(s.state), isHead: true },
  { head: "Demands", cell: (s) => formatCount(s.demands), isNumber: true },
], desk.states)}
<ul><li>${desk.first_production_h === null ? "No records are produced yet." : `Median time to the first records: ${Math.round(desk.first_production_h)} hours of business days, over ${counted(desk.produced, "demand", "demands")}.`}</li>
<li>Produced in full: ${formatCount(desk.full)}, of these ${formatCount(desk.on_time)} by the return date.</li>
<li>Records produced: ${formatCount(desk.rows_produced)}; withheld: ${formatCount(desk.rows_withheld)}.</li>
<li>Deficient at intake: ${formatCount(desk.deficient)} of ${formatCount(desk.received)}.</li></ul>
${desk.deficiencies.length > 0 && table<{ code: string; demands: number }>("What had to be put right", [
  { head: "What", cell: (d) => d.code.replaceAll("_", " "), isHead: true },
  { head: "Demands", cell: (d) => formatCount(d.demands), isNumber: true },
], desk.deficiencies)}`;
} // prettier-ignore

const stateNames: Record<string, string> = {
  validated: "waiting for review",
  scoped: "approved, not yet produced",
  objected: "objected to",
  held: "on hold",
  partly_produced: "produced in part",
};
const stateName = (state: string): string => stateNames[state] ?? state;
