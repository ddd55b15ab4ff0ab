import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readJudgedBands, relateAdjudications } from "../../src/data/reads/adjudication.ts";
import { Session } from "../../src/data/session.ts";
import { adjudications, recordAdjudication } from "../../src/records/adjudications.ts";
import { EventLog } from "../../src/workspace/event-log.ts";

it("counts each sample once, by the answers that were handed in last", async () => {
  const log = EventLog.open(join(mkdtempSync(join(tmpdir(), "docket-judged-")), "records.sqlite"));
  const found = (sample_id: string, judged: number, real: number) => ({
    sample_id,
    cases: judged,
    bands: [{ band: "0.7 to 0.9", judged, real }],
  });
  recordAdjudication(log, "2024-05-01T00:00:00Z", found("a", 20, 10));
  recordAdjudication(log, "2024-05-02T00:00:00Z", found("a", 30, 24));
  recordAdjudication(log, "2024-06-01T00:00:00Z", found("b", 5, 5));
  const session = await Session.open(":memory:");
  await relateAdjudications(session, adjudications(log.events()));
  expect(await readJudgedBands(session)).toEqual([{ band: "0.7 to 0.9", judged: 35, real: 29 }]);
  session.close();
  log.close();
});
