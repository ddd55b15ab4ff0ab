import type { Session } from "../session.ts";

/** What a signer attested in a month, with what is odd about it. */
export interface SignerRow {
  provider_id: string;
  name: string | null;
  calls: number;
  attested_a: number;
  attested_b: number;
  attested_c: number;
  calls_with_header: number;
  impossible_calls: number;
  impossible_a: number;
  listed_calls: number;
  listed_a: number;
  /** Calls by finding of the Identity header, the most frequent first. */
  findings: { code: string; calls: number }[];
}

export async function readSigners(session: Session, month: string): Promise<SignerRow[]> {
  const rows = await session.rows<Omit<SignerRow, "findings"> & { hygiene: string }>(
    `select s.* exclude (month), p.name
    from signers as s left join providers as p on p.provider_id = s.provider_id
    where s.month = $month order by s.impossible_a + s.listed_a desc, s.calls desc, s.provider_id`,
    { month },
  );
  return rows.map(({ hygiene, ...row }) => ({
    ...row,
    findings: Object.entries(JSON.parse(hygiene) as Record<string, number>)
      .map(([code, calls]) => ({ code, calls }))
      .sort((a, b) => b.calls - a.calls || (a.code < b.code ? -1 : 1)),
  }));
}
