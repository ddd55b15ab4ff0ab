import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { loadPaths } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { runPipeline } from "../src/pipeline/run.ts";
import { Session } from "../src/data/session.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { benchFolder } from "./make.ts";
import { peakMemory, seconds, timed } from "./measure.ts";

const runDate = new Date(0);
const day = fileURLToPath(
  new URL("../samples/ftc-dnc/dnc_complaint_numbers_2019-12-16.csv", import.meta.url),
);

/** The rows of the real FTC file on other days, with other last digits: a file for each of 96 months, 2012 to 2019. */
async function complaintMonths(rows: number): Promise<string> {
  const folder = join(benchFolder, `ftc-months-${rows}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const session = await Session.open(":memory:");
  await session.run(
    `create table real as select *, row_number() over () as n from read_csv('${day}', all_varchar = true)`,
  );
  for (let m = 0; m < 96; m++) {
    const month = new Date(Date.UTC(2012, m, 1)).toISOString().slice(0, 8);
    await session.run(
      `copy (
        select * exclude (n, d) replace (
          case when Company_Phone_Number is not null then Company_Phone_Number[:-5]
              || lpad((hash(n, d, ${m}) % 10000)::varchar, 4, '0') end as Company_Phone_Number,
          '${month}' || lpad((d + 1)::varchar, 2, '0') || Created_Date[11:] as Created_Date,
          case when Violation_Date is not null then '${month}' || lpad((d + 1)::varchar, 2, '0') || Violation_Date[11:] end
              as Violation_Date)
        from real, range(28) as days(d)
        where hash(n, d, ${m}, 1) % 1000 < ${Math.round((1000 * rows) / 96 / 28 / 20_532)}
        order by d, n) to '${join(partial, `dnc_complaint_numbers_${month}28.csv`)}' (format csv, header)`,
    );
  }
  session.close();
  renameSync(partial, folder);
  return folder;
}

/** Loading and analysing 96 months of complaints, against DuckDB's bare read of the same files. */
export async function complaints(rows: number): Promise<void> {
  const files = await complaintMonths(rows);
  const bare = join(benchFolder, "bare.duckdb");
  rmSync(bare, { force: true });
  const session = await Session.open(bare);
  const floor = await timed(() =>
    session.run(
      `create table bare as from read_csv('${files}/*.csv', all_varchar = true, union_by_name = true)`,
    ),
  );
  session.close();
  rmSync(bare);
  const folder = join(benchFolder, "complaints");
  rmSync(folder, { recursive: true, force: true });
  const workspace = await Workspace.open(folder, { command: "bench", mode: "write" });
  await ensureReference(workspace, runDate);
  let read = 0;
  const load = await peakMemory(async () => {
    const report = await loadPaths(workspace, [files], { runDate });
    for (const error of report.errors) console.log(`complaints: ${error.message}`);
    read = report.loads.reduce((sum, one) => sum + one.rows_read, 0);
  });
  const analysis = await peakMemory(() => runPipeline(workspace, { runDate }));
  workspace.close();
  console.log(
    `complaints: ${read} rows in 96 files ${seconds(load.ms)}, peak memory ${load.gib.toFixed(1)} GiB; ` +
      `floor (bare CREATE TABLE AS) ${seconds(floor)}, ratio ${(load.ms / floor).toFixed(2)} (aim 2.5); ` +
      `analysis of the 96 months ${seconds(analysis.ms)} (aim 60 s for 40 million), peak memory ${analysis.gib.toFixed(1)} GiB`,
  );
}
