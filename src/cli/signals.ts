import type { Output } from "./output.ts";

/**
 * Ends the process within moments of Ctrl-C or a request to end, with one line. Nothing needs to be put right: what is
 * durable is written in single steps, and the next command removes what was half done.
 */
export function endOnSignals(output: Output): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => {
      output.warn("docket: interrupted: what was reported as done is kept; run the command again");
      // The engine's threads may be in the middle of a query, and its destructors would wait for them: this does not.
      process.exitCode = code;
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 1000).unref();
      process.exit(code);
    });
  }
}
