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
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("use YYYY-MM-DD");
  return text;
}

export function date(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) throw new InvalidArgumentError("use an ISO 8601 date");
  return parsed;
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
