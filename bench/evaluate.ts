import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// npx tsx bench/evaluate.ts --name NAME --world plain|field [--difficulty hard] --seeds 1,2,3 [--calls N] [--exporting-share S]
// or --folders DIR,DIR instead of seeds: makes a world for each seed, takes it all the way, scores it, and keeps every result, also
// the bad ones, in bench/evaluations/NAME.json, with the hash of the method that it was made with.

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    name: { type: "string" },
    world: { type: "string", default: "plain" },
    difficulty: { type: "string", default: "plain" },
    seeds: { type: "string", default: "1" },
    calls: { type: "string", default: "500000" },
    "exporting-share": { type: "string", default: "0.8" },
    days: { type: "string", default: "30" },
    "no-campaigns": { type: "boolean", default: false },
    /** Worlds that another program made: folders with exports/ and truth/, instead of seeds. */
    folders: { type: "string" },
  },
});
if (!values.name) throw new Error("--name is missing");
const kept = join(root, "bench", "evaluations", `${values.name}.json`);
mkdirSync(join(root, "bench", "evaluations"), { recursive: true });
const work = join(root, "var", "bench", `evaluate-${values.name}`);
const docket = (...args: string[]) =>
  execFileSync(process.execPath, [join(root, "bin", "docket.js"), ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });

/** `docket load` ends with 3 where a stated limit was passed: the worlds have dirt. */
function load(exports_: string, workspace: string): void {
  try {
    docket("load", exports_, join(root, "samples", "nanpa"), "--workspace", workspace);
  } catch (error) {
    if ((error as { status?: number }).status !== 3) throw error;
  }
}

function evaluate(exports_: string, truth: string, about: object): void {
  const workspace = join(work, "workspace");
  rmSync(workspace, { recursive: true, force: true });
  load(exports_, workspace);
  const start = Date.now();
  docket("analyze", "--workspace", workspace);
  const analyzed_s = (Date.now() - start) / 1000;
  const found = docket("evaluate", "--truth", truth, "--json", "--workspace", workspace);
  const { campaigns, warnings } = JSON.parse(found) as { campaigns: object; warnings: object };
  const manifest = JSON.parse(
    readFileSync(join(workspace, "published", "current", "manifest.json"), "utf8"),
  ) as { method_sha256: string };
  const runs = existsSync(kept) ? (JSON.parse(readFileSync(kept, "utf8")) as object[]) : [];
  runs.push({ ...about, method_sha256: manifest.method_sha256, analyzed_s, campaigns, warnings });
  writeFileSync(kept, `${JSON.stringify(runs, null, 1)}\n`);
  rmSync(workspace, { recursive: true, force: true });
}

for (const folder of values.folders?.split(",") ?? [])
  evaluate(join(folder, "exports"), join(folder, "truth"), {
    world: values.world,
    ...(JSON.parse(readFileSync(join(folder, "truth", "world.json"), "utf8")) as object),
  });
for (const seed of values.folders ? [] : values.seeds.split(",")) {
  const world = join(work, "world");
  rmSync(world, { recursive: true, force: true });
  const { calls, days, difficulty } = values;
  docket(
    "simulate", "--out", world, "--seed", seed, "--calls", calls, "--days", days, "--world", values.world,
    "--difficulty", difficulty, "--exporting-share", values["exporting-share"], ...(values["no-campaigns"] ? ["--no-campaigns"] : []),
  ); // prettier-ignore
  evaluate(join(world, "exports"), join(world, "truth"), {
    world: values.world,
    difficulty,
    exporting: Number(values["exporting-share"]),
    seed: Number(seed),
    calls: Number(calls),
    with_campaigns: !values["no-campaigns"],
  });
  rmSync(world, { recursive: true, force: true });
}
