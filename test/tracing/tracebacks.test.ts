import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docketHere, preparedFolder, rowsOf, temporaryFolder } from "../workspaces.ts";
import { directory, header, line, traced } from "./traced.ts";

describe("manual tracebacks", () => {
  const tracebacks =
    "traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome\n" +
    "T1,x,s,2024-03-05T12:00:02Z,+13165550123,+19133334444,KS,,me,2024-03-06T12:00:00Z,,open\n" +
    "T2,x,s,2024-03-05T12:00:02Z,+13165550123,+19133337777,KS,,me,2024-03-06T12:00:00Z,,open\n";
  const hops =
    "traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment\n" +
    "T1,0,T,US,terminating,2024-03-06T12:00:00Z,2024-03-06T13:00:00Z,upstream_identified,M,,,,\n" +
    "T1,1,M,US,intermediate,2024-03-06T14:00:00Z,2024-03-06T13:00:00Z,no_record,,,,,\n" +
    "T9,0,M,US,intermediate,2024-03-06T14:00:00Z,2024-03-06T15:00:00Z,no_record,,,,,\n";

  it("are confirmed or contradicted by records, and what fits nothing is kept and shown", async () => {
    const workspace = await traced(
      [
        { id: "m", provider: "M", at: 1, from: "O", to: "T" },
        { id: "t", provider: "T", at: 2, from: "M" },
      ],
      { "tracebacks.csv": tracebacks, "hops.csv": hops },
    );
    const findings = await rowsOf<{ id: string; hop: number; finding: string }>(
      workspace,
      "select traceback_id as id, hop_no as hop, finding from traceback_findings order by all",
    );
    expect(findings.map((f) => `${f.id} ${f.hop} ${f.finding}`)).toEqual([
      "T1 0 confirmed_by_own_export",
      "T1 1 answered_before_asked",
      "T1 1 no_record_but_downstream_has_it",
      "T1 1 no_record_but_own_export_has_it",
      "T2 0 call_in_no_export",
      "T9 0 answer_without_request",
    ]);
    workspace.close();
  });

  const hop = (...cells: string[]) => `${cells.join(",")},,,,\n`;
  const columns = hops.split("\n")[0]!;
  const call = (id: string) =>
    `${id},x,s,2024-03-05T12:00:02Z,+13165550123,+19133334444,KS,,me,2024-03-06T12:00:00Z,,open\n`;

  it("are paths of the same kind, compared with those of the records", async () => {
    const workspace = await traced(
      [
        { id: "o", provider: "O", at: 0, customer: "C", to: "M" },
        { id: "m", provider: "M", at: 1, from: "O", to: "T" },
        { id: "t", provider: "T", at: 2, from: "M" },
      ],
      {
        "tracebacks.csv": `${tracebacks.split("\n")[0]}\n${call("T1")}${call("T3")}${call("T4")}`,
        "hops.csv":
          `${columns}\n` +
          // Whole, but against the records at its end.
          hop(
            "T1",
            "0",
            "T",
            "US",
            "",
            "2024-03-06T12:00:00Z",
            "2024-03-06T13:00:00Z",
            "upstream_identified",
            "M",
          ) +
          hop(
            "T1",
            "1",
            "M",
            "US",
            "",
            "2024-03-06T14:00:00Z",
            "2024-03-06T15:00:00Z",
            "upstream_identified",
            "G",
          ) +
          hop(
            "T1",
            "2",
            "G",
            "US",
            "",
            "2024-03-06T16:00:00Z",
            "2024-03-06T17:00:00Z",
            "upstream_identified",
            "F",
          ) +
          // In a circle.
          hop(
            "T3",
            "0",
            "T",
            "US",
            "",
            "2024-03-06T12:00:00Z",
            "2024-03-06T13:00:00Z",
            "upstream_identified",
            "M",
          ) +
          hop(
            "T3",
            "1",
            "M2",
            "US",
            "",
            "2024-03-06T14:00:00Z",
            "2024-03-06T15:00:00Z",
            "upstream_identified",
            "T",
          ) +
          // Not answered.
          hop("T4", "0", "T", "US", "", "2024-03-06T12:00:00Z", "", "", ""),
      },
    );
    const paths = await rowsOf<{
      id: string;
      path: string[];
      stop: string;
      records: string[];
    }>(
      workspace,
      `select traceback_id as id, list(hop_provider_id order by hop_no) as path, max(stop_reason) as stop,
          list(records_name order by hop_no) as records
      from traceback_paths group by traceback_id order by 1`,
    );
    expect(paths).toEqual([
      {
        id: "T1",
        path: ["T", "M", "G", "F"],
        stop: "foreign_upstream",
        records: ["T", "M", "O", null],
      },
      { id: "T3", path: ["T", "M"], stop: "loop", records: ["T", "M"] },
      { id: "T4", path: ["T"], stop: "no_export", records: ["T"] },
    ]);
    const findings = await rowsOf<{ text: string }>(
      workspace,
      "select traceback_id || ' ' || hop_no || ' ' || finding as text from traceback_findings order by all",
    );
    expect(findings.map((f) => f.text)).toEqual([
      "T1 0 confirmed_by_own_export",
      "T1 1 names_other_upstream_than_own_export",
      "T1 2 records_lead_elsewhere",
      "T3 0 confirmed_by_own_export",
      "T3 1 hops_go_in_a_cycle",
      "T3 1 names_other_upstream_than_own_export",
    ]);
    workspace.close();
  });

  it("are judged by business hours: late, in time, not due, and silent are told apart", async () => {
    const at = (sent: string, answered: string, response: string, no: number) =>
      hop(
        "T1",
        String(no),
        ["T", "M", "O", "G", "F", "A", "D", "P"][no]!,
        no === 4 ? "IN" : "US",
        "",
        sent,
        answered,
        response,
        "",
      );
    const workspace = await traced([{ id: "t", provider: "T", at: 2, from: "M" }], {
      "zones.csv":
        "provider_id,name,frn,ocn,country,role_hint,time_zone\nT,Terminating,4,,US,terminating,America/Denver\n",
      "tracebacks.csv": `${tracebacks.split("\n")[0]}\n${call("T1").replace(",me,", ",Kansas Attorney General,")}${call("T3")}`,
      "hops.csv":
        `${columns}\n` +
        // Friday 15:00 in Denver; Monday 14:00 is in time, though 71 hours later.
        at("2024-03-08T22:00:00Z", "2024-03-11T20:00:00Z", "no_record", 0) +
        at("2024-03-05T20:00:00Z", "2024-03-07T20:00:00Z", "no_record", 1) +
        at("2024-03-05T20:00:00Z", "", "no_response", 2) +
        at("2024-03-11T19:00:00Z", "", "", 3) +
        at("2024-03-05T20:00:00Z", "", "", 4) +
        // Answered, declined, and asked by somebody whom the rule does not name.
        at("2024-03-05T20:00:00Z", "", "upstream_identified", 5) +
        at("2024-03-05T20:00:00Z", "2024-03-05T21:00:00Z", "declined", 6) +
        at("2024-03-05T20:00:00Z", "", "", 7).replace("T1", "T3"),
    });
    const rows = await rowsOf<{ text: string }>(
      workspace,
      `select provider_id || ' ' || response_status || ' ' || coalesce(rule_applies::varchar, 'unknown') || ' ' || time_zone_is_known as text
      from traceback_responses order by hop_no`,
    );
    expect(rows.map((r) => r.text)).toEqual([
      "T answered_in_time true true",
      "M answered_late true false",
      "O no_response true false",
      "G pending true false",
      "F no_response false false",
      "A answered_time_unknown true false",
      "D declined true false",
      "P no_response false false",
    ]);
    workspace.close();
  });
});

describe("requests", () => {
  it("ask those at whom paths end, and close when the answer is loaded", async () => {
    const folder = temporaryFolder();
    const w = preparedFolder();
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write("directory.csv", directory);
    write(
      "cdr.csv",
      [
        header,
        line({ id: "t", provider: "T", at: 2, from: "S" }),
        line({ id: "u", provider: "T", at: 900, called: "+19133335555", from: "S" }),
      ].join("\n"),
    );
    const run = (...args: string[]) =>
      docketHere(...args, "-w", w, "--run-date", "2024-03-08T21:00:00Z");
    expect((await run("load", folder)).status).toBe(0);
    expect((await run("analyze")).status).toBe(0);
    const { stdout } = await run("trace", "+1 316 555 0123", "--request");
    expect(stdout).toMatch(
      /2 calls: the trace stopped at a provider that shares no records, Silent \(S\)/,
    );
    expect(stdout).toMatch(/TR-\w+ {2}Silent \(S\): .* stands for 2 calls, 2 under ten days old\n/);
    const request = /TR-\w+/.exec(stdout)![0];
    const listed = async (id = request, ...rest: string[]) =>
      JSON.parse((await run("request", id, "--json", ...rest)).stdout)[0];
    // Looking and drafting start no clock. S names no time zone, so its answer is late only when it is late in every US zone.
    expect(await listed()).toMatchObject({ status: "drafted", due_at: null, downstream_id: "T" });
    expect(
      (await run("request", request, "--answered", "no_record", "--by", "A")).stderr,
    ).toContain("is drafted: it cannot be answered now");
    expect(await listed(request, "--sent", "noc@silent.example", "--by", "A")).toMatchObject({
      status: "sent",
      due_at: "2024-03-11 22:00:00",
      examples: [
        { provider_id: "T", call_id: "u" },
        { provider_id: "T", call_id: "t" },
      ],
    });
    write(
      "answers.csv",
      "traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment\n" +
        `${request},0,S,US,,2024-03-08T21:00:00Z,2024-03-11T15:00:00Z,upstream_identified,O,,,,\n`,
    );
    expect((await run("load", join(folder, "answers.csv"))).status).toBe(0);
    expect((await run("analyze")).status).toBe(0);
    // The answer closes the request and moves the path: S is not asked again, O is.
    const answered = (await run("trace", "+13165550123", "--request")).stdout;
    expect(answered).toContain(`${request}  S: upstream identified, O (2024-03-11 15:00 UTC)`);
    expect(answered).not.toMatch(/TR-\w+ {2}Silent \(S\): their/);
    const [, next] = /(TR-\w+) {2}\S.*\(O\): .* as the answer to TR-\w+ says/.exec(answered)!;
    expect(await listed(next)).toMatchObject({
      provider_id: "O",
      parent_id: request,
      downstream_id: "S",
    });
    await run("request", next!, "--sent", "noc@o.example", "--by", "A");
    await run(
      "request",
      next!,
      "--answered",
      "originator_identified",
      "--customer",
      "Acme",
      "--by",
      "A",
    );
    const ended = (await run("trace", "+13165550123")).stdout;
    expect(ended).toMatch(/2 calls: the trace reached the originating provider, .*\(O\)/);
    expect(ended).not.toContain("Ask next");
    const page = readFileSync(join(w, "traceback-requests", "requests.html"), "utf8");
    expect(page).toContain("No rule that we know obliges you to answer us");
  });
});
