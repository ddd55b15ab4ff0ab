import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { loadPaths } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { openLake } from "../src/data/lake/relations.ts";
import { runPipeline } from "../src/pipeline/run.ts";
import { exchangesInService } from "../src/simulation/central-office-codes.ts";
import { simulate } from "../src/simulation/index.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { benchFolder } from "./make.ts";
import { peakMemory, seconds, timed } from "./measure.ts";

const runDate = new Date(0);

/** All paths of a simulated world, published tables included, against the bare self-join of its records. */
export async function paths(calls: number): Promise<void> {
  const world = join(benchFolder, `world-${calls}`);
  if (!existsSync(world)) {
    const options = {
      seed: 9, days: 30, from: "2024-03-01", exporting: 0.9, hard: false, calls, dirt: 0.001, callIds: 0,
    }; // prettier-ignore
    simulate(world, options, await exchangesInService());
  }
  const folder = join(benchFolder, "paths");
  rmSync(folder, { recursive: true, force: true });
  const workspace = await Workspace.open(folder, { command: "bench", mode: "write" });
  await ensureReference(workspace, runDate);
  await loadPaths(workspace, [join(world, "exports")], { runDate });
  const session = await openLake(workspace);
  const floor = await timed(() =>
    session.run(
      `create or replace temp table joined as
      select u.provider_id, u.call_id, d.provider_id as next_id, d.call_id as next_call from raw.call_legs as u
      join raw.call_legs as d on d.called_key = u.called_key and d.provider_id = u.egress_provider_id
          and d.ingress_provider_id = u.provider_id`,
    ),
  );
  session.close();
  const { ms: took, gib } = await peakMemory(() => runPipeline(workspace, { runDate }));
  const legs = workspace.catalog.filesOf("call_legs").reduce((sum, file) => sum + file.rows, 0);
  workspace.close();
  console.log(
    `paths: ${calls} calls from ${legs} records, the whole analysis and publishing ${seconds(took)}, ` +
      `${Math.round(calls / (took / 1000))} calls a second, peak memory ${gib.toFixed(1)} GiB; ` +
      `floor (bare self-join on called key and handoff) ${seconds(floor)}, ratio ${(took / floor).toFixed(1)}`,
  );
}
