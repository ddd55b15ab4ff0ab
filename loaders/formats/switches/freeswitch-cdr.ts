import type { Format } from "../format.ts";

const isTime = (cell: string | undefined) =>
  /^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d(:\d\d)?$/.test(cell ?? "");
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const order =
  "caller_id_name,caller_id_number,destination_number,context,start_stamp,answer_stamp,end_stamp,duration,billsec,hangup_cause,uuid,bleg_uuid,accountcode,read_codec,write_codec".split(
    ",",
  );

/** FreeSWITCH's mod_cdr_csv, its default template: no header, the server's local time without an offset. */
export const freeswitchCdr: Format = {
  name: "freeswitch-cdr",
  title: "FreeSWITCH call records",
  publisher: "a FreeSWITCH switch",
  table: "call_legs",
  columns: Object.fromEntries(order.map((name) => [name, []])),
  required: ["caller_id_number", "destination_number", "start_stamp", "hangup_cause", "uuid"],
  headerless: (cells) =>
    cells.length >= 11 && isTime(cells[4]) && isTime(cells[6]) && uuid.test(cells[10] ?? "")
      ? order
      : undefined,
  namesNoProvider: true,
  key: "call_id",
  loadStrategy: "call_legs",
  sql: new URL("freeswitch-cdr.sql", import.meta.url),
  rejectLimit: 0.01,
  holdsCalledNumbers: true,
};
