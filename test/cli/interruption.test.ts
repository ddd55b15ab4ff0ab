import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/simulation/random.ts";
import { docket, newWorkspace, startDocket, temporaryFolder } from "../workspaces.ts";

const tries = 40;
const rows = 300_000;
const random = new Random(11);
const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,ingress_provider_id,egress_provider_id,customer_id";

/** Call records of O and T in two months: 40 days from January 5. */
function exports(folder: string): string {
  mkdirSync(folder);
  const lines: Record<"O" | "T", string[]> = { O: [header], T: [header] };
  for (let n = 0; n < rows / 2; n++) {
    const at = new Date(Date.UTC(2024, 0, 5) + (n * 2 * 40 * 86_400_000) / rows).toISOString();
    const numbers = `+1316555${1000 + (n % 9000)},+1913333${1000 + (n % 7000)}`;
    lines.O.push(`o${n},O,${at},${numbers},10,answered,,T,C${n % 50}`);
    lines.T.push(`t${n},T,${at},${numbers},10,answered,O,,`);
  }
  for (const [name, text] of Object.entries(lines))
    writeFileSync(join(folder, `${name}.csv`), `${text.join("\n")}\n`);
  return folder;
}

/** A hash over what a workspace promises to be the same: lake, loads and published tables. */
function promised(w: string): string {
  const hash = createHash("sha256");
  for (const folder of ["lake", "published/current/"]) {
    const root = join(w, folder);
    if (!existsSync(root)) continue;
    for (const name of (readdirSync(root, { recursive: true }) as string[]).sort())
      if (statSync(join(root, name)).isFile())
        hash.update(name).update(readFileSync(join(root, name)));
  }
  return hash.digest("hex");
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
  seconds: number;
}

/** Runs a command and sends it a signal after so many milliseconds, where it still runs then. */
async function interrupted(args: string[], signal: NodeJS.Signals, after: number): Promise<Ended> {
  const child = startDocket(...args);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.resume();
  let sent = 0;
  const timer = setTimeout(() => {
    sent = performance.now();
    child.kill(signal);
  }, after);
  return new Promise((done) =>
    child.on("close", (code, by) => {
      clearTimeout(timer);
      done({
        code,
        signal: by,
        stderr,
        seconds: sent === 0 ? 0 : (performance.now() - sent) / 1000,
      });
    }),
  );
}

describe("interruption", () => {
  it.each([
    ["a new workspace", true, 0],
    ["an existing workspace", false, 1],
  ] as const)(
    "of load and analyze on %s leaves what was done, and a rerun gives the same bytes",
    async (_, isNew, first) => {
      const folder = temporaryFolder();
      const input = exports(join(folder, "in"));
      const template = await newWorkspace();
      template.close();
      mkdirSync(join(template.folder, "keys"), { mode: 0o700 });
      writeFileSync(join(template.folder, "keys/called-numbers.key"), Buffer.alloc(32, 5), {
        mode: 0o600,
      });
      const fresh = (w: string) => {
        rmSync(w, { recursive: true, force: true });
        if (!isNew) cpSync(template.folder, w, { recursive: true });
        else {
          mkdirSync(join(w, "keys"), { recursive: true, mode: 0o700 });
          writeFileSync(join(w, "keys/called-numbers.key"), Buffer.alloc(32, 5), { mode: 0o600 });
        }
        return w;
      };
      const dated = (w: string, ...args: string[]) => [
        ...args,
        "-w",
        w,
        "--run-date",
        "2026-01-01",
      ];
      const calm = fresh(join(folder, "calm"));
      const started = performance.now();
      expect(docket(...dated(calm, "load", input)).status).toBe(0);
      const loadMs = performance.now() - started;
      expect(docket(...dated(calm, "analyze")).status).toBe(0);
      const analyzeMs = performance.now() - started - loadMs;
      const expected = promised(calm);
      let hits = 0;
      for (let n = first; n < first + tries; n++) {
        const w = fresh(join(folder, "w"));
        const signal = (["SIGKILL", "SIGINT", "SIGTERM"] as const)[n % 3]!;
        const isLoad = n % 2 === 0;
        if (!isLoad) expect(docket(...dated(w, "load", input)).status).toBe(0);
        const [args, whole] = isLoad
          ? [dated(w, "load", input), loadMs]
          : [dated(w, "analyze"), analyzeMs];
        const ended = await interrupted(args, signal, 200 + random.next() * 0.8 * whole);
        if (ended.code === 0) continue;
        hits++;
        if (signal !== "SIGKILL" && ended.signal === null) {
          expect(ended.seconds).toBeLessThan(2);
          expect(ended.stderr).toMatch(/^docket: interrupted: [^\n]*\n$/);
        }
        // Whatever the moment, the next command opens what is there, or says that nothing is there yet.
        const status = docket("status", "-w", w, "--json");
        if (status.status !== 0) expect(status.stdout).toContain("no workspace here");
        else
          for (const load of JSON.parse(status.stdout).loads)
            expect(load.rows_read).toBe(
              load.rows_loaded + load.rows_duplicate + load.rows_rejected,
            );
        expect(docket(...dated(w, "load", input)).status).toBe(0);
        const analyzed = docket(...dated(w, "analyze"));
        expect(analyzed, analyzed.stderr).toMatchObject({ status: 0 });
        expect(promised(w), `${signal} of ${args[0]}, try ${n}`).toBe(expected);
      }
      expect(hits).toBeGreaterThan(0);
    },
    3_600_000,
  );
});
