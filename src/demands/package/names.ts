import type { DemandEntry } from "../../records/demand-types.ts";

/** A Bates number's part before the digits: the workspace's prefix and the demand's number. */
export const batesPrefix = (prefix: string, entry: Pick<DemandEntry, "number">): string =>
  `${prefix}-${entry.number.replaceAll("-", "")}-`;

/** Name of a bag, and of the files beside it: lower-case ASCII. */
export const bagName = (entry: Pick<DemandEntry, "number">, no: number): string =>
  `${entry.number.toLowerCase()}-p${no}`;
