import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { listedBy } from "../../src/analysis/standing/requests.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import {
  analyzed,
  docketHere,
  newWorkspace,
  rowsOf,
  runDate,
  temporaryFolder,
} from "../workspaces.ts";

const directory =
  "provider_id,name,frn,ocn,country,role_hint\nT,Terminating,1,,US,terminating\nO,Origin,2,,US,originating\nQ,Quiet,3,,US,originating\n,No id,4,,US,originating\nN,,5,,PK,foreign\n";

const actions = [
  "action_date,provider_id,frn,kind,issued_by,document,document_url",
  "2024-02-01,O,,letter,FCC,good,https://docs.fcc.gov/a.pdf",
  "2024-02-01,O,0000000002,letter,FCC,agrees,HTTPS://docs.fcc.gov/B.PDF",
  "2024-02-02,O,0000000003,letter,FCC,contradicts,https://docs.fcc.gov/c.pdf",
  "2024-02-03,Q,,letter,FCC,no host,https://",
  "2024-02-03,Q,,letter,FCC,blanks,https://not a url",
  "2024-02-03,Q,,letter,FCC,here,https://localhost/x",
  '2024-02-03,Q,,letter,FCC,quote,"https://x.gov/""><script>"',
  "2024-02-03,Q,,letter,FCC,runs,javascript:alert(1)",
  "2024-02-04,Q,,letter,FCC,no link,",
];

const labels = ["Auto warranty", "auto  warranty ", "Auto-Warranty", "AUTO WARRANTY!", "Auto Warranty.", "auto warranty"]; // prettier-ignore

/** Six traced calls, all of which the origin answers; its file has no column for customers. */
async function workspaceOf() {
  const folder = temporaryFolder();
  const at = (day: number, hour: number) =>
    new Date(Date.UTC(2024, 0, 8 + 7 * day, hour)).toISOString();
  const tracebacks = labels.map(
    (label, n) =>
      `T${n},${label},s,${at(n, 10)},+13165550123,+1913333${1000 + n},KS,,ITG,${at(n, 12)},,open`,
  );
  const hops = labels.flatMap((_, n) => [
    `T${n},0,T,US,${at(n, 14)},${at(n, 15)},upstream_identified,O`,
    `T${n},1,O,US,${at(n, 16)},${at(n, 17)},originator_identified,`,
  ]);
  const files = {
    "directory.csv": directory,
    "actions.csv": `${actions.join("\n")}\n`,
    "tracebacks.csv": `traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome\n${tracebacks.join("\n")}\n`,
    "hops.csv": `traceback_id,hop_no,provider_id,country,request_sent_at,responded_at,response,upstream_provider_id\n${hops.join("\n")}\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const workspace = await newWorkspace();
  expect((await loadPaths(workspace, [folder], { runDate })).errors).toEqual([]);
  await runPipeline(workspace, { runDate });
  analyzed(workspace);
  return workspace;
}

describe("attacks on what is said of providers", () => {
  it("make nobody listed, named or judged by a flaw of a file", async () => {
    const workspace = await workspaceOf();
    // A link that leads to no host is no document; an id and an FRN of two providers name nobody.
    expect(
      await rowsOf(workspace, "select document, provider_id, is_contradicted from actions order by document"),
    ).toEqual([
      { document: "agrees", provider_id: "O", is_contradicted: false },
      { document: "contradicts", provider_id: null, is_contradicted: true },
      { document: "good", provider_id: "O", is_contradicted: false },
      { document: "no link", provider_id: "Q", is_contradicted: false },
    ]);
    expect(
      await rowsOf(workspace, "select reason, count(*)::integer as n from rejects group by all order by all"),
    ).toEqual([{ reason: "bad_document_url", n: 5 }, { reason: "blank_provider_id", n: 1 }]);
    // One label in six spellings is one campaign; a file without customers makes nobody hide his.
    expect(
      await rowsOf(workspace, "select class, n::integer as n, k::integer as k, tier from provider_standing where provider_id = 'O' order by class"),
    ).toEqual([
      { class: "a", n: 6, k: 0, tier: "too_few" },
      { class: "b", n: 1, k: 1, tier: "not_listed" },
      { class: "d", n: 6, k: 0, tier: "too_few" },
    ]);
    // A provider without a name keeps what its directory says of it.
    expect(await rowsOf(workspace, "select name, country from providers where provider_id = 'N'")).toEqual([{ name: "N", country: "PK" }]);
    workspace.close();
    const say = (...args: string[]) => docketHere(...args, "-w", workspace.folder);
    expect((await say("statement", "O", "--retract", "b", "--reason", "x", "--by", "y")).stderr).toContain("not listed in class b");
    expect((await say("statement", "O", "--reinstate", "b", "--reason", "x", "--by", "y")).status).toBe(1);
    expect((await say("statement", "O", "--reply", "See Victim Corp", "--by", "y")).status).toBe(0);
    const out = join(temporaryFolder(), "case.json");
    const public_ = await say("export", "case", "--provider", "O", "--audience", "public", "--out", out);
    expect(public_).toMatchObject({ status: 0 });
    expect(await say("export", "case", "--provider", "Q", "--audience", "public", "--out", out)).toMatchObject({ status: 1 });
    expect((await say("export", "web", "--audience", "public", "--out", join(temporaryFolder(), "w.ftm.json"))).status).toBe(2);
  });

  it("do not carry a doubtful provider into a list of sure ones, and treat equal ones alike", () => {
    const sure = Array.from({ length: 20 }, (_, i): [string, number] => [`S${i}`, 0.9999]);
    const listed = listedBy(new Map([...sure, ["A", 0.155], ["B", 0.155]]), 0.05);
    expect(listed.size).toBe(20);
    // Three of one probability: two would fit, so none is taken before the others.
    expect([...listedBy(new Map([["S", 1], ["X", 0.9], ["Y", 0.9], ["Z", 0.9]]), 0.07)]).toEqual(["S"]);
  });
}); // prettier-ignore
