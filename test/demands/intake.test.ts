import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRecords } from "../../src/records/records.ts";
import { at, deskCommand, keyPair, newDesk, received, writeDemand, type Written } from "./desks.ts";
import { docketHere, newWorkspace, preparedFolder } from "../workspaces.ts";

const receive = async (desk: string, { folder }: Written) => {
  const run = await at(desk, received, "receive", folder);
  return { ...run, codes: await codesOf(desk) };
};

async function codesOf(desk: string): Promise<string[]> {
  const list = JSON.parse((await deskCommand(desk)("status", "--json")).stdout);
  const last = JSON.parse(
    (await deskCommand(desk)("status", list.at(-1).number as string, "--json")).stdout,
  );
  return last.problems
    .filter((problem: { is_deficiency: boolean }) => problem.is_deficiency)
    .map((problem: { code: string }) => problem.code);
}

describe("a demand that comes in", () => {
  it("is numbered, checked and answered with a signed receipt over what was received", async () => {
    const desk = await newDesk();
    const demand = writeDemand();
    const run = await receive(desk, demand);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain("accepted for review, number D-2026-000001");
    const place = join(desk, "demands", "D-2026-000001", "receipt-1.json");
    const receipt = readFileSync(place);
    const key = createPublicKey(readFileSync(join(desk, "keys", "desk-signing.pub.pem")));
    expect(verify(null, receipt, key, readFileSync(`${place}.sig`))).toBe(true);
    const said = JSON.parse(receipt.toString());
    expect(said.received_at).toBe("2026-03-02T15:00:00.000Z");
    const object = createHash("sha256")
      .update(readFileSync(join(demand.folder, "demand.json")))
      .digest("hex");
    expect(said.files).toEqual([
      expect.objectContaining({ name: "demand.json", sha256: object }),
      expect.objectContaining({ name: "demand.pdf", sha256: demand.sha256 }),
    ]);
  });

  it.each<[string, object, string[]]>([
    ["a window that ends before it begins", { window: { from: "2024-03-31", to: "2024-03-01", time_zone: "America/Chicago" } }, ["window_reversed"]],
    ["a window in the future", { window: { from: "2027-01-01", to: "2027-02-01", time_zone: "UTC" } }, ["window_in_future"]],
    ["a return date in the past", { return_by: "2026-03-01" }, ["return_date_past"]],
    ["an age key that is none", { delivery: { format: "csv", encrypt_to: `age1${"q".repeat(58)}` } }, ["bad_value"]],
    ["service in the future", { served_at: "2026-05-01" }, ["served_in_future"]],
    ["service before issue", { served_at: "2026-02-20" }, ["served_before_issued"]],
    ["an empty scope", { scope: {} }, ["scope_empty"]],
    ["a scope of lists that are empty", { scope: { states: [], numbers: [] } }, ["scope_empty"]],
    ["another document's hash", { document_sha256: "0".repeat(64) }, ["document_hash_differs"]],
    ["an agency that nobody registered", { agency_id: "xx" }, ["agency_unknown"]],
    ["a zone that is none", { window: { from: "2024-03-01", to: "2024-03-02", time_zone: "+05:00" } }, ["bad_value"]],
    ["a day that is none", { return_by: "2026-02-30" }, ["bad_value"]],
    ["a state that is none", { scope: { states: ["ZZ"] } }, ["bad_value"]],
    ["a number that is none", { scope: { numbers: ["(202) 555-0123"] } }, ["bad_value"]],
    ["a misspelled limit", { scope: { states: ["KS"], campaign_id: ["x"] } }, ["unknown_field"]],
    ["no authority", { authority: "  " }, ["bad_value"]],
    ["no class of records", { records: [] }, ["bad_value"]],
    ["a missing field", { matter: undefined }, ["missing_field"]],
  ])("with %s is deficient, and is told why", async (_, over, codes) => {
    const desk = await newDesk();
    const run = await receive(desk, writeDemand(over));
    expect(run.codes).toEqual(codes);
    expect(run.status).toBe(3);
    expect(run.stdout).toContain("must be put right: ");
  }); // prettier-ignore

  it("for everything that is held is deficient", async () => {
    const desk = await newDesk();
    const states =
      "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";
    expect(
      (await receive(desk, writeDemand({ scope: { states: states.split(" ") } }))).codes,
    ).toEqual(["scope_everything"]);
  });

  it("without its document, or with one that is no PDF, is deficient", async () => {
    const desk = await newDesk();
    expect((await receive(desk, writeDemand({ demand_id: "1" }, { pdf: null }))).codes).toContain(
      "document_missing",
    );
    expect((await receive(desk, writeDemand({ demand_id: "2" }, { pdf: "<html>" }))).codes).toEqual(
      ["document_not_pdf"],
    );
  });

  it("that is no JSON at all is kept, numbered and answered", async () => {
    const desk = await newDesk();
    const demand = writeDemand();
    writeFileSync(join(demand.folder, "demand.json"), '{"demand_id": "X", ');
    const run = await receive(desk, demand);
    expect([run.status, run.codes[0]]).toEqual([3, "not_json"]);
  });

  it("holds its signature against the agency's keys, and the days of these", async () => {
    const desk = await newDesk();
    const [valid, old, gone, foreign] = [keyPair(), keyPair(), keyPair(), keyPair()];
    const add = (file: string, ...rest: string[]) =>
      deskCommand(desk)("agency", "ks-ag", "--add-key", file, "--by", "admin", ...rest);
    await add(valid.publicFile);
    await add(old.publicFile, "--expires", "2026-03-01");
    const shown = (await add(gone.publicFile)).stdout;
    const id = /key ([0-9a-f]{16})\n$/.exec(shown)![1]!;
    await deskCommand(desk)("agency", "ks-ag", "--revoke-key", id, "--by", "admin");
    const codes = [];
    for (const [i, key] of [valid, old, gone, foreign].entries())
      codes.push(
        (await receive(desk, writeDemand({ demand_id: `S${i}` }, { key: key.privateKey }))).codes,
      );
    expect(codes).toEqual([
      [], ["signature_expired_key"], ["signature_revoked_key"], ["signature_unknown_key"],
    ]); // prettier-ignore
  });

  it("that comes twice is one; with other contents under the same id, the second is deficient", async () => {
    const desk = await newDesk();
    const demand = writeDemand();
    await receive(desk, demand);
    expect((await receive(desk, demand)).stdout).toContain(
      "received before, without any difference, number D-2026-000001",
    );
    const other = await receive(desk, writeDemand({ matter: "Another matter" }));
    expect(other.codes).toEqual(["duplicate_id"]);
    expect(other.stdout).toContain("D-2026-000002");
    // Put right under the same id, it still is the id of the first.
    expect((await receive(desk, writeDemand({ matter: "A third" }))).codes).toEqual([
      "duplicate_id",
    ]);
  });

  it("that was deficient and is put right keeps its number", async () => {
    const desk = await newDesk();
    await receive(desk, writeDemand({ return_by: "2026-03-01" }));
    const run = await receive(desk, writeDemand());
    expect([run.status, run.codes]).toEqual([0, []]);
    expect(run.stdout).toContain("number D-2026-000001");
  });

  it("that names a field twice is deficient: the last one could widen the first", async () => {
    const desk = await newDesk();
    const demand = writeDemand();
    const file = join(demand.folder, "demand.json");
    const whole = readFileSync(file, "utf8");
    for (const more of ['"scope": {"states": ["MO"]}', '"sc\\u006fpe": {"states": ["MO"]}']) {
      writeFileSync(file, whole.replace(/}$/, `, ${more}}`));
      expect((await receive(desk, demand)).codes).toContain("repeated_field");
    }
  });

  it("in a folder that cannot be read keeps no other from coming in", async () => {
    const desk = await newDesk();
    const inbox = join(preparedFolder(), "inbox");
    for (const name of ["a", "b", "c"]) {
      mkdirSync(join(inbox, name), { recursive: true });
      const { folder } = writeDemand({ demand_id: name });
      for (const file of ["demand.json", "demand.pdf"])
        writeFileSync(join(inbox, name, file), readFileSync(join(folder, file)));
    }
    symlinkSync("/etc/hostname", join(inbox, "b", "more.pdf"));
    const run = await at(desk, received, "receive", inbox, "--json");
    expect(run.status).toBe(1);
    const outcomes = JSON.parse(run.stdout).map((answer: { outcome: string }) => answer.outcome);
    expect(outcomes).toEqual(["accepted", "not_taken", "accepted"]);
  });

  it("in a folder with a link is refused, and nothing is written", async () => {
    const desk = await newDesk();
    const demand = writeDemand();
    symlinkSync("/etc/hostname", join(demand.folder, "more.pdf"));
    const before = readRecords(desk).length;
    const run = await at(desk, received, "receive", demand.folder);
    expect([run.status, run.stderr]).toEqual([1, expect.stringContaining("not a plain file")]);
    expect(readRecords(desk).length).toBe(before);
  });

  it("is shown to the virus scanner", async () => {
    const workspace = await newWorkspace({
      desk: { scanner: ["sh", "-c", '! grep -q EICAR "$0"'] },
    });
    workspace.close();
    const desk = await newDesk(workspace.folder);
    const infected = writeDemand({}, { pdf: "%PDF-1.7\nEICAR\n%%EOF\n" });
    expect((await receive(desk, infected)).codes).toEqual(["document_infected"]);
    expect((await receive(desk, writeDemand({ demand_id: "clean" }))).codes).toEqual([]);
  });

  it("keeps what it asks for: a load in its window is not taken back while it is open", async () => {
    const desk = await newDesk();
    const world = join(preparedFolder(), "world");
    await docketHere("simulate", "--out", world, "--calls", "300", "--seed", "2");
    await docketHere("-w", desk, "load", join(world, "exports"));
    const { loads } = JSON.parse((await docketHere("-w", desk, "status", "--json")).stdout);
    const load = loads.find((l: { format: string }) => l.format === "carrier-cdr").load_id;
    await receive(desk, writeDemand({ demand_id: "other", window: { from: "2023-01-01", to: "2023-02-01", time_zone: "UTC" } })); // prettier-ignore
    await receive(desk, writeDemand({ type: "preservation" }));
    const refused = await docketHere("-w", desk, "unload", load);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining("is held by the preservation letter D-2026-000002"),
    ]);
    await at(desk, received, "review", "D-2026-000002", "--withdraw", "settled", "--by", "rev");
    expect((await docketHere("-w", desk, "unload", load)).status).toBe(0);
  });

  it("comes in from an inbox of folders, each on its own", async () => {
    const desk = await newDesk();
    const inbox = join(preparedFolder(), "inbox");
    for (const name of ["a", "b"]) {
      const { folder } = writeDemand({ demand_id: name });
      mkdirSync(join(inbox, name), { recursive: true });
      for (const file of ["demand.json", "demand.pdf"])
        writeFileSync(join(inbox, name, file), readFileSync(join(folder, file)));
    }
    const run = await at(desk, received, "receive", inbox);
    expect(run.stdout.match(/number D-2026-00000[12]/g)).toHaveLength(2);
  });
});
