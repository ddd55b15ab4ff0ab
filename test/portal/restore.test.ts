import {
  copyFileSync,
  existsSync,
  readFileSync,
  symlinkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inviteLink } from "../../src/portal/people.ts";
import { matchRecords, refuseDemo, refuseMissingScanner } from "../../src/portal/serve.ts";
import { rotateSigningKey } from "../../src/workspace/signing-key.ts";
import { at, newDesk, received, writeDemand } from "../demands/desks.ts";
import { docketHere, temporaryFolder } from "../workspaces.ts";
import { testPortal, visitor } from "./portals.ts";

const receive = async (desk: string, demand_id: string) => {
  const { folder } = writeDemand({ demand_id });
  return at(desk, received, "receive", folder, "--json");
};
const status = (desk: string) => docketHere("-w", desk, "status");

/** Takes the records away, or puts those of another time in their place. */
function keepRecords(desk: string): () => void {
  const aside = temporaryFolder();
  const names = () => readdirSync(desk).filter((name) => name.startsWith("records.sqlite"));
  for (const name of names()) copyFileSync(join(desk, name), join(aside, name));
  return () => {
    for (const name of names()) rmSync(join(desk, name));
    for (const name of readdirSync(aside)) copyFileSync(join(aside, name), join(desk, name));
  };
}

describe("a desk whose records are lost or were restored", () => {
  it("does not begin anew as if there had been none", async () => {
    const desk = await newDesk();
    await receive(desk, "A");
    expect((await status(desk)).status).toBe(0);
    for (const name of readdirSync(desk).filter((n) => n.startsWith("records.sqlite")))
      rmSync(join(desk, name));
    const told = await status(desk);
    expect([told.status, told.stderr]).toEqual([
      1,
      expect.stringContaining("the records are lost"),
    ]);
    const refused = await receive(desk, "B");
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("demands/D-2026-000001 is here")]); // prettier-ignore
  });

  it("gives no number twice, and says which numbers and files the records do not know", async () => {
    const desk = await newDesk();
    await receive(desk, "A");
    const restore = keepRecords(desk);
    await receive(desk, "B");
    restore();
    const told = await status(desk);
    expect([told.status, told.stderr]).toEqual([
      1,
      expect.stringContaining("demands/D-2026-000002: no demand on record has this number"),
    ]);
    expect(JSON.parse((await receive(desk, "C")).stdout)[0].number).toBe("D-2026-000003");
    const files = join(desk, "demands", "files");
    rmSync(join(files, readdirSync(files)[0]!));
    expect((await status(desk)).stderr).toMatch(/demands\/files\/[0-9a-f]{64} .*is missing/);
    mkdirSync(join(desk, "demands", "D-2026-000001"), { recursive: true });
    writeFileSync(join(desk, "demands", "D-2026-000001", "x.zip"), "x");
    expect((await status(desk)).stderr).toContain("is a response that no record knows");
  });

  it("is checked against its own keys, and shows the newest hash to be kept elsewhere", async () => {
    const desk = await newDesk();
    await at(desk, "2026-03-05T15:00:00Z", "agency", "mo-ag", "--name", "M", "--domain", "ago.mo.gov", "--by", "a"); // prettier-ignore
    expect((await status(desk)).stdout).toMatch(/chain verified, newest [0-9a-f]{64}/);
    rotateSigningKey(desk);
    expect((await status(desk)).status).toBe(0);
    const keys = join(desk, "keys");
    const retired = readdirSync(keys).find((name) => /^desk-signing-.*\.pub\.pem$/.test(name))!;
    rmSync(join(keys, retired));
    const told = await status(desk);
    expect([told.status, told.stderr]).toEqual([1, expect.stringContaining("which is not in keys/")]); // prettier-ignore
  });
});

describe("a backup", () => {
  it("made while others write is put back whole, is read by its owner alone, and never overwrites", async () => {
    const desk = await newDesk();
    await receive(desk, "A");
    writeFileSync(join(desk, "docket.json"), "{}");
    const target = join(temporaryFolder(), "backups");
    const backup = (...more: string[]) => docketHere("-w", desk, "--run-date", "2026-03-04T00:00:00Z", "backup", target, ...more); // prettier-ignore
    const [made] = await Promise.all([backup("--keys", "--lake"), receive(desk, "B")]);
    expect([made.status, made.stdout]).toEqual([0, expect.stringContaining("chain verified")]);
    const folder = join(target, readdirSync(target)[0]!);
    expect(readdirSync(target)).toEqual(["docket-2026-03-04T000000Z"]);
    expect((await backup()).stderr).toContain("is there already");
    for (const name of ["records.sqlite", "demands", "keys", "SHA256SUMS"])
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    const refused = await docketHere("-w", desk, "restore", folder);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("move them away first")]); // prettier-ignore
    const fresh = join(temporaryFolder(), "w");
    const restored = await docketHere("-w", fresh, "restore", folder);
    expect([restored.status, restored.stderr]).toEqual([0, ""]);
    const told = await status(fresh);
    expect([told.status, told.stdout]).toEqual([0, expect.stringContaining("chain verified")]);
    expect((await at(fresh, received, "status", "D-2026-000001")).stdout).toContain("ks-ag");
    expect(JSON.parse((await receive(fresh, "C")).stdout)[0].number).toMatch(/D-2026-00000[23]/);
    // Nothing that the backup does not list is put anywhere, and no link is followed.
    const sums = readFileSync(join(folder, "SHA256SUMS"), "utf8");
    const tries: Record<string, () => void> = {
      "was added": () => writeFileSync(join(folder, "demands", "more"), "x"),
      "is no plain file": () => symlinkSync("/etc", join(folder, "demands", "more")),
      "it was cut": () => writeFileSync(join(folder, "SHA256SUMS"), sums.split("\n")[0]! + "\n"),
      "line that no backup has": () => writeFileSync(join(folder, "SHA256SUMS"), `${sums}${"0".repeat(64)}  demands/../../x\n`),
    }; // prettier-ignore
    for (const [said, change] of Object.entries(tries)) {
      change();
      const place = join(temporaryFolder(), "x");
      const told = await docketHere("-w", place, "restore", folder);
      expect([told.status, told.stderr], said).toEqual([1, expect.stringContaining(said)]);
      expect(existsSync(place)).toBe(false);
      rmSync(join(folder, "demands", "more"), { force: true });
      writeFileSync(join(folder, "SHA256SUMS"), sums);
    }
    // Lost records make no backup that could take the place of a good one.
    rmSync(join(desk, "records.sqlite"));
    const lost = await docketHere("-w", desk, "backup", target);
    expect([lost.status, readdirSync(target).length]).toEqual([1, 1]);
    // A byte of the backup that changed on the shelf is found before anything is put back.
    writeFileSync(join(folder, "docket.json"), "{ }");
    const broken = await docketHere("-w", join(temporaryFolder(), "x"), "restore", folder);
    expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining("was changed since the backup")]); // prettier-ignore
  });
});

describe("a portal", () => {
  it("signs nothing with a key that was put aside while it runs", async () => {
    const portal = await testPortal();
    const before = portal.desk.key.key_id;
    const { fresh } = rotateSigningKey(portal.desk.folder);
    expect(portal.desk.key.key_id).toBe(fresh.key_id);
    const v = await visitor(portal, "jones@ag.ks.gov");
    const { body } = await v.get("/key");
    for (const shown of [fresh.key_id, `Former key ${before}`]) expect(body).toContain(shown);
    await portal.app.close();
  });

  it("whose own file was restored is brought in line with the records, and never the other way", async () => {
    const portal = await testPortal();
    const { store, note } = portal;
    const jones = store.accountOf("jones@ag.ks.gov")!;
    note("portal_link_made", { account: jones.email, by: "docket" });
    const link = new URL(inviteLink(portal, jones)).pathname;
    const anybody = await visitor(portal, "hill@ag.ks.gov");
    expect((await anybody.get(link)).statusCode).toBe(200);
    // In the records: the link was used, a passkey was removed, the account was disabled. In the file, as of before: none.
    note("portal_account_opened", { account: jones.email, how: "password and code" });
    store.addPasskey({ credential_id: "gone", account_id: jones.id, public_key: new Uint8Array([1]), counter: 0, transports: "[]", made_at: "2026-01-01T00:00:00Z" }); // prettier-ignore
    note("portal_passkey_removed", { account: jones.email, credential_id: "gone" });
    note("portal_account_disabled", { account: jones.email, by: "docket" });
    const ortiz = store.accountOf("ortiz@ag.mo.gov")!;
    store.setDisabled(ortiz.id, true);
    expect(matchRecords(portal)).toEqual([
      "jones@ag.ks.gov: disabled again, as the records say",
      "jones@ag.ks.gov: a passkey that was removed is removed again",
      "jones@ag.ks.gov: a link that was used is void again",
    ]);
    expect((await anybody.get(link)).statusCode).toBe(404);
    expect(store.accountOf("ortiz@ag.mo.gov")!.is_disabled).toBe(1);
    expect(matchRecords(portal)).toEqual([]);
    await portal.app.close();
  });

  it("makes no people of the demonstration beside real ones, and starts with no scanner that cannot run", async () => {
    const portal = await testPortal();
    expect(() => refuseDemo(portal)).toThrow("is a real desk");
    writeFileSync(join(portal.desk.folder, "docket.json"), JSON.stringify({ desk: { scanner: ["no-such-scanner"] } })); // prettier-ignore
    const { Desk } = await import("../../src/demands/desk.ts");
    const desk = Desk.open(portal.desk.folder);
    expect(() => refuseMissingScanner({ desk })).toThrow("no-such-scanner");
    desk.close();
    expect(existsSync(join(portal.desk.folder, "records.sqlite"))).toBe(true);
    await portal.app.close();
  });
});
