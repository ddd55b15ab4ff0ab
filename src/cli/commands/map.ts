import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { proposeMap, type Proposal } from "../../../loaders/columns/propose-map.ts";
import { decodedHead } from "../../../loaders/files/encoding.ts";
import { container } from "../../../loaders/files/open.ts";
import { readHead } from "../../../loaders/files/scan.ts";
import { loadPaths, type LoadOptions, type LoadReport } from "../../../loaders/load.ts";
import { openLake } from "../../data/lake/relations.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { Workspace } from "../../workspace/workspace.ts";
import { readColumnMap } from "../../../loaders/columns/column-map.ts";
import type { CommandContext } from "../context.ts";
import { loadLines } from "./load-words.ts";

type TryOptions = Pick<LoadOptions, "map" | "zone" | "provider" | "dates"> & { out?: string };

const shownRows = 5;
const shownRejects = 5;

interface Trial {
  report: LoadReport;
  rows: Record<string, unknown>[];
  rejects: { line: number | null; reason: string; raw: string | null }[];
}

/**
 * Shows how a file would load: its first rows and rejects, read into a workspace that is thrown away. A file that no
 * loader knows gets a proposed column map, and is tried with it.
 */
export async function mapCommand(
  context: CommandContext,
  file: string,
  options: TryOptions,
): Promise<ExitCode> {
  if (!existsSync(file)) throw new CommandError(`${file}: no such file`);
  const folder = mkdtempSync(join(tmpdir(), "docket-map-"));
  try {
    let trial = await tryFile(context, file, options, join(folder, "known"));
    let proposal: Proposal | undefined;
    if (!options.map && trial.report.loads.length === 0 && isUnknown(trial.report)) {
      proposal = proposeMap(await headText(file), basename(file));
      const path = join(folder, "proposed.yaml");
      writeFileSync(path, proposal.yaml);
      if (proposal.missing.length === 0) {
        const map = readColumnMap(path);
        trial = await tryFile(context, file, { ...options, map }, join(folder, "proposed"));
      }
      if (options.out) writeFileSync(options.out, proposal.yaml, { flag: "wx" });
    }
    if (context.json)
      context.output.print(JSON.stringify({ proposal: proposal ?? null, ...trial }, null, 2));
    else print(context, file, trial, proposal, options.out);
    return trial.report.loads.length > 0 && trial.report.errors.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isUnknown = (report: LoadReport): boolean =>
  report.errors.some(({ message }) => message.includes("no known format"));

async function headText(file: string): Promise<string> {
  const kind = container(file);
  if (kind === "zip" || kind === "parquet")
    throw new CommandError(
      `${file}: a map is proposed for text alone: unpack it, or write one by docs/adding-a-source.md`,
    );
  return decodedHead(await readHead(file, kind === "gzip"));
}

async function tryFile(
  context: CommandContext,
  file: string,
  options: TryOptions,
  folder: string,
): Promise<Trial> {
  const workspace = await Workspace.open(folder, { command: context.commandLine, mode: "write" });
  try {
    const report = await loadPaths(workspace, [file], { ...options, runDate: context.runDate });
    const session = await openLake(workspace);
    try {
      const table = report.loads[0] && workspace.catalog.load(report.loads[0].load_id)?.table;
      const rows = table
        ? await session.rows<Record<string, unknown>>(
            table === "call_legs"
              ? callRows
              : `select * exclude (load_no, row_no) from raw.${table} order by load_no, row_no limit ${shownRows}`,
          )
        : [];
      const rejects = await session.rows<Trial["rejects"][number]>(
        `select line, reason, raw from raw.rejects order by line limit ${shownRejects}`,
      );
      return { report, rows, rejects };
    } finally {
      session.close();
    }
  } finally {
    workspace.close();
  }
}

const callRows = `select call_id, provider_id, started_at::varchar || 'Z' as started_at,
    coalesce('+' || calling_number, calling_kind) as caller,
    case when called_key is not null then 'keyed' else called_kind end as called, called_npa_nxx,
    duration_ms / 1000 as duration_s, duration_kind, disposition, sip_code, q850_cause, ingress_provider_id, ingress_trunk,
    egress_provider_id, egress_trunk, customer_id, attestation, linked_id, attempt_no, is_final_attempt, time_flag, passport_flag
  from raw.call_legs order by leg_id limit ${shownRows}`;

function print(
  { output }: CommandContext,
  file: string,
  trial: Trial,
  proposal: Proposal | undefined,
  out?: string,
): void {
  if (proposal) {
    output.print(
      `${file}: no format that comes with the program. A column map for it, to be checked:`,
    );
    output.print("");
    output.print(proposal.yaml);
    if (out) output.print(`written to ${out}`);
    for (const question of proposal.questions) output.print(`to decide: ${question}`);
    for (const name of proposal.missing)
      output.print(`missing: ${name}: name the column that holds it`);
  }
  for (const load of trial.report.loads) for (const line of loadLines(load)) output.print(line);
  for (const [i, row] of trial.rows.entries()) {
    const cells = Object.entries(row).filter(([, value]) => value !== null && value !== "");
    output.print(
      `  row ${i + 1}: ${cells.map(([name, value]) => `${name} ${String(value)}`).join(" · ")}`,
    );
  }
  for (const { line, reason, raw } of trial.rejects)
    output.print(
      `  rejected${line === null ? "" : `, line ${line}`}: ${reason}: ${(raw ?? "").slice(0, 160)}`,
    );
  for (const error of trial.report.errors)
    if (!proposal || !error.message.includes("no known format"))
      output.warn(`docket: ${error.message}`);
  if (proposal && !out)
    output.print(
      "Save the map as a file, correct it, and try it: docket map --try FILE --map MAP.yaml",
    );
}
