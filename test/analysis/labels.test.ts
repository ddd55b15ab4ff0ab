import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { brands } from "../../src/analysis/campaigns/brands.ts";
import { readTranscript } from "../../src/analysis/campaigns/extract.ts";
import { labelQuality } from "../../src/facts/wording/methods.ts";
import { openPublished } from "../../src/pipeline/published.ts";
import { Workspace } from "../../src/workspace/workspace.ts";

interface Gold {
  pretexts: string[];
  claims: [Set<string>, Set<string>];
}

interface Row {
  recording_id: string;
  transcript: string;
  category: string;
  label: string;
}

const norm = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

let rows: (Row & { gold: Gold })[] = [];
let texts: (Row & { gold: Gold })[] = [];
beforeAll(async () => {
  const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
  const { session, close } = await openPublished(workspace);
  const all = await session.rows<Row>(
    `select r.recording_id, r.transcript, c.category, c.label
    from recordings as r
    join campaign_reports as m on m.source_table = 'recordings' and m.source_row_id = r.recording_id
    join campaigns as c on c.campaign_id = m.campaign_id order by r.recording_id`,
  );
  close();
  const text = readFileSync(new URL("../gold/recording-labels.csv", import.meta.url), "utf8");
  const gold = new Map<string, Gold>();
  const byId = new Map(all.map((row) => [row.recording_id, row]));
  for (const line of text.trim().split("\n").slice(1)) {
    const [id, p1, p2, c1, c2] = line.split(",") as [string, string, string, string, string];
    const set = (cell: string) => new Set(cell === "" ? [] : cell.split("; "));
    gold.set(norm(byId.get(id)!.transcript), { pretexts: [p1, p2], claims: [set(c1), set(c2)] });
  }
  rows = all.map((row) => ({ ...row, gold: gold.get(norm(row.transcript))! }));
  texts = [...new Map(rows.map((row) => [norm(row.transcript), row])).values()];
});

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

describe("labels, against what two people read", () => {
  it("every recording of the sample has been read", () => {
    expect(rows.filter((row) => row.gold === undefined)).toEqual([]);
    expect(texts.length).toBe(587);
  });

  it("name the pretext as the readers do, and say so on the methods page", () => {
    const isClear = (row: { gold: Gold }) =>
      !row.gold.pretexts.some((p) => p === "unclassified" || p === "other");
    const assigned = rows.filter((row) => row.category !== "unclassified" && isClear(row));
    const right = assigned.filter((row) => row.gold.pretexts.includes(row.category));
    const clear = rows.filter(isClear);
    const precision = right.length / assigned.length;
    const recall = right.length / clear.length;
    expect(precision).toBeGreaterThan(0.98);
    expect(recall).toBeGreaterThan(0.98);
    expect(labelQuality).toContain(
      `${percent(precision)} of ${assigned.length.toLocaleString("en-US")} recordings`,
    );
    expect(labelQuality).toContain(`and ${percent(recall)} of those that have one get it`);
  });

  it("name an impersonated party only where the call speaks as it", () => {
    const known = new Set(brands.map(([name]) => name));
    let claims = 0;
    let wrong = 0;
    let due = 0;
    let found = 0;
    for (const { transcript, gold } of texts) {
      const [one, two] = gold.claims;
      const own = new Set(readTranscript(transcript).claims);
      claims += own.size;
      wrong += [...own].filter((name) => !one.has(name) && !two.has(name)).length;
      const both = [...one].filter((name) => two.has(name) && known.has(name));
      due += both.length;
      found += both.filter((name) => own.has(name)).length;
    }
    expect(wrong / claims).toBeLessThan(0.01);
    expect(labelQuality).toContain(`${percent(wrong / claims)} of the parties`);
    expect(labelQuality).toContain(`find ${percent(found / due)} of those`);
    const named = rows.filter((row) => row.label.includes(": "));
    const wrongLabels = named.filter((row) => {
      const brand = row.label.split(": ")[0]!;
      const [one, two] = row.gold.claims;
      return one.size + two.size > 0 && !one.has(brand) && !two.has(brand);
    });
    expect(wrongLabels.length / rows.length).toBeLessThan(0.01);
  });
});
