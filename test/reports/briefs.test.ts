import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import readExcel, { readSheet } from "read-excel-file/node";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { parseHTML } from "linkedom";
import { briefFigures, cellText, isPrinted, type BriefFigures } from "../../reports/figures.ts";
import { writeBriefs } from "../../reports/write-briefs.ts";
import { seededRandom } from "../../src/analysis/statistics/random.ts";
import type { Facts } from "../../src/facts/types.ts";
import { writeRoot } from "../../src/pages/write-root.ts";
import { sampleFacts, sampleMonth } from "../sample-facts.ts";
import { temporaryFolder } from "../workspaces.ts";

const folderOf = (state: string) => join(inject("sample"), "briefs/public/2019-12", state);
const figuresOf = (state: string): BriefFigures =>
  JSON.parse(readFileSync(join(folderOf(state), "figures.json"), "utf8"));

interface PdfText {
  text: string;
  pages: number;
  title: string;
  marked: boolean;
}

async function readPdf(path: string): Promise<PdfText> {
  const loading = getDocument({
    data: new Uint8Array(readFileSync(path)),
    useSystemFonts: false,
    verbosity: 0,
  });
  const pdf = await loading.promise;
  const parts: string[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const content = await (await pdf.getPage(n)).getTextContent();
    for (const item of content.items) if ("str" in item) parts.push(item.str);
  }
  const { info } = await pdf.getMetadata();
  const marks = await pdf.getMarkInfo();
  const text = parts.join(" ").replaceAll("\u200B", "");
  await loading.destroy();
  return {
    text,
    pages: pdf.numPages,
    title: (info as { Title: string }).Title,
    marked: Boolean(marks?.Marked),
  };
}

const squeeze = (text: string) => text.replace(/[\s\u2060]+/g, "");

describe("a brief says the same in all its forms", () => {
  for (const state of ["ca", "wy", "gu"]) {
    it(`${state.toUpperCase()}: every number of figures.json stands in the PDF, the page, the CSVs and the XLSX`, async () => {
      const figures = figuresOf(state);
      const name = `brief-${state}-2019-12`;
      const pdf = await readPdf(join(folderOf(state), `${name}.pdf`));
      const pdfText = squeeze(pdf.text);
      const { document } = parseHTML(readFileSync(join(folderOf(state), `${name}.html`), "utf8"));
      const sheets = await readExcel(join(folderOf(state), `${name}.xlsx`));
      expect(sheets.map((s) => s.sheet)).toEqual(["brief", ...figures.tables.map((t) => t.id)]);
      for (const item of figures.leading) expect(pdfText).toContain(squeeze(item.value));
      expect(pdfText).toContain(squeeze(figures.headline));
      for (const table of figures.tables) {
        const printed = table.columns.flatMap((c, i) => (isPrinted(c) ? [i] : []));
        const rows = [...document.querySelectorAll(`#table-${table.id} tbody tr`)].map((tr) =>
          [...tr.querySelectorAll("th, td")].map((cell) => cell.textContent),
        );
        expect(rows).toEqual(
          table.rows.map((row) => printed.map((i) => cellText(row[i]!, table.columns[i]!.kind))),
        );
        const sheet = await readSheet(join(folderOf(state), `${name}.xlsx`), table.id);
        expect(
          sheet
            .slice(1)
            .map((row) =>
              row.map((cell) =>
                typeof cell === "string" ? cell.replace(/^'(?=[=+\-@])/, "") : cell,
              ),
            ),
        ).toEqual(table.rows);
        const csv = readFileSync(join(folderOf(state), `${name}-${table.id}.csv`), "utf8")
          .trimEnd()
          .split("\r\n");
        expect(csv).toHaveLength(table.rows.length + 1);
        for (const row of table.rows) {
          // A row's cells follow each other in the PDF, so a number is found in its own row and not by chance.
          const cells = printed.map((i) => squeeze(cellText(row[i]!, table.columns[i]!.kind)));
          const isShort = printed.every(
            (i) =>
              table.columns[i]!.kind !== "text" ||
              ["part", "state", "name"].includes(table.columns[i]!.key),
          );
          if (isShort) expect(pdfText, `${table.id}: ${row.join(" | ")}`).toContain(cells.join(""));
          else
            for (const [n, i] of printed.entries())
              if (table.columns[i]!.kind !== "text") expect(pdfText).toContain(cells[n]!);
        }
      }
    });

    it(`${state.toUpperCase()}: the site's page says the same`, () => {
      const figures = figuresOf(state);
      const { document } = parseHTML(
        readFileSync(join(inject("sample"), `site/states/${state}.html`), "utf8"),
      );
      const text = document.querySelector("#observablehq-main")!.textContent;
      expect(text).toContain(figures.headline);
      for (const table of figures.tables) {
        if (!["types", "topics", "area_codes", "days", "hours"].includes(table.id)) continue;
        for (const [, label, count, share] of table.rows) {
          const cells = [label!, cellText(count!, "count"), cellText(share!, "share")];
          expect(text, table.id).toContain(cells.join(""));
        }
      }
    });
  }

  it("every table of a page is in the downloads with the same digits (a seeded sample of all figures)", () => {
    const folder = join(inject("sample"), "site/_file/downloads");
    const csv = new Map(
      readdirSync(folder).map((file) => [
        file.replace(/\.[0-9a-f]+\.csv$/, ""),
        readFileSync(join(folder, file), "utf8").trim().split("\r\n").slice(1),
      ]),
    );
    const random = seededRandom(2026);
    let compared = 0;
    for (const state of readdirSync(join(inject("sample"), "briefs/public/2019-12"))) {
      const figures = figuresOf(state);
      for (const table of figures.tables) {
        const file = csv.get(`${table.id.replace("_", "-")}-2019-12`);
        if (!file) continue;
        for (const row of table.rows) {
          if (random() > 0.1) continue;
          compared++;
          const cell = (value: string | number | null) =>
            value === null ? "" : /[",]/.test(String(value)) ? `"${value}"` : String(value);
          const line =
            table.id === "jurisdictions"
              ? `${cell(row[0]!)},${cell(row[1]!)},2019-12,${cell(row[2]!)},${cell(row[3]!)},`
              : `${state.toUpperCase()},2019-12,${cell(row[0]!)},${cell(row[1]!)},${cell(row[2]!)}`;
          expect(
            file.some((l) => l.startsWith(line)),
            `${table.id}: ${line}`,
          ).toBe(true);
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it("is a tagged PDF of US Letter pages with a title", async () => {
    const path = join(folderOf("ca"), "brief-ca-2019-12.pdf");
    const pdf = await readPdf(path);
    expect(pdf).toMatchObject({
      title: "Unwanted calls in California, December 13–15, 2019",
      marked: true,
    });
    expect(pdf.pages).toBeGreaterThanOrEqual(4);
    expect(pdf.text).toContain(`page 1 of ${pdf.pages}`);
    const bytes = readFileSync(path, "latin1");
    expect(bytes).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(bytes).toMatch(/\/MediaBox ?\[0 0 612 792\]/);
  });

  it("is there for all 56 jurisdictions in five forms", () => {
    const states = readdirSync(join(inject("sample"), "briefs/public/2019-12"));
    expect(states).toHaveLength(56);
    for (const state of states) {
      const kinds = new Set(readdirSync(folderOf(state)).map((file) => file.split(".").at(-1)));
      expect([...kinds].sort()).toEqual(["csv", "html", "json", "pdf", "xlsx"]);
    }
  });

  it("shows the public no cell from 1 to 10", () => {
    for (const state of readdirSync(join(inject("sample"), "briefs/public/2019-12"))) {
      for (const table of figuresOf(state).tables.filter((t) => t.id !== "sources")) {
        table.columns.forEach((column, i) => {
          if (column.kind !== "count") return;
          for (const row of table.rows) {
            const cell = row[i]!;
            if (typeof cell === "number")
              expect(cell === 0 || cell >= 11, `${state} ${table.id} ${column.key} ${cell}`).toBe(
                true,
              );
          }
        });
      }
    }
  });
});

describe("writeBriefs", () => {
  let facts: Facts;
  beforeAll(async () => {
    facts = await sampleFacts("office");
  });

  it("gives the same bytes from the same facts", async () => {
    const states = facts.states.filter((s) => ["KS", "PR"].includes(s.state));
    const folders = [temporaryFolder(), temporaryFolder()];
    for (const folder of folders) await writeBriefs(facts, states, folder);
    const hashes = folders.map((folder) =>
      ["ks", "pr"].flatMap((state) =>
        readdirSync(join(folder, "2019-12", state)).map((file) => [
          file,
          createHash("sha256")
            .update(readFileSync(join(folder, "2019-12", state, file)))
            .digest("hex"),
        ]),
      ),
    );
    expect(hashes[0]).toEqual(hashes[1]);
  });

  it("marks the office edition and shows its small cells", () => {
    const guam = facts.states.find((s) => s.state === "GU")!;
    const figures = briefFigures(facts, guam);
    expect(guam.complaints).toBe(1);
    expect(figures.limits.join()).toContain("not for publication");
    expect(figures.edition).toContain("not for publication");
  });

  it("prints hostile text as text", async () => {
    const evil = '#panic("x") <script>alert(1)</script> $ {1} =2+3 \u4F60\u597D \\ @cite *bold*';
    const [campaign] = facts.campaigns;
    const hostile = {
      ...facts,
      campaigns: [{ ...campaign!, label: evil, script: `=cmd|' /C calc'!A0 ${evil}` }],
    };
    const folder = temporaryFolder();
    await writeBriefs(
      hostile,
      facts.states
        .filter((s) => s.state === "WY")
        .map((s) => ({
          ...s,
          campaigns: [{ campaign_id: campaign!.campaign_id, label: evil, complaints: 12 }],
        })),
      folder,
    );
    const at = (file: string) => join(folder, "2019-12/wy", file);
    expect(readFileSync(at("brief-wy-2019-12.html"), "utf8")).not.toContain("<script>");
    // pdf.js drops the slash of this font; other readers do not.
    const printed = squeeze((await readPdf(at("brief-wy-2019-12.pdf"))).text).replaceAll("/", "");
    expect(printed).toContain(squeeze('#panic("x") <script>alert(1)<script> $ {1} =2+3'));
    expect(readFileSync(at("brief-wy-2019-12-campaigns.csv"), "utf8")).toContain("'=cmd|");
    const sheet = await readSheet(at("brief-wy-2019-12.xlsx"), "campaigns");
    expect(sheet[1]!.some((cell) => typeof cell === "string" && cell.startsWith("'=cmd"))).toBe(
      true,
    );
  });
});

describe("a demonstration", () => {
  let facts: Facts;
  beforeAll(async () => {
    facts = (await sampleMonth("public", { demonstration: true })).facts;
  });

  it("marks every form of a brief: title, file name, head of each page, table and figures.json", async () => {
    const folder = temporaryFolder();
    await writeBriefs(
      facts,
      facts.states.filter((s) => s.state === "KS"),
      folder,
    );
    const files = readdirSync(join(folder, "2019-12/ks"));
    for (const file of files.filter((f) => f !== "figures.json"))
      expect(file).toMatch(/^demonstration-brief-ks/);
    const at = (kind: string) =>
      join(
        folder,
        "2019-12/ks",
        files.find((f) => f.endsWith(kind))!,
      );
    const pdf = await readPdf(at(".pdf"));
    expect(pdf.title).toMatch(/^Demonstration: /);
    expect(
      squeeze(pdf.text).split(
        squeeze("Demonstration. Complaints and published recordings are real"),
      ).length - 1,
    ).toBe(pdf.pages);
    expect(readFileSync(at(".html"), "utf8")).toContain(
      '<p class="band" role="note">Demonstration.',
    );
    const figures = JSON.parse(readFileSync(at("figures.json"), "utf8")) as BriefFigures;
    expect(figures).toMatchObject({ is_demonstration: true, is_simulated: true });
    for (const file of files.filter((f) => f.endsWith(".csv")))
      expect(readFileSync(join(folder, "2019-12/ks", file), "utf8").split("\r\n")[0]).toMatch(
        /,is_simulated$/,
      );
  });

  it("marks every page, drawing and download of the site", () => {
    const root = join(temporaryFolder(), "pages");
    writeRoot(facts, root);
    const all = readdirSync(root, { recursive: true, encoding: "utf8" });
    const pages = all.filter((f) => f.endsWith(".md"));
    expect(pages.length).toBeGreaterThan(100);
    for (const page of pages)
      expect(readFileSync(join(root, page), "utf8"), page).toContain('class="band"');
    const calls = readFileSync(join(root, "calls.md"), "utf8");
    expect(calls.match(/>SIMULATED<\/text>/g)).toHaveLength(2);
    for (const file of all.filter((f) => f.endsWith(".csv"))) {
      expect(file).toMatch(/demonstration-/);
      if (/calls|traces|campaigns|files/.test(file))
        expect(readFileSync(join(root, file), "utf8")).toMatch(/is_simulated\r\n/);
    }
  });
});
