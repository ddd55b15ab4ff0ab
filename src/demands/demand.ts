import { TZDate } from "@date-fns/tz";
import { Encrypter } from "age-encryption";
import { parseDocument } from "yaml";
import { z } from "zod";
import { isTimeZone } from "../time-zone.ts";
import { jurisdictions } from "../data/jurisdictions.ts";
import { recordClasses } from "../records/demand-types.ts";

/** Something about a demand that its sender must put right, or must know. */
export interface Problem {
  /** As in `reasons.ts`, which says it in words. */
  code: string;
  /** Where: a field of the object, a file, or null. */
  field: string | null;
  /** What is wrong with the value, as a sentence. */
  detail: string;
}

const text = (most: number) => z.string().trim().min(1, "is empty").max(most);
const id = text(100).regex(
  /^[\p{L}\p{N}][\p{L}\p{N} ._:/#()-]*$/u,
  "has a character that no id has",
);
const dayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "write a day as YYYY-MM-DD")
  .refine(isDay, {
    error: "is not a day of the calendar",
  });
const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/,
    "write a day (YYYY-MM-DD) or a local time (YYYY-MM-DDTHH:MM); the zone is in time_zone",
  )
  .refine((value) => isDay(value.slice(0, 10)) && isTimeOfDay(value.slice(11)), {
    error: "is not a time of the calendar",
  });
const number = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, "write a number as E.164, for instance +12025550123");
const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(item).max(most).default([]);

const stateCodes = new Set(jurisdictions.map(({ state }) => state));

/** How many values a list of the scope may have. */
const mostListed = 10_000;

export const windowShape = z.strictObject({
  from: moment,
  to: moment,
  time_zone: z.string().refine(isTimeZone, {
    error: "is not a time zone: write a name such as America/Denver",
  }),
});

export const scopeShape = z.strictObject({
  states: list(
    z.string().refine((code) => stateCodes.has(code), {
      error: "is not the code of a state or territory",
    }),
    56,
  ),
  numbers: list(number, mostListed),
  callback_numbers: list(number, mostListed),
  campaign_ids: list(id, mostListed),
  provider_ids: list(id, mostListed),
  called_numbers: list(number, mostListed),
});

export const recordsShape = z.array(z.enum(recordClasses)).min(1, "names no class of records");

const demandSchema = z.strictObject({
  demand_id: id,
  agency_id: id,
  type: z.enum(["subpoena", "cid", "court_order", "preservation"]),
  matter: text(200),
  authority: text(500),
  issued_on: dayText,
  served_at: moment,
  return_by: dayText,
  signatory: z.strictObject({ name: text(200), title: text(200) }),
  contact: z.strictObject({ name: text(200), email: z.email("is not a mail address").max(254) }),
  window: windowShape,
  scope: scopeShape,
  records: recordsShape,
  delivery: z.strictObject({
    format: z.enum(["csv", "parquet", "both"]).default("both"),
    encrypt_to: z
      .string()
      .refine(isRecipient, { error: "is not an age recipient (age1…)" })
      .nullish()
      .transform((value) => value ?? null),
  }),
  confidentiality: z
    .string()
    .trim()
    .max(2000)
    .nullish()
    .transform((value) => value ?? null),
  document_sha256: z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256 in lower-case hex"),
});

/** A subpoena or civil investigative demand as data: the format `demands`. */
export type Demand = z.infer<typeof demandSchema>;
export type DemandScope = Demand["scope"];

/** Bytes that a demand's object may have. */
const mostBytes = 4 * 2 ** 20;

/** Reads a demand's object. Where it is none, says everything that is wrong with it, by field. */
export function parseDemand(
  bytes: Uint8Array,
): { demand: Demand; problems: [] } | { demand: null; problems: Problem[] } {
  const fail = (problems: Problem[]) => ({ demand: null, problems });
  if (bytes.length > mostBytes)
    return fail([problem("too_large", null, `has ${bytes.length} bytes; ${mostBytes} are taken`)]);
  let written: unknown;
  try {
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    written = JSON.parse(decoded);
  } catch (error) {
    return fail([problem("not_json", null, (error as Error).message.slice(0, 200))]);
  }
  const parsed = demandSchema.safeParse(written);
  const twice = repeatedKey(bytes);
  if (twice !== null) return fail([problem("repeated_field", null, twice)]);
  if (parsed.success) return { demand: parsed.data, problems: [] };
  return fail(
    parsed.error.issues.slice(0, 50).map((issue) => {
      const field = issue.path.map(String).join(".").slice(0, 200) || null;
      if (issue.code === "unrecognized_keys")
        return problem(
          "unknown_field",
          field,
          `has ${issue.keys
            .slice(0, 5)
            .map((key) => `“${key.slice(0, 60)}”`)
            .join(", ")}, which the format does not have`,
        );
      const isMissing = valueAt(written, issue.path) === undefined;
      return problem(
        isMissing ? "missing_field" : "bad_value",
        field,
        isMissing ? "is missing" : issue.message.slice(0, 200),
      );
    }),
  );
}

/** Where the object names a field twice, which JSON.parse passes over: what it says. Null where it does not. */
function repeatedKey(bytes: Uint8Array): string | null {
  try {
    // JSON is YAML, and a YAML parser must tell keys that come twice.
    const { errors } = parseDocument(new TextDecoder().decode(bytes), {
      uniqueKeys: true,
      version: "1.2",
      schema: "json",
    });
    const found = errors.find(({ code }) => code === "DUPLICATE_KEY");
    return found
      ? `a field comes twice, at ${/line \d+, column \d+/.exec(found.message)?.[0] ?? "a place inside"}`
      : null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "it is nested too deep to be told whether a field comes twice";
  }
}

function isRecipient(text: string): boolean {
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return false;
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/** What the parts of a demand say of each other: window, dates, scope. `now` is when it came in. */
export function contradictions(demand: Demand, now: Date): Problem[] {
  const found: Problem[] = [];
  const { from, to } = windowOf(demand);
  if (from >= to)
    found.push(problem("window_reversed", "window", `ends (${demand.window.to}) before it begins`));
  if (from > now)
    found.push(problem("window_in_future", "window", `begins on ${demand.window.from}`));
  const zone = demand.window.time_zone;
  if (endOf(demand.return_by, zone) <= now)
    found.push(problem("return_date_past", "return_by", `is ${demand.return_by}`));
  if (demand.issued_on > demand.served_at.slice(0, 10))
    found.push(
      problem(
        "served_before_issued",
        "served_at",
        `is ${demand.served_at}, issued ${demand.issued_on}`,
      ),
    );
  const tomorrow = new TZDate(now.getTime() + 86_400_000, zone).toISOString().slice(0, 10);
  if (demand.served_at.slice(0, 10) > tomorrow)
    found.push(problem("served_in_future", "served_at", `is ${demand.served_at}`));
  if (demand.issued_on > tomorrow)
    found.push(problem("issued_in_future", "issued_on", `is ${demand.issued_on}`));
  const { states, ...others } = demand.scope;
  const namesOthers = Object.values(others).some((values) => values.length > 0);
  if (!namesOthers && states.length === 0)
    found.push(problem("scope_empty", "scope", "names no state, number, campaign or provider"));
  if (!namesOthers && new Set(states).size >= everything)
    found.push(
      problem(
        "scope_everything",
        "scope.states",
        `names ${new Set(states).size} states and nothing else`,
      ),
    );
  return found;
}

/** As many jurisdictions and nothing else is everything: no agency's own. */
const everything = 50;

export interface Window {
  /** First instant that is asked for. */
  from: Date;
  /** First instant that is not. */
  to: Date;
}

/** The window as instants. A day as its end means until the end of that day, a time until that time. */
export function windowOf({ window }: Pick<Demand, "window">): Window {
  const zone = window.time_zone;
  return {
    from: localTime(window.from, zone),
    to: window.to.length === 10 ? endOf(window.to, zone) : localTime(window.to, zone),
  };
}

const parts = (local: string): number[] => local.split(/[-T:]/).map(Number);

function localTime(local: string, zone: string): Date {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts(local);
  return new Date(new TZDate(year!, month! - 1, day!, hour, minute, second, zone).getTime());
}

function endOf(day: string, zone: string): Date {
  const [year, month, date] = parts(day);
  return new Date(new TZDate(year!, month! - 1, date! + 1, zone).getTime());
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return (
    !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && /^(19[9]\d|20\d\d)/.test(day)
  );
}

const isTimeOfDay = (time: string): boolean =>
  time === "" || /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);

export const problem = (code: string, field: string | null, detail: string): Problem => ({
  code,
  field,
  detail,
});
