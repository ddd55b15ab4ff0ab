import type { StateFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import {
  countCell,
  intervalCell,
  rankCell,
  rankRange,
  rateCell,
  sortKey,
  statePath,
  table,
} from "./parts.ts";

/** Rates and ranks, ranked places first, then the others by name. */
export function stateTable(states: readonly StateFacts[]): Markup {
  const place = (s: StateFacts) => s.rank?.rank ?? 99;
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
        sort: (s) => sortKey(s.complaints),
        isNumber: true,
      },
      {
        head: "Filing sessions",
        cell: (s) => countCell(s.sessions),
        sort: (s) => sortKey(s.sessions),
        isNumber: true,
      },
      {
        head: "Per 100,000",
        cell: (s) => rateCell(s.rate),
        sort: (s) => s.rate?.value ?? -1,
        isNumber: true,
      },
      {
        head: "95% interval",
        cell: (s) => intervalCell(s.rate),
        sort: (s) => s.rate?.low ?? -1,
        isNumber: true,
      },
      { head: "Rank", cell: (s) => rankCell(s.rank), sort: place, isNumber: true },
      {
        head: "90% rank range",
        cell: (s) => rankRange(s.rank),
        sort: (s) => s.rank?.low ?? 99,
        isNumber: true,
      },
    ],
    [...states].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1)),
  );
}
