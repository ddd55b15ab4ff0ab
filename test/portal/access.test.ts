import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../src/portal/portal.ts";
import { answers, pdf, people, testPortal, visitor, Visitor } from "./portals.ts";

// Who may reach what. Written down here by hand, not read from the routes: a route that is missing here fails the test.
const A = "agency_user";
const S = "agency_supervisor";
const R = "reviewer";
const K = "administrator";
const all = [A, S, R, K];
/** Route, roles, and whether it is about a demand or draft that another agency must not reach. */
const matrix: Record<string, { roles: string[] | "anybody"; own?: boolean }> = {
  "GET /": { roles: "anybody" },
  "GET /health": { roles: "anybody" },
  "GET /key": { roles: "anybody" },
  "GET /key.pem": { roles: "anybody" },
  "GET /verify.html": { roles: "anybody" },
  "GET /verify.mjs": { roles: "anybody" },
  "GET /assets/portal.css": { roles: "anybody" },
  "GET /assets/passkeys.js": { roles: "anybody" },
  "GET /assets/public-sans.woff2": { roles: "anybody" },
  "GET /assets/source-serif.woff2": { roles: "anybody" },
  "GET /sign-in": { roles: "anybody" },
  "POST /sign-in": { roles: "anybody" },
  "GET /sign-in/code": { roles: "anybody" },
  "POST /sign-in/code": { roles: "anybody" },
  "POST /sign-in/passkey": { roles: "anybody" },
  "POST /sign-in/passkey/options": { roles: "anybody" },
  "POST /sign-out": { roles: "anybody" },
  "GET /invitation/:token": { roles: "anybody" },
  "POST /invitation/:token": { roles: "anybody" },
  "POST /passkeys": { roles: "anybody" },
  "POST /passkeys/options": { roles: "anybody" },
  "GET /account": { roles: all },
  "POST /account/password": { roles: all },
  "POST /account/passkeys/:id/remove": { roles: all, own: true },
  "POST /account/tokens": { roles: [A, S] },
  "POST /account/tokens/:id/revoke": { roles: [A, S], own: true },
  "GET /demands": { roles: [A, S] },
  "GET /demands/new": { roles: [A, S] },
  "GET /find": { roles: [A, S] },
  "POST /demands/:number/correct": { roles: [A, S], own: true },
  "GET /demands/:number/document": { roles: [A, S], own: true },
  "GET /demands/:number": { roles: [A, S], own: true },
  "GET /demands/:number/receipt.json": { roles: [A, S], own: true },
  "GET /demands/:number/receipt.json.sig": { roles: [A, S], own: true },
  "POST /demands/:number/consent": { roles: [A, S], own: true },
  "POST /demands/:number/messages": { roles: [A, S], own: true },
  "POST /demands/:number/withdraw": { roles: [A, S], own: true },
  "POST /demands/:number/links/:no/:form": { roles: [A, S], own: true },
  "GET /downloads/:token": { roles: [A, S], own: true },
  "POST /drafts": { roles: [A, S] },
  "GET /drafts/:id": { roles: [A, S], own: true },
  "POST /drafts/:id": { roles: [A, S], own: true },
  "POST /drafts/:id/remove": { roles: [A, S], own: true },
  "POST /drafts/:id/add": { roles: [A, S], own: true },
  "GET /drafts/:id/check": { roles: [A, S], own: true },
  "POST /drafts/:id/send": { roles: [A, S], own: true },
  "GET /desk": { roles: [R] },
  "GET /desk/find": { roles: [R] },
  "GET /desk/:number": { roles: [R] },
  "GET /demands/:number/certification": { roles: [A, S], own: true },
  "GET /desk/:number/certification": { roles: [R] },
  "GET /desk/:number/document": { roles: [R] },
  "POST /desk/:number/:action": { roles: [R] },
  "GET /people": { roles: [S, K] },
  "POST /people": { roles: [S, K] },
  "POST /people/:id/invite": { roles: [S, K], own: true },
  "POST /people/:id/disable": { roles: [S, K], own: true },
  "POST /people/:id/enable": { roles: [S, K], own: true },
  "GET /agencies": { roles: [K] },
  "POST /agencies": { roles: [K] },
  "GET /log": { roles: [K] },
  "GET /mails": { roles: [K] },
  "GET /api/openapi.json": { roles: "anybody" },
  "GET /api/v1/demands": { roles: [A, S] },
  "POST /api/v1/demands": { roles: [A, S] },
  "GET /api/v1/demands/:number": { roles: [A, S], own: true },
  "POST /api/v1/demands/:number/messages": { roles: [A, S], own: true },
  "POST /api/v1/demands/:number/withdraw": { roles: [A, S], own: true },
  "POST /api/v1/demands/:number/consent": { roles: [A, S], own: true },
  "GET /api/v1/demands/:number/responses/:no/:form": { roles: [A, S], own: true },
};

let portal: Portal;
let number = "";
let draft = "";
const tokens = new Map<string, string>();
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
  portal = await testPortal();
  for (const [email] of people) {
    const v = await visitor(portal, email);
    visitors.set(email, v);
    const account = portal.store.accountOf(email)!;
    // Also of roles that could make none for themselves.
    tokens.set(email, portal.store.addToken(account.id, "t", portal.now(), "2099-01-01T00:00:00Z"));
  }
  portal.store.addPasskey({
    credential_id: "of-jones",
    account_id: portal.store.accountOf("jones@ag.ks.gov")!.id,
    public_key: new Uint8Array([1]),
    counter: 0,
    transports: "[]",
    made_at: portal.now().toISOString(),
  });
  const jones = visitors.get("jones@ag.ks.gov")!;
  const sent = await jones.upload("/demands/new", "/drafts", answers(), { document: pdf() });
  number = sent.headers.location!.split("/").at(-1)!;
  const saved = await jones.upload("/demands/new", "/drafts", answers({ do: "save" }));
  draft = saved.headers.location!.split("/").at(-1)!;
});
afterAll(() => portal.app.close());

/** Every route that the application has, as Fastify prints them. */
function routes(): string[] {
  const found: string[] = [];
  const path: string[] = [];
  for (const line of portal.app.printRoutes({ commonPrefix: false }).split("\n")) {
    const [, indent, name, methods] =
      /^((?:[│ ] {3})*)[├└]── (\S*) \(([A-Z, ]+)\)/.exec(line) ?? [];
    const [, only, part] = /^((?:[│ ] {3})*)[├└]── (\S+)$/.exec(line) ?? [];
    const depth = (indent ?? only ?? "").length / 4;
    path.length = depth;
    path.push(name ?? part ?? "");
    for (const method of (methods ?? "").split(", ").filter((m) => m && m !== "HEAD"))
      found.push(`${method} ${path.join("") || "/"}`);
  }
  return found;
}

const address = (route: string): string =>
  route
    .split(" ")[1]!
    .replace(":number", number)
    .replace("/drafts/:id", `/drafts/${draft}`)
    .replace("/people/:id", `/people/${portal.store.accountOf("jones@ag.ks.gov")!.id}`)
    .replace(
      "/tokens/:id",
      `/tokens/${portal.store.tokensOf(portal.store.accountOf("jones@ag.ks.gov")!.id)[0]!.id}`,
    )
    .replace("/passkeys/:id", "/passkeys/of-jones")
    .replace(":token", "none")
    .replace(":action", "message")
    .replace(":no", "1")
    .replace(":form", "zip");

/** Asks a route as an account; false where it is refused for who asks. */
async function reaches(route: string, email: string | null): Promise<number> {
  const [method] = route.split(" ") as ["GET" | "POST"];
  const isApi = route.includes("/api/");
  const v = isApi || email === null ? new Visitor(portal) : visitors.get(email)!;
  const headers =
    isApi && email !== null ? { authorization: `Bearer ${tokens.get(email)!}` } : undefined;
  const answer = await v.ask(method, address(route), {
    headers,
    ...(method === "POST" && { form: { text: "x" } }),
  });
  if (answer.statusCode === 303 && answer.headers.location === "/sign-in") return 401;
  return answer.statusCode;
}

describe("every route", () => {
  it("is in the matrix", () => {
    expect(routes().sort()).toEqual(Object.keys(matrix).sort());
  });

  it("is closed to roles that have no business there, and to nobody who is signed in", async () => {
    const events = () => portal.desk.records.place.seq;
    const before = events();
    for (const [route, { roles }] of Object.entries(matrix)) {
      if (roles === "anybody") continue;
      expect(await reaches(route, null), `${route} by nobody`).toBe(401);
      for (const [email, role] of people)
        if (!roles.includes(role))
          expect(await reaches(route, email), `${route} by ${role}`).toBe(404);
    }
    expect(events()).toBe(before);
  });

  it("about a demand, draft, person or token is closed to another agency, as if there were none", async () => {
    for (const [route, { own }] of Object.entries(matrix)) {
      if (!own || route.includes("/downloads/")) continue;
      const isPost = route.startsWith("POST") && !route.includes("/api/");
      for (const email of ["ortiz@ag.mo.gov", "boss@ag.mo.gov"]) {
        if (!matrix[route]!.roles.includes(portal.store.accountOf(email)!.role)) continue;
        const v = visitors.get(email)!;
        const status = isPost
          ? (await v.send("/account", address(route), { text: "x", name: "x" })).statusCode
          : await reaches(route, email);
        expect(status, `${route} by ${email}`).toBe(404);
      }
    }
    expect(portal.desk.records.demands.get(number).state).toBe("validated");
    expect(portal.store.passkey("of-jones")).toBeDefined();
  });

  it("is open to those who have business there", async () => {
    for (const [route, { roles }] of Object.entries(matrix)) {
      if (
        !route.startsWith("GET") ||
        roles === "anybody" ||
        /:token|:no\/|\/desk\/find|certification/.test(route)
      )
        continue;
      for (const [email, role] of people.filter(([mail]) => !mail.endsWith(".mo.gov")))
        if (roles.includes(role))
          expect(await reaches(route, email), `${route} by ${role}`).toBe(200);
    }
  });
});

describe("a person's reach", () => {
  it("ends when the account is disabled, in browsers and programs", async () => {
    const hill = visitors.get("hill@ag.ks.gov")!;
    const id = portal.store.accountOf("jones@ag.ks.gov")!.id;
    expect((await hill.send("/people", `/people/${id}/disable`)).statusCode).toBe(303);
    expect(await reaches("GET /demands", "jones@ag.ks.gov")).toBe(401);
    expect(await reaches("GET /api/v1/demands", "jones@ag.ks.gov")).toBe(401);
    await hill.send("/people", `/people/${id}/enable`);
  });

  it("cannot be widened by a form: a supervisor makes no reviewer, and nobody of another agency", async () => {
    const hill = visitors.get("hill@ag.ks.gov")!;
    const made = (form: Record<string, string>) =>
      hill.send("/people", "/people", { name: "N", ...form });
    expect((await made({ email: "n1@x.gov", role: "reviewer" })).statusCode).toBe(400);
    await made({ email: "n2@ag.ks.gov", role: "agency_user", agency_id: "mo-ag" });
    expect(portal.store.accountOf("n2@ag.ks.gov")!.agency_id).toBe("ks-ag");
    expect(portal.store.accountOf("n1@x.gov")).toBeUndefined();
    expect((await made({ email: "n3@ag.mo.gov", role: "agency_user" })).statusCode).toBe(400);
  });

  it("has no header injected into a mail by an address or a name", async () => {
    const admin = visitors.get("admin@desk.gov")!;
    for (const email of ["a@b.gov\r\nBcc: x@y.z", "a@b.gov,c@d.gov", "<a@b.gov>", "a@b.gov x"])
      expect(
        (
          await admin.send("/people", "/people", {
            name: "N\r\nBcc: x@y.z",
            email,
            role: "reviewer",
          })
        ).statusCode,
      ).toBe(400);
  });
});
