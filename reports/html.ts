import { html, raw, type Markup } from "../src/html.ts";
import { cellText, isNumeric, isPrinted, type BriefFigures, type BriefTable } from "./figures.ts";

const style = `
:root{--ink:#1c2126;--quiet:#59626b;--hairline:#d9d5cc}
body{font:16px/1.5 "Public Sans",system-ui,sans-serif;color:var(--ink);background:#fdfcf9;max-width:820px;margin:0 auto;padding:24px 16px}
h1,h2,.lede,.value{font-family:"Source Serif 4",Georgia,serif}
.lede{font-size:1.3em}
.leading{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:16px;margin:24px 0}
.leading div{border-top:2px solid var(--ink);padding-top:8px}
.value{font-size:1.6em;font-weight:600;display:block}
small,figcaption,caption{color:var(--quiet);font-size:14px}
figure{margin:28px 0}
svg{max-width:100%;height:auto}
.table{overflow-x:auto}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;margin:12px 0 24px}
caption{text-align:left;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--hairline)}
thead th{border-bottom:1px solid var(--ink)}
.number{text-align:right}
code{overflow-wrap:anywhere}
tbody th{font-weight:400}
.band{position:sticky;top:0;background:#b3401a;color:#fff;margin:0;padding:8px 12px;font-weight:600}
`;

function table(item: BriefTable): Markup {
  const shown = item.columns.flatMap((column, i) => (isPrinted(column) ? [{ ...column, i }] : []));
  const kind = (column: { kind: BriefTable["columns"][number]["kind"] }) =>
    isNumeric(column.kind) ? "number" : "text";
  return html`<div class="table" tabindex="0" role="region" aria-label="${item.title}"><table id="table-${item.id}"><caption>${item.title}</caption><thead><tr>${shown.map((c) => html`<th scope="col" class="${kind(c)}">${c.head}</th>`)}</tr></thead><tbody>${item.rows.map((row) => html`<tr>${shown.map((c, n) => (n === 0 ? html`<th scope="row" class="${kind(c)}">${cellText(row[c.i]!, c.kind)}</th>` : html`<td class="${kind(c)}">${cellText(row[c.i]!, c.kind)}</td>`))}</tr>`)}</tbody></table></div>
`;
}

/** A sentence with one full stop: titles may end with "a.m.". */
const ended = (text: string): string => (text.endsWith(".") ? text : `${text}.`);

/** The brief as one accessible page that needs nothing else. */
export function briefHtml(figures: BriefFigures, drawings: ReadonlyMap<string, Markup>): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${figures.title}</title><style>${raw(style)}</style></head>
<body>${figures.band && html`<p class="band" role="note">${figures.band}</p>`}<main><p><small>${figures.publisher} ${figures.edition}.</small></p>
<h1>${figures.title}</h1><p class="lede">${figures.headline}</p>
<div class="leading">${figures.leading.map((l) => html`<div><span class="value">${l.value}</span>${l.label}<br><small>${l.note}</small></div>`)}</div>
${figures.paragraphs.map((p) => html`<p>${p}</p>`)}
${figures.charts.map(
  (
    c,
  ) => html`<figure id="figure-${c.id}">${drawings.get(c.id)}<figcaption><strong>${ended(c.title)}</strong> ${ended(c.drawn)} The numbers are in <a href="#table-${c.table}">the table</a>.</figcaption></figure>
`,
)}
<h2>Tables</h2>
${figures.tables.map(table)}
<h2>What these figures cannot tell you</h2><ul>${figures.limits.map((l) => html`<li>${l}</li>`)}</ul>
<h2>Terms</h2><dl>${figures.glossary.map((g) => html`<dt>${g.term}</dt><dd>${g.meaning}</dd>`)}</dl>
<h2>Method, and how to verify</h2><p>${figures.data_through.charAt(0).toUpperCase() + figures.data_through.slice(1)}. Method version ${figures.method_version}. ${figures.corrections} To verify: load the files in the table of files with the same version of the program and run this brief again. The files come out the same, byte for byte. The content of figures.json has the SHA-256 <code>${figures.content_sha256}</code>.</p>
</main></body></html>
`.text;
}
