import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { csvParse } from "d3";
import {
  answers,
  drawCases,
  judgeAnswers,
  type Adjudication,
  type Answer,
  type DrawnCase,
} from "../../analysis/adjudication/index.ts";
import { caseSheet } from "../../../reports/case-sheet.ts";
import { readCases } from "../../data/reads/adjudication.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { drawnSamples, recordAdjudication, recordSample } from "../../records/adjudications.ts";
import type { CommandContext } from "../context.ts";
import { withPublished, withRecords } from "../with-workspace.ts";

/** Draws a blind sample of campaigns for two reviewers, or turns their answers into error rates. */
export async function adjudicateCommand(
  context: CommandContext,
  options: { out?: string; size: number; seed: number; answers?: string[] },
): Promise<ExitCode> {
  if (options.answers) return judge(context, options.answers);
  if (!options.out)
    throw new CommandError("name --out FILE.csv for a sample, or --answers A.csv B.csv", 2);
  return draw(context, options.out, options.size, options.seed);
}

async function draw(
  context: CommandContext,
  out: string,
  size: number,
  seed: number,
): Promise<ExitCode> {
  if (existsSync(out)) throw new CommandError(`${out}: is there already: answers may be in it`);
  const cases = await withPublished(context, (_, { session }) => readCases(session));
  const drawn = drawCases(cases, size, seed);
  if (drawn.length === 0)
    throw new CommandError(
      "no campaign of calls to judge: load call records, and run docket analyze",
    );
  const sample_id = createHash("sha256")
    .update(JSON.stringify([seed, drawn]))
    .digest("hex")
    .slice(0, 12);
  await withRecords(context, (records) =>
    recordSample(records, context.runDate.toISOString(), { sample_id, seed, cases: drawn }),
  );
  try {
    writeFileSync(out, caseSheet(sample_id, drawn, cases));
  } catch (error) {
    throw explainSystemError(error, out);
  }
  if (context.json) context.output.print(JSON.stringify({ sample_id, cases: drawn.length, out }));
  else
    context.output.print(
      `${drawn.length} cases for two reviewers: ${out}\neach fills in a copy, without the other: answer is ${answers.join(", ")}\nthen: docket adjudicate --answers FIRST.csv SECOND.csv`,
    );
  return 0;
}

async function judge(context: CommandContext, files: readonly string[]): Promise<ExitCode> {
  if (files.length !== 2)
    throw new CommandError("--answers takes two files, one of each reviewer", 2);
  const [first, second] = files.map(readAnswers) as [Reviewed, Reviewed];
  if (first.sample_id !== second.sample_id)
    throw new CommandError(
      `${files[1]}: of sample ${second.sample_id}; ${files[0]} is of ${first.sample_id}`,
    );
  const result = await withRecords(context, (records) => {
    const sample = drawnSamples<DrawnCase>(records.events()).find(
      (s) => s.sample_id === first.sample_id,
    );
    if (!sample)
      throw new CommandError(
        `${files[0]}: sample ${first.sample_id} was not drawn in this workspace`,
      );
    const found = judgeAnswers(sample.cases, first.answers, second.answers);
    recordAdjudication(records, context.runDate.toISOString(), {
      sample_id: sample.sample_id,
      ...found,
    });
    return found;
  });
  if (context.json) context.output.print(JSON.stringify(result, null, 2));
  else print(context, result);
  return 0;
}

interface Reviewed {
  sample_id: string;
  answers: Map<number, Answer>;
}

function readAnswers(file: string): Reviewed {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw explainSystemError(error, file);
  }
  const rows = csvParse(text);
  const sample_id = rows[0]?.["sample_id"];
  if (!sample_id || !rows.columns.includes("answer"))
    throw new CommandError(
      `${file}: no sample of docket adjudicate: it needs the columns sample_id, case_no and answer`,
    );
  const found = new Map<number, Answer>();
  rows.forEach((row, i) => {
    const answer = row["answer"]?.trim() ?? "";
    if (answer === "") return;
    if (!(answers as readonly string[]).includes(answer))
      throw new CommandError(
        `${file}, line ${i + 2}: answer “${answer}” is none of ${answers.join(", ")}`,
      );
    if (row["sample_id"] !== sample_id)
      throw new CommandError(`${file}, line ${i + 2}: of another sample`);
    found.set(Number(row["case_no"]), answer as Answer);
  });
  return { sample_id, answers: found };
}

function print({ output }: CommandContext, a: Adjudication): void {
  const share = (p: number) => `${(100 * p).toFixed(0)} %`;
  output.print(
    `${a.cases} cases answered by both; they agree on ${a.agreed}, kappa ${a.kappa === null ? "not defined" : a.kappa.toFixed(2)}`,
  );
  for (const b of a.bands)
    output.print(
      `  probability ${b.band}: ${b.real} of ${b.judged} are one caller of an unlawful pattern (${share(b.low)} to ${share(b.high)}, 95 %)`,
    );
  if (a.claimed_precision !== null)
    output.print(
      `  of all claimed campaigns, by the sizes of the bands: ${share(a.claimed_precision)}`,
    );
}
