import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../src/data/session.ts";
import { quotedText } from "../../src/data/sql-text.ts";
import { privateFolder } from "../../src/workspace/durable.ts";
import { sealFile } from "../../src/workspace/seal.ts";
import { keyGroups, sealedFile, sealedFolder } from "../../src/workspace/sealed-numbers.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import type { NumberedLoad } from "./planned-load.ts";

/**
 * Where the workspace says so, keeps the called numbers of loads sealed to a public key: `called_key,number` by groups of
 * keys, a file each. Nothing that lies in the workspace opens them.
 */
export async function sealCalledNumbers(
  workspace: Workspace,
  session: Session,
  loads: readonly NumberedLoad[],
): Promise<void> {
  const recipient = workspace.settings.seal_called_numbers_to;
  if (recipient === null) return;
  await session.run(
    `create or replace temp table sealed_pairs as
    select distinct p.file_no, coalesce(p.called_key, u.called_key) as called_key,
        '+' || coalesce(10000000000 + p.sealed_ten, u.e164) as number
    from parsed as p left join unusual_calls as u on u.raw = p.odd[3]
    where p.odd[1] is null and coalesce(p.sealed_ten, u.e164) is not null`,
  );
  // The place that a killed load's copies are removed from.
  const work = privateFolder(workspace.path("tmp", "load", "seal"));
  try {
    for (const [file_no, { id }] of loads.entries()) {
      const groups = await session.rows<{ group: number }>(
        `select distinct (called_key >> ${keyGroups.shift})::integer as "group" from sealed_pairs where file_no = $file_no order by 1`,
        { file_no },
      );
      for (const { group } of groups) {
        const plain = join(work, "pairs.csv");
        await session.run(
          `copy (select called_key, number from sealed_pairs where file_no = ${file_no} and called_key >> ${keyGroups.shift} = ${group}
            order by called_key) to ${quotedText(plain)} (format csv, header false)`,
        );
        const sealed = await sealFile(plain, recipient);
        rmSync(plain);
        privateFolder(sealedFolder(workspace.folder, id));
        renameSync(sealed, sealedFile(workspace.folder, id, group));
      }
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
    await session.run("drop table sealed_pairs");
  }
}
