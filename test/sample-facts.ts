import { inject } from "vitest";
import { readFacts } from "../src/facts/read.ts";
import type { Audience, Facts } from "../src/facts/types.ts";
import { openPublished } from "../src/pipeline/published.ts";
import { Workspace } from "../src/workspace/workspace.ts";

/** The facts of the bundled sample, of its last month where none is named. */
export async function sampleFacts(audience: Audience, month?: string): Promise<Facts> {
  const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
  const { session, manifest, close } = await openPublished(workspace);
  const who = { publisher: "Test office", contact: "desk@example.gov" };
  const { inputs_sha256 } = manifest;
  try {
    return await readFacts(session, {
      audience,
      month,
      ...who,
      inputs_sha256,
      // What the method's code is has its own test: drawings and pages of one look are of many versions of it.
      method_sha256: "test method",
    });
  } finally {
    close();
  }
}
