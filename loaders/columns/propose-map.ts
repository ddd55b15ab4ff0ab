import { slug } from "../formats/format.ts";
import { isHeader, shapeOf, type ColumnView, type Shape } from "./column-shapes.ts";
import { recordParts } from "../files/record-parts.ts";

/** What a proposal is made of; `yaml` is a column map with remarks, to be checked by a person. */
export interface Proposal {
  yaml: string;
  /** Columns that must be there and were not found. */
  missing: string[];
  /** What a person must decide. */
  questions: string[];
}

/** Words of a column's name for each canonical column, the surest first; then the shape that its values must have. */
const wanted: readonly { column: string; names: readonly RegExp[]; shapes: readonly Shape[] }[] = [
  {
    column: "start_time",
    names: [
      /^(call_)?(start|setup|begin|orig|seize|invite|attempt)\w*(time|date|stamp|at|_ts)?$/,
      /start|setup|begin/,
      /^(call_?)?(date_?time|time_?stamp|date|time)$/,
      /date|time|fecha|datum|heure/,
    ],
    shapes: ["time"],
  },
  { column: "answer_time", names: [/answer|connect|pickup/], shapes: ["time"] },
  { column: "end_time", names: [/end|release|disconnect|hangup|finish|stop/], shapes: ["time"] },
  {
    column: "calling_number",
    names: [
      /^(a_?num(ber)?|ani|cli|caller(_?id)?(_?num(ber)?)?|calling\w*|from(_?num\w*)?|src(_?num\w*)?|source\w*|orig\w*num\w*|a_?party\w*)$/,
      /call(er|ing)|ani\b|\bcli\b|from|source|src|orig|von|origen|appelant/,
    ],
    shapes: ["number"],
  },
  {
    column: "called_number",
    names: [
      /^(b_?num(ber)?|dnis|cld|called\w*|dialed\w*|dialled\w*|to(_?num\w*)?|dst(_?num\w*)?|dest\w*|term\w*num\w*|b_?party\w*)$/,
      /called|dial|dnis|\bcld\b|dest|dst|an$|\bto\b|term|destino|appele/,
    ],
    shapes: ["number"],
  },
  {
    column: "duration_s",
    names: [
      /^(billsec|duration(_?s(ec\w*)?)?|talk_?(time|sec\w*)|call_?sec\w*|conv\w*|sek|secs?|seconds|min(ute)?s?)$/,
      /dur|bill_?sec|talk|sec/,
    ],
    shapes: ["duration", "id"],
  },
  {
    column: "disposition",
    names: [/disposition|result|status|outcome|ergebnis|answered|success/],
    shapes: ["word", "flag"],
  },
  {
    column: "sip_code",
    names: [/sip_?(code|status|resp)|response_?code|lega?_?disconnect_?code/],
    shapes: ["duration", "id", "word"],
  },
  {
    column: "q850_cause",
    names: [/q850|isdn|release_?cause|cause(_?code)?$|hangup_?cause_?q/],
    shapes: ["duration", "id", "word"],
  },
  {
    column: "ingress_trunk",
    names: [
      /^(in|ingress|orig|src|source|incoming)\w*(trunk|tg|gw|gateway|route|carrier|realm)\w*$|^(trunk|tg)_?in$/,
      /trunk_?(group_?)?in|in_?tg/,
    ],
    shapes: ["text", "id", "word"],
  },
  {
    column: "egress_trunk",
    names: [
      /^(out|egress|term|dst|dest|outgoing)\w*(trunk|tg|gw|gateway|route|carrier|realm)\w*$|^(trunk|tg)_?out$/,
    ],
    shapes: ["text", "id", "word"],
  },
  {
    column: "customer_id",
    names: [/^(customer|account|client|subscriber|acct|kunde)\w*$/],
    shapes: ["text", "id", "word", "duration"],
  },
  {
    column: "linked_id",
    names: [/linked_?id|global_?call|correlation|session_?id|gcid/],
    shapes: ["id", "text", "address"],
  },
  {
    column: "ingress_call_ref",
    names: [/^(ingress|in|orig|a_?leg|lega)\w*call_?id$|^sip_?call_?id$/],
    shapes: ["address", "id", "text"],
  },
  {
    column: "egress_call_ref",
    names: [/^(egress|out|term|b_?leg|legb)\w*call_?id$/],
    shapes: ["address", "id", "text"],
  },
  { column: "identity", names: [/identity|passport/], shapes: ["token"] },
  { column: "attestation", names: [/attest/], shapes: ["flag", "word"] },
  { column: "attempt_no", names: [/attempt(_?no|_?num\w*)?$/], shapes: ["duration"] },
  { column: "is_final_attempt", names: [/is_?(last|final)|final_?attempt/], shapes: ["flag"] },
  { column: "lrn", names: [/^lrn$/], shapes: ["number"] },
  {
    column: "call_id",
    names: [
      /^(call_?(id|ref\w*)|cdr_?(id|no)?|record_?(id|no)|nr|no|uuid|unique_?id|id|guid|seq\w*)$/,
      /call_?id|uuid|unique|record|cdr|_id$/,
    ],
    shapes: ["id", "address", "text", "duration"],
  },
];

const required = ["call_id", "start_time", "calling_number", "called_number"];
const sampleRows = 400;

/** Proposes a column map for an export by the names of its columns and by what their cells look like. */
export function proposeMap(head: string, fileName: string): Proposal {
  const text = head.replace(/^\uFEFF/, "");
  const lines = text.split(/\r?\n/).slice(0, sampleRows);
  if (!head.endsWith("\n") && lines.length > 1) lines.pop();
  const delimiter = likeliestDelimiter(lines);
  const dialect = { delimiter, quote: '"', escape: "double" } as const;
  const rows = lines.map((line) => recordParts(line, dialect).cells);
  const width = commonWidth(rows);
  const first = rows.findIndex(
    (cells) => cells.length === width && cells.some((cell) => cell.trim() !== ""),
  );
  const headerCells = rows[first] ?? [];
  const hasHeader = isHeader(headerCells);
  const body = rows.slice(first + (hasHeader ? 1 : 0)).filter((cells) => cells.length === width);
  const columns: ColumnView[] = Array.from({ length: width }, (_, index) => {
    const values = body.map((cells) => (cells[index] ?? "").trim()).filter((cell) => cell !== "");
    return {
      index,
      name: hasHeader ? (headerCells[index] ?? "").trim() : "",
      values,
      shape: shapeOf(values),
    };
  });
  const chosen = choose(columns);
  const questions: string[] = [];
  const reference = (column: ColumnView): string =>
    hasHeader &&
    column.name !== "" &&
    columns.filter((other) => slug(other.name) === slug(column.name)).length === 1
      ? yamlText(column.name)
      : String(column.index + 1);
  const clock = clockBeside(chosen.get("start_time"), columns);
  const mapped: string[] = [];
  for (const [name, column] of chosen) {
    const example =
      column.values[0] === undefined ? "" : ` # ${column.shape}, such as ${masked(column)}`;
    const isSplit = name === "start_time" && clock !== undefined;
    mapped.push(
      `  ${name}: ${isSplit ? `[${reference(column)}, ${reference(clock)}]` : reference(column)}${example}`,
    );
  }
  const missing = required.filter((name) => !chosen.has(name));
  const start = chosen.get("start_time");
  const hasOffset =
    start?.values.every(
      (value) => /(Z|[+-]\d\d:?\d\d|[+-]\d\d)$/.test(value) || /^1\d{9}/.test(value),
    ) ?? false;
  if (start && !hasOffset)
    questions.push("the zone of its times: set time_zone, or load with --tz");
  const order = start && dateOrder(start.values);
  if (order === "undecided")
    questions.push("whether its dates have the day or the month first: set date_order");
  const disposition = chosen.get("disposition");
  const words = disposition ? [...new Set(disposition.values)].slice(0, 12) : [];
  if (words.length > 0) questions.push("what its words for how a call ended mean: see values");
  if (chosen.has("ingress_trunk"))
    questions.push(
      "which provider stands behind each trunk: a lookup file turns ingress_trunk into ingress_provider_id",
    );
  if (!hasHeader)
    questions.push("which number is the caller's: without a header the first is taken");
  const unused = columns.filter(
    (column) => ![...chosen.values()].includes(column) && column.name !== "",
  );
  const yaml = [
    `name: ${yamlText(
      fileName
        .replace(/\.[a-z0-9.]+$/i, "")
        .replace(/[^A-Za-z0-9 _-]/g, " ")
        .trim() || "my switch",
    )}`,
    "format: carrier-cdr",
    ...(delimiter === ","
      ? []
      : [`delimiter: ${delimiter === "\t" ? "tab" : JSON.stringify(delimiter)}`]),
    ...(hasHeader ? [] : ["header: false"]),
    ...(first > 0 ? [`skip_lines: ${first}`] : []),
    ...(start && !hasOffset ? ["# time_zone: America/Chicago # the zone of its clock"] : []),
    ...durationKeys(chosen.get("duration_s")),
    ...(order === undefined
      ? []
      : order === "undecided"
        ? ["# date_order: day_first # or month_first: no row that was read decides"]
        : [`date_order: ${order}`]),
    "columns:",
    ...mapped,
    ...missing.map((name) => `  # ${name}: ? # must be there, and no column looks like it`),
    ...(words.length > 0
      ? [
          "values:",
          "  disposition:",
          ...words.map((word) => `    ${JSON.stringify(word)}: ${meaningOf(word)}`),
        ]
      : []),
    "constants:",
    "  provider_id: P000 # whose records they are: its id in your provider directory",
    ...(unused.length > 0 ? [`# not used: ${unused.map((column) => column.name).join(", ")}`] : []),
    "",
  ].join("\n");
  return { yaml, missing, questions };
}

function likeliestDelimiter(lines: readonly string[]): string {
  let best = ",";
  let bestScore = 0;
  for (const delimiter of [",", ";", "\t", "|"]) {
    const widths = lines
      .filter((line) => line.trim() !== "")
      .map((line) => recordParts(line, { delimiter, quote: '"', escape: "double" }).cells.length);
    const width = mode(widths);
    const score =
      width < 3 ? 0 : (widths.filter((w) => w === width).length / widths.length) * Math.log(width);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

const commonWidth = (rows: readonly string[][]): number => mode(rows.map((cells) => cells.length));

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function choose(columns: readonly ColumnView[]): Map<string, ColumnView> {
  const chosen = new Map<string, ColumnView>();
  const taken = new Set<ColumnView>();
  for (const { column, names, shapes } of wanted) {
    let best: { view: ColumnView; score: number } | undefined;
    for (const view of columns) {
      if (taken.has(view)) continue;
      const rank = names.findIndex((name) => name.test(slug(view.name)));
      const fits = shapes.includes(view.shape);
      const isNamed = view.name !== "" && rank >= 0;
      // A name decides among those of the right shape; a column without names is chosen by its shape alone.
      const score =
        isNamed && (fits || view.shape === "empty")
          ? 10 - rank + (fits ? 5 : 0) - (column === "call_id" && view.shape === "duration" ? 4 : 0)
          : view.name === "" && fits && shapeDecides.has(column)
            ? 1
            : 0;
      if (score > 0 && (!best || score > best.score)) best = { view, score };
    }
    if (best) {
      chosen.set(column, best.view);
      taken.add(best.view);
    }
  }
  return new Map([...chosen].sort(([a], [b]) => position(a) - position(b)));
}

const shapeDecides = new Set([
  "start_time",
  "calling_number",
  "called_number",
  "call_id",
  "duration_s",
]);
const position = (name: string): number => {
  const order = [
    "call_id",
    "linked_id",
    "start_time",
    "answer_time",
    "end_time",
    "calling_number",
    "called_number",
    "duration_s",
    "disposition",
  ];
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
};

function dateOrder(
  values: readonly string[],
): "day_first" | "month_first" | "undecided" | undefined {
  const dates = values
    .map((value) => /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/.exec(value))
    .filter((found) => found !== null);
  if (dates.length === 0) return undefined;
  if (dates.some((found) => Number(found[1]) > 12)) return "day_first";
  return dates.some((found) => Number(found[2]) > 12) ? "month_first" : "undecided";
}

/** The column of the time of day, where that of the start holds dates alone. */
function clockBeside(
  start: ColumnView | undefined,
  columns: readonly ColumnView[],
): ColumnView | undefined {
  if (!start || start.values.some((value) => value.includes(":"))) return undefined;
  if (start.values.some((value) => /^\d{10,}/.test(value))) return undefined;
  return columns.find(
    ({ name, values }) =>
      !/dur|talk|ring|sek|sec|hold/i.test(name) &&
      values.length > 0 &&
      values.every((value) => /^\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?$/i.test(value)),
  );
}

/** Unit and form of a duration by its name and its values. */
function durationKeys(column: ColumnView | undefined): string[] {
  if (!column) return [];
  const keys: string[] = [];
  if (/min/i.test(column.name)) keys.push("duration_unit: min # by its name");
  else if (/_?ms$|milli/i.test(column.name)) keys.push("duration_unit: ms # by its name");
  else if (column.values.some((value) => /^\d+:\d\d$/.test(value)))
    keys.push("duration_unit: m:s # or hours and minutes: check");
  if (column.values.some((value) => /^\d+,\d+$/.test(value))) keys.push("decimal_comma: true");
  return keys;
}

const meanings: readonly [RegExp, string][] = [
  [/no.?answer|noans|^na$|unansw|cancel|timeout|ring/i, "no_answer"],
  [/^(ans\w*|yes|y|t|true|1|success\w*|completed?|connected|ok|normal)$/i, "answered"],
  [/busy|bsy/i, "busy"],
  [/block|reject|denied|spam/i, "blocked"],
  [/fail|err|cong|unavail|invalid|^(no|n|f|false|0)$/i, "failed"],
];
const meaningOf = (word: string): string =>
  meanings.find(([test]) => test.test(word.trim()))?.[1] ?? "failed # check";

/** A value to recognize a column by, without a telephone number in it. */
const masked = ({ values, shape }: ColumnView): string =>
  (values[0] ?? "").slice(0, 40).replace(shape === "time" ? /$^/ : /\d(?=\d{2})/g, "x");

const yamlText = (text: string): string =>
  /^[A-Za-z][\w .-]*$/.test(text) && !/^(yes|no|true|false|null|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
