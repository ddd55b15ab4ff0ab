import type { DemandEntry } from "../records/demand-types.ts";
import { windowOf } from "./demand.ts";

/** States in which a demand asks for nothing any more, or never did. */
const over: readonly DemandEntry["state"][] = ["deficient", "withdrawn", "closed"];

/**
 * The demand for whose sake what lies between two times must be kept (litigation hold): a preservation letter, or a demand
 * that is not produced in full yet. Undefined where none is. A load without times could hold anything.
 */
export function holdOn(
  entries: readonly DemandEntry[],
  first: string | null,
  last: string | null,
): DemandEntry | undefined {
  return entries.find((entry) => {
    if (!entry.demand || over.includes(entry.state)) return false;
    const isKept =
      entry.demand.type === "preservation" || !entry.productions.some((made) => made.is_full);
    if (!isKept) return false;
    const { from, to } = windowOf(entry.demand);
    return (first === null || instant(first) < to) && (last === null || instant(last) >= from);
  });
}

/** A time of the catalog: UTC, with or without saying so. */
const instant = (at: string): Date =>
  new Date(at.length === 10 ? at : `${at.replace(" ", "T").replace(/Z$/, "")}Z`);
