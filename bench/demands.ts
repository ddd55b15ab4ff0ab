import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeBag } from "../src/demands/package/bag.ts";
import { verifyPath } from "../src/demands/verifier/node.js";
import { agencyRegistered } from "../src/records/agencies.ts";
import { DeskRecords } from "../src/records/desk.ts";
import { openRecords } from "../src/records/records.ts";
import { PortalStore } from "../src/workspace/portal-store.ts";
import { signingKey } from "../src/workspace/signing-key.ts";
import { benchFolder } from "./make.ts";
import { median, seconds, timed } from "./measure.ts";

const program = fileURLToPath(new URL("../bin/docket.js", import.meta.url));
const allStates = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI"; // prettier-ignore

function docket(workspace: string, ...args: string[]): string {
  const run = spawnSync(process.execPath, [program, "-w", workspace, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0 && run.status !== 3) throw new Error(`${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

function demandFolder(
  id: string,
  states: readonly string[],
  records: readonly string[],
  pdfBytes: number,
): string {
  const folder = mkdtempSync(join(benchFolder, "demand-"));
  const pdf = Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    randomBytes(pdfBytes),
    Buffer.from("\n%%EOF\n"),
  ]);
  writeFileSync(join(folder, "demand.pdf"), pdf);
  const today = new Date().toISOString().slice(0, 10);
  const object = {
    demand_id: id, agency_id: "bench-ag", type: "cid", matter: "bench", authority: "Statute 1", issued_on: today, served_at: today, return_by: "2098-01-01",
    signatory: { name: "A", title: "B" }, contact: { name: "C", email: "c@bench.gov" },
    window: { from: "2024-01-01", to: "2024-12-31", time_zone: "America/New_York" }, scope: { states }, records, delivery: { format: "both" },
    document_sha256: createHash("sha256").update(pdf).digest("hex"),
  }; // prettier-ignore
  writeFileSync(join(folder, "demand.json"), JSON.stringify(object));
  return folder;
}

/** Validation, responses of two sizes and their verification, on simulated calls. */
async function responses(workspace: string): Promise<void> {
  docket(
    workspace,
    "demand",
    "agency",
    "bench-ag",
    "--name",
    "Bench",
    "--domain",
    "bench.gov",
    "--published-number",
    "+1 202 555 0100",
    "--by",
    "bench",
  );
  const stamp = Date.now();
  const large = demandFolder(`pdf-${stamp}`, ["KS"], ["calls"], 50 * 2 ** 20);
  const taken = await timed(() => void docket(workspace, "demand", "receive", large));
  console.log(
    `demands: validation with a PDF of 50 MiB, whole command ${seconds(taken)} (aim 2 s or less)`,
  );
  for (const [name, states] of [
    ["one state", ["KS"]],
    ["49 states", allStates.split(" ")],
  ] as const) {
    const folder = demandFolder(
      `${name.replace(" ", "-")}-${stamp}`,
      states,
      ["calls", "tracebacks", "hops", "providers"],
      1000,
    );
    const [received] = JSON.parse(docket(workspace, "demand", "receive", folder, "--json")) as {
      number: string;
    }[];
    const { number } = received!;
    docket(
      workspace,
      "demand",
      "review",
      number,
      "--call-back",
      "+1 202 555 0100",
      "--by",
      "bench",
    );
    docket(workspace, "demand", "review", number, "--approve", "--by", "bench");
    let said = "";
    const made = await timed(
      () => void (said = docket(workspace, "demand", "respond", number, "--by", "bench", "--json")),
    );
    const { rows, bytes, file } = JSON.parse(said) as { rows: number; bytes: number; file: string };
    const verified = await timed(() => void docket(workspace, "demand", "verify", file));
    const floor = await timed(() => void spawnSync("sha256sum", [file]));
    console.log(
      `demands: ${name}: ${rows} records, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${seconds(made)} (aims 30 s for 10,000, 180 s for 1 million); verified in ${seconds(verified)}; floor (sha256sum of the archive) ${seconds(floor)}`,
    );
  }
}

/** A package of a gigabyte, checked, beside the bare hashes of its files. */
async function verification(): Promise<void> {
  const bag = join(benchFolder, "bag");
  rmSync(bag, { recursive: true, force: true });
  mkdirSync(join(bag, "data"), { recursive: true });
  for (let i = 0; i < 16; i++)
    writeFileSync(join(bag, "data", `f${i}.bin`), randomBytes(64 * 2 ** 20));
  await closeBag(bag, signingKey(join(benchFolder, "keys")), []);
  const floors: number[] = [];
  const checks: number[] = [];
  for (let i = 0; i < 3; i++) {
    floors.push(
      await timed(
        () =>
          void spawnSync(
            "sha256sum",
            readdirSync(join(bag, "data")).map((name) => join(bag, "data", name)),
          ),
      ),
    );
    checks.push(
      await timed(async () => {
        const { faults } = await verifyPath(bag);
        if (faults.length > 0) throw new Error(faults.join("\n"));
      }),
    );
  }
  rmSync(bag, { recursive: true });
  const [floor, check] = [median(floors), median(checks)];
  console.log(
    `demands: 1 GiB verified in ${seconds(check)}; floor (sha256sum) ${seconds(floor)}; ratio ${(check / floor).toFixed(2)} (aim 20 s)`,
  );
}

/** Pages of the portal for 50 at once, with 10,000 demands in the book, alone and while an analysis runs. */
export async function pages(workspace: string, users: number, demands: number): Promise<void> {
  const log = openRecords(workspace);
  const records = new DeskRecords(log);
  const store = PortalStore.open(workspace);
  const run = Date.now();
  const missing = demands - records.demands.all().length;
  const object = { demand_id: "x", agency_id: "bench-ag", type: "cid", matter: "bench", authority: "1", issued_on: "2026-01-01", served_at: "2026-01-01", return_by: "2026-02-01", signatory: { name: "A", title: "B" }, contact: { name: "C", email: "c@bench.gov" }, window: { from: "2024-01-01", to: "2024-02-01", time_zone: "UTC" }, scope: { states: ["KS"], numbers: [], callback_numbers: [], campaign_ids: [], provider_ids: [], called_numbers: [] }, records: ["calls"], delivery: { format: "csv", encrypt_to: null }, confidentiality: null, document_sha256: "0".repeat(64) }; // prettier-ignore
  records.decide(new Date(), () => {
    const entries = records.agencies.find("bench-ag")
      ? []
      : [
          agencyRegistered({
            agency_id: "bench-ag",
            name: "Bench",
            domains: ["bench.gov"],
            published_number: null,
            by: "bench",
          }),
        ];
    for (let i = 0; i < missing; i++) {
      const number = `D-2025-${String(i + 1).padStart(6, "0")}`;
      const demand = { ...object, demand_id: `${run}-${i}` };
      entries.push(
        {
          kind: "demand_received",
          body: {
            number,
            by: "bench",
            agency_id: "bench-ag",
            demand_id: demand.demand_id,
            channel: "folder",
            demand,
            files: [],
            signature: { status: "none", key_id: null },
          },
        },
        { kind: "demand_checked", body: { number, by: "docket", problems: [] } },
        { kind: "demand_acknowledged", body: { number, by: "docket", sha256: "0".repeat(64) } },
      );
    }
    return entries;
  });
  const cookies = Array.from({ length: users }, (_, i) => {
    const isDesk = i % 5 === 0;
    const account = store.addAccount({
      email: `u${run}-${i}@bench.gov`,
      name: "U",
      role: isDesk ? "reviewer" : "agency_user",
      agency_id: isDesk ? null : "bench-ag",
    });
    return {
      isDesk,
      cookie: `docket=${store.addSession({ account_id: account.id, stage: "full", by_passkey: 1 }, new Date())}`,
    };
  });
  const numbers = records.demands.all().map((entry) => entry.number);
  store.close();
  log.close();
  const port = 3197;
  const portal = spawn(
    process.execPath,
    [program, "-w", workspace, "portal", "--port", String(port)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await new Promise((ready) => portal.stdout.once("data", ready));
  const round = async (name: string) => {
    const times: number[] = [];
    let slowest = "";
    await Promise.all(
      cookies.map(async ({ isDesk, cookie }, user) => {
        for (let i = 0; i < 12; i++) {
          const number = numbers[(user * 197 + i * 31) % numbers.length]!;
          const path = isDesk
            ? i % 2
              ? "/desk"
              : `/desk/${number}`
            : i % 3 === 0
              ? "/demands"
              : i % 3 === 1
                ? `/demands/${number}`
                : "/demands/new";
          const started = performance.now();
          const answer = await fetch(`http://localhost:${port}${path}`, {
            headers: { cookie },
            redirect: "manual",
          });
          await answer.text();
          if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
          const took = performance.now() - started;
          if (took > Math.max(0, ...times)) slowest = path;
          times.push(took);
        }
      }),
    );
    times.sort((a, b) => a - b);
    const at = (share: number) => `${times[Math.floor(share * (times.length - 1))]!.toFixed(0)} ms`;
    console.log(
      `portal, ${users} at once, ${numbers.length} demands, ${name}: median ${at(0.5)}, p95 ${at(0.95)} (aim 300 ms), slowest ${at(1)} (${slowest}; aim 1 s)`,
    );
  };
  await round("first");
  await round("alone");
  const analysis = spawn(
    process.execPath,
    [program, "-w", workspace, "analyze", "--month", "2024-03"],
    { stdio: "ignore" },
  );
  await new Promise((done) => setTimeout(done, 3000));
  await round("while an analysis runs");
  analysis.kill();
  portal.kill();
}

/** Demands: intake, responses, verification, portal. `existing` is a workspace that is analyzed already. */
export async function demands(existing?: string): Promise<void> {
  const workspace = existing ?? join(benchFolder, "demands");
  if (!existsSync(join(workspace, "published"))) {
    const world = join(benchFolder, "demands-world");
    spawnSync(process.execPath, [
      program,
      "simulate",
      "--out",
      world,
      "--calls",
      "500000",
      "--seed",
      "3",
    ]);
    docket(workspace, "load", join(world, "exports"));
    docket(workspace, "analyze");
  }
  await verification();
  await responses(workspace);
  await pages(workspace, 50, 10_000);
}
