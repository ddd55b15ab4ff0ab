import { expect, it } from "vitest";
import { drawChart } from "../../reports/draw.ts";
import { briefFigures, type BriefFigures } from "../../reports/figures.ts";
import { PdfMaker } from "../../reports/pdf.ts";
import { sampleFacts } from "../sample-facts.ts";

// Attacks on briefs by what an office's own complaints may say: a brief is made whatever stands in a topic.

const hostile = [
  "x\u0351", "x\u20dd", "Z" + "\u0300".repeat(300), "a\u0301\u0328\u0489", "\u0345x\u0353", "x\u034fy", "call 📞", "👨‍👩‍👧", "🇺🇸",
  "電話", "עברית", "عربى", "हिन्दी", "ไทย", "\u0f00tib\u0f71\u0f72", "\u1160\u115f", "a\u0001b", "a\u0000b", "\u001b[31m", "\u0085nel",
  "\u2028ls", "a\ufffeb", "\ufdd0", "\u{10ffff}", "\ue000", "\ud83d", "\u{e0041}tag", "\u202eabc", "\u2066iso\u2069", "\u200db",
  "\ufeffbom", "\u3000", "ﬁ ſ", "½ → ★", "&amp; <b> ]]>", "x".repeat(100_000), "ab ".repeat(200_000),
]; // prettier-ignore

/** The figures of a brief with these words for every topic, in the chart and in its table. */
function withTopics(figures: BriefFigures, words: readonly string[]): BriefFigures {
  return {
    ...figures,
    charts: figures.charts.map((chart) =>
      chart.kind === "parts"
        ? {
            ...chart,
            rows: words.map((label, i) => ({ key: `${i}`, label, count: 1000 - i, share: null })),
          }
        : chart,
    ),
    tables: figures.tables.map((table) =>
      table.id === "topics"
        ? {
            ...table,
            rows: words.map((word) => table.rows[0]!.map((cell, i) => (i ? cell : word))),
          }
        : table,
    ),
  };
}

it("a brief is made whatever characters and lengths its topics have", async () => {
  const facts = await sampleFacts("office");
  const figures = briefFigures(
    facts,
    facts.states.find((state) => state.state === "KS")!,
  );
  expect(figures.charts.some((chart) => chart.kind === "parts")).toBe(true);
  expect(figures.tables.some((table) => table.id === "topics")).toBe(true);
  const pdf = await PdfMaker.create();
  for (let from = 0; from < hostile.length; from += 8) {
    const some = withTopics(figures, hostile.slice(from, from + 8));
    const drawings = new Map(some.charts.map((chart) => [chart.id, drawChart(chart)]));
    expect(pdf.make(some, drawings).subarray(0, 5).toString(), `from ${from}`).toBe("%PDF-");
  }
});
