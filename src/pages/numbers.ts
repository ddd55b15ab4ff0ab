import { counted, dayName, formatCount, formatNumber, monthName } from "../facts/wording/format.ts";
import type { Facts, NumberGroup } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { complaintSource, table, type Page } from "./parts.ts";

const mostShown = 200;

/** Numbers that surprisingly many people name in complaints of the month: leads. */
export function numbersPage(facts: Facts): Page {
  const title = `Numbers that many complaints name, ${monthName(facts.month)}`;
  const groups = facts.number_groups;
  const lede = `${counted(groups.length, "number or block of numbers is", "numbers and blocks of numbers are")} named by more people than chance explains.`;
  return {
    path: "/numbers",
    title,
    description: lede,
    body: html`<h1>${title}</h1><p class="lede">${lede}</p><p>These are leads, not campaigns. A displayed number is often spoofed, and a lawful business may be complained about. <a href="/methods#number-groups">How they are found</a>.</p>${table<NumberGroup>(
      "Number groups, those that most people name first",
      [
        { head: "Number or block", cell: (g) => name(g), isHead: true },
        { head: "Complaints", cell: (g) => formatCount(g.complaints), sort: (g) => g.complaints, isNumber: true },
        { head: "Area codes and days", cell: (g) => formatCount(g.units), sort: (g) => g.units, isNumber: true },
        { head: "Area codes", cell: (g) => formatCount(g.areas), sort: (g) => g.areas, isNumber: true },
        { head: "First", cell: (g) => dayName(g.first_day) },
        { head: "Last", cell: (g) => dayName(g.last_day) },
        { head: "Topic named most", cell: (g) => g.topic ?? "not given" },
      ],
      groups.slice(0, mostShown),
    )}${groups.length > mostShown && html`<p>${counted(groups.length - mostShown, "more is", "more are")} in the table <code>number_groups</code>.</p>`}<p class="source">${complaintSource(facts)}</p>`,
  };
} // prettier-ignore

/** A number, or a block with how many of its numbers are named. */
function name(group: NumberGroup): Markup | string {
  if (group.shape === "number") return formatNumber(group.group_id);
  return html`${formatNumber(group.numbers[0]!).slice(0, -3)}xxx: ${counted(group.number_count, "number")}`;
}
