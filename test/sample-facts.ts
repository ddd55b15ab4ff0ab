import { inject } from "vitest";
import { readMonth } from "../src/data/reads/month.ts";
import { monthFacts, type MonthFacts } from "../src/facts/month.ts";
import type { Audience, Facts } from "../src/facts/types.ts";
import { openPublished } from "../src/pipeline/published.ts";
import { Workspace } from "../src/workspace/workspace.ts";

/** The month of the sample whose complaints have all columns, and which has simulated call records. */
export const fullMonth = "2019-12";

/** The facts of a month of the bundled sample, with the audit of them. */
export async function sampleMonth(
  audience: Audience,
  { month = fullMonth, demonstration = false }: { month?: string; demonstration?: boolean } = {},
): Promise<MonthFacts> {
  const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
  const { session, close } = await openPublished(workspace);
  try {
    const withSimulated = demonstration || audience === "office";
    return monthFacts(await readMonth(session, { month, withSimulated }), {
      audience,
      is_demonstration: demonstration,
      publisher: {
        office: "Test office",
        contact: "desk@example.gov",
        license: null,
        corrections: null,
        corrections_log: [],
      },
      // What the method's code is has its own test: drawings and pages of one look are of many versions of it.
      method_sha256: "test method",
    });
  } finally {
    close();
  }
}

export const sampleFacts = async (audience: Audience, month?: string): Promise<Facts> =>
  (await sampleMonth(audience, month === undefined ? {} : { month })).facts;
