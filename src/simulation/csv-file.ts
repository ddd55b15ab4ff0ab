import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const flushChars = 1 << 20;

/** A CSV file written line by line through a buffer. */
export class CsvFile {
  readonly path: string;
  rows = 0;
  readonly #descriptor: number;
  #buffer = "";

  constructor(path: string, header: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.#descriptor = openSync(path, "w");
    this.#buffer = `${header}\n`;
  }

  /** Cells are joined as they are: what needs quotes comes quoted. */
  line(text: string): void {
    this.rows++;
    this.#buffer += `${text}\n`;
    if (this.#buffer.length > flushChars) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#buffer);
    this.#buffer = "";
  }
}

/** A file of exports that was written. */
export interface WrittenFile {
  file: string;
  format: string;
  rows: number;
}

/** Seconds since 1970 as ISO 8601 with an offset; whole seconds, or with milliseconds. */
export function isoTime(seconds: number, offsetHours: number, milliseconds = false): string {
  const local = new Date((seconds + offsetHours * 3600) * 1000);
  const text = local.toISOString();
  const clock = milliseconds ? text.slice(0, 23) : text.slice(0, 19);
  if (offsetHours === 0) return `${clock}Z`;
  return `${clock}${offsetHours < 0 ? "-" : "+"}${String(Math.abs(offsetHours)).padStart(2, "0")}:00`;
}
