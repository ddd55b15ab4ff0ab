import { InvalidArgumentError, Option } from "commander";
import { isTimeZone } from "../time-zone.ts";

export function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError("use YYYY-MM");
  return text;
}

export function count(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("use a whole number from 1");
  return Number(text);
}

export function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("use a number from 0 to 1");
  return value;
}

export function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError("use YYYY-MM-DD, from 1990 to 2099");
  return text;
}

/** A day, or a time with its offset; a time without one is UTC, whatever the machine's zone. */
export function date(text: string): Date {
  const [, dayText = "", time = "", offset = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ??
    [];
  const parsed = new Date(dayText + (time || "T00:00") + offset);
  if (!isDay(dayText) || Number.isNaN(parsed.getTime()))
    throw new InvalidArgumentError("use YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ, from 1990 to 2099");
  return parsed;
}

/** A day that the calendar has: JavaScript would take February 30 for March 1. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return (
    /^(19[9]\d|20\d\d)-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(at.getTime()) &&
    at.toISOString().startsWith(text)
  );
}

export function zone(name: string): string {
  if (!isTimeZone(name))
    throw new InvalidArgumentError(`${name} is not a time zone: use a name such as America/Denver`);
  return name;
}

export const state = (text: string): string => text.toUpperCase();

export const several =
  (parse: (text: string) => string) =>
  (text: string, before: string[] = []) => [...before, parse(text)];

export const demonstration = () =>
  new Option("--demonstration", "a public edition that shows simulated data, marked as such");

export const audience = () =>
  new Option("--audience <who>", "who reads: the public edition withholds small cells")
    .choices(["public", "office"])
    .default("public");
