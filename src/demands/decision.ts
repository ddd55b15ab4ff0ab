import { z } from "zod";
import { CommandError } from "../errors.ts";
import type { ScopeDecision } from "../records/demand-types.ts";
import { scopeShape, windowShape, recordsShape } from "./demand.ts";

const decisionSchema = z.strictObject({
  window: windowShape,
  scope: scopeShape,
  records: recordsShape,
});

/** Reads a narrower scope: the parts `window`, `scope` and `records` of a demand. */
export function parseDecision(text: string, where: string): ScopeDecision {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${where}: not valid JSON: ${(error as Error).message}`);
  }
  const parsed = decisionSchema.safeParse(written);
  if (parsed.success) return { ...parsed.data, tier: "office" };
  const [issue] = parsed.error.issues;
  throw new CommandError(`${where}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}
