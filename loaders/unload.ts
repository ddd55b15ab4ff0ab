import { rmSync } from "node:fs";
import { legContent } from "../src/data/lake/columns.ts";
import {
  deleteLakeFiles,
  placeLakeFiles,
  writeLakeFile,
  type WrittenFile,
} from "../src/data/lake/lake.ts";
import { lakeRows, openLake, rowId } from "../src/data/lake/relations.ts";
import type { Session } from "../src/data/session.ts";
import { CommandError } from "../src/errors.ts";
import type { LakeFile, LoadEntry, Recount } from "../src/workspace/catalog.ts";
import { sealedFolder } from "../src/workspace/sealed-numbers.ts";
import type { Workspace } from "../src/workspace/workspace.ts";
import { formatNamed } from "./formats/index.ts";
import { contentOf, decideVersions, doubtColumns } from "./write/call-records.ts";

export interface Unloaded {
  load_id: string;
  file_name: string;
  /** Rows of the load that are gone. */
  rows: number;
  /** Rows of other loads that hold again: it had superseded them, or came first. */
  restored: number;
}

/**
 * Takes loads back in one commit: files that hold their rows are written again without them, and which of the other
 * rows with the same keys hold is decided again, in the order of the loads that are left.
 */
export async function unload(
  workspace: Workspace,
  ids: readonly string[],
  at: string,
): Promise<Unloaded[]> {
  const loads = [...new Set(ids)].map((id) => {
    const load = workspace.catalog.load(id);
    if (!load) throw new CommandError(`${id}: no such load (docket status lists them)`, 2);
    return load;
  });
  const numbers = loads.map((load) => load.load_no);
  const lost = lostWith(workspace, numbers);
  const session = await openLake(workspace, new Set(lost.map((file) => file.path)));
  try {
    await session.fromJson(
      "unloaded",
      "load_no integer",
      numbers.map((load_no) => ({ load_no })),
    );
    const before = await hiddenCount(session);
    const written: WrittenFile[] = [];
    const replaces: string[] = [];
    for (const file of workspace.catalog.files) {
      if (file.table === "hidden_rows") continue;
      if (!file.loads.some(([load_no]) => numbers.includes(load_no))) continue;
      replaces.push(file.path);
      if (lost.includes(file)) continue;
      const rest = await writeWithout(workspace, session, file, ids);
      if (rest) written.push(rest);
    }
    const hidden = workspace.catalog.filesOf("hidden_rows");
    await decideAgain(workspace, session, loads, lost);
    replaces.push(...hidden.map((file) => file.path));
    const left = await writeLakeFile(
      session,
      workspace.folder,
      { table: "hidden_rows", month: "undated", madeFrom: [...replaces, ...ids] },
      "select * from hidden_left order by table_name, row_id",
    );
    if (left) written.push(left);
    const after = left?.file.rows ?? 0;
    placeLakeFiles(workspace.folder, written);
    workspace.catalog.commit(at, {
      kind: "unloaded",
      body: {
        load_ids: [...ids],
        files: written.map(({ file }) => file),
        replaces,
        recounted: await recount(workspace, session, ids),
      },
    });
    const kept = new Set(written.map(({ file }) => file.path));
    deleteLakeFiles(
      workspace.folder,
      replaces.filter((path) => !kept.has(path)),
    );
    for (const { load_id } of loads)
      rmSync(sealedFolder(workspace.folder, load_id), { recursive: true, force: true });
    const own = loads.reduce((sum, load) => sum + load.rows_duplicate, 0);
    return loads.map((load, i) => ({
      load_id: load.load_id,
      file_name: load.file_name,
      rows: load.rows_loaded + load.rows_duplicate,
      // Counted over all of them, shown with the first.
      restored: i === 0 ? Math.max(0, before - after - own) : 0,
    }));
  } finally {
    session.close();
  }
}

/** The files of the lake that are lost: none of them may hold a row of a load that stays. */
function lostWith(workspace: Workspace, numbers: readonly number[]): LakeFile[] {
  const faults = workspace.catalog.lostFiles();
  const other = faults.find(({ file }) => file.loads.some(([no]) => !numbers.includes(no)));
  if (other) throw new CommandError(workspace.catalog.faultMessage(other, faults.length - 1));
  return faults.map(({ file }) => file);
}

/** Loads that now have fewer duplicates, since the load that they repeated is gone. */
async function recount(
  workspace: Workspace,
  session: Session,
  ids: readonly string[],
): Promise<Recount[]> {
  const rows = await session.rows<{ load_no: number; n: number }>(
    "select (row_id >> 32)::integer as load_no, count(*) as n from hidden_left where fate = 'duplicate' group by 1",
  );
  const duplicates = new Map(rows.map((row) => [row.load_no, row.n]));
  return workspace.catalog.loads
    .filter((load) => !ids.includes(load.load_id))
    .map((load) => {
      const now = duplicates.get(load.load_no) ?? 0;
      const { load_id, rows_loaded, rows_duplicate } = load;
      return { load_id, rows_loaded: rows_loaded + rows_duplicate - now, rows_duplicate: now };
    })
    .filter(({ load_id, rows_duplicate }) => {
      return workspace.catalog.load(load_id)!.rows_duplicate !== rows_duplicate;
    });
}

async function hiddenCount(session: Session): Promise<number> {
  await session.run("create table if not exists hidden_rows as from shape.hidden_rows");
  const row = await session.row<{ n: number }>("select count(*) as n from hidden_rows");
  return row?.n ?? 0;
}

const loadNo = (table: string) => (table === "call_legs" ? "(leg_id >> 32)" : "load_no");

/** Writes a file of the lake again without the rows of the loads that go; none where nothing is left. */
function writeWithout(
  workspace: Workspace,
  session: Session,
  file: LakeFile,
  ids: readonly string[],
): Promise<WrittenFile | undefined> {
  const columns = file.table === "call_legs" ? `leg_id, ${legContent.join(", ")}` : "*";
  return writeLakeFile(
    session,
    workspace.folder,
    { table: file.table, month: file.month, madeFrom: [file.path, ...ids] },
    `select ${columns} from ${lakeRows(workspace.folder, file.table, [file])} as r
    where ${loadNo(file.table)} not in (select load_no from unloaded)`,
  );
}

/** Makes hidden_left: hidden rows as they would be, had the loads never been there. */
async function decideAgain(
  workspace: Workspace,
  session: Session,
  loads: readonly LoadEntry[],
  lost: readonly LakeFile[],
): Promise<void> {
  await session.run(
    `create or replace temp table decided (table_name varchar, row_id bigint, fate varchar, by_load_no integer, month varchar);
    create or replace temp table in_question (table_name varchar, row_id bigint)`,
  );
  const tables = new Set(loads.map((load) => load.table));
  for (const table of tables) {
    const format = formatNamed(loads.find((load) => load.table === table)!.format)!;
    if (format.loadStrategy === "snapshot") continue;
    const isCalls = table === "call_legs";
    const files = workspace.catalog.filesOf(table).filter((file) => !lost.includes(file));
    const rows = lakeRows(workspace.folder, table, files);
    const id = rowId(table);
    // The keys of lost rows are not known. A row that one of them hid is hidden, so all hidden ones are decided again.
    const isLost = lost.some((file) => file.table === table);
    const orHidden = (fates: string) =>
      isLost
        ? `or ${id} in (select row_id from hidden_rows where table_name = '${table}' and fate in (${fates}))`
        : "";
    if (isCalls) {
      await decideCallsAgain(session, rows, orHidden("select distinct fate from hidden_rows"));
      continue;
    }
    const keys = format.loadStrategy === "append" ? format.key : `${format.key}, row_hash`;
    // What a revision or a doubled day hides is no matter of keys.
    const hiddenToo = orHidden(
      format.loadStrategy === "append" ? "'duplicate'" : "'duplicate', 'superseded'",
    );
    await session.run(
      `create or replace temp table same_keys as
      with keys as (
          select distinct ${keys} from ${rows} where ${loadNo(table)} in (select load_no from unloaded) ${hiddenToo}
      )
      select ${id} as row_id, ${loadNo(table)}::integer as load_no, ${keys}, 'undated' as month, 0 as content
      from ${rows} as r join keys using (${keys});
      insert into in_question select '${table}', row_id from same_keys;
      create or replace temp table ordered as
      select s.*, l.load_order from same_keys as s join loads as l on l.load_no = s.load_no
      where s.load_no not in (select load_no from unloaded)`,
    );
    await session.run(
      `insert into decided
      with compared as (
          select *, content is not distinct from lag(content) over w and lag(row_id) over w is not null as is_repeat
          from ordered window w as (partition by ${keys} order by load_order, row_id)
      ),
      followed as (
          select *, lead(row_id) over (partition by ${keys} order by load_order, row_id) as next_id
          from compared where not is_repeat
      )
      select '${table}', row_id, 'superseded', (next_id >> 32)::integer, month from followed where next_id is not null
      union all
      select '${table}', row_id, 'duplicate', load_no, month from compared where is_repeat`,
    );
  }
  // What a revision or a snapshot of the loads replaced holds again.
  await session.run(
    `insert into in_question select table_name, row_id from hidden_rows
    where table_name <> 'call_legs' and fate in ('superseded', 'publisher_double')
        and by_load_no in (select load_no from unloaded)`,
  );
  await session.run(
    `create or replace temp table hidden_left as
    select h.* from hidden_rows as h
    anti join in_question as q on q.table_name = h.table_name and q.row_id = h.row_id
    union all select * from decided`,
  );
}

/** The same for call records: of each id and each call that the loads have a record of, which one stands for it now. */
async function decideCallsAgain(session: Session, rows: string, orHidden: string): Promise<void> {
  const columns = `leg_id, load_order, started_at, provider_id, call_id, content, ${doubtColumns.join(", ")}`;
  await session.run(
    `create or replace temp table touched as
    with gone as (select provider_id, call_id, linked_id from ${rows} where (leg_id >> 32) in (select load_no from unloaded) ${orHidden}),
    -- Records of a gone id may be legs of a call, and these have ids of their own.
    linked as (
        select distinct provider_id, linked_id from ${rows}
        where linked_id is not null
            and ((provider_id, call_id) in (select (provider_id, call_id) from gone)
                or (provider_id, linked_id) in (select (provider_id, linked_id) from gone))
    )
    select r.leg_id, l.load_order, ${contentOf("r")} as content, r.* exclude (leg_id)
    from ${rows} as r join loads as l on l.load_no = r.leg_id >> 32
    where (r.provider_id, r.call_id) in (select (provider_id, call_id) from gone)
        or (r.provider_id, r.linked_id) in (select (provider_id, linked_id) from linked);
    insert into in_question select 'call_legs', leg_id from touched;
    create or replace temp table candidates as
    select ${columns}, true as is_in_lake from touched where (leg_id >> 32) not in (select load_no from unloaded)`,
  );
  await decideVersions(session);
  await session.run(
    `insert into decided select 'call_legs', leg_id, fate, by_load_no, month from versions;
    drop table touched; drop table candidates; drop table versions`,
  );
}
