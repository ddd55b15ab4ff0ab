import type { Clock } from "./clocks.ts";
import { conflictWords, type Conflict, type conflictsOf } from "./conflicts.ts";
import type { Shown } from "./shown.ts";
import { findingWords } from "./reasons.ts";
import type {
  DemandEntry,
  ScopeCounts,
  ScopeDecision,
  ScopeLists,
} from "../records/demand-types.ts";
import { kindWords, stateWords } from "../records/demands.ts";

/** What others wrote may hold line breaks, which would forge a line. */
const oneLine = (line: string): string => line.replace(/[\r\n\u0085\u2028\u2029]+/g, " ");

/** What a reviewer must see of a demand, as lines for a terminal. */
export function demandNote(entry: DemandEntry, { clocks, requester, decision }: Shown): string {
  const lines = [
    `${entry.number}: ${stateWords[entry.state]}${entry.is_hurried ? ", emergency lane" : ""}`,
    `  from ${entry.agency_id ?? "an unknown agency"}, its number ${entry.demand_id ?? "none"}, received ${entry.received_at}`,
  ];
  const { demand } = entry;
  if (demand)
    lines.push(
      `  ${typeWords[demand.type]} in ${demand.matter}, under ${demand.authority}`,
      `  signed by ${demand.signatory.name}, ${demand.signatory.title}; contact ${demand.contact.name} <${demand.contact.email}>`,
    );
  lines.push(...problemLines(entry));
  lines.push(
    `  who asks: ${requester.is_verified ? "verified" : `not verified. ${requester.lacks ?? ""}`}`,
  );
  for (const evidence of requester.evidence)
    lines.push(`    ${evidence.kind.replace("_", " ")}: ${evidence.detail} (${evidence.by})`);
  if (decision) lines.push(...scopeLines(decision).map((line) => `  ${line}`));
  if (entry.counts) {
    const { rows, covers, run } = entry.counts;
    lines.push(
      `  would yield, from run ${run} (data from ${covers.from ?? "never"} to ${covers.to ?? "never"}, UTC):`,
    );
    for (const { records, rows: n, withheld, reasons: why } of rows)
      lines.push(
        `    ${records}: ${n} rows${withheld > 0 ? `, ${withheld} withheld (${Object.keys(why).join(", ")})` : ""}`,
      );
    for (const line of unknownLines(entry.counts)) lines.push(`    ${line}`);
  }
  for (const { name, due, done_at, is_late } of clocks)
    lines.push(
      `  ${clockWords[name]} by ${due}: ${done_at ? `done ${done_at}` : "open"}${is_late ? ", late" : ""}`,
    );
  for (const { no, file, rows, withheld, sha256 } of entry.productions)
    lines.push(
      `  production ${no}: ${file}, ${rows} rows, ${withheld} withheld, SHA-256 ${sha256}`,
    );
  return lines.map(oneLine).join("\n");
}

/** Values of a scope that nothing in the run has: a misspelled id yields nothing, and nobody would know. */
export const unknownLines = ({ unknown }: ScopeCounts): string[] =>
  (["campaign_ids", "provider_ids"] as const).flatMap((list) => {
    const values = unknown?.[list] ?? [];
    return values.length === 0
      ? []
      : [`${scopeWords[list]} that nothing here has: ${shortList(values)}`];
  });

/** Other demands that ask for the same records, a line each: for reviewers alone, never for the page that an agency gets. */
export const conflictLines = ({ conflicts, found }: ReturnType<typeof conflictsOf>): string[] =>
  found === 0
    ? []
    : [
        `other demands that ask for these records, or may: ${found}`,
        ...conflicts.map(
          (other) =>
            `  ${other.number} (${other.agency_id}, ${stateWords[other.state]}): ${sharedWords(other)}. ${conflictWords[other.kind]}`,
        ),
      ];

/** What two demands share, in words. */
export const sharedWords = ({ shared, records }: Conflict): string =>
  [
    `records: ${records.join(", ")}`,
    ...(Object.entries(shared) as [keyof ScopeLists, string[]][]).map(
      ([list, values]) => `${scopeWords[list]}: ${shortList(values)}`,
    ),
  ].join("; ");

const shortList = (values: readonly string[]): string =>
  values.length > 10
    ? `${values.slice(0, 10).join(", ")} and ${values.length - 10} more`
    : values.join(", ");

/** Lists of a scope, in words. */
export const scopeWords: Record<keyof ScopeLists, string> = {
  states: "called in",
  numbers: "calling numbers",
  callback_numbers: "call-back numbers",
  campaign_ids: "campaigns",
  provider_ids: "providers",
  called_numbers: "called numbers",
};

/** What the intake check found, a line each. */
export const problemLines = (entry: DemandEntry): string[] =>
  entry.problems.map((found) => {
    const words = findingWords(found);
    return `  ${found.is_deficiency ? "must be put right" : "note"}: ${words.what} ${words.do}`;
  });

/** Everything that happened to a demand, a line each. */
export const historyNote = (entry: DemandEntry): string =>
  entry.events
    .map(({ seq, at, kind, body, hash }) => {
      const text = body.text ? `: ${body.text}` : "";
      return oneLine(
        `${at}  ${kindWords[kind] ?? kind} by ${body.by}${text}  (event ${seq}, ${hash.slice(0, 16)})`,
      );
    })
    .join("\n");

/** A scope in words, a line for each part that limits it. */
export function scopeLines({ window, scope, records, tier }: ScopeDecision): string[] {
  const lists = Object.keys(scopeWords) as (keyof ScopeLists)[];
  return [
    `records: ${records.map((name) => recordWords[name]).join(", ")}`,
    `from ${window.from} to ${window.to}, time of ${window.time_zone}`,
    ...lists
      .filter((list) => scope[list].length > 0)
      .map((list) => `${scopeWords[list]}: ${shortList(scope[list])}`),
    `readers: ${tierWords[tier]}`,
  ];
}

/** Classes of records as a lawyer reads them. */
export const recordWords: Record<string, string> = {
  calls: "call records",
  tracebacks: "tracebacks",
  hops: "answers of providers to tracebacks",
  recordings: "recordings (their data and words)",
  campaigns: "campaigns",
  providers: "providers",
};

export const typeWords = {
  subpoena: "subpoena",
  cid: "civil investigative demand",
  court_order: "court order",
  preservation: "preservation letter",
} as const;

export const tierWords = {
  office: "the office that asked",
  common_interest: "offices of a multistate common-interest agreement",
  attorneys_eyes_only: "attorneys of the office alone",
} as const;

export const clockWords: Record<Clock["name"], string> = {
  acknowledge: "to be acknowledged",
  review: "to be reviewed",
  return: "to be answered in full",
};
