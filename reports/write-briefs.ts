import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CommandError } from "../src/errors.ts";
import { csvText } from "../src/csv.ts";
import type { Facts, StateFacts } from "../src/facts/types.ts";
import { drawChart } from "./draw.ts";
import { briefFigures } from "./figures.ts";
import { briefHtml } from "./html.ts";
import { PdfMaker } from "./pdf.ts";
import { briefXlsx } from "./xlsx.ts";

/** Where a brief's files go below the folder of its edition: month, then jurisdiction. */
export const briefFolder = (month: string, state: string): string =>
  join(month, state.toLowerCase());

/**
 * Writes the brief of each jurisdiction in five forms, all made from its figures.json. A brief's folder is replaced
 * when it is whole. Returns the files' names by jurisdiction.
 */
export async function writeBriefs(
  facts: Facts,
  states: readonly StateFacts[],
  folder: string,
  onState: (state: string) => void = () => {},
): Promise<Map<string, string[]>> {
  const pdf = await PdfMaker.create();
  const written = new Map<string, string[]>();
  for (const state of states) {
    onState(state.name);
    const figures = briefFigures(facts, state);
    const drawings = new Map(figures.charts.map((chart) => [chart.id, drawChart(chart)]));
    const mark = facts.is_demonstration ? "demonstration-" : "";
    const name = `${mark}brief-${state.state.toLowerCase()}-${state.month}`;
    const files: [string, string | Uint8Array][] = [
      [`${name}.pdf`, pdf.make(figures, drawings)],
      [`${name}.html`, briefHtml(figures, drawings)],
      [`${name}.xlsx`, await briefXlsx(figures)],
      ["figures.json", `${JSON.stringify(figures, null, 1)}\n`],
      ...figures.tables.map((table): [string, string] => [
        `${name}-${table.id}.csv`,
        csvText(
          [...table.columns.map((c) => c.key), "is_simulated"],
          table.rows.map((row) => [...row, String(table.is_simulated ?? false)]),
        ),
      ]),
    ];
    const target = join(folder, briefFolder(state.month, state.state));
    requireOwn(target);
    const partial = `${target}.${process.pid}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    for (const [file, content] of files) writeFileSync(join(partial, file), content);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
    written.set(
      state.state,
      files.map(([file]) => file),
    );
  }
  return written;
}

/** Throws where a folder holds what no brief of ours is made of: it would be deleted with the brief before. */
function requireOwn(folder: string): void {
  if (!existsSync(folder)) return;
  const foreign = lstatSync(folder).isDirectory()
    ? readdirSync(folder).find((name) => !ownName.test(name))
    : "";
  if (foreign === undefined) return;
  throw new CommandError(
    `${join(folder, foreign)}: not written by docket brief, which replaces its folder: move it elsewhere`,
  );
}

const ownName = /^(?:figures\.json|(?:demonstration-)?brief-[a-z]{2}-\d{4}-\d\d[.-].*)$/;
