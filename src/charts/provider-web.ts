import { html, raw, escapeText, type Markup } from "../html.ts";
import type { WebLink } from "../facts/provider-types.ts";
import { fontFamily, type DrawingOptions } from "./palette.ts";

const columns: readonly (readonly [title: string, short: string, roles: readonly string[]])[] = [
  ["From abroad", "Abroad", ["foreign"]],
  ["Sources", "Sources", ["originating", "gateway", "first_known", "unknown"]],
  ["Carriers between", "Between", ["intermediate"]],
  ["Where calls end", "End", ["terminating"]],
];

interface Node {
  id: string;
  name: string;
  column: number;
  calls: number;
  y: number;
}

const mostNodes = 14;
const rowHeight = 34;
const top = 34;

/**
 * Who hands campaign calls to whom: one column a part in the call, the strongest links. A line's width says how many calls;
 * lines that would lead backward are drawn too, since a provider may play several parts.
 */
export function providerWeb(links: readonly WebLink[], { width, palette }: DrawingOptions): Markup {
  const nodes = nodesOf(links);
  const shown = links.filter((l) => nodes.has(l.from_id) && nodes.has(l.to_id));
  const used = columns.flatMap((_, i) => ([...nodes.values()].some((n) => n.column === i) ? [i] : []));
  const boxWidth = width < 500 ? 74 : 132;
  const x = (column: number) =>
    used.length < 2 ? 0 : (used.indexOf(column) * (width - boxWidth)) / (used.length - 1);
  const rows = Math.max(...used.map((i) => [...nodes.values()].filter((n) => n.column === i).length));
  const height = top + rows * rowHeight;
  const most = Math.max(...shown.map((l) => l.calls));
  const label = `Providers that hand campaign calls to each other: ${shown.length} links between ${nodes.size} providers. The table below lists them.`;
  const place = (n: Node) => top + n.y * rowHeight + rowHeight / 2 - 4;
  const lines = shown.map((l) => {
    const [a, b] = [nodes.get(l.from_id)!, nodes.get(l.to_id)!];
    const isForward = used.indexOf(a.column) < used.indexOf(b.column);
    const [x1, x2] = isForward ? [x(a.column) + boxWidth, x(b.column)] : [x(a.column) + boxWidth, x(b.column) + boxWidth];
    const [y1, y2] = [place(a), place(b)];
    const bend = isForward ? (x2 - x1) / 2 : 26;
    const path = isForward
      ? `M${x1},${y1}C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`
      : `M${x1},${y1}C${x1 + bend},${y1} ${x2 + bend},${y2} ${x2},${y2}`;
    const stroke = Math.max(1, (9 * l.calls) / most).toFixed(1);
    return html`<path d="${path}" fill="none" stroke="${palette.accent}" stroke-opacity="0.45" stroke-width="${stroke}"><title>${a.name} to ${b.name}: ${l.calls.toLocaleString("en-US")} calls</title></path>`;
  });
  const boxes = [...nodes.values()].map(
    (n) =>
      html`<g><title>${n.name}</title><rect x="${x(n.column)}" y="${place(n) - 12}" width="${boxWidth}" height="24" rx="2" fill="${palette.paper}" stroke="${palette.ink}"/><text x="${x(n.column) + 6}" y="${place(n) + 4}" font-size="11" fill="${palette.ink}">${short(n, boxWidth)}</text></g>`,
  );
  const heads = used.map(
    (i) => html`<text x="${x(i)}" y="14" font-size="12" font-weight="600" fill="${palette.ink}">${width < 500 ? columns[i]![1] : columns[i]![0]}</text>`,
  );
  return html`${raw(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(label)}" font-family="${fontFamily}">`)}${heads}${lines}${boxes}</svg>`;
} // prettier-ignore

/** A name, the id where only that fits a box, or a cut name. */
function short({ name, id }: Node, boxWidth: number): string {
  const most = Math.floor((boxWidth - 10) / 6);
  return [name, id].find((text) => text.length <= most) ?? `${name.slice(0, most - 1)}…`;
}

/** The providers of the strongest links, placed so that those that trade stand near each other. */
function nodesOf(links: readonly WebLink[]): Map<string, Node> {
  const nodes = new Map<string, Node>();
  const add = (id: string, name: string | null, role: string, calls: number) => {
    const column = Math.max(0, columns.findIndex(([, , roles]) => roles.includes(role)));
    const node = nodes.get(id) ?? { id, name: name ?? id, column, calls: 0, y: 0 };
    nodes.set(id, { ...node, calls: node.calls + calls });
  };
  for (const l of links) {
    add(l.from_id, l.from_name, l.from_role, l.calls);
    add(l.to_id, l.to_name, l.to_role, l.calls);
  }
  columns.forEach((_, i) => {
    const own = [...nodes.values()].filter((n) => n.column === i).sort((a, b) => b.calls - a.calls || (a.id < b.id ? -1 : 1));
    own.slice(mostNodes).forEach((n) => nodes.delete(n.id));
    own.slice(0, mostNodes).forEach((n, y) => nodes.set(n.id, { ...n, y }));
  });
  // Each node goes to the mean place of those that it trades with, column by column, a few times.
  for (let round = 0; round < 4; round++)
    columns.forEach((_, i) => {
      const own = [...nodes.values()].filter((n) => n.column === i);
      const mean = (n: Node) => {
        const others = links.flatMap((l) => {
          const other = l.from_id === n.id ? nodes.get(l.to_id) : l.to_id === n.id ? nodes.get(l.from_id) : undefined;
          return other && other.column !== i ? [{ y: other.y, calls: l.calls }] : [];
        });
        const all = others.reduce((sum, o) => sum + o.calls, 0);
        return all === 0 ? n.y : others.reduce((sum, o) => sum + o.y * o.calls, 0) / all;
      };
      own
        .map((n) => ({ n, at: mean(n) }))
        .sort((a, b) => a.at - b.at || (a.n.id < b.n.id ? -1 : 1))
        .forEach(({ n }, y) => nodes.set(n.id, { ...n, y }));
    });
  return nodes;
} // prettier-ignore
