import type { Session } from "../../src/data/session.ts";
import { withoutCalledNumber, withoutSpokenNumbers } from "../../src/spoken-digits.ts";

const batch = 20_000;

/**
 * Masks the called party's number in the transcripts of the temporary table parsed, in every way that it can be said. A
 * row that states a called number which cannot be read loses every number that its transcript says: any may be it.
 */
export async function maskTranscripts(session: Session): Promise<void> {
  await session.run("create or replace temp table masked (source_row bigint, transcript varchar)");
  for (let from = 0; ; from += batch) {
    const rows = await session.rows<{
      source_row: number;
      transcript: string;
      called_npa_nxx: string | null;
    }>(
      `select source_row, transcript, called_npa_nxx from parsed
      where transcript is not null and nullif(trim(called_as_written), '') is not null
      order by source_row limit ${batch} offset ${from}`,
    );
    if (rows.length === 0) break;
    const changed = rows.flatMap(({ source_row, transcript, called_npa_nxx }) => {
      const text =
        called_npa_nxx === null
          ? withoutSpokenNumbers(transcript)
          : withoutCalledNumber(transcript, called_npa_nxx);
      return text === transcript ? [] : [{ source_row, transcript: text }];
    });
    await session.fromJson("masked_batch", "source_row bigint, transcript varchar", changed);
    await session.run("insert into masked select * from masked_batch; drop table masked_batch");
  }
  await session.run(
    `update parsed set transcript = m.transcript from masked as m where m.source_row = parsed.source_row;
    drop table masked; alter table parsed drop column called_as_written`,
  );
}
