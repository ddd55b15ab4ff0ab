import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesFolder } from "../../src/demands/files.ts";
import { takeUpOrders } from "../../src/portal/serve.ts";
import type { Portal } from "../../src/portal/portal.ts";
import { portalApp } from "../../src/portal/server.ts";
import { preparedFolder } from "../workspaces.ts";
import { answers, codeAt, password, pdf, testPortal, visitor, Visitor } from "./portals.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await testPortal();
});
afterAll(() => portal.app.close());

/** Files a demand as a person of Kansas; returns its number. */
async function filed(over: Record<string, string | string[]> = {}): Promise<string> {
  const jones = await visitor(portal, "jones@ag.ks.gov");
  const sent = await jones.upload(
    "/demands/new",
    "/drafts",
    answers({ demand_id: `F${Math.random()}`, ...over }),
    { document: pdf() },
  );
  expect(sent.headers.location).toMatch(/^\/demands\/D-/);
  return sent.headers.location!.slice("/demands/".length);
}

describe("the portal", () => {
  it("takes a demand from an agency to an approval, each on their own pages", async () => {
    const number = await filed();
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const shown = await jones.get(`/demands/${number}`);
    expect(shown.body).toContain("waiting for review");
    expect((await jones.get(`/demands/${number}/receipt.json`)).json().number).toBe(number);
    const rev = await visitor(portal, "rev@desk.gov");
    const page = await rev.get(`/desk/${number}`);
    expect(page.body).toContain("Not verified");
    await rev.send(`/desk/${number}`, `/desk/${number}/call-back`, {
      text: "called +1 202 555 0100",
    });
    const approved = await rev.send(`/desk/${number}`, `/desk/${number}/approve`, {
      tier: "office",
    });
    expect(approved.statusCode).toBe(303);
    expect((await rev.get(`/desk/${number}`)).body).toContain("approved, not yet produced");
  });

  it("decides nothing on a page that is older than what somebody did, nor before consent, nor twice who asks", async () => {
    const number = await filed();
    const path = `/desk/${number}`;
    const [rev, other] = [
      await visitor(portal, "rev@desk.gov"),
      await visitor(portal, "rev2@desk.gov"),
    ];
    const seenOn = (body: string) => /name="seen" value="(\d+)"/.exec(body)![1]!;
    const before = seenOn((await rev.get(path)).body);
    const call = () => rev.send(path, `${path}/call-back`, { text: "called +1 202 555 0100" });
    // Another demand's call may have shown who asks already: the second one is refused in any case.
    await call();
    expect((await call()).statusCode).toBe(409);
    await rev.send(path, `${path}/emergency`, { text: "live" });
    const stale = await other.send(path, `${path}/object`, { text: "too wide", seen: before });
    expect([stale.statusCode, stale.body]).toEqual([
      409,
      expect.stringContaining("Somebody did something about this demand"),
    ]);
    const narrow = {
      from: "2024-03-01",
      to: "2024-03-10",
      records: ["calls"],
      states: "KS",
      text: "ten days",
    };
    expect((await rev.send(path, `${path}/narrow`, narrow)).statusCode).toBe(303);
    const page = (await rev.get(path)).body;
    expect(page).toContain("when the agency has consented");
    expect(page).not.toContain("Approve this scope");
    const jones = await visitor(portal, "jones@ag.ks.gov");
    expect((await jones.get("/demands")).body).toContain("your consent is needed");
    expect((await jones.get(`/demands/${number}`)).body).toContain("ten days");
    await jones.send(`/demands/${number}`, `/demands/${number}/consent`, {
      text: "agreed, A. Smith",
    });
    expect((await rev.get("/desk")).body).toContain("the agency wrote");
    await portal.jobs.settled();
    expect((await rev.get(path)).body).toContain("Approve this scope");
  });

  it("hands the certification that the custodian signed to the agency", async () => {
    const number = await filed();
    const rev = await visitor(portal, "rev@desk.gov");
    const path = `/desk/${number}`;
    await rev.send(path, `${path}/call-back`, { text: "called +1 202 555 0100" });
    await rev.send(path, `${path}/approve`, { tier: "office" });
    // As the job of a production records it.
    portal.desk.decide(portal.now(), () => [
      {
        kind: "demand_produced",
        body: {
          number,
          by: "docket",
          production: {
            no: 1,
            run: "r",
            file: "x.zip",
            sha256: "0".repeat(64),
            bytes: 1,
            rows: 1,
            withheld: 0,
            records: ["calls"],
            first_bates: null,
            last_bates: null,
            is_full: true,
            is_sealed: false,
          },
        },
      },
    ]);
    const certify = (bytes: string) =>
      rev.upload(
        path,
        `${path}/certify`,
        { text: "C. Custodian, today" },
        { document: { name: "c.pdf", bytes: Buffer.from(bytes) } },
      );
    expect((await certify("no pdf")).statusCode).toBe(400);
    expect((await certify("%PDF-1.7\n% signed\n%%EOF\n")).statusCode).toBe(303);
    const jones = await visitor(portal, "jones@ag.ks.gov");
    expect((await jones.get(`/demands/${number}`)).body).toContain(
      `/demands/${number}/certification`,
    );
    expect((await jones.get(`/demands/${number}/certification`)).body).toContain("% signed");
    const ortiz = await visitor(portal, "ortiz@ag.mo.gov");
    expect((await ortiz.get(`/demands/${number}/certification`)).statusCode).toBe(404);
  });

  it("makes a response that was ordered before it was stopped", async () => {
    const folder = preparedFolder();
    const first = await testPortal({ folder });
    const jones = await visitor(first, "jones@ag.ks.gov");
    const sent = await jones.upload("/demands/new", "/drafts", answers(), { document: pdf() });
    const number = sent.headers.location!.split("/").at(-1)!;
    const rev = await visitor(first, "rev@desk.gov");
    await rev.send(`/desk/${number}`, `/desk/${number}/call-back`, { text: "+1 202 555 0100" });
    await rev.send(`/desk/${number}`, `/desk/${number}/approve`, { tier: "office" });
    await rev.send(`/desk/${number}`, `/desk/${number}/produce`);
    // Stopped before its work was done, as by a loss of power.
    await first.app.close();
    const second = await portalApp({ folder, origin: "http://localhost:3100" });
    takeUpOrders(second);
    expect(second.jobs.state("produce", number)?.state).toMatch(/waiting|running/);
    await second.jobs.settled();
    // Nothing is analyzed in this workspace: it says so, on the record and to the reviewer.
    const { events } = second.desk.records.demands.get(number);
    expect(events.at(-1)).toMatchObject({
      kind: "demand_production_stopped",
      body: { text: expect.stringContaining("docket analyze") },
    });
    await second.app.close();
  });

  it("uses no link up for a look at its head", async () => {
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const answer = await portal.app.inject({
      method: "HEAD",
      url: "/downloads/x",
      headers: { cookie: `docket=${jones.cookies.get("docket")}` },
    });
    expect(answer.statusCode).toBe(404);
    expect(portal.app.hasRoute({ method: "HEAD", url: "/downloads/:token" })).toBe(false);
  });

  it("takes files only where a form has them, from who is signed in, and a measure of them a day", async () => {
    const stored = () => readdirSync(filesFolder(portal.desk.folder)).length;
    const stranger = new Visitor(portal);
    const before = stored();
    const refused = await stranger.upload("/sign-in", "/sign-in", { email: "x" }, { document: pdf("% stranger") }); // prettier-ignore
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining("takes no files")]); // prettier-ignore
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const elsewhere = await jones.upload("/account", "/account/tokens", { name: "x" }, { document: pdf("% elsewhere") }); // prettier-ignore
    expect(elsewhere.statusCode).toBe(400);
    expect(stored()).toBe(before);
    const hill = await visitor(portal, "hill@ag.ks.gov");
    const { id } = portal.store.accountOf("hill@ag.ks.gov")!;
    portal.store.noteUpload(id, portal.now(), 2 ** 31);
    const save = () => hill.upload("/demands/new", "/drafts", answers({ do: "save" }), { document: pdf("% much") }); // prettier-ignore
    expect((await save()).statusCode).toBe(303);
    const over = await save();
    expect([over.statusCode, over.body]).toEqual([429, expect.stringContaining("over 2 GiB of files today")]); // prettier-ignore
  });

  it("takes no object that a sender wrote for a file: not one of the workspace, nor another agency's", async () => {
    const token = portal.store.addToken(portal.store.accountOf("ortiz@ag.mo.gov")!.id, "t", portal.now(), "2099-01-01T00:00:00Z"); // prettier-ignore
    await filed();
    const theirs = portal.desk.records.demands.all().at(-1)!.files;
    const own = JSON.stringify({ ...portal.desk.records.demands.all().at(-1)!.demand, agency_id: "mo-ag", demand_id: "M1" }); // prettier-ignore
    const send = (payload: object) =>
      portal.app.inject({ method: "POST", url: "/api/v1/demands", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, payload }); // prettier-ignore
    for (const sha256 of ["../../keys/desk-signing.pem", theirs[1]!.sha256]) {
      const forged = { name: "x.pdf", sha256, bytes: 26 };
      expect((await send({ demand: forged, document: forged })).statusCode).toBe(400);
      // Without its document a demand is deficient: the forged one was not taken.
      const answer = (await send({ demand: own, document: forged })).json();
      expect(["deficient", "repeated"]).toContain(answer.outcome);
      expect(portal.desk.records.demands.get(answer.number).files.map((f) => f.name)).toEqual(["demand.json"]); // prettier-ignore
    }
    const ortiz = await visitor(portal, "ortiz@ag.mo.gov");
    const saved = await ortiz.ask("POST", "/drafts", {
      json: { ...answers({ do: "save" }), _csrf: await ortiz.csrf("/demands/new"), document: { name: "x.pdf", sha256: theirs[1]!.sha256, bytes: 26 } },
    }); // prettier-ignore
    const id = Number(/\/drafts\/(\d+)/.exec(saved.headers.location!)![1]);
    expect(portal.store.draft(id)!.document_sha256).toBe(null);
    const { storedFile } = await import("../../src/demands/files.ts");
    expect(() => storedFile(portal.desk.folder, "../../portal.sqlite")).toThrow("not a SHA-256");
  });

  it("removes uploads that nothing uses, after a day, and no other", async () => {
    const { removeUnusedFiles } = await import("../../src/demands/unused-files.ts");
    const own = await testPortal();
    const jones = await visitor(own, "jones@ag.ks.gov");
    const names = () => new Set(readdirSync(filesFolder(own.desk.folder)));
    const draft = (text: string, form = {}) =>
      jones.upload("/demands/new", "/drafts", answers({ do: "save", ...form }), { document: pdf(text) }); // prettier-ignore
    await draft("% sent", { do: "send" });
    const ofDemand = names();
    expect(ofDemand.size).toBe(2);
    await draft("% a draft");
    const removed = (await draft("% removed")).headers.location!.split("?")[0]!;
    await jones.send(removed, `${removed}/remove`);
    expect(names().size).toBe(4);
    const in_ = (hours: number) => new Date(own.now().getTime() + hours * 3_600_000);
    expect(removeUnusedFiles(own.desk, own.store.draftDocuments(), in_(23))).toBe(0);
    const seq = own.desk.records.place.seq;
    expect(removeUnusedFiles(own.desk, own.store.draftDocuments(), in_(25))).toBe(1);
    expect(own.desk.records.place.seq).toBe(seq);
    for (const name of ofDemand) expect(names()).toContain(name);
    expect(removeUnusedFiles(own.desk, new Set(), in_(25))).toBe(1);
    expect(names()).toEqual(ofDemand);
    // A draft whose document is gone says so, and sends nothing.
    const left = own.store.draftsOf("ks-ag")[0]!;
    const page = await jones.upload(`/drafts/${left.id}`, `/drafts/${left.id}`, answers());
    expect((await jones.get(page.headers.location!)).body).toContain("Attach it again");
    await own.app.close();
  });

  it("keeps nothing of an upload that is too large", async () => {
    const { keepFile, mostFileBytes } = await import("../../src/demands/files.ts");
    const { Readable } = await import("node:stream");
    const piece = Buffer.alloc(2 ** 20);
    const stream = Readable.from(
      (function* () {
        for (let i = 0; i <= mostFileBytes / 2 ** 20; i++) yield piece;
      })(),
    );
    await expect(keepFile(portal.desk.folder, "x.pdf", stream)).rejects.toThrow("over 200 MiB");
  });

  it("keeps a draft that is not complete, and says what is missing at each field", async () => {
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const sent = await jones.upload(
      "/demands/new",
      "/drafts",
      answers({ matter: "", return_by: "2020-01-01", states: [] }),
    );
    expect(sent.headers.location).toMatch(/^\/drafts\/\d+\?check=1$/);
    const page = await jones.get(sent.headers.location!);
    expect(page.statusCode).toBe(422);
    for (const said of [
      "The return date has passed",
      "Attach the signed demand",
      "The scope names nothing",
      'id="matter-fault"',
    ])
      expect(page.body).toContain(said);
    const ortiz = await visitor(portal, "ortiz@ag.mo.gov");
    expect((await ortiz.get(sent.headers.location!)).statusCode).toBe(404);
  });

  it("says before sending that an id is unknown or a number was used, and loses nothing that two people write", async () => {
    const own = await testPortal();
    own.held.read = () =>
      Promise.resolve({
        campaigns: new Map([
          ["c1", { campaign_id: "c1", label: "Vehicle warranty, press 1", category: "warranty", first_day: "2024-03-02", last_day: "2024-03-09", calls: 12, states: ["KS"], callbacks: [] }],
        ]),
        providers: new Map([["P1", { provider_id: "P1", name: "Alpha Voice", frn: "0000000001" }]]),
        covers: { from: "2024-03-01 00:00:00", to: "2024-03-31 00:00:00" },
      }); // prettier-ignore
    const jones = await visitor(own, "jones@ag.ks.gov");
    expect((await jones.get("/find?q=warranty")).body).toContain(
      'href="/demands/new?campaign_ids=c1"',
    );
    const fresh = (await jones.get("/demands/new?campaign_ids=c1")).body;
    for (const value of ["c1", "2024-03-02", "2024-03-09"])
      expect(fresh).toContain(`value="${value}"`);
    expect(fresh).toContain("Vehicle warranty, press 1");
    const file = (form: Record<string, string | string[]>) =>
      jones.upload("/demands/new", "/drafts", answers({ states: [], ...form }), {
        document: pdf(),
      });
    const wrong = await jones.get(
      (await file({ campaign_ids: "Vehicle warranty", provider_ids: "Verizon" })).headers.location!,
    );
    expect(wrong.body).toContain("“Vehicle”, “warranty”: no campaign here has this id");
    expect(wrong.body).toContain("“Verizon”: no provider here has this id");
    // A window outside of what is held is told, and can be sent all the same.
    const saved = await file({
      campaign_ids: "c1",
      from: "2026-02-01",
      to: "2026-02-10",
      do: "save",
    });
    const draft = saved.headers.location!.split("?")[0]!;
    expect((await jones.get(saved.headers.location!)).body).toContain(
      "The draft is saved. It was not sent.",
    );
    const summary = (await jones.get(`${draft}/check`)).body;
    expect(summary).toContain("The window lies outside: nothing of it is held.");
    expect(summary).toContain(
      "c1: Vehicle warranty, press 1; 2024-03-02 to 2024-03-09; 12 calls in records",
    );
    await jones.send(draft, `${draft}/add`, { provider_ids: "P1" });
    expect((await jones.get(draft)).body).toContain('value="P1" id="provider_ids"');
    // The summary that was seen is not the one that would be sent now.
    const before = /name="changed_at" value="([^"]+)"/.exec(summary)![1]!;
    expect((await jones.send(draft, `${draft}/send`, { changed_at: before })).statusCode).toBe(409);
    const apart = await jones.upload(
      draft,
      draft,
      answers({ changed_at: before, matter: "Mine", do: "save" }),
    );
    expect(apart.headers.location).toMatch(/said=apart/);
    expect(apart.headers.location).not.toContain(draft);
    expect((await jones.get(apart.headers.location!)).body).toContain('value="Mine"');
    expect((await jones.sendDraft(`${draft}/check`)).headers.location).toMatch(/^\/demands\/D-/);
    const twice = await jones.get((await file({ campaign_ids: "c1" })).headers.location!);
    expect(twice.body).toMatch(/Your office has sent D-\d+-\d+ under this number/);
    await own.app.close();
  });

  it("makes a draft of a demand that must be put right, which can be sent when the other is withdrawn", async () => {
    const own = await testPortal();
    const jones = await visitor(own, "jones@ag.ks.gov");
    const token = own.store.addToken(
      own.store.accountOf("jones@ag.ks.gov")!.id,
      "t",
      own.now(),
      "2099-01-01T00:00:00Z",
    );
    const sent = await jones.upload("/demands/new", "/drafts", answers(), { document: pdf() });
    const first = sent.headers.location!.split("/").at(-1)!;
    const { demand } = own.desk.records.demands.get(first);
    const post = () =>
      own.app.inject({
        method: "POST",
        url: "/api/v1/demands",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        payload: { demand: JSON.stringify({ ...demand, matter: "Another" }) },
      });
    const other = (await post()).json();
    expect(other.outcome).toBe("deficient");
    const page = (await jones.get(`/demands/${other.number}`)).body;
    expect(page).toContain("Your office has sent another demand under this number");
    const corrected = await jones.send(
      `/demands/${other.number}`,
      `/demands/${other.number}/correct`,
    );
    const draft = await jones.get(corrected.headers.location!);
    expect(draft.body).toContain('value="Another"');
    expect(draft.body).toContain(`Your office has sent ${first} under this number`);
    expect((await post()).json().outcome).toBe("repeated");
    await jones.send(`/demands/${first}`, `/demands/${first}/withdraw`, { text: "wrong" });
    // The same bytes do now what they could not do before.
    const again = (await post()).json();
    expect([
      again.number,
      own.desk.records.demands.get(other.number).problems.map((p) => p.code),
    ]).toEqual([other.number, expect.not.arrayContaining(["duplicate_id"])]);
    await own.app.close();
  });

  it("reads telephone numbers as people write them", async () => {
    const number = await filed({
      numbers: "(202) 555-0123\n1-202-555-0124; +442071838750",
      states: [],
    });
    const entry = portal.desk.records.demands.get(number);
    expect(entry.demand!.scope.numbers).toEqual(["+12025550123", "+12025550124", "+442071838750"]);
  });

  it("shows an agency nothing of another's, and answers as if it were not there", async () => {
    const number = await filed();
    const ortiz = await visitor(portal, "ortiz@ag.mo.gov");
    expect((await ortiz.get(`/demands/${number}`)).statusCode).toBe(404);
    expect((await ortiz.get("/demands")).body).not.toContain(number);
    const missing = await ortiz.get("/demands/D-2026-999999");
    expect((await ortiz.get(`/demands/${number}`)).body.replaceAll(/value="[^"]+"/g, "")).toBe(
      missing.body.replaceAll(/value="[^"]+"/g, ""),
    );
  });

  it("prints what others wrote as text, wherever it stands", async () => {
    const evil = `<script>alert(1)</script>"'\${x}{{y}}`;
    const number = await filed({ matter: evil, signatory_name: evil, confidentiality: evil });
    const jones = await visitor(portal, "jones@ag.ks.gov");
    await jones.send(`/demands/${number}`, `/demands/${number}/messages`, { text: evil });
    const rev = await visitor(portal, "rev@desk.gov");
    for (const page of [
      await rev.get(`/desk/${number}`),
      await rev.get("/desk"),
      await jones.get(`/demands/${number}`),
      await jones.get("/demands"),
    ]) {
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain("<script>alert");
    }
  });
});

describe("signing in", () => {
  it("needs password and code, locks after five failures, and takes no code twice", async () => {
    const v = new Visitor(portal);
    const email = "boss@ag.mo.gov";
    for (let i = 0; i < 5; i++)
      expect((await v.send("/sign-in", "/sign-in", { email, password: "wrong" })).statusCode).toBe(
        401,
      );
    expect((await v.send("/sign-in", "/sign-in", { email, password })).statusCode).toBe(401);
    portal.store.noteFailure(portal.store.accountOf(email)!.id, 0, null);
    expect((await v.send("/sign-in", "/sign-in", { email, password })).statusCode).toBe(303);
    expect((await v.get("/demands")).headers.location).toBe("/sign-in");
    const code = codeAt(portal.now());
    expect((await v.send("/sign-in/code", "/sign-in/code", { code })).statusCode).toBe(303);
    expect((await v.get("/demands")).statusCode).toBe(200);
    const other = new Visitor(portal);
    await other.send("/sign-in", "/sign-in", { email, password });
    expect((await other.send("/sign-in/code", "/sign-in/code", { code })).statusCode).toBe(401);
  });

  it("gives a new session: one that was planted before is worth nothing", async () => {
    const v = new Visitor(portal);
    v.cookies.set("docket", "planted");
    await v.signIn("jones@ag.ks.gov");
    expect(v.cookies.get("docket")).not.toBe("planted");
    const before = v.cookies.get("docket")!;
    await v.send("/account", "/sign-out");
    v.cookies.set("docket", before);
    expect((await v.get("/demands")).headers.location).toBe("/sign-in");
  });

  it("ends after an hour without a request, and after ten in any case", async () => {
    let at = new Date("2026-03-02T15:00:00Z");
    const own = await testPortal({ now: () => at });
    const idle = await visitor(own, "jones@ag.ks.gov");
    at = new Date(at.getTime() + 61 * 60_000);
    expect((await idle.get("/demands")).statusCode).toBe(303);
    const busy = await visitor(own, "jones@ag.ks.gov");
    for (let i = 0; i < 12; i++) {
      at = new Date(at.getTime() + 50 * 60_000);
      expect((await busy.get("/demands")).statusCode).toBe(200);
    }
    at = new Date(at.getTime() + 10 * 60_000);
    expect((await busy.get("/demands")).statusCode).toBe(303);
    await own.app.close();
  });

  it("with another password needs the one before, and ends the account's other sessions", async () => {
    const own = await testPortal();
    const [here, there] = [
      await visitor(own, "jones@ag.ks.gov"),
      await visitor(own, "jones@ag.ks.gov"),
    ];
    const change = (form: Record<string, string>) =>
      here.send("/account", "/account/password", form);
    const wrong = await change({
      current: "not this one at all",
      password: "a new and longer sentence",
    });
    expect([wrong.statusCode, wrong.body]).toEqual([
      400,
      expect.stringContaining("The password is wrong"),
    ]);
    const weak = await change({ current: password, password: "short" });
    expect(weak.body).toContain("14 characters");
    expect((await there.get("/demands")).statusCode).toBe(200);
    expect(
      (await change({ current: password, password: "a new and longer sentence" })).statusCode,
    ).toBe(303);
    expect((await here.get("/demands")).statusCode).toBe(200);
    expect((await there.get("/demands")).headers.location).toBe("/sign-in");
    const again = new Visitor(own);
    const form = { email: "jones@ag.ks.gov", password };
    expect((await again.send("/sign-in", "/sign-in", form)).statusCode).toBe(401);
    const fresh = { ...form, password: "a new and longer sentence" };
    expect((await again.send("/sign-in", "/sign-in", fresh)).headers.location).toBe(
      "/sign-in/code",
    );
    await own.app.close();
  });

  it("by invitation works once", async () => {
    const { inviteLink } = await import("../../src/portal/people.ts");
    const account = portal.store.addAccount({
      email: "new@ag.ks.gov",
      name: "New",
      role: "agency_user",
      agency_id: "ks-ag",
    });
    const link = new URL(inviteLink(portal, account)).pathname;
    const v = new Visitor(portal);
    const { body } = await v.get(link);
    const key = /name="secret" value="([A-Z2-7]+)"/.exec(body)![1]!;
    const { TOTP, Secret } = await import("otpauth");
    const code = new TOTP({ secret: Secret.fromBase32(key) }).generate({
      timestamp: portal.now().getTime(),
    });
    expect((await v.send(link, link, { secret: key, password: "short", code })).body).toContain(
      "14 characters",
    );
    expect(
      (
        await v.send(link, link, {
          secret: key,
          password: "a long enough sentence",
          code: "000000",
        })
      ).body,
    ).toContain("do not fit");
    expect(
      (await v.send(link, link, { secret: key, password: "a long enough sentence", code })).headers
        .location,
    ).toBe("/sign-in?made=password");
    expect((await v.get(link)).statusCode).toBe(404);
  });
});

describe("a form", () => {
  it("without its token, with another session's, or from another site does nothing", async () => {
    const number = await filed();
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const hill = await visitor(portal, "hill@ag.ks.gov");
    const events = () => portal.desk.records.demands.get(number).events.length;
    const before = events();
    const action = `/demands/${number}/messages`;
    expect((await jones.ask("POST", action, { form: { text: "x" } })).statusCode).toBe(403);
    const foreign = await hill.csrf(`/demands/${number}`);
    expect(
      (await jones.ask("POST", action, { form: { text: "x", _csrf: foreign } })).statusCode,
    ).toBe(403);
    const own = await jones.csrf(`/demands/${number}`);
    expect(
      (
        await jones.ask("POST", action, {
          form: { text: "x", _csrf: own },
          headers: { origin: "https://evil.example" },
        })
      ).statusCode,
    ).toBe(400);
    expect(events()).toBe(before);
    expect((await jones.ask("POST", action, { form: { text: "x", _csrf: own } })).statusCode).toBe(
      303,
    );
    expect(events()).toBe(before + 1);
  });
});

describe("programs", () => {
  it("send, list, withdraw and read with a token, which can be revoked", async () => {
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const page = await jones.send("/account", "/account/tokens", { name: "case system" });
    const token = /docket_[\w-]{43}/.exec(page.body)![0];
    const api = new Visitor(portal);
    const headers = { authorization: `Bearer ${token}` };
    const { demandObject } = await import("../demands/desks.ts");
    const { createHash } = await import("node:crypto");
    const document = pdf("api");
    const object = {
      ...demandObject({ demand_id: "API-1", return_by: "2099-01-01" }),
      document_sha256: createHash("sha256").update(document.bytes).digest("hex"),
    };
    const boundary = "b";
    const payload = Buffer.concat([
      Buffer.from(
        `--b\r\ncontent-disposition: form-data; name="demand"\r\n\r\n${JSON.stringify(object)}\r\n--b\r\ncontent-disposition: form-data; name="document"; filename="d.pdf"\r\n\r\n`,
      ),
      document.bytes,
      Buffer.from("\r\n--b--\r\n"),
    ]);
    const multipart = { "content-type": `multipart/form-data; boundary=${boundary}` };
    const sent = await api.ask("POST", "/api/v1/demands", {
      payload,
      headers: { ...headers, ...multipart },
    });
    expect([sent.statusCode, sent.json().outcome]).toEqual([201, "accepted"]);
    const { number } = sent.json();
    expect(
      (
        await api.ask("POST", "/api/v1/demands", { payload, headers: { ...headers, ...multipart } })
      ).json(),
    ).toMatchObject({ number, outcome: "repeated" });
    expect(
      (await api.ask("GET", "/api/v1/demands", { headers })).json().demands.at(-1).number,
    ).toBe(number);
    expect(
      (
        await api.ask("POST", `/api/v1/demands/${number}/withdraw`, {
          json: { text: "settled" },
          headers,
        })
      ).json().state,
    ).toBe("withdrawn");
    expect((await api.ask("GET", `/api/v1/demands/${number}`, { headers })).json().state).toBe(
      "withdrawn",
    );
    for (const bad of ["", "Bearer x", `Bearer ${token}x`, `Basic ${token}`])
      expect(
        (await api.ask("GET", "/api/v1/demands", { headers: { authorization: bad } })).statusCode,
      ).toBe(401);
    // A token signs no browser in.
    expect((await api.ask("GET", "/demands", { headers })).headers.location).toBe("/sign-in");
    const id = portal.store.tokensOf(portal.store.accountOf("jones@ag.ks.gov")!.id).at(-1)!.id;
    await jones.send("/account", `/account/tokens/${id}/revoke`);
    expect((await api.ask("GET", "/api/v1/demands", { headers })).statusCode).toBe(401);
  });
});
