import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs";
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
