import { quotedText } from "../../src/data/sql-text.ts";
import type { ColumnMap } from "./column-map.ts";
import type { Rule, Source } from "./map-schema.ts";

/** A value that a load reports, with what it is: a trunk that a lookup does not list. */
export interface ReportedValue {
  /** SQL over c0, c1, …: the value, or null where there is nothing to report. */
  expression: string;
  what: string;
}

type Place = (cell: string | number, what: string) => string;

const isTime = (name: string) => /_time$|_at$/.test(name);
const isProvider = (name: string) => /_provider_id$/.test(name);
const numberColumns = ["calling_number", "called_number"];

/**
 * The canonical columns as SQL over the cells c0, c1, … `place` gives the cell of a name or number, and throws where
 * the file has none.
 */
export function mapExpressions(
  map: ColumnMap,
  place: Place,
): { expressions: Record<string, string>; reports: ReportedValue[] } {
  const expressions: Record<string, string> = {};
  const reports: ReportedValue[] = [];
  const zone = zoneOf(map, place);
  for (const [name, source] of Object.entries(map.columns)) {
    const cell = sourceText(map, source, name, place);
    const looked = typeof source === "object" && "lookup" in source ? source.lookup : undefined;
    if (looked !== undefined) {
      const lookup = map.lookups[looked]!;
      const found = lookedUp(cell, lookup.values);
      expressions[name] = found;
      reports.push({
        expression: `case when ${found} is null then nullif(trim(${cell}), '') end`,
        what: `not in lookup ${looked} for ${name}`,
      });
    } else {
      const { expression, report } = translated(map, name, cell, zone);
      expressions[name] = expression;
      if (report) reports.push(report);
    }
  }
  for (const [name, value] of Object.entries(map.constants))
    expressions[name] = quotedText(String(value));
  if (map.target.table === "call_legs") {
    if (!("provider_id" in expressions))
      expressions["provider_id"] =
        `coalesce(getvariable('load_provider')::varchar, ${quotedText(map.name)})`;
    callRules(map, place, expressions);
  }
  return { expressions, reports };
}

/** Rules that stand over several columns of call records: parties, answer, records that are no calls. */
function callRules(map: ColumnMap, place: Place, expressions: Record<string, string>): void {
  const { swap_parties, answered, ended_by, reject } = map;
  const set_aside = [...(ended_by ? [{ ...ended_by, as: "end" }] : []), ...map.set_aside];
  const coded = (rules: typeof set_aside) =>
    `case ${rules.map((rule) => `when ${ruleSql(map, rule, place, "optional")} then ${quotedText(rule.as)}`).join(" ")} end`;
  if (swap_parties) {
    const when = ruleSql(map, swap_parties, place, "swap_parties");
    const { calling_number: calling = "null", called_number: called = "null" } = expressions;
    expressions["calling_number"] = `case when ${when} then ${called} else ${calling} end`;
    expressions["called_number"] = `case when ${when} then ${calling} else ${called} end`;
  }
  if (answered) {
    const said = expressions["disposition"];
    // Codes say more of a call that was not answered.
    const hasCode = "sip_code" in expressions || "q850_cause" in expressions;
    const unanswered = hasCode ? "null" : "'no_answer'";
    expressions["disposition"] = `case when ${[answered]
      .flat()
      .map((one) => ruleSql(map, one, place, "answered"))
      .join(
        " and ",
      )} then 'answered' else ${said === undefined ? unanswered : `coalesce(nullif(${said}, 'answered'), ${unanswered})`} end`;
  }
  if (set_aside.length > 0) expressions["record_role"] = coded(set_aside);
  if (reject.length > 0) expressions["unusable"] = coded(reject);
}

function ruleSql(map: ColumnMap, rule: Rule, place: Place, what: string): string {
  const cell = `trim(coalesce(${emptied(map, place(rule.column, what))}, ''))`;
  if (rule.matches !== undefined) return `regexp_matches(${cell}, ${quotedText(rule.matches)})`;
  if (rule.not_matches !== undefined)
    return `not regexp_matches(${cell}, ${quotedText(rule.not_matches)})`;
  if (rule.is === "blank") return `${cell} = ''`;
  if (rule.is === "nonblank") return `${cell} <> ''`;
  if (rule.is === "nonzero") return `regexp_matches(${cell}, '[1-9]')`;
  return `${cell} in (${(rule.is ?? []).map(quotedText).join(", ")})`;
}

function sourceText(map: ColumnMap, source: Source, name: string, place: Place): string {
  const one = (cell: string | number) => emptied(map, place(cell, name));
  const joined = (cells: string | number | (string | number)[], join = " "): string => {
    // Of several cells a version of a layout may lack all but the first.
    const places = [cells]
      .flat()
      .map((cell, i) =>
        i > 0 && map.recognise ? emptied(map, place(cell, "optional")) : one(cell),
      );
    return places.length === 1
      ? places[0]!
      : `nullif(concat_ws(${quotedText(join)}, ${places.join(", ")}), '')`;
  };
  if (typeof source !== "object" || Array.isArray(source)) return joined(source);
  if ("test" in source)
    return `case when ${ruleSql(map, source.test, place, "optional")} then 'true' else 'false' end`;
  if ("pair" in source) {
    const [one, other] = source.pair.map(
      (cell) => `nullif(trim(${emptied(map, place(cell, "optional"))}), '')`,
    );
    return `case when ${one} <> ${other} then least(${one}, ${other}) || '|' || greatest(${one}, ${other}) end`;
  }
  if ("first" in source) {
    const empty = source.empty.map((word) => `, ${quotedText(word)}`).join("");
    const places = source.first.map((cell) => emptied(map, place(cell, "optional")));
    const firsts = places.map(
      (cell) => `case when trim(${cell}) not in (''${empty}) then ${cell} end`,
    );
    const text = `coalesce(${firsts.join(", ")})`;
    return part(text, source.part);
  }
  if ("by_kind" in source) {
    const kind = `trim(${place(map.record_kinds!.column, "record_kinds")})`;
    const cases = Object.entries(source.by_kind).map(
      ([word, cells]) => `when ${quotedText(word)} then ${joined(cells, source.join)}`,
    );
    return part(`case ${kind} ${cases.join(" ")} end`, source.part);
  }
  const text = joined(source.from, source.join);
  return part(text, source.part);
}

function part(text: string, pattern: string | undefined): string {
  if (pattern === undefined) return text;
  const groups = new RegExp(`${pattern.replace(/^\(\?[a-z]+\)/, "")}|`).exec("")!.length - 1;
  const taken = Array.from(
    { length: Math.max(1, groups) },
    (_, i) => `nullif(regexp_extract(${text}, ${quotedText(pattern)}, ${i + 1}), '')`,
  );
  return taken.length === 1 ? taken[0]! : `nullif(concat_ws('-', ${taken.join(", ")}), '')`;
}

function emptied(map: ColumnMap, raw: string): string {
  const cell = map.percent_encoded
    ? `case when contains(${raw}, '%') then url_decode(${raw}) else ${raw} end`
    : raw;
  if (map.empty.length === 0) return cell;
  return `case when trim(${cell}) not in (${map.empty.map(quotedText).join(", ")}) then ${cell} end`;
}

const lookedUp = (cell: string, values: ReadonlyMap<string, string>): string =>
  values.size === 0
    ? "null::varchar"
    : `case trim(${cell}) ${[...values].map(([from, to]) => `when ${quotedText(from)} then ${quotedText(to)}`).join(" ")} end`;

function translated(
  map: ColumnMap,
  name: string,
  cell: string,
  zone: ((wall: string) => string) | undefined,
): { expression: string; report?: ReportedValue } {
  const values = new Map(Object.entries(map.values[name] ?? {}));
  if (values.size > 0) {
    const others = values.get("*");
    values.delete("*");
    const found = lookedUp(cell, values);
    if (others !== undefined)
      return {
        expression: `coalesce(${found}, case when trim(${cell}) <> '' then ${quotedText(others)} end)`,
      };
    // A trunk that nobody listed is no provider.
    if (isProvider(name)) {
      const report = `case when ${found} is null then nullif(trim(${cell}), '') end`;
      return {
        expression: found,
        report: { expression: report, what: `not in values for ${name}` },
      };
    }
    return { expression: `coalesce(${found}, ${cell})` };
  }
  if (isTime(name)) return { expression: timeText(map, cell, zone) };
  if (name === "duration_s") return { expression: durationText(map, cell) };
  if (numberColumns.includes(name)) return { expression: numberText(map, cell) };
  return { expression: cell };
}

/** A time as text that says its zone where the row does; one that is not in the map's format is marked as such. */
function timeText(
  map: ColumnMap,
  cell: string,
  zone: ((wall: string) => string) | undefined,
): string {
  const formats = map.time_format === undefined ? [] : [map.time_format].flat();
  if (formats.length === 0 && zone === undefined) return cell;
  const numeric = `try_cast(trim(${cell}) as double)`;
  const known: Record<string, string> = {
    epoch: `make_timestamp((${numeric} * 1000000)::bigint)`,
    epoch_ms: `make_timestamp((${numeric} * 1000)::bigint)`,
    epoch_us: `make_timestamp(${numeric}::bigint)`,
    clock_zone_date:
      clockText(
        `try_strptime(regexp_replace(trim(${cell}), ' [A-Za-z]{1,5} ', ' '), '%H:%M:%S.%f %b %d %Y')`,
      ) + ` || offset_text(offset_minutes(regexp_extract(${cell}, ' ([A-Za-z]{1,5}) ', 1)))`,
    excel: `timestamp '1899-12-30' + to_microseconds(round(${numeric} * 86400000000)::bigint)`,
  };
  const special = formats.find((format) => format in known);
  if (special === "clock_zone_date")
    return `case when trim(coalesce(${cell}, '')) <> '' then coalesce(${known[special]}, '?' || ${cell}) end`;
  const isInstant = special !== undefined && special !== "excel";
  const patterns = formats.filter((format) => !(format in known));
  const walls = [
    ...(special ? [`case when trim(${cell}) <> '0' then try(${known[special]}) end`] : []),
    ...(patterns.length > 0
      ? [
          `try_strptime(trim(regexp_replace(${cell}, '\\s+', ' ', 'g')), [${patterns.map(quotedText).join(", ")}])`,
        ]
      : []),
    ...(formats.length === 0 ? [`wall_time(trim(${cell}))`] : []),
  ];
  const wall = walls.length === 1 ? walls[0]! : `coalesce(${walls.join(", ")})`;
  const hasOffset = isInstant || patterns.some((format) => /%z/i.test(format));
  const text = hasOffset
    ? `${clockText(wall)} || '+00:00'`
    : zone === undefined
      ? clockText(wall)
      : zone(wall);
  return `case when trim(coalesce(${cell}, '')) <> '' then coalesce(${text}, '?' || ${cell}) end`;
}

/** Makes the text of a wall time one that says its zone, where the row names it. */
function zoneOf(map: ColumnMap, place: Place): ((wall: string) => string) | undefined {
  if (!map.time_zone_column) return undefined;
  const { column, form } = map.time_zone_column;
  const cell = `trim(${place(column, "time_zone_column")})`;
  if (form === "name") {
    // A zone that does not exist would end the whole query.
    return (wall) =>
      `case when list_contains(getvariable('zone_names'), ${cell}) then ${clockText(
        `timezone('UTC', timezone(case when list_contains(getvariable('zone_names'), ${cell}) then ${cell} else 'UTC' end, ${wall}))`,
      )} || '+00:00' end`;
  }
  const minutes = {
    minutes_west: `-try_cast(${cell} as integer)`,
    minutes_east: `try_cast(${cell} as integer)`,
    seconds_east: `try_cast(${cell} as integer) // 60`,
    offset: `offset_minutes(${cell})`,
  }[form];
  return (wall) => `${clockText(wall)} || offset_text(${minutes})`;
}

const clockText = (wall: string) => `strftime(${wall}, '%Y-%m-%d %H:%M:%S.%f')`;

function durationText(map: ColumnMap, cell: string): string {
  const number = map.decimal_comma ? `replace(${cell}, ',', '.')` : cell;
  switch (map.duration_unit) {
    case "s":
      return number;
    case "ms":
    case "10ms":
    case "min": {
      const factor = { ms: "/ 1000", "10ms": "/ 100", min: "* 60" }[map.duration_unit];
      return `coalesce((try_cast(${number} as double) ${factor})::varchar, ${number})`;
    }
    case "h:m:s":
      return `coalesce(clock_seconds(${cell}, 3)::varchar, ${cell})`;
    case "m:s":
      return `coalesce(clock_seconds(${cell}, 2)::varchar, ${cell})`;
  }
}

function numberText(map: ColumnMap, cell: string): string {
  const { numbers } = map;
  if (!numbers) return cell;
  let text = `trim(${cell})`;
  if (numbers.remove !== undefined) text = `translate(${text}, ${quotedText(numbers.remove)}, '')`;
  for (const prefix of numbers.strip_prefixes) {
    text = `case when starts_with(${text}, ${quotedText(prefix)}) then ${text}[${prefix.length + 1}:] else ${text} end`;
  }
  if (numbers.country_code !== undefined) {
    text = `case when regexp_full_match(${text}, '\\d{${numbers.national_length}}') then '+${numbers.country_code}' || ${text} else ${text} end`;
  }
  return text;
}
