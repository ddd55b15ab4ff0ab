import { readFileSync } from "node:fs";
import { CommandError } from "../../src/errors.ts";
import { legContent, legDetails } from "../../src/data/lake/columns.ts";
import { writeLakeFile, type WrittenFile } from "../../src/data/lake/lake.ts";
import { lakeRows, shapeColumns } from "../../src/data/lake/relations.ts";
import { loadThresholds } from "../thresholds.ts";
import { detailsType, hasDetails } from "../parse/details.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import type { Session } from "../../src/data/session.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import type { AsideCount, NumberedLoad, WrittenRows } from "./planned-load.ts";
import { recordNumbers } from "./record-numbers.ts";
import { sealCalledNumbers } from "./sealed-numbers.ts";
import { writeHiddenRows } from "./hidden-rows.ts";

/** A hash over all that a record says, as text: a column's type in the lake may be another than before. */
export const contentOf = (relation: string): string =>
  `hash(row(${legContent.map((column) => `${relation}.${column}::varchar`).join(", ")}))`;

/** By which it is decided which of several records stands for a call. */
export const doubtColumns = [
  "linked_id", "attempt_no", "is_final_attempt", "record_role", "disposition", "duration_ms", "calling_number",
  "called_key",
] as const; // prettier-ignore

interface FateCount {
  file_no: number;
  fate: AsideCount["fate"] | "duplicate";
  n: number;
}

/** Rows that are sorted at once: so many take half a gigabyte. */
const chunkRows = 2_500_000;

const parseSql = (name: string) =>
  readFileSync(new URL(`../parse/${name}`, import.meta.url), "utf8");
const ownSql = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/**
 * Writes the usable call records of parsed, month by month and sorted by provider and time, and lists the rows that
 * are duplicates or that a newer version of the call supersedes.
 */
export async function writeCallRecords(
  workspace: Workspace,
  session: Session,
  loads: readonly NumberedLoad[],
): Promise<WrittenRows> {
  const ids = loads.map((load) => load.id);
  await requireZones(session, loads);
  if (loads[0]!.source.layout.hasEndRows) await session.run(parseSql("call_ends.sql"));
  await session.run(parseSql("batch_lookups.sql"));
  await sealCalledNumbers(workspace, session, loads);
  await findSteps(session, loads);
  await numberLegs(session);
  await findVersions(workspace, session);
  await requireOwnIds(session, loads);
  await requireOwnProvider(session, loads);
  const files = await writeLegs(workspace, session, loads);
  const hidden = await writeHiddenRows(
    workspace,
    session,
    ids,
    "select 'call_legs' as table_name, leg_id as row_id, fate, by_load_no, month from versions",
  );
  const fates = await session.rows<FateCount>(
    `select f.file_no, v.fate, count(*) as n from versions as v join batch_files as f on f.load_no = v.leg_id >> 32
    group by all order by all`,
  );
  const isAside = (row: FateCount): row is AsideCount => row.fate !== "duplicate";
  const asides = fates.filter(isAside);
  const duplicates = fates.filter((row) => !isAside(row));
  const superseded = await session.rows<{ file_no: number; month: string; rows: number }>(
    `select f.file_no, v.month, count(*) as rows from versions as v join batch_files as f on f.load_no = v.by_load_no
    where v.fate in ('superseded', 'attempt') and v.is_in_lake group by 1, 2 order by 1, 2`,
  );
  return {
    asides,
    files: hidden ? [...files, hidden] : files,
    duplicates: new Map(duplicates.map((row) => [row.file_no, row.n])),
    superseded,
    notes: await exceptionNotes(session, superseded, asides),
  };
}

/**
 * Makes the views batch_legs (the records of the batch as the lake keeps them) and doubtful_legs (those whose key occurs
 * more than once, in the batch or in the lake): few rows, that are looked up without going through all.
 */
async function numberLegs(session: Session): Promise<void> {
  const { join, rowNo } = await recordNumbers(session, "l", "batch_row", true);
  const enrich = parseSql("enrich.sql");
  const views: [name: string, rows: string, from: string][] = [
    ["batch_legs", "parsed_rows", ""],
    ["doubtful_legs", "doubtful_rows", "where leg_hash in (select leg_hash from doubtful_keys)"],
  ];
  await session.run("create or replace temp table doubtful_keys (leg_hash ubigint)");
  for (const [name, rows, where] of views) {
    await session.run(
      `create or replace temp view ${rows} as select rowid as batch_row, * from parsed_details ${where};
      create or replace temp view ${name} as
      select l.*, (f.load_no::bigint << 32) + ${rowNo} as leg_id, f.load_order, ${contentOf("l")} as content
      from (${enrich.replaceAll("parsed_rows", rows)}) as l
      ${join}`,
    );
  }
}

/** Fills duration_steps, by which durations are called billed. */
async function findSteps(session: Session, loads: readonly NumberedLoad[]): Promise<void> {
  // Whether rows have details is known of the layout: the column is typed all the same.
  const has = hasDetails(loads[0]!.source);
  await session.run(
    `create or replace temp view parsed_details as
    select rowid, *${has ? "" : `, null::${detailsType} as details`} from parsed`,
  );
  await session.run(parseSql("duration_steps.sql"), {
    least_calls: loadThresholds.least_calls.value,
    least_share: loadThresholds.least_share.value,
  });
}

/** Ids that restart make one call replace another: a file of such is refused rather than loaded for a third. */
async function requireOwnIds(session: Session, loads: readonly NumberedLoad[]): Promise<void> {
  const rows = await session.rows<{ file_no: number; others: number; rows: number; id: string }>(
    `with others as (
        select f.file_no, count(*) as others, min_by(c.call_id, c.leg_id) as id
        from versions as v join candidates as c on c.leg_id = v.leg_id
        join batch_files as f on f.load_no = v.by_load_no
        where v.is_other_call group by f.file_no
    ),
    sizes as (select file_no, count(*) as rows from parsed where odd[1] is null group by file_no)
    select o.file_no, o.others, o.id, s.rows from others as o join sizes as s using (file_no) order by o.file_no`,
  );
  const { least_replaced, most_replaced_share } = loadThresholds;
  const bad = rows.find(
    ({ others, rows: all }) =>
      others >= least_replaced.value && others > most_replaced_share.value * all,
  );
  if (!bad) return;
  const { path } = loads[bad.file_no]!.source;
  throw new CommandError(
    `${path}: ${bad.others} of its ${bad.rows} records would replace records of other calls that have the same id ` +
      `(such as ${withoutNumbers(bad.id)}): its ids start again, so they are no ids. Make one of several columns in a column map, such as ` +
      'call_id: { from: [DATE, TIME, ID], join: "-" }. Nothing was loaded',
  );
}

/**
 * A file that the person says is one provider's may name others, who count in its rows. But it replaces no record that
 * these have sent.
 */
async function requireOwnProvider(session: Session, loads: readonly NumberedLoad[]): Promise<void> {
  const bad = await session.row<{ file_no: number; named: string; id: string; rows: number }>(
    `select f.file_no, getvariable('load_provider') as named, c.provider_id as id, count(*) as rows
    from versions as v join candidates as c on c.leg_id = v.leg_id join batch_files as f on f.load_no = v.by_load_no
    where v.is_in_lake and v.fate = 'superseded' and c.provider_id <> getvariable('load_provider')
    group by all order by rows desc, id limit 1`,
  );
  if (!bad) return;
  throw new CommandError(
    `${loads[bad.file_no]!.source.path}: loaded with --provider ${bad.named}, but it would replace ${bad.rows} records ` +
      `of ${withoutNumbers(bad.id)}: if it corrects them, load it without --provider. Nothing was loaded`,
  );
}

/** Times without an offset need a zone: where that is what is wrong with a file, it is said rather than rejected. */
async function requireZones(session: Session, loads: readonly NumberedLoad[]): Promise<void> {
  const row = await session.row<{ file_no: number }>(
    `select file_no from parsed group by file_no
    having count(*) filter (where odd[1] = 'no_utc_offset') > count(*) / 2 order by file_no limit 1`,
  );
  if (row) {
    throw new CommandError(
      `${loads[row.file_no]?.source.path}: its times have no UTC offset: ` +
        "name their zone with --tz, such as --tz America/Chicago",
    );
  }
}

/** Fills the temporary tables lake_twins (records of the lake that this batch has too) and versions. */
async function findVersions(workspace: Workspace, session: Session): Promise<void> {
  const providers = new Set(
    (
      await session.rows<{ provider_id: string }>(
        "select distinct provider_id from parsed where odd[1] is null",
      )
    ).map((row) => row.provider_id),
  );
  const files = workspace.catalog
    .filesOf("call_legs")
    .filter((file) => file.providers?.some(([id]) => providers.has(id)));
  const hasHidden = workspace.catalog.filesOf("hidden_rows").length > 0;
  await session.run(
    `create or replace temp table lake_twins as
    select c.leg_id, hash(c.provider_id, c.call_id) as leg_hash, l.load_order, c.started_at, c.provider_id, c.call_id,
        ${contentOf("c")} as content, ${doubtColumns.map((name) => `c.${name}`).join(", ")}
    from ${lakeRows(workspace.folder, "call_legs", files)} as c
    join loads as l on l.load_no = c.leg_id >> 32
    where (hash(c.provider_id, c.call_id) in (select leg_hash from parsed where odd[1] is null)
            or hash(c.provider_id, c.linked_id) in (select hash(provider_id, details.linked_id) from parsed_details
                where odd[1] is null and details.linked_id is not null))
        ${hasHidden ? "and c.leg_id not in (select row_id from hidden_rows where table_name = 'call_legs')" : ""}`,
  );
  await session.run(
    `create or replace temp table doubtful_keys as
    with linked as (
        select leg_hash, hash(provider_id, details.linked_id) as call_hash from parsed_details
        where odd[1] is null and details.linked_id is not null
    ),
    shared_calls as (
        select call_hash from linked group by call_hash having count(*) > 1
        union
        select hash(provider_id, linked_id) from lake_twins where linked_id is not null
    )
    select leg_hash from parsed where odd[1] is null group by leg_hash having count(*) > 1
    union
    select leg_hash from lake_twins
    union
    select leg_hash from linked where call_hash in (select call_hash from shared_calls)
    union
    select leg_hash from parsed_details where odd[1] is null and details.record_role is not null`,
  );
  await session.run(ownSql("version_candidates.sql"));
  const doubts = await session.row<{ n: number }>("select count(*) as n from doubtful_keys");
  if (doubts && doubts.n > 0) await session.run(ownSql("doubtful_candidates.sql"));
  await decideVersions(session);
}

/** Fills the temporary table versions from candidates: which of the records of an id, and of a call, stand for nothing. */
export const decideVersions = (session: Session): Promise<void> =>
  session.run(ownSql("versions.sql"), {
    same_call_s: loadThresholds.same_call_s.value,
    widest_zone_s: loadThresholds.widest_zone_s.value,
    linked_gap_s: loadThresholds.linked_gap_s.value,
  });

/** Writes the usable rows, month by month, in pieces that can be sorted in memory. */
async function writeLegs(
  workspace: Workspace,
  session: Session,
  loads: readonly NumberedLoad[],
): Promise<WrittenFile[]> {
  const ids = loads.map((load) => load.id);
  // What no row of these files has is added after the sort, which would carry it along.
  const has = hasDetails(loads[0]!.source);
  const types = new Map(
    (await shapeColumns(session, "call_legs")).map((c) => [c.column_name, c.data_type]),
  );
  const sorted = legContent.filter((name) => has || !legDetails.has(name)).join(", ");
  const all = legContent
    .map((name) => (has || !legDetails.has(name) ? name : `null::${types.get(name)} as ${name}`))
    .join(", ");
  const months = await session.rows<{ month: string; rows: number; first: number; last: number }>(
    `select strftime(month, '%Y-%m') as month, rows, first, last from (
        select date_trunc('month', started_at) as month, count(*) as rows, min(rowid) as first, max(rowid) as last
        from parsed where odd[1] is null group by all
    ) order by month`,
  );
  const files: WrittenFile[] = [];
  for (const { month, rows, first, last } of months) {
    const chunks = Math.ceil(rows / chunkRows);
    const size = Math.ceil((last - first + 1) / chunks);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = first + chunk * size;
      const to = Math.min(from + size - 1, last);
      const file = await writeLakeFile(
        session,
        workspace.folder,
        { table: "call_legs", month, madeFrom: [...ids, String(chunk)] },
        `select leg_id, ${all} from (
            select leg_id, ${sorted} from batch_legs
            where batch_row between ${from} and ${to}
                and started_at >= timestamp '${month}-01' and started_at < timestamp '${month}-01' + interval 1 month
            order by provider_no, started_at, leg_id
        )`,
      );
      if (file) files.push(file);
    }
  }
  return files;
}

const asideWords: Record<AsideCount["fate"], string> = {
  superseded: "a later record of this file has the same id, and holds",
  attempt: "another attempt or leg of a call, kept in call_attempts and not counted",
  no_call: "no call of its own by the format's rule, kept and not counted",
};

/** What is to be said of rows that were loaded with a cell left empty, or that replace others. */
async function exceptionNotes(
  session: Session,
  superseded: readonly { file_no: number; rows: number }[],
  asides: readonly AsideCount[],
): Promise<Map<number, string[]>> {
  const counts = await session.rows<{
    file_no: number;
    odd_cells: number;
    odd_passports: number;
    odd_times: number;
    odd_ends: number;
  }>(
    `select file_no,
        count(*) filter (where odd[8] is not null) as odd_cells,
        count(*) filter (where odd[6] is not null) as odd_passports,
        count(*) filter (where odd[7] like 'dst%') as odd_times,
        count(*) filter (where odd[7] = 'end_before_start') as odd_ends
    from parsed where odd[1] is null and odd is not null group by file_no`,
  );
  const notes = new Map<number, string[]>();
  const add = (file_no: number, rows: number, what: string) => {
    if (rows > 0)
      notes.set(file_no, [
        ...(notes.get(file_no) ?? []),
        `${rows} ${rows === 1 ? "row" : "rows"}: ${what}`,
      ]);
  };
  for (const count of counts) {
    add(
      count.file_no,
      count.odd_cells,
      "an invalid SIP code, country or attestation was left empty, or the ring of an unanswered call counted as no duration",
    );
    add(
      count.file_no,
      count.odd_passports,
      "the Identity header does not parse or contradicts the call",
    );
    add(
      count.file_no,
      count.odd_times,
      "daylight saving skipped the local time or showed it twice",
    );
    add(count.file_no, count.odd_ends, "the call ends before it starts or is answered");
  }
  for (const file_no of new Set(superseded.map((row) => row.file_no))) {
    const rows = superseded.filter((row) => row.file_no === file_no);
    add(
      file_no,
      rows.reduce((sum, row) => sum + row.rows, 0),
      "a newer version of a call record that was loaded before",
    );
  }
  for (const { file_no, fate, n } of asides) add(file_no, n, asideWords[fate]);
  const steps = await session.rows<{
    file_no: number;
    provider_id: string;
    step_s: number;
    calls: number;
  }>(
    "select file_no, provider_id, step_s, calls from duration_steps where step_s is not null order by all",
  );
  for (const { file_no, provider_id, step_s, calls } of steps)
    add(
      file_no,
      calls,
      `the durations of ${provider_id} stand in steps of ${step_s} seconds: they are billed, not measured`,
    );
  return notes;
}
