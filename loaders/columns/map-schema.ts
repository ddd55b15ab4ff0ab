import { z } from "zod";

const cell = z.union([z.string().min(1), z.number().int().min(1)]);
const cells = z.union([cell, z.array(cell).min(1)]);
const words = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).min(1);

const range = z
  .string()
  .regex(/^[1-9]\d{0,4}-[1-9]\d{0,4}$/, "use first-last, such as 4-10, counted from 1")
  .refine((text) => {
    const [first = 0, last = 0] = text.split("-").map(Number);
    return first <= last;
  }, "the first place is after the last");

/** A regular expression in the syntax of RE2. JavaScript's own tells what is none in either. */
const pattern = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    try {
      new RegExp(text.replace(/^\(\?[a-zA-Z]+\)/, "").replaceAll("(?P<", "(?<"));
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
    }
  });

const timeFormat = z
  .string()
  .refine(
    (text) =>
      /^(?:epoch|epoch_ms|epoch_us|excel|clock_zone_date)$/.test(text) ||
      (text.includes("%") && !text.replace(/%-?[a-zA-Z%]/g, "").includes("%")),
    "use strptime patterns such as %d/%m/%Y %H:%M:%S, or epoch, epoch_ms, epoch_us, excel or clock_zone_date",
  );

/** A rule on a cell: one of some words, any text, no zero, or a pattern. */
const rule = z
  .strictObject({
    column: cell,
    is: z.union([words, z.enum(["nonzero", "nonblank", "blank"])]).optional(),
    /** A regular expression (RE2) that some part of the cell matches, or that none does. */
    matches: pattern.optional(),
    not_matches: pattern.optional(),
  })
  .refine(
    (r) => [r.is, r.matches, r.not_matches].filter((one) => one !== undefined).length === 1,
    "use one of is, matches and not_matches",
  );
export type Rule = z.infer<typeof rule>;

const source = z.union([
  cells,
  z.strictObject({
    from: cells,
    /** What stands between several cells; a blank where nothing is said. */
    join: z.string().optional(),
    /** A regular expression (RE2) whose first group is taken; several groups are joined by a dash. */
    part: pattern.optional(),
    /** A table of `lookups`; a value that is not in it is empty, and reported. */
    lookup: z.string().optional(),
  }),
  /** The first of several cells that is not empty; words in `empty` count as empty, and a cell may be missing. */
  z.strictObject({
    first: z.array(cell).min(1),
    empty: z.array(z.string()).default([]),
    part: pattern.optional(),
  }),
  /** Two ids in the order of the alphabet: the same for the records of both parties, of which each names itself first. */
  z.strictObject({ pair: z.tuple([cell, cell]) }),
  /** Yes or no, by a rule. */
  z.strictObject({ test: rule }),
  /** Cells by the kind of the record: see record_kinds. */
  z.strictObject({
    by_kind: z.record(z.string(), cells),
    join: z.string().optional(),
    part: pattern.optional(),
  }),
]);
export type Source = z.infer<typeof source>;

const trailer = z.strictObject({
  starts_with: z.string().min(1).optional(),
  /** A regular expression that some part of the line matches. */
  matches: pattern.optional(),
  /** A file without it may be incomplete: said in the load's notes. */
  required: z.boolean().default(false),
  /** The cell, counted from 1, or of fixed width the place, that says how many there are. */
  count: z.union([z.number().int().min(1), range]).optional(),
  counts: z.enum(["records", "lines"]).default("records"),
});

/** The keys of a column map. docs/adding-a-source.md explains each with examples. */
export const mapSchema = z.strictObject({
  /** What the map is for; stands in the load's notes. */
  name: z.string().min(1),
  /** The exchange format that the rows become. */
  format: z.string().default("carrier-cdr"),
  /** The file's encoding; UTF-8, UTF-16 and Windows-1252 are found without it. */
  encoding: z
    .enum(["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "macintosh"])
    .optional(),
  delimiter: z.string().min(1).max(3).optional(),
  /** The mark around cells. */
  quote: z.union([z.string().length(1), z.literal("none")]).default('"'),
  escape: z.enum(["double", "backslash"]).default("double"),
  /** Fixed width: a name for each cell, and its first and last character, from 1. */
  fixed_width: z.record(z.string(), range).optional(),
  /** False: the file has no header, and columns are counted from 1. */
  header: z.boolean().default(true),
  /** Names of the columns of a file without a header, in their order. */
  column_names: z.array(z.string()).min(1).optional(),
  /** Lines above the header, or above the first row. */
  skip_lines: z.number().int().min(0).max(1000).default(0),
  /** Lines below the header that are no rows: units, types. */
  skip_after_header: z.number().int().min(0).max(10).default(0),
  /** Last lines that are no rows. */
  skip_footer: z.number().int().min(0).max(100).default(0),
  trailer: z.union([trailer, z.array(trailer)]).optional(),
  /** Lines that start with this are comments. */
  comment: z.string().min(1).max(40).optional(),
  /** Rows may be short: the cells that they lack are empty. */
  ragged: z.boolean().default(false),
  trim: z.boolean().default(false),
  /** Cells are percent-encoded. */
  percent_encoded: z.boolean().default(false),
  /** Words that mean that a cell is empty. */
  empty: z.array(z.string()).default([]),
  record_kinds: z
    .strictObject({
      column: cell,
      keep: words,
      /** Records of calls that are not over. */
      hold: words.default([]),
      skip: words.default([]),
    })
    .optional(),
  /** Zone of times that are written without an offset, such as America/Denver. */
  time_zone: z.string().optional(),
  /** The row's own zone. */
  time_zone_column: z
    .strictObject({
      column: cell,
      form: z.enum(["name", "offset", "minutes_west", "minutes_east", "seconds_east"]),
    })
    .optional(),
  /**
   * How times are written, where not in a common way: strptime patterns, or epoch, epoch_ms, epoch_us, excel, or
   * clock_zone_date ("14:05:09.123 EST NOV 01 2026").
   */
  time_format: z.union([timeFormat, z.array(timeFormat).min(1)]).optional(),
  date_order: z.enum(["day_first", "month_first"]).optional(),
  /** A regular expression whose first group is the date in the file's name; columns name it $file_date. */
  date_from_name: z.string().optional(),
  duration_unit: z.enum(["s", "ms", "10ms", "min", "h:m:s", "m:s"]).default("s"),
  decimal_comma: z.boolean().default(false),
  /** Rows in which the caller stands where the called party stands in the others. */
  swap_parties: rule.optional(),
  /** Whether the call was answered: a rule, or several that must all hold. */
  answered: z.union([rule, z.array(rule).min(1)]).optional(),
  /** How telephone numbers are cleaned before they are read. */
  numbers: z
    .strictObject({
      strip_prefixes: z.array(z.string().min(1)).default([]),
      remove: z.string().optional(),
      /** Put before a number of so many digits. */
      country_code: z
        .string()
        .regex(/^\d{1,3}$/)
        .optional(),
      national_length: z.number().int().min(4).max(15).default(10),
    })
    .optional(),
  /**
   * Rows that only say when a call ended: it lasted from its own start to the next such row of its linked_id. They are kept,
   * and not counted.
   */
  ended_by: rule.optional(),
  /** Records that are no calls of their own; kept, and not counted. */
  set_aside: z
    .array(
      rule.and(z.object({ as: z.string().regex(/^[a-z_]+$/, "use a code such as recording_leg") })),
    )
    .default([]),
  /** Rows that are of no use, with the reason that they are rejected for. */
  reject: z
    .array(
      rule.and(
        z.object({ as: z.string().regex(/^[a-z_]+$/, "use a code such as unknown_direction") }),
      ),
    )
    .default([]),
  /** Tables in files beside the map, such as trunk to provider. */
  lookups: z
    .record(
      z.string(),
      z.strictObject({
        file: z.string().min(1),
        key: cell,
        value: cell,
        delimiter: z.string().length(1).default(","),
      }),
    )
    .default({}),
  /** Canonical column: the file's column, or a list of columns that are joined by a blank. */
  columns: z.record(z.string(), source),
  /** Canonical column: what the file writes, and what it means; "*" is any other word. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Canonical column: a value that stands for every row. */
  constants: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Maps that come with the program: how a file of this layout is known. */
  recognise: z
    .strictObject({
      /** The name in the table `loads`. */
      format: z.string(),
      title: z.string(),
      publisher: z.string(),
      /** Header cells that such a file has, all of them. */
      header: z.array(z.string()).optional(),
      /** A pattern for the first line. */
      first_line: z.string().optional(),
      /** A pattern for one of the first lines. */
      any_line: z.string().optional(),
      /** Without a header: patterns for cells of the first record, by their number from 1. */
      where: z.record(z.string(), z.string()).optional(),
      /** Without a header: fewest and most cells of the first record. */
      cells: z.tuple([z.number().int(), z.number().int()]).optional(),
    })
    .optional(),
});

export type MapText = z.infer<typeof mapSchema>;

/** The file's cells that a column is made of. */
export function sourceCells(source: Source): (string | number)[] {
  if (typeof source !== "object") return [source];
  if (Array.isArray(source)) return source;
  if ("from" in source) return [source.from].flat();
  if ("first" in source) return source.first;
  if ("pair" in source) return source.pair;
  return "test" in source ? [source.test.column] : Object.values(source.by_kind).flat();
}
