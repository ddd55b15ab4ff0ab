import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
} from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { Random } from "../src/simulation/random.ts";

const samples = fileURLToPath(new URL("../samples/", import.meta.url));
export const benchFolder = fileURLToPath(new URL("../var/bench/", import.meta.url));

/** Numbers from 0 to under 1: the same seed gives the same files everywhere. */
export const seeded = (seed: number): (() => number) => new Random(seed).next;

/** The real FTC day, repeated on other days with other seconds and last digits, to `rows` rows. */
export async function ftcFile(rows: number): Promise<string> {
  mkdirSync(benchFolder, { recursive: true });
  const path = join(benchFolder, `ftc-${rows}.csv`);
  if (existsSync(path)) return path;
  const lines: string[] = [];
  const day = createReadStream(join(samples, "ftc-dnc/dnc_complaint_numbers_2019-12-16.csv"));
  for await (const line of createInterface({ input: day })) lines.push(line);
  const [header, ...real] = lines;
  const random = seeded(1);
  const out = createWriteStream(path);
  out.write(`${header}\n`);
  const two = (n: number) => String(n).padStart(2, "0");
  for (let i = 0; i < rows;) {
    const date = new Date(Date.UTC(2015, 0, 1) + Math.floor(i / real.length) * 86_400_000);
    const stamp = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
    const batch: string[] = [];
    for (let k = 0; k < real.length && i < rows; k++, i++) {
      const digits = Math.floor(random() * 10_000);
      const second = two(Math.floor(random() * 60));
      batch.push(
        real[k]!.replace(/^(\+?1?\d{6})\d{4},/, `$1${String(digits).padStart(4, "0")},`).replace(
          /,2019-12-1[345] (\d\d:\d\d):\d\d,/,
          `,${stamp} $1:${second},`,
        ),
      );
    }
    if (!out.write(`${batch.join("\n")}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  return path;
}

/** Transcripts made from the real ones: words dropped, swapped and misheard, starts cut, names and amounts changed. */
export function variedTranscripts(count: number): { recording_id: string; transcript: string }[] {
  const text = readFileSync(join(samples, "pone-recordings/metadata.csv"), "utf8");
  const real = [...text.matchAll(/^"[^"]*","[a-z]{2}","((?:[^"]|"")*)"/gm)]
    .map((m) => m[1]!.replaceAll('""', '"').trim())
    .filter((t) => t !== "");
  const words = [...new Set(real.flatMap((t) => t.split(/\s+/)))];
  const random = seeded(2);
  return Array.from({ length: count }, (_, i) => {
    const source = real[i % real.length]!.split(/\s+/);
    const start = random() < 0.2 ? Math.floor(random() * source.length * 0.3) : 0;
    const varied = source.slice(start).flatMap((word) => {
      const r = random();
      if (r < 0.02) return [];
      if (r < 0.05) return [words[Math.floor(random() * words.length)]!];
      if (/\d/.test(word) && r < 0.5)
        return [word.replace(/\d/g, () => String(Math.floor(random() * 10)))];
      return [word];
    });
    return { recording_id: `varied-${String(i).padStart(7, "0")}`, transcript: varied.join(" ") };
  });
}

/**
 * The rows of a carrier-cdr file as so many files of as many providers, with the dirt of real exports: bytes that are
 * not UTF-8, NULs, ragged rows, repeated rows, and 0.2% of rows that cannot be used.
 */
export async function dirtyExports(clean: string, files: number): Promise<string> {
  const folder = join(benchFolder, `dirty-${files}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  const outs = Array.from({ length: files }, (_, n) =>
    createWriteStream(join(partial, `carrier-${String(n).padStart(2, "0")}.csv`), "latin1"),
  );
  const random = seeded(3);
  let header = true;
  let waiting = outs.map(() => "");
  const flush = async (least: number): Promise<void> => {
    for (const [n, out] of outs.entries()) {
      if (waiting[n]!.length <= least) continue;
      if (!out.write(waiting[n]!, "latin1")) await once(out, "drain");
      waiting[n] = "";
    }
  };
  let i = 0;
  for await (const line of createInterface({ input: createReadStream(clean) })) {
    if (header) {
      waiting = outs.map(() => `${line}\n`);
      header = false;
      continue;
    }
    const n = i++ % files;
    const cells = line.split(",");
    cells[1] = `Q${String(n).padStart(3, "0")}`;
    const r = random();
    if (r < 0.0005) cells[11] = "Caf\u00e9";
    else if (r < 0.0007) cells[9] = "tg\0x";
    else if (r < 0.0017) cells[2] = "yesterday";
    else if (r < 0.0027) cells[5] = "-7";
    else if (r < 0.0032) cells.pop();
    const row = `${cells.join(",")}\n`;
    waiting[n] += r > 0.999 ? row + row : row;
    if (i % 50_000 === 0) await flush(1 << 16);
  }
  await flush(0);
  for (const out of outs) {
    out.end();
    await once(out, "close");
  }
  renameSync(partial, folder);
  return folder;
}
