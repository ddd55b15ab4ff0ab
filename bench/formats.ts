import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readColumnMap } from "../loaders/columns/column-map.ts";
import { loadPaths, type LoadOptions } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { Session } from "../src/data/session.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { carrierFile } from "./calls.ts";
import { benchFolder } from "./make.ts";
import { median, peakMemory, seconds } from "./measure.ts";

const runDate = new Date(0);
const rows = 300_000;

const wholesaleMap = `name: wholesale
delimiter: ";"
time_zone: UTC
date_order: day_first
constants:
  provider_id: Q001
values:
  disposition: { ANS: answered, BSY: busy, NOA: no_answer, FLD: failed }
columns:
  call_id: Record
  start_time: Setup
  calling_number: A-Number
  called_number: B-Number
  duration_s: Billed
  disposition: Result
  ingress_provider_id: In
  egress_provider_id: Out
`;

/** The rows of a carrier-cdr file in other forms, each of one provider. */
async function sameCalls(): Promise<Record<string, { file: string; how: Partial<LoadOptions> }>> {
  const folder = join(benchFolder, `formats-${rows}`);
  const at = (name: string) => join(folder, name);
  if (!existsSync(at("wholesale.yaml"))) {
    mkdirSync(folder, { recursive: true });
    const session = await Session.open(":memory:");
    const from = `(select *, row_number() over () as n, strptime(start_time[:19], '%Y-%m-%dT%H:%M:%S') as began,
      coalesce(try_cast(duration_s as integer), 0) as seconds from read_csv('${await carrierFile(rows)}', all_varchar = true))`;
    await session.run(
      `copy (select n as call_id, 'Q001' as provider_id, strftime(began, '%Y-%m-%dT%H:%M:%SZ') as start_time, calling_number,
        called_number, seconds as duration_s, disposition, ingress_provider_id, egress_provider_id from ${from})
      to '${at("carrier.csv")}' (format csv, header);
      copy (select n as "Record", strftime(began, '%d.%m.%Y %H:%M:%S') as "Setup", calling_number as "A-Number",
        called_number as "B-Number", seconds as "Billed",
        case disposition when 'answered' then 'ANS' when 'busy' then 'BSY' when 'no_answer' then 'NOA' else 'FLD' end as "Result",
        ingress_provider_id as "In", egress_provider_id as "Out" from ${from})
      to '${at("wholesale.csv")}' (format csv, header, delimiter ';');
      copy (select 'CA' || lpad(n::varchar, 32, '0') as sid, strftime(began, '%a, %d %b %Y %H:%M:%S +0000') as start_time,
        strftime(began + to_seconds(seconds), '%a, %d %b %Y %H:%M:%S +0000') as end_time, calling_number as "from",
        called_number as "to", seconds::varchar as duration, 'completed' as status, 'inbound' as direction,
        null::varchar as parent_call_sid, '2010-04-01' as api_version, 'AC0001' as account_sid from ${from})
      to '${at("twilio.jsonl")}' (format json);
      copy (select '<cdr core-uuid="c"><channel_data><direction>inbound</direction></channel_data><variables><uuid>u' || n
        || '</uuid><direction>inbound</direction><start_epoch>' || epoch(began)::bigint || '</start_epoch><answer_epoch>'
        || epoch(began)::bigint || '</answer_epoch><end_epoch>' || epoch(began)::bigint + seconds || '</end_epoch><duration>' || seconds
        || '</duration><billsec>' || seconds || '</billsec><hangup_cause>NORMAL_CLEARING</hangup_cause></variables>'
        || '<callflow><caller_profile><caller_id_number>' || coalesce(calling_number, '') || '</caller_id_number><destination_number>'
        || coalesce(called_number, '') || '</destination_number></caller_profile></callflow></cdr>' as x from ${from})
      to '${at("freeswitch.xml")}' (format csv, header false, quote '', escape '', delimiter '\\x01')`,
    );
    session.close();
    writeFileSync(at("wholesale.yaml"), wholesaleMap);
  }
  const provider = "Q001";
  return {
    "carrier-cdr": { file: at("carrier.csv"), how: {} },
    "column map": {
      file: at("wholesale.csv"),
      how: { map: readColumnMap(at("wholesale.yaml")), zone: "UTC" },
    },
    JSON: { file: at("twilio.jsonl"), how: { provider } },
    XML: { file: at("freeswitch.xml"), how: { provider } },
  };
}

/** The same calls as carrier-cdr, through a column map, as JSON and as XML: how much longer each form takes. */
export async function formats(): Promise<void> {
  const took: Record<string, number[]> = {};
  for (let i = 0; i < 3; i++) {
    for (const [name, { file, how }] of Object.entries(await sameCalls())) {
      const folder = join(benchFolder, "formats");
      rmSync(folder, { recursive: true, force: true });
      const workspace = await Workspace.open(folder, { command: "bench", mode: "write" });
      await ensureReference(workspace, runDate);
      const { ms } = await peakMemory(async () => {
        const { loads, errors } = await loadPaths(workspace, [file], { ...how, runDate });
        if (errors[0]) throw new Error(errors[0].message);
        if (loads[0]?.rows_read !== rows)
          throw new Error(`${name}: ${loads[0]?.rows_read} of ${rows} rows read`);
      });
      workspace.close();
      (took[name] ??= []).push(ms);
    }
  }
  const floor = median(took["carrier-cdr"]!);
  for (const [name, all] of Object.entries(took))
    console.log(
      `formats: ${rows} rows as ${name} ${seconds(median(all))}; ratio to carrier-cdr ${(median(all) / floor).toFixed(2)}` +
        (name === "column map" ? " (aim 1.2)" : name === "carrier-cdr" ? "" : " (aim 3)"),
    );
}
