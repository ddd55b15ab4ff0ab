import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readColumnMap } from "../../loaders/columns/column-map.ts";
import { loadPaths } from "../../loaders/load.ts";
import { withPlainDigits } from "../../src/digits.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { everyFile, newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks on private numbers: each called number in many spellings, in every place that may repeat it. A number is
// looked for in every table as its digits alone, whatever stands between them.

const each = (n: string, form: (digit: string) => string) => [...n].map(form).join("");
const from = (zero: number) => (n: string) =>
  each(n, (d) => String.fromCodePoint(zero + Number(d)));
const pairs = (mark: string) => (n: string) => n.match(/../g)!.join(mark);

/** Each digit as a letter of its key; 0 and 1 have none. */
const onKeypad = (n: string) => each(n, (d) => "01ADGJMPTW"[Number(d)]!);

/** How a called number may be written. */
const called: Record<string, (n: string) => string> = {
  "SIP with a port": (n) => `sip:+1${n}@10.1.2.3:5060`,
  "a display name": (n) => `"Line 22" <sip:+1${n}@sbc1.example>`,
  "tel with a routing number": (n) =>
    `tel:+1-${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)};rn=+12025550000`,
  "tel with a context": (n) => `tel:${n.slice(3)};phone-context=+1${n.slice(0, 3)}`,
  "an extension": (n) => `${n} x123`,
  "a trunk": (n) => `${n}/trunk7`,
  "a decimal point": (n) => `${n}.0`,
  "an exponent": (n) => `${n[0]}.${n.slice(1)}E+09`,
  "two numbers": (n) => `${n};2025550123`,
  "full-width": from(0xff10),
  Arabic: from(0x660),
  percent: (n) => each(n, (d) => `%3${d}`),
  "a page's": (n) => each(n, (d) => `&#${48 + Number(d)};`),
  "a host": (n) => `x@${n}`,
  letters: (n) => `${n.slice(0, 3)}-${onKeypad(n.slice(3, 6))}-${n.slice(6)}`,
  "letters alone": (n) => `1${n.slice(0, 3)}${onKeypad(n.slice(3))}`,
  plain: (n) => `+1${n}`,
};
/** How an id or a text may repeat it. */
const repeated: Record<string, (n: string) => string> = {
  plain: (n) => n,
  "dots by two": pairs("."),
  "blanks by two": pairs(" "),
  underscores: pairs("_"),
  colons: pairs(":"),
  commas: pairs(","),
  stars: pairs("*"),
  bars: pairs("|"),
  "middle dots": pairs("·"),
  "zero width": pairs("\u200b"),
  "soft hyphens": pairs("\u00ad"),
  minus: pairs("\u2212"),
  "each alone": (n) => each(n, (d) => `${d} `).trim(),
  "like a date": (n) => `${n.slice(0, 4)}-${n.slice(4, 6)}-${n.slice(6, 8)} ${n.slice(8)}`,
  "full-width": from(0xff10),
  Bengali: from(0x9e6),
  mathematical: from(0x1d7ce),
  superscript: (n) => each(n, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(d)]!),
  circled: (n) => each(n, (d) => "⓪①②③④⑤⑥⑦⑧⑨"[Number(d)]!),
  percent: (n) => each(n, (d) => `%3${d}`),
  "a page's": (n) => each(n, (d) => `&#x3${d};`),
};
const idColumns = [
  "call_id", "ingress_provider_id", "ingress_trunk", "customer_id", "egress_provider_id", "origid", "signer_id", "linked_id",
  "egress_trunk", "ingress_signal_ip",
]; // prettier-ignore

let next = 9_132_840_000;
const planted = new Map<string, string>();
/** A called number that nothing else holds. */
function plant(what: string): string {
  const number = String(next++);
  planted.set(number, what);
  return number;
}
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (columns: readonly string[], rows: readonly Record<string, string>[]) =>
  [columns.join(","), ...rows.map((row) => columns.map((c) => cell(row[c] ?? "")).join(","))].join(
    "\n",
  );

function callRecords(): string {
  const rows: Record<string, string>[] = [];
  const add = (what: string, form: string, over: (n: string) => Record<string, string>) => {
    const n = plant(`${what}, called as ${form}`);
    rows.push({
      call_id: `k${rows.length}`, provider_id: "PA", start_time: "2024-03-05T15:00:00Z", calling_number: "+12025550143",
      called_number: called[form]!(n), duration_s: "30", disposition: "answered", ...over(n),
    }); // prettier-ignore
  };
  for (const form of Object.keys(called))
    for (const column of idColumns) add(column, form, (n) => ({ [column]: n }));
  for (const [spelling, spell] of Object.entries(repeated)) {
    for (const column of idColumns)
      add(`${column} ${spelling}`, "plain", (n) => ({ [column]: spell(n) }));
    add(`calling_number ${spelling}`, "plain", (n) => ({ calling_number: spell(n) }));
    // A row that is rejected is kept as text.
    add(`rejected ${spelling}`, "plain", (n) => ({
      disposition: "perhaps",
      called_number: spell(n),
    }));
  }
  return csv(["call_id", "provider_id", "start_time", "calling_number", "called_number", "duration_s", "disposition",
    ...idColumns.slice(1)], rows); // prettier-ignore
}

function tracebacks(): { calls: string; hops: string } {
  const calls: Record<string, string>[] = [];
  const hops: Record<string, string>[] = [];
  for (const [spelling, spell] of Object.entries(repeated)) {
    const row = (over: (n: string) => Record<string, string>) => {
      const n = plant(`traceback ${spelling}`);
      calls.push({
        traceback_id: `t${calls.length}`, call_time: "2024-03-05T15:00:00Z", calling_number: "+12025550143",
        called_number: `+1${n}`, called_state: "KS", ...over(n),
      }); // prettier-ignore
      return n;
    };
    row((n) => ({ traceback_id: spell(n) }));
    for (const column of ["campaign_label", "outcome", "requested_by"])
      row((n) => ({ [column]: `to ${spell(n)} it` }));
    const n = plant(`hop ${spelling}`);
    hops.push({
      traceback_id: spell(n), hop_no: "0", provider_id: spell(n), role: "terminating", response: "no_record",
      customer_name: `for ${spell(n)} it`, customer_action: `warned ${spell(n)} it`, comment: `called ${spell(n)} at`,
    }); // prettier-ignore
  }
  return {
    calls: csv(["traceback_id", "campaign_label", "call_time", "calling_number", "called_number", "called_state",
      "callback_number", "requested_by", "opened_at", "closed_at", "outcome"], calls), // prettier-ignore
    hops: csv(["traceback_id", "hop_no", "provider_id", "country", "role", "request_sent_at", "responded_at", "response",
      "upstream_provider_id", "customer_name", "customer_country", "customer_action", "comment"], hops), // prettier-ignore
  };
}

function recordings(): string {
  const rows: Record<string, string>[] = [];
  const add = (form: string, over: (n: string) => Record<string, string>) => {
    const n = plant(`recording, called as ${form}`);
    rows.push({
      recording_id: `r${rows.length}`, source_id: "s", received_at: "2024-03-05T15:00:00Z",
      calling_number: "+12025550143", called_npa_nxx: called[form]!(n), ...over(n),
    }); // prettier-ignore
  };
  for (const form of Object.keys(called).filter((f) => f !== "two numbers")) {
    add(form, (n) => ({ callback_number: `+1${n}` }));
    add(form, (n) => ({ recording_id: `hp-0-${n}.wav` }));
    add(form, (n) => ({ transcript: `this message is for the subscriber at ${n} call us` }));
  }
  for (const spell of Object.values(repeated)) {
    add("plain", (n) => ({ audio_fingerprint: spell(n) }));
    add("plain", (n) => ({ transcript: `the subscriber at ${spell(n)} call us` }));
    add("plain", (n) => ({ calling_number: spell(n) }));
  }
  return csv(["recording_id", "source_id", "received_at", "calling_number", "called_npa_nxx", "called_state", "duration_s",
    "language", "transcript", "callback_number", "audio_fingerprint"], rows); // prettier-ignore
}

/** The planted numbers that a text spells. */
function spelled(text: string): string[] {
  const digits = withPlainDigits(text.normalize("NFKC")).replace(/\D/g, "");
  const found: string[] = [];
  for (let i = 0; i + 10 <= digits.length; i++) {
    const what = planted.get(digits.slice(i, i + 10));
    if (what !== undefined) found.push(what);
  }
  return found;
}

describe("a called number", () => {
  it("is recognized in every id, reject and text, whatever its spelling", async () => {
    const folder = join(temporaryFolder(), "in");
    mkdirSync(folder);
    const { calls, hops } = tracebacks();
    const files = {
      "cdr.csv": callRecords(),
      "tracebacks.csv": calls,
      "hops.csv": hops,
      "rec.csv": recordings(),
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, name), `${text}\n`);
    const workspace = await newWorkspace();
    const report = await loadPaths(workspace, [folder], { runDate });
    expect(report.errors).toEqual([]);
    const leaks = new Set<string>();
    for (const table of [
      "lake_legs",
      "lake_rejects",
      "lake_tracebacks",
      "lake_traceback_hops",
      "lake_recordings",
    ]) {
      const rows = await rowsOf(workspace, `select columns(*)::varchar from ${table}`);
      expect(rows.length, table).toBeGreaterThan(0);
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          if (typeof value === "string")
            for (const what of spelled(value)) leaks.add(`${table}.${column}: ${what}`);
    }
    expect([...leaks].sort()).toEqual([]);
    expect(spelled(JSON.stringify(report)), "what the load says").toEqual([]);
    workspace.close();
  });

  it("keeps an ordinary id: of dates, of hexadecimal digits, of another number", async () => {
    const folder = temporaryFolder();
    const ids = [
      "TB-20240305-000123",
      "3a47ca23-d7ab-446b-821d-33d5deedbed4",
      "1771347600.80",
      "12025550199",
      "ITG12345678",
    ];
    const rows = ids.map((call_id) => ({
      call_id, provider_id: "PA", start_time: "2024-03-05T15:00:00Z", calling_number: "+12025550143",
      called_number: "sip:+19132840000@10.1.2.3:5060",
    })); // prettier-ignore
    writeFileSync(join(folder, "a.csv"), csv(Object.keys(rows[0]!), rows));
    const workspace = await newWorkspace();
    await loadPaths(workspace, [join(folder, "a.csv")], { runDate });
    const kept = await rowsOf<{ call_id: string }>(workspace, "select call_id from lake_legs");
    expect(kept.map((row) => row.call_id).sort()).toEqual([...ids].sort());
    workspace.close();
  });

  it("does not become a column's name: a first line that is a record is refused", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "a.csv"),
      "7,13165550123,19133334444,2024-03-05T15:00:00Z,30,answered\n".repeat(3),
    );
    const columns = {
      numbers: "call_id: 1, calling_number: 2, called_number: 3, start_time: 4",
      names: "call_id: CDR, calling_number: A, called_number: B, start_time: T",
    };
    const workspace = await newWorkspace();
    for (const [name, list] of Object.entries(columns)) {
      const map = join(folder, `${name}.yaml`);
      writeFileSync(map, `name: ${name}\ncolumns: { ${list} }\nconstants: { provider_id: PA }\n`);
      const report = await loadPaths(workspace, [join(folder, "a.csv")], {
        runDate,
        map: readColumnMap(map),
      });
      expect(report.loads).toEqual([]);
      expect(report.errors[0]!.message).toMatch(
        /line 1 should hold the names of the columns.*header: false in .*\.yaml/,
      );
      expect(report.errors[0]!.message).not.toContain("3334444");
    }
    const header = "call_id,provider_id,start_time,calling_number,called_number,9133334449";
    writeFileSync(
      join(folder, "b.csv"),
      `${header}\nk1,PA,2024-03-05T15:00:00Z,12025550143,19133334449,x\n`,
    );
    const { loads } = await loadPaths(workspace, [join(folder, "b.csv")], { runDate });
    expect(loads[0]!.ignored_columns).toEqual(["[10 digits]"]);
    workspace.close();
  });

  it("does not outlive a killed load: the next command of any kind removes its copies", async () => {
    const workspace = await newWorkspace();
    const copies = workspace.path("tmp", "load", "clean");
    workspace.close();
    mkdirSync(copies, { recursive: true });
    writeFileSync(join(copies, "clean.csv"), "+19133334444");
    await Workspace.open(workspace.folder, { command: "status", mode: "read" });
    expect(
      everyFile(workspace.folder).filter((file) => readFileSync(file).includes("9133334444")),
    ).toEqual([]);
  });
});
