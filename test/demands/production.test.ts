import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyPath } from "../../src/demands/verifier/node.js";
import { verifierScript } from "../../src/demands/verifier/standalone.ts";
import { program } from "../sample-workspace.ts";
import { docketHere, everyFile, temporaryFolder } from "../workspaces.ts";
import { at, deskWithCalls, keyPair, received, writeDemand } from "./desks.ts";

let desk = "";
beforeAll(async () => {
  ({ desk } = await deskWithCalls());
});

const decided = "2026-03-03T15:00:00Z";

async function say(...args: string[]) {
  const run = await at(desk, decided, ...args);
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

let made = 0;

/** Takes in a demand, checks who asks, approves and produces it; returns the archive. */
async function produced(over: object = {}): Promise<{ id: string; archive: string }> {
  made++;
  const { folder } = writeDemand({ demand_id: `P${made}`, ...over });
  const run = await at(desk, received, "receive", folder, "--json");
  const id = JSON.parse(run.stdout)[0].number as string;
  await say("review", id, "--call-back", "called +1 785 296 2215", "--by", "rev");
  await say("review", id, "--approve", "--by", "rev");
  const { file } = JSON.parse(await say("respond", id, "--by", "rev", "--json"));
  return { id, archive: file };
}

function unpacked(archive: string): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    const file = join(folder, name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(folder, readdirSync(folder)[0]!);
}

describe("a response", () => {
  it("is verified by the program, by one file in Node.js, and by common tools", async () => {
    const { id, archive } = await produced();
    expect(await verifyPath(archive)).toMatchObject({ faults: [], key_id: expect.any(String) });
    const bag = unpacked(archive);
    const script = join(temporaryFolder(), "verify.mjs");
    writeFileSync(script, verifierScript());
    for (const path of [archive, bag]) {
      const run = spawnSync(process.execPath, [script, path], { encoding: "utf8" });
      expect([run.status, run.stdout]).toEqual([0, expect.stringContaining(`demand ${id}`)]);
    }
    const sums = spawnSync("sha256sum", ["-c", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"], { cwd: bag }); // prettier-ignore
    expect(sums.status).toBe(0);
    const wrongKey = await docketHere("demand", "verify", archive, "--key", "0".repeat(16));
    expect(wrongKey.stdout).toContain("not the expected 0000000000000000");
    expect(wrongKey.stdout).not.toContain("which was expected");
    const { key_id } = await verifyPath(archive);
    const rightKey = await docketHere("demand", "verify", archive, "--key", key_id!.toUpperCase());
    expect(rightKey.stdout).toContain(`signed with the key ${key_id}, which was expected`);
  });

  it("has the same bytes for the same demand and data", async () => {
    const { id, archive } = await produced();
    const before = readFileSync(archive);
    // The records as they were before the response: a copy of the desk without that last event.
    const { produce } = await import("../../src/demands/package/produce.ts");
    const { Desk } = await import("../../src/demands/desk.ts");
    const { Workspace } = await import("../../src/workspace/workspace.ts");
    const { openPublished } = await import("../../src/pipeline/published.ts");
    const opened = Desk.open(desk);
    const entry = opened.records.demands.get(id);
    entry.productions.length = 0;
    entry.state = "scoped";
    const workspace = await Workspace.open(desk, { command: "test", mode: "read" });
    const published = await openPublished(workspace);
    await produce(opened, id, { by: "rev", published }, new Date("2026-03-09T00:00:00Z"));
    published.close();
    opened.close();
    expect(readFileSync(archive).equals(before)).toBe(true);
  });

  it("is found changed, whichever bit is flipped, file is missing or added", async () => {
    const { archive } = await produced({ records: ["tracebacks", "providers"] });
    const bag = unpacked(archive);
    const names = everyFile(bag).map((file) => file.slice(bag.length + 1));
    for (const name of names) {
      const copy = join(temporaryFolder(), "bag");
      cpSync(bag, copy, { recursive: true });
      const file = join(copy, name);
      const bytes = readFileSync(file);
      const place = (bytes.length * 7) % Math.max(1, bytes.length - 1);
      if (bytes.length > 0) {
        bytes[place]! ^= 1 << (bytes.length % 8);
        writeFileSync(file, bytes);
      } else appendFileSync(file, "x");
      const flipped = await verifyPath(copy);
      expect(flipped.faults.join("\n"), name).toContain(name.replace(/\.sig$/, ""));
      rmSync(file);
      expect((await verifyPath(copy)).faults.join("\n"), name).toContain(name);
    }
    const added = join(temporaryFolder(), "bag");
    cpSync(bag, added, { recursive: true });
    writeFileSync(join(added, "data", "more.csv"), "x");
    writeFileSync(join(added, "note.txt"), "x");
    expect((await verifyPath(added)).faults).toEqual([
      "data/more.csv: was added",
      "note.txt: was added",
    ]);
  });

  it("is found changed as an archive, wherever a bit is flipped", async () => {
    const { archive } = await produced({ records: ["providers"] });
    const bytes = readFileSync(archive);
    const file = join(temporaryFolder(), "copy.zip");
    const flipped = async (place: number, bit: number) => {
      bytes[place]! ^= bit;
      writeFileSync(file, bytes);
      expect((await verifyPath(file)).faults.length, `byte ${place}`).toBeGreaterThan(0);
      bytes[place]! ^= bit;
    };
    const flips = 150;
    for (let i = 0; i < flips; i++)
      await flipped(Math.floor((i / flips) * bytes.length), 1 << (i % 8));
    // The last bits of a deflated file may hold nothing: they change no content, and are found all the same.
    for (let at = bytes.indexOf("PK\x07\x08"); at > 0; at = bytes.indexOf("PK\x07\x08", at + 4))
      for (const bit of [0x80, 0x40, 0x20]) await flipped(at - 1, bit);
    writeFileSync(file, Buffer.concat([bytes, Buffer.from("x")]));
    expect((await verifyPath(file)).faults).not.toEqual([]);
  });

  it("has a chain of custody in which every file comes from an action, and nothing is named that is not there", async () => {
    const { archive } = await produced();
    const graph = JSON.parse(
      readFileSync(join(unpacked(archive), "data", "logs", "custody.jsonld"), "utf8"),
    )["@graph"] as Record<string, unknown>[];
    const ids = graph.map((node) => node["@id"] as string);
    expect(new Set(ids).size).toBe(ids.length);
    const everyId = JSON.stringify(graph).match(/"@id":"[^"]+"/g)!;
    for (const id of everyId) expect(id).toMatch(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/);
    const named = (key: string) =>
      graph.flatMap((node) => [node[key] ?? []].flat() as { "@id": string }[]).map((ref) => ref["@id"]); // prettier-ignore
    const results = named("uco-action:result");
    for (const key of [
      "uco-action:object",
      "uco-action:performer",
      "uco-action:instrument",
      "uco-core:object",
      "case-investigation:wasInformedBy",
    ])
      // prettier-ignore
      for (const id of named(key)) expect(ids, key).toContain(id);
    const files = graph.filter((node) => node["@type"] === "uco-observable:File");
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(results).toContain(file["@id"]);
    for (const id of named("uco-action:object")) expect(results).toContain(id);
  });

  it("numbers every record once, over rolling productions too", async () => {
    const { folder } = writeDemand({ demand_id: "rolling" });
    const id = JSON.parse((await at(desk, received, "receive", folder, "--json")).stdout)[0].number;
    await say("review", id, "--call-back", "called +1 785 296 2215", "--by", "rev");
    await say("review", id, "--approve", "--by", "rev");
    const first = JSON.parse(
      await say("respond", id, "--by", "rev", "--records", "calls", "--json"),
    );
    expect(first.is_full).toBe(false);
    const second = JSON.parse(await say("respond", id, "--by", "rev", "--json"));
    expect(second.is_full).toBe(true);
    const numbers: string[] = [];
    for (const { file } of [first, second]) {
      const natives = join(unpacked(file), "data", "natives");
      for (const name of readdirSync(natives).filter((n) => n.endsWith(".csv")))
        numbers.push(
          ...(readFileSync(join(natives, name), "utf8").match(/^DOCKET-D2026\d{6}-\d{9}/gm) ?? []),
        );
    }
    expect(numbers.length).toBe(first.rows + second.rows);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(
      numbers
        .map((n) => Number(n.slice(-9)))
        .sort((a, b) => a - b)
        .at(-1),
    ).toBe(numbers.length);
  });

  it("that nothing falls within says so, and is verified as any other", async () => {
    const { archive } = await produced({
      window: { from: "2021-01-01", to: "2021-02-01", time_zone: "America/Chicago" },
    });
    expect((await verifyPath(archive)).faults).toEqual([]);
    const draft = readFileSync(join(unpacked(archive), "data", "certification-draft.txt"), "utf8");
    expect(draft).toContain("A search of the records that are held");
  });

  it("is one, whole, where two make it at once", async () => {
    const { folder } = writeDemand({ demand_id: "twice" });
    const id = JSON.parse((await at(desk, received, "receive", folder, "--json")).stdout)[0].number;
    await say("review", id, "--call-back", "called +1 785 296 2215", "--by", "rev");
    await say("review", id, "--approve", "--by", "rev");
    const runs = ["a", "b", "c"].map((by) =>
      promisify(execFile)(process.execPath, [
        program,
        "-w",
        desk,
        "demand",
        "respond",
        id,
        "--by",
        by,
      ]).then(
        () => true,
        () => false,
      ),
    );
    expect((await Promise.all(runs)).filter(Boolean)).toHaveLength(1);
    const { productions } = JSON.parse(await say("status", id, "--json"));
    expect(productions).toHaveLength(1);
    const archive = join(desk, "demands", id, productions[0].file as string);
    expect((await verifyPath(archive)).faults).toEqual([]);
    expect(createHash("sha256").update(readFileSync(archive)).digest("hex")).toBe(
      productions[0].sha256,
    );
  });

  it("leaves nothing in plain form where it was killed", async () => {
    const left = join(desk, "demands", ".work", "999999999");
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, "calls.csv"), "records");
    await say("status");
    expect(readdirSync(join(desk, "demands", ".work"))).not.toContain("999999999");
  });

  it("with very many faults is told so in words", async () => {
    const { archive } = await produced({ records: ["providers"] });
    const bag = unpacked(archive);
    const lines = Array.from({ length: 300_000 }, (_, i) => `${"0".repeat(64)}  data/f${i}.csv\n`);
    writeFileSync(join(bag, "manifest-sha256.txt"), lines.join(""));
    const script = join(temporaryFolder(), "verify.mjs");
    writeFileSync(script, verifierScript());
    const run = spawnSync(process.execPath, [script, bag], { encoding: "utf8" });
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout).toMatch(/^NOT VERIFIED: [^\n]* 3000\d\d faults\n/);
    expect(spawnSync(process.execPath, [script, bag, ""]).status).toBe(2);
  });

  it("is sealed to the agency's key", async () => {
    const { generateIdentity, identityToRecipient, Decrypter } = await import("age-encryption");
    const identity = await generateIdentity();
    const encrypt_to = await identityToRecipient(identity);
    const { archive } = await produced({
      delivery: { format: "csv", encrypt_to },
      records: ["providers"],
    });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const plain = await decrypter.decrypt(readFileSync(`${archive}.age`));
    expect(Buffer.from(plain).equals(readFileSync(archive))).toBe(true);
  });
});

describe("nothing is produced", () => {
  const toId = async (over: object) => {
    made++;
    const { folder } = writeDemand({
      demand_id: `N${made}`,
      contact: { name: "C", email: `c${made}@ag.ks.gov` },
      ...over,
    });
    return JSON.parse((await at(desk, received, "receive", folder, "--json")).stdout)[0]
      .number as string;
  };
  const refused = async (...args: string[]) => {
    const run = await at(desk, decided, ...args);
    expect(run.status).toBe(1);
    return run.stderr;
  };

  it("to a requester who is not verified", async () => {
    const id = await toId({});
    await say("review", id, "--approve", "--by", "rev");
    expect(await refused("respond", id, "--by", "rev")).toContain("not verified");
    const foreign = await toId({ contact: { name: "C", email: "c@ag-ks.gov" } });
    await say("review", foreign, "--call-back", "called +1 785 296 2215", "--by", "rev");
    await say("review", foreign, "--approve", "--by", "rev");
    expect(await refused("respond", foreign, "--by", "rev")).toContain("not verified");
  });

  it("before it is approved, after it was withdrawn, or for a preservation letter", async () => {
    const id = await toId({});
    await say("review", id, "--call-back", "called +1 785 296 2215", "--by", "rev");
    expect(await refused("respond", id, "--by", "rev")).toContain("waiting for review");
    await say("review", id, "--withdraw", "settled", "--by", "b.jones");
    expect(await refused("respond", id, "--by", "rev")).toContain("withdrawn");
    expect(await refused("review", id, "--approve", "--by", "rev")).toContain("withdrawn");
    const kept = await toId({ type: "preservation" });
    await say("review", kept, "--call-back", "called +1 785 296 2215", "--by", "rev");
    await say("review", kept, "--approve", "--by", "rev");
    expect(await refused("respond", kept, "--by", "rev")).toContain("asks to keep records");
  });

  it("when what showed who asks does not hold any more", async () => {
    const key = keyPair();
    const add = await say("agency", "ks-ag", "--add-key", key.publicFile, "--by", "admin");
    const { folder } = writeDemand({ demand_id: "signed", contact: { name: "C", email: "c@elsewhere.com" } }, { key: key.privateKey }); // prettier-ignore
    const id = JSON.parse((await at(desk, received, "receive", folder, "--json")).stdout)[0].number;
    await say("review", id, "--approve", "--by", "rev");
    const keyId = /key ([0-9a-f]{16})\n$/.exec(add)![1]!;
    await say("agency", "ks-ag", "--revoke-key", keyId, "--by", "admin");
    expect(await refused("respond", id, "--by", "rev")).toContain("not verified");
    const old = await toId({});
    await say("review", old, "--call-back", "called 785-296-2215, Ms. Hill", "--by", "rev");
    await say("review", old, "--approve", "--by", "rev");
    const late = await at(desk, "2027-06-01T15:00:00Z", "respond", old, "--by", "rev");
    expect(late.stderr).toContain("not verified");
  });

  it("of called numbers that the approved scope does not name", async () => {
    const id = await toId({});
    await say("review", id, "--call-back", "called +1 785 296 2215", "--by", "rev");
    await say("review", id, "--approve", "--by", "rev");
    const mapping = join(temporaryFolder(), "mapping.csv");
    writeFileSync(mapping, "called_number,basis\n+14803039969,consent\n");
    expect(await refused("respond", id, "--by", "rev", "--mapping", mapping)).toContain(
      "the approved scope does not name this called number",
    );
  });

  it("on a call back to a number that is not the published one", async () => {
    const id = await toId({});
    expect(
      await refused("review", id, "--call-back", "+15555555555 said yes", "--by", "rev"),
    ).toContain("the call must go to the published number");
  });

  it("of a narrower scope without the agency's consent, nor of one that is wider", async () => {
    const id = await toId({});
    const file = join(temporaryFolder(), "narrow.json");
    const propose = (
      scope: object,
      window = { from: "2024-03-02", to: "2024-03-05", time_zone: "America/Chicago" },
    ) => {
      writeFileSync(file, JSON.stringify({ window, scope, records: ["calls"] }));
      return at(desk, decided, "review", id, "--narrow", file, "--by", "rev");
    };
    expect((await propose({ states: ["KS", "MO"] })).stderr).toContain(
      "MO is not among its states",
    );
    expect((await propose({ numbers: ["+12025550123"] })).stderr).toContain(
      "states are not limited any more",
    );
    expect(
      (
        await propose(
          { states: ["KS"] },
          { from: "2024-02-01", to: "2024-03-05", time_zone: "America/Chicago" },
        )
      ).stderr,
    ).toContain("reaches further");
    expect((await propose({ states: ["KS"] })).status).toBe(0);
    expect(await refused("review", id, "--approve", "--by", "rev")).toContain("has not consented");
    await say("review", id, "--consent", "B. Jones by mail of March 3", "--by", "rev");
    await say("review", id, "--approve", "--by", "rev");
    const status = JSON.parse(await say("status", id, "--json"));
    expect([status.state, status.scope.records]).toEqual(["scoped", ["calls"]]);
    // What is approved is what is produced: a proposal after it would change nothing.
    expect((await propose({ states: ["KS"] })).stderr).toContain("comes too late");
  });

  it("while a response is made for a demand that is withdrawn meanwhile", async () => {
    const id = await toId({});
    await say("review", id, "--call-back", "called +1 785 296 2215", "--by", "rev");
    await say("review", id, "--approve", "--by", "rev");
    const { produce } = await import("../../src/demands/package/produce.ts");
    const { Desk } = await import("../../src/demands/desk.ts");
    const { Workspace } = await import("../../src/workspace/workspace.ts");
    const { openPublished } = await import("../../src/pipeline/published.ts");
    const opened = Desk.open(desk);
    const published = await openPublished(
      await Workspace.open(desk, { command: "test", mode: "read" }),
    );
    const running = produce(opened, id, { by: "rev", published }, new Date(decided));
    await say("review", id, "--withdraw", "settled", "--by", "b.jones");
    await expect(running).rejects.toThrow("withdrawn");
    published.close();
    opened.close();
    const status = JSON.parse(await say("status", id, "--json"));
    expect(status.events.map((e: { kind: string }) => e.kind).slice(-2)).toEqual([
      "demand_withdrawn",
      "demand_production_stopped",
    ]);
    expect(readdirSync(join(desk, "demands", id)).filter((name) => name.includes(".zip"))).toEqual(
      [],
    );
  });

  it("before two reviewers approve, where the desk's settings ask for two", async () => {
    const file = join(desk, "docket.json");
    const settings = readFileSync(file, "utf8");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(settings), desk: { approvals: 2 } }));
    try {
      const id = await toId({});
      await say("review", id, "--approve", "--by", "rev1");
      for (const name of ["rev1", "REV1", "re v1", "rev1."])
        expect(await refused("review", id, "--approve", "--by", name)).toContain(
          "another reviewer must",
        );
      expect(JSON.parse(await say("status", id, "--json")).state).toBe("validated");
      await say("review", id, "--approve", "--by", "rev2");
      expect(JSON.parse(await say("status", id, "--json")).state).toBe("scoped");
    } finally {
      writeFileSync(file, settings);
    }
  });
});

it("leaves no work behind", () => {
  const left = everyFile(join(desk, "demands")).filter((file) => file.includes(".work"));
  expect(left).toEqual([]);
  expect(statSync(join(desk, "demands")).mode & 0o077).toBe(0);
});
