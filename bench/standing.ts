import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPaths } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { Session } from "../src/data/session.ts";
import { runPipeline } from "../src/pipeline/run.ts";
import { Random } from "../src/simulation/random.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { benchFolder } from "./make.ts";
import { peakMemory, seconds, timed } from "./measure.ts";

const runDate = new Date(0);
const filings = fileURLToPath(
  new URL("../samples/rmd/robocall-mitigation-database-2025-01.csv", import.meta.url),
);

/** Tracebacks of a year among so many providers, a few of which most calls pass, with silent and careless ones among them. */
function writeTracebacks(folder: string, providers: number, tracebacks: number): void {
  const random = new Random(7);
  const roleOf = (i: number) =>
    i < 0.6 * providers ? "originating" : i < 0.75 * providers ? "gateway" : i < 0.9 * providers ? "intermediate" : "terminating";
  const directory = Array.from({ length: providers }, (_, i) => `P${i},Provider ${i},${i + 1},,US,${roleOf(i)}`);
  const foreign = Array.from({ length: 500 }, (_, i) => `F${i},Foreign ${i},,,IN,foreign`);
  writeFileSync(
    join(folder, "directory.csv"),
    ["provider_id,name,frn,ocn,country,role_hint", ...directory, ...foreign, ""].join("\n"),
  );
  const rates = Array.from({ length: providers }, () => (random.chance(0.1) ? 0.5 + 0.4 * random.next() : 0.1 * random.next()));
  const within = (from: number, to: number) => Math.floor(providers * (from + (to - from) * random.next() ** 2));
  const iso = (at: number) => new Date(at).toISOString();
  const traced = ["traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome"];
  const hops = ["traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment"];
  for (let n = 0; n < tracebacks; n++) {
    const call = Date.UTC(2025, 0, 2) + random.next() * 360 * 86_400_000;
    const number = (least: number, most: number) => least + Math.floor(random.next() * (most - least));
    traced.push(`T${n},camp ${number(0, 300)},s,${iso(call)},+1316555${number(1000, 9999)},+1913${number(2_000_000, 9_999_999)},KS,,${random.chance(0.8) ? "ITG" : "State AG"},${iso(call + 86_400_000)},,open`);
    const route = [within(0.9, 1), within(0.75, 0.9), within(0.75, 0.9), within(0.75, 0.9), random.chance(0.5) ? within(0, 0.6) : within(0.6, 0.75)];
    let at = call + 86_400_000;
    for (const [hop, provider] of route.entries()) {
      const role = roleOf(provider);
      const isSilent = role !== "terminating" && random.chance(rates[provider]!);
      const isLast = hop === route.length - 1;
      const end = at + 3_600_000 * (1 + 10 * random.next());
      const response = isSilent ? "no_response" : isLast && role === "originating" ? "originator_identified" : random.chance(0.03) ? "no_record" : "upstream_identified";
      const upstream = response !== "upstream_identified" ? "" : isLast ? `F${number(0, 500)}` : `P${route[hop + 1]!}`;
      hops.push(`T${n},${hop},P${provider},US,,${iso(at)},${isSilent ? "" : iso(end)},${response},${upstream},${response === "originator_identified" ? "Somebody" : ""},,,`);
      if (response !== "upstream_identified") break;
      at = end;
    }
  }
  writeFileSync(join(folder, "tracebacks.csv"), `${traced.join("\n")}\n`);
  writeFileSync(join(folder, "hops.csv"), `${hops.join("\n")}\n`);
} // prettier-ignore

/** Standing of so many providers by the answers to tracebacks, and the real filings compared, against a bare count of the answers. */
export async function standing(providers: number, tracebacks: number): Promise<void> {
  const folder = join(benchFolder, "standing");
  rmSync(folder, { recursive: true, force: true });
  const exports = join(folder, "exports");
  mkdirSync(exports, { recursive: true });
  writeTracebacks(exports, providers, tracebacks);
  const session = await Session.open(":memory:");
  const floor = await timed(() =>
    session.run(
      `create table bare as select provider_id, count(*), count(distinct traceback_id) from read_csv('${join(exports, "hops.csv")}', all_varchar = true) group by provider_id`,
    ),
  );
  session.close();
  const workspace = await Workspace.open(join(folder, "workspace"), {
    command: "bench",
    mode: "write",
  });
  await ensureReference(workspace, runDate);
  const { loads } = await loadPaths(workspace, [exports, filings], { runDate: new Date() });
  const step = (table: string) => peakMemory(() => runPipeline(workspace, { only: [table], runDate }));
  const answers = await step("traceback_responses");
  const judged = await step("provider_standing");
  const web = await step("chokepoints");
  const companies = await step("company_links");
  workspace.close();
  const requests = loads.find((load) => load.file_name === "hops.csv")?.rows_loaded;
  console.log(
    `standing: ${requests} requests to ${providers} providers: clocks and answers ${seconds(answers.ms)}, standing ${seconds(judged.ms)} (aim 60 s), peak memory ${judged.gib.toFixed(1)} GiB; ` +
      `web without calls ${seconds(web.ms)}; 7,346 filings compared ${seconds(companies.ms)} (aim 20 s); floor (count by provider) ${seconds(floor)}, ratio of standing ${(judged.ms / floor).toFixed(0)}`,
  );
} // prettier-ignore
