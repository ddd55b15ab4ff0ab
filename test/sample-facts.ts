import { join } from "node:path";
import { inject } from "vitest";
import { Session } from "../src/data/session.ts";
import { readFacts } from "../src/facts/read.ts";
import type { Audience, Facts } from "../src/facts/types.ts";

/** The facts of the bundled sample, of its last month where none is named. */
export async function sampleFacts(audience: Audience, month?: string): Promise<Facts> {
  const warehouse = join(inject("sample"), "warehouse.duckdb");
  const session = await Session.open(warehouse, { access_mode: "READ_ONLY" });
  const who = { publisher: "Test office", contact: "desk@example.gov" };
  try {
    return await readFacts(session, { audience, month, ...who });
  } finally {
    session.close();
  }
}
