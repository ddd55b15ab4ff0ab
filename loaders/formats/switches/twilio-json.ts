import { readFileSync, statSync, writeFileSync } from "node:fs";
import { CommandError } from "../../../src/errors.ts";
import { quotedCell } from "../../../src/csv.ts";
import { twilioCalls } from "./twilio-calls.ts";

const mostBytes = 256 * 2 ** 20;

/** True where a text starts as JSON does. */
export const looksLikeJson = (head: string) => /^\uFEFF?\s*[[{]/.test(head);

/**
 * Writes the calls of Twilio's JSON (a page of the API, a list of calls, or any JSON that holds such) as CSV. A call
 * is an object with a call's `sid`. Returns false where the text is no JSON or holds none.
 */
export function twilioJsonToCsv(path: string, copy: string): boolean {
  if (statSync(path).size > mostBytes) {
    throw new CommandError(
      `${path}: JSON of more than ${mostBytes / 2 ** 20} MiB: load it as CSV, or in smaller pages`,
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch {
    return false;
  }
  const columns = Object.keys(twilioCalls.columns);
  const rows: string[][] = [];
  const open: unknown[] = [document];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    const call = value as Record<string, unknown>;
    if (typeof call["sid"] === "string" && call["sid"].startsWith("CA") && "from" in call) {
      rows.push(columns.map((name) => cellText(call[name])));
    } else open.push(...Object.values(call).reverse());
  }
  if (rows.length === 0) return false;
  writeFileSync(
    copy,
    [columns, ...rows].map((row) => row.map(quotedCell).join(",")).join("\n") + "\n",
  );
  return true;
}

const cellText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
