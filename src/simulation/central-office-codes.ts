import { fileURLToPath } from "node:url";
import { Session } from "../data/session.ts";

/** Every NPA-NXX in service in a US jurisdiction, from the bundled list of central-office codes. */
export async function exchangesInService(): Promise<{ npaNxx: number; state: string }[]> {
  const file = fileURLToPath(new URL("../../samples/nanpa/cocodes.parquet", import.meta.url));
  const session = await Session.open(":memory:");
  try {
    const [column] = await session.rows<{ column_name: string }>(
      "select column_name from (describe select * from read_parquet($file)) limit 1",
      { file },
    );
    if (!column) throw new Error(`${file}: no columns`);
    return await session.rows(
      `select replace("NPA-NXX", '-', '')::integer as "npaNxx", "State" as state from read_parquet($file)
      where regexp_full_match(replace("NPA-NXX", '-', ''), '[2-9]\\d{2}[2-9]\\d{2}') and length("State") = 2
      order by 1`,
      { file },
    );
  } finally {
    session.close();
  }
}
