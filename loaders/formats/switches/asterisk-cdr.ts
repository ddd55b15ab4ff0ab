import type { Format } from "../format.ts";

const isTime = (cell: string | undefined) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cell ?? "");
const dispositions = /^(ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)$/;

// cdr_csv's own order, and that of the sample configuration of cdr_custom.
const orders = [
  "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield",
  "clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,sequence",
].map((order) => order.split(","));

/** Asterisk's Master.csv: no header, the server's local time without an offset. */
export const asteriskCdr: Format = {
  name: "asterisk-cdr",
  title: "Asterisk call records",
  publisher: "an Asterisk switch",
  table: "call_legs",
  columns: Object.fromEntries([...new Set(orders.flat())].map((name) => [name, []])),
  required: ["src", "dst", "start", "disposition", "uniqueid"],
  headerless: (cells) =>
    orders.find(
      (order) =>
        cells.length >= order.indexOf("uniqueid") + 1 &&
        isTime(cells[order.indexOf("start")]) &&
        isTime(cells[order.indexOf("end")]) &&
        dispositions.test(cells[order.indexOf("disposition")] ?? ""),
    ),
  namesNoProvider: true,
  key: "call_id",
  loadStrategy: "call_legs",
  sql: new URL("asterisk-cdr.sql", import.meta.url),
  rejectLimit: 0.01,
  holdsCalledNumbers: true,
};
