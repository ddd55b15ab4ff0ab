import { readFileSync } from "node:fs";

/** A step of tracing, by the name of its file. */
export const sql = (name: string): string =>
  readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8");

/** What the analysis decides: see src/analysis/tracing. */
export interface TracingMethod {
  hopDelay: number;
  tolerance: number;
  late: number;
  bridgeTolerance: number;
  early: number;
  durationFine: number;
  callerFine: number;
  endFine: number;
  triedFine: number;
  mostSeconds: number;
  origidWorth: number;
  margin: number;
  clockFinding: number;
  aliasHandOvers: number;
  aliasShare: number;
  solveClocks: (
    pairs: readonly {
      sender: number;
      receiver: number;
      hops: number;
      n: number;
      dt: number;
      day: number;
      slope: number | null;
    }[],
  ) => readonly { provider: number; offset: number; drift: number; pairs: number }[];
}
