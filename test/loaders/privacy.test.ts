import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formats } from "../../loaders/formats/index.ts";
import type { Format } from "../../loaders/formats/format.ts";
import { withoutNumbers } from "../../loaders/parse/private-text.ts";
import { docket, docketHere, everyFile, preparedFolder, temporaryFolder } from "../workspaces.ts";

// A number that nothing else holds. It is called in every row, and written into every field in turn.
const canary = "9137240458";
const spellings = [
  `+1${canary}`,
  `1${canary}`,
  canary,
  `00 1 ${canary}`,
  "(913) 724-0458",
  "913.724.0458",
];
// As it would stand in bytes: the digits in any spelling, their hash without a key, an integer column.
const traces = [canary, "913-724-0458", "913) 724-0458", "913.724.0458", "724-0458", "7240458"];

const ordinary: Record<string, string> = {
  start_time: "2024-03-01T14:05:09-06:00",
  calling_number: "+13165550123",
  duration_s: "3",
  disposition: "answered",
  observed_at: "2024-03-01T14:05:09-06:00",
  received_at: "2024-03-01T14:05:09-06:00",
  call_time: "2024-03-01T14:05:09-06:00",
  opened_at: "2024-03-02T14:05:09-06:00",
  verdict: "scam",
  action: "missed",
  response: "no_record",
  role: "terminating",
  hop_no: "0",
  status: "completed",
  from: "+13165550123",
  simulated: "",
};
const calledColumns = ["called_number", "to", "called_npa_nxx"];
// Fields that hold numbers of callers, and texts that callers spoke: not the called party's.
const ofCallers = ["calling_number", "callback_number", "from", "transcript", "audio_fingerprint"];

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

function fileOf(format: Format): string {
  const names = Object.keys(format.columns);
  const rows: string[][] = [];
  for (const [i, spelling] of spellings.entries()) {
    for (const [k, name] of names.entries()) {
      const cells = names.map(
        (n) => ordinary[n] ?? (calledColumns.includes(n) ? spelling : `${format.name}-${i}-${k}`),
      );
      if (calledColumns.includes(name) || !ofCallers.includes(name)) cells[k] = spelling;
      else if (format.columns["called_number"] && name === "calling_number") cells[k] = spelling;
      rows.push(cells);
    }
    // Rows of the wrong length, and a quote that does not close.
    rows.push([spelling], [...names.map(() => spelling), spelling]);
  }
  const lines = rows.map((cells) => cells.map(quoted).join(","));
  return [names.join(","), ...lines, `"${canary},open`, lines[0], ""].join("\n");
}

describe("called numbers", () => {
  it("are in no byte that is written or printed, whatever the format", async () => {
    const folder = temporaryFolder();
    const workspace = preparedFolder();
    mkdirSync(join(folder, "in"));
    const formatsOfCalls = formats.filter((f) => f.holdsCalledNumbers);
    expect(formatsOfCalls.length).toBeGreaterThan(4);
    let printed = "";
    for (const format of formatsOfCalls) {
      const file = join(folder, "in", `${format.name}.csv`);
      writeFileSync(file, fileOf(format));
      const run = await docketHere(
        "-w",
        workspace,
        "load",
        file,
        "--format",
        format.name,
        "--tz",
        "UTC",
      );
      expect(run.stdout, run.stderr).toContain("rows read");
      printed += run.stdout + run.stderr;
    }
    for (const command of ["analyze", "status"]) {
      const run = await docketHere("-w", workspace, command);
      expect(run.status, run.stderr).toBe(0);
      printed += run.stdout + run.stderr;
    }
    for (const table of ["rejects", "call_legs", "tracebacks", "app_reports"]) {
      const out = join(workspace, `${table}.csv`);
      const run = await docketHere("-w", workspace, "export", table, "--out", out);
      expect(run.status, table).toBe(0);
    }
    const written = everyFile(workspace).map((path) => [path, readFileSync(path)] as const);
    for (const trace of traces) {
      expect(printed.includes(trace), `printed ${trace}`).toBe(false);
      for (const [path, bytes] of written)
        expect(bytes.includes(trace), `${path} holds ${trace}`).toBe(false);
    }
    const integer = Buffer.alloc(8);
    integer.writeBigInt64LE(BigInt(`1${canary}`));
    for (const [path, bytes] of written)
      expect(bytes.includes(integer), `${path} holds the integer`).toBe(false);
  }, 300_000);

  it("are keyed with a secret that only the owner can read", () => {
    const folder = temporaryFolder();
    const workspace = preparedFolder();
    writeFileSync(join(folder, "a.csv"), fileOf(formats.find((f) => f.name === "carrier-cdr")!));
    docket("-w", workspace, "load", join(folder, "a.csv"));
    expect(statSync(join(workspace, "keys")).mode & 0o777).toBe(0o700);
    expect(statSync(join(workspace, "keys/called-numbers.key")).mode & 0o777).toBe(0o600);
    writeFileSync(join(workspace, "keys/called-numbers.key"), Buffer.alloc(32));
    writeFileSync(
      join(folder, "b.csv"),
      `${fileOf(formats.find((f) => f.name === "carrier-cdr")!)}x\n`,
    );
    const other = docket("-w", workspace, "load", join(folder, "b.csv"));
    expect(other.status).toBe(1);
    expect(other.stderr).toContain(
      "not the secret that this workspace's called numbers are keyed with",
    );
  });
});

describe("a rejected row's text", () => {
  it.each([
    [
      "c1,P1,2024-03-01T14:05:09-06:00,anonymous,+19137240458",
      "c1,P1,2024-03-01T14:05:09-06:00,anonymous,[11 digits]",
    ],
    ["(913) 724-0458", "[10 digits]"],
    ["913–724–0458", "[10 digits]"],
    ["9.137240458E+09", "[12 digits]"],
    ["03/01/2024 02:05:09 PM", "03/01/2024 02:05:09 PM"],
    ["id 12345, 30 s", "id 12345, 30 s"],
  ])("%s is kept as %s", (text, kept) => {
    expect(withoutNumbers(text)).toBe(kept);
  });
});
