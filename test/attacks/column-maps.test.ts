import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseColumnMap } from "../../loaders/columns/column-map.ts";
import { mappedLayout } from "../../loaders/columns/map-layout.ts";
import { loadPaths } from "../../loaders/load.ts";
import { CommandError } from "../../src/errors.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks by column maps: a map that says nothing sensible is refused by its line, and its words are never code.

const columns = {
  call_id: "id", start_time: "at", calling_number: "from", called_number: "to", duration_s: "secs",
}; // prettier-ignore

/** A map with other columns, and more keys below them: line 9 is the first of those. */
const mapText = (more = "", other: Record<string, string> = {}): string =>
  [
    "name: m",
    "format: carrier-cdr",
    "columns:",
    ...Object.entries({ ...columns, ...other }).map(([name, cell]) => `  ${name}: ${cell}`),
    more,
    "",
  ].join("\n");

const head = "id,at,from,to,secs\n";
const row = (id: string, rest = "") =>
  `${id},2024-01-15T12:00:00Z,+13165550123,+19133334444,1${rest}\n`;

/** The message of a map or of a file's head that is refused, as wrong usage or as a fault of the file. */
function refusal(text: string): string {
  try {
    const map = parseColumnMap("m.yaml", text);
    mappedLayout(map, head + row("a"), "in.csv");
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(CommandError);
    const { message, exitCode } = error as CommandError;
    expect(exitCode).toBe(message.startsWith("m.yaml: ") ? 2 : 1);
    expect(message).toMatch(/^(m\.yaml|in\.csv): [^\n]*$/);
    return message;
  }
  return "accepted";
}

const unread = /in\.csv: no column id, which m\.yaml names for call_id/;
const place = (cell: string) => mapText("", { call_id: cell });

it.each<[attack: string, map: string, message: RegExp]>([
  ["a quote as the delimiter", mapText(`delimiter: '"'`), unread],
  ["a line feed as the delimiter", mapText('delimiter: "\\n"'), unread],
  ["a return as the delimiter", mapText('delimiter: "\\r"'), unread],
  ["NUL as the delimiter", mapText('delimiter: "\\0"'), unread],
  ["a letter of two bytes as the delimiter", mapText("delimiter: é"), unread],
  ["a blank as the delimiter", mapText('delimiter: " "'), unread],
  ["no delimiter", mapText('delimiter: ""'), /line 9: delimiter: /],
  ["a delimiter of four characters", mapText('delimiter: "||||"'), /line 9: delimiter: /],
  ["two marks as the quote", mapText(`quote: "''"`), /line 9: quote: /],
  ["comments that start with nothing", mapText('comment: ""'), /line 9: comment: /],
  ["more lines to skip than there are", mapText("skip_lines: 1000"), /in\.csv: no line after the 1000/],
  ["a billion lines to skip", mapText("skip_lines: 1e9"), /line 9: skip_lines: /],
  ["less than no lines to skip", mapText("skip_lines: -1"), /line 9: skip_lines: /],
  ["half a line to skip", mapText("skip_lines: 1.5"), /line 9: skip_lines: /],
  ["column 0", place("0"), /line 4: columns\.call_id: /],
  ["column -1", place("-1"), /line 4: columns\.call_id: /],
  ["column 1.5", place("1.5"), /line 4: columns\.call_id: /],
  ["column 99999", place("99999"), /in\.csv: no column 99999, which m\.yaml names for call_id/],
  ["column 1e300", place("1e300"), /line 4: columns\.call_id: /],
  ["the column that is no number", place(".nan"), /line 4: columns\.call_id: /],
  ["a column without a name", place('""'), /line 4: columns\.call_id: /],
  ["a column that is nothing", place("~"), /line 4: columns\.call_id: /],
  ["a function", mapText('empty: !!js/function "function () { process.exit() }"'), /line 9: empty: /],
  ["an object of another language", mapText('constants: { provider_id: !!python/object/apply:os.system ["id"] }'), /line 9: constants\.provider_id: /],
  ["keys that are merged", mapText("constants: { <<: { provider_id: P9 } }"), /line 9: constants\.<<: /],
  ["the prototype as a key", mapText("__proto__: { header: false }"), /line 9: __proto__: no such key/],
  ["the constructor as a constant", mapText("constants: { constructor: P9 }"), /line 9: constants\.constructor: carrier-cdr has no column/],
  ["the constructor as a column", mapText("", { constructor: "x" }), /line 9: columns\.constructor: carrier-cdr has no column/],
  ["a method as a column of values", mapText("values: { toString: { a: b } }"), /line 9: values\.toString: carrier-cdr has no column/],
  ["lists of 5,000 levels", mapText(`empty: ${"[".repeat(5000)}${"]".repeat(5000)}`), /line 9: /],
  ["maps of 3,000 levels", "{a: ".repeat(3000) + "1" + "}".repeat(3000), /line 1: /],
  ["a word in place of yes or no", mapText("header: maybe"), /line 9: header: /],
  ["a list in place of columns", "name: m\ncolumns: [1, 2]\n", /line 2: columns: /],
  ["nothing in place of columns", "name: m\ncolumns:\n", /line 2: columns: /],
  ["a number in place of a name", mapText().replace("name: m", "name: 7"), /line 1: name: /],
  ["no text", "", /m\.yaml: Invalid input/],
  ["comments only", "# nothing\n", /m\.yaml: Invalid input/],
  ["one word", "hello\n", /m\.yaml: Invalid input/],
  ["two documents", `${mapText()}---\n${mapText()}`, /line 10: .*multiple documents/],
  ["a binary file", "\u0000\u0001\u0002PNG\u0000", /m\.yaml: /],
  ["SQL for a time zone", mapText(`time_zone: "UTC'); drop table loads; --"`), /line 9: time_zone: .* is not a time zone/],
  ["a path for a time zone", mapText("time_zone: ../../etc/passwd"), /line 9: time_zone: .* is not a time zone/],
  ["the machine's own time zone", mapText("time_zone: localtime"), /line 9: time_zone: .* is not a time zone/],
  ["no format of times", mapText("time_format: []"), /line 9: time_format: /],
  ["SQL for a reason", mapText("reject: [{ column: id, is: [x], as: \"x'; drop\" }]"), /line 9: reject\.0\.as: use a code/],
  ["a lookup that is a folder", mapText("lookups: { t: { file: /, key: a, value: b } }"), /line 9: lookups\.t: \/: cannot be read/],
])("a map with %s is refused", (_, map, message) => expect(refusal(map)).toMatch(message)); // prettier-ignore

const sql = "x'); drop table loads; --";
const lineFeed = "\\n";

interface Reading {
  map: string;
  text?: string;
  /** Calls that it gives: id, time, customer. */
  calls: [id: string, at: string, customer: string | null][];
  reasons?: string[];
}

const noon = "2024-01-15 12:00:00";
const plain: Reading["calls"] = [["a", noon, null]];

/** Noon by the clocks of these zones, and what UTC had then. */
const zones: [zone: string, at: string][] = [
  ["Africa/Monrovia", "2024-01-15 12:00:00"],
  ["America/St_Johns", "2024-01-15 15:30:00"],
  ["Asia/Kathmandu", "2024-01-15 06:15:00"],
  ["Asia/Pyongyang", "2024-01-15 03:00:00"],
  ["Australia/Eucla", "2024-01-15 03:15:00"],
  ["Australia/Lord_Howe", "2024-01-15 01:00:00"],
  ["Etc/GMT+12", "2024-01-16 00:00:00"],
  ["Pacific/Chatham", "2024-01-14 22:15:00"],
  ["Pacific/Kiritimati", "2024-01-14 22:00:00"],
  ["Pacific/Marquesas", "2024-01-15 21:30:00"],
];

const readings: Record<string, Reading> = {
  "SQL in its name, its constants, its empty words and what it cuts off": {
    map: mapText(
      `empty: [${JSON.stringify(sql)}]\nconstants: { customer_id: ${JSON.stringify(sql)} }\nnumbers: { strip_prefixes: [${JSON.stringify(sql)}] }`,
    ).replace("name: m", `name: ${JSON.stringify(sql)}`),
    calls: [["a", noon, sql]],
  },
  "SQL in the names of columns, in their join and in values": {
    map: mapText(`values: { customer_id: { ${JSON.stringify(sql)}: ${JSON.stringify(`"${sql}"`)} } }`, {
      call_id: `{ from: [id, ${JSON.stringify(sql)}], join: ${JSON.stringify(sql)} }`,
      customer_id: JSON.stringify(sql),
    }),
    text: `${head.trimEnd()},${sql}\n${row("a", `,${sql}`)}`,
    calls: [[`a${sql}${sql}`, noon, `"${sql}"`]],
  },
  "SQL as the form of times": {
    map: mapText(`time_format: ${JSON.stringify(`%Y'${sql}`)}`),
    calls: [],
    reasons: ["bad_start_time"],
  },
  "comments that start with the delimiter": {
    map: mapText('comment: ","'),
    text: `${head}${row("a")},a comment\n`,
    calls: plain,
  },
  "comments that start with a quote": {
    map: mapText(`comment: '"'`),
    text: `${head}${row("a")}"a comment\n`,
    calls: plain,
  },
  "comments that start with a line feed": { map: mapText(`comment: "${lineFeed}"`), calls: plain },
  "a byte order mark": { map: `\uFEFF${mapText()}`, calls: plain },
  "a function for a constant, as text": {
    map: mapText('constants: { customer_id: !!js/function "process.exit()" }'),
    calls: [["a", noon, "process.exit()"]],
  },
  "a time zone in each row, some of which are none": {
    map: mapText("time_zone_column: { column: zone, form: name }"),
    text: [
      `${head.trimEnd()},zone\n`,
      ...zones.map(([zone], i) => row(`z${i}`, `,${zone}`).replace("Z,", ",")),
      row("mars", ",Mars/Olympus").replace("Z,", ","),
      row("sql", `,${sql}`).replace("Z,", ","),
    ].join(""),
    calls: zones.map(([, at], i) => [`z${i}`, at, null]),
    reasons: ["bad_start_time", "bad_start_time"],
  },
}; // prettier-ignore

describe("a map with", () => {
  let workspace: Workspace;
  beforeAll(async () => (workspace = await newWorkspace()));
  afterAll(() => workspace.close());

  it.each(Object.keys(readings))("%s is read as it stands", async (attack) => {
    const { map, text = head + row("a"), calls, reasons = [] } = readings[attack]!;
    const file = join(temporaryFolder(), "in.csv");
    writeFileSync(file, text);
    const provider = `P${Object.keys(readings).indexOf(attack)}`;
    const report = await loadPaths(workspace, [file], {
      runDate, provider, map: parseColumnMap("m.yaml", map),
    }); // prettier-ignore
    expect(report.errors).toEqual([]);
    const found = await rowsOf<{ id: string; at: string; customer: string | null }>(
      workspace,
      `select call_id as id, started_at::varchar as at, customer_id as customer from call_legs
      where provider_id = $provider order by call_id`,
      { provider },
    );
    expect(found.map(({ id, at, customer }) => [id, at, customer])).toEqual(calls);
    const rejects = await rowsOf<{ reason: string }>(
      workspace,
      "select reason from rejects where load_id = $id",
      { id: report.loads[0]!.load_id },
    );
    expect(rejects.map(({ reason }) => reason)).toEqual(reasons);
  });
});
