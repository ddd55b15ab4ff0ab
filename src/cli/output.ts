import { appendFileSync } from "node:fs";

/** Where a command speaks to. Injected, so that commands can be tested. */
export interface Output {
  /** A line of the result, on standard output. */
  print: (line: string) => void;
  /** What happens meanwhile, on standard error; shown on a terminal only. */
  progress: (line: string) => void;
  /** What a person must see, on standard error, whatever it is connected to. */
  warn: (line: string) => void;
  /** From now on, appends every line to a file too, with the time. */
  logTo: (file: string) => void;
}

/** Without what a terminal would obey: a name or a cell of a file may hold it. */
const harmless = (line: string): string =>
  line.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, "\uFFFD");

const clearLine = "\r\u001b[2K";

/** Standard output and error. Progress overwrites one line once a step has taken two seconds. */
export function terminalOutput(isQuiet: boolean): Output & { done: () => void } {
  const shows = process.stderr.isTTY && !isQuiet;
  // A reader that has seen enough (head, less) closes the pipe: the work goes on without it.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const started = Date.now();
  let log = (_: string) => {};
  let drawn = false;
  const clear = () => {
    if (drawn) process.stderr.write(clearLine);
    drawn = false;
  };
  return {
    print: (line) => {
      clear();
      process.stdout.write(`${harmless(line)}\n`);
      log(line);
    },
    progress: (line) => {
      if (!shows || Date.now() - started < 2000) return;
      clear();
      process.stderr.write(harmless(line).slice(0, (process.stderr.columns ?? 80) - 1));
      drawn = true;
    },
    warn: (line) => {
      clear();
      process.stderr.write(`${harmless(line)}\n`);
      log(line);
    },
    logTo: (file) => {
      log = (line) => {
        const at = new Date().toISOString();
        appendFileSync(file, line.replace(/^/gm, `${at} `) + "\n", { mode: 0o600 });
      };
    },
    done: clear,
  };
}
