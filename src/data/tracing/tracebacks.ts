import { readFileSync } from "node:fs";
import type { Session } from "../session.ts";

const sql = (name: string) => readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8");

/** Compares manual tracebacks with the records, and closes the requests that an answer came to. In the caller's transaction. */
export async function compareTracebacks(session: Session): Promise<void> {
  await session.run("delete from traceback_findings");
  await session.run(sql("tracebacks"));
  await session.run(
    `update traceback_requests set status = 'answered'
    where request_id in (select traceback_id from traceback_hops where response is not null)`,
  );
}
