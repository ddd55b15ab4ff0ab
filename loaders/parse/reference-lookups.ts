import { readFileSync } from "node:fs";
import type { Session } from "../../src/data/session.ts";

/** Makes what all files of call records look up in the reference data: to be run before the first of a command. */
export const prepareReferenceLookups = (session: Session): Promise<void> =>
  session.run(readFileSync(new URL("reference_lookups.sql", import.meta.url), "utf8"));
