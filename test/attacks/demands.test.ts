import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contradictions, parseDemand } from "../../src/demands/demand.ts";
import { reasons } from "../../src/demands/reasons.ts";
import { readRecords } from "../../src/records/records.ts";
import { demandObject, newDesk, received, writeDemand, at } from "../demands/desks.ts";
import { answers, pdf, testPortal, visitor } from "../portal/portals.ts";

const now = new Date(received);
const whole = { ...demandObject(), document_sha256: "0".repeat(64) };

/** What people and machines put where something else belongs. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null, true, 0, -1, 1e308, "", " ", "\0", "\u202E", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../etc/passwd", "a\r\nBcc: x@y.z",
    "\uD800", "𝓢", [], {}, [[]], { __proto__: { a: 1 } }, "2024-02-30", "2024-13-01T25:61", "9999-12-31", "+1", "ZZ", "é".repeat(5000),
  ),
  fc.jsonValue(),
  fc.string({ unit: "binary", maxLength: 300 }),
); // prettier-ignore

/** A place in an object, and something else there. */
const mutation = fc.tuple(
  fc.constantFrom(
    ...Object.keys(whole), "window.from", "window.to", "window.time_zone", "scope.states", "scope.numbers", "scope.campaign_ids",
    "scope.called_numbers", "signatory.name", "contact.email", "delivery.encrypt_to", "delivery.format", "more", "scope.more",
  ),
  odd,
); // prettier-ignore

function mutated(changes: [string, unknown][]): Record<string, unknown> {
  const object = structuredClone(whole) as Record<string, unknown>;
  for (const [path, value] of changes) {
    const [first, second] = path.split(".") as [string, string?];
    if (second === undefined) object[first] = value;
    else if (object[first] && typeof object[first] === "object")
      (object[first] as Record<string, unknown>)[second] = value;
  }
  return object;
}

const runs = process.env["DOCKET_LONG_TESTS"] ? 20_000 : 2000;

describe("a mutated demand", () => {
  it("is either one that holds or has faults in words, and never more than was written", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.nat(), (changes, cut) => {
        const text = JSON.stringify(mutated(changes));
        const bytes = Buffer.from(cut % 10 === 0 ? text.slice(0, cut % (text.length + 1)) : text);
        const { demand, problems } = parseDemand(bytes);
        for (const found of [...problems, ...(demand ? contradictions(demand, now) : [])]) {
          expect(reasons[found.code], found.code).toBeDefined();
          expect(found.detail.length).toBeLessThan(700);
        }
        expect(demand === null).toBe(problems.length > 0);
        if (!demand) return;
        const written = JSON.parse(text) as typeof whole & { scope: Record<string, unknown[]> };
        for (const [name, values] of Object.entries(demand.scope))
          expect(values.length).toBe((written.scope[name] ?? []).length);
      }),
      { numRuns: runs },
    );
  });

  it("in a folder is answered, and the records stay whole", async () => {
    const desk = await newDesk();
    const changes = fc.sample(fc.array(mutation, { minLength: 1, maxLength: 3 }), 60);
    for (const [i, change] of changes.entries()) {
      const { folder } = writeDemand(
        {},
        { pdf: i % 4 === 0 ? randomBytes(200).toString("latin1") : undefined },
      );
      writeFileSync(join(folder, "demand.json"), JSON.stringify(mutated(change)));
      const run = await at(desk, received, "receive", folder);
      expect([0, 3], run.stderr).toContain(run.status);
      expect(run.stdout).toMatch(/number D-2026-\d{6}/);
      expect(run.stdout).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u202E]/);
    }
    expect(readRecords(desk).length).toBeGreaterThan(180);
  });
});

describe("a mutated form", () => {
  it("is answered with a page, never with a fault of ours", async () => {
    const portal = await testPortal();
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const text = fc.oneof(
      fc.constantFrom("<script>alert(1)</script>", "=1+1", "../..", "a\r\nb: c", "\0", "__proto__", "{{7*7}}", "${7*7}", "' or 1=1--"),
      fc.string({ unit: "binary", maxLength: 100 }),
    ); // prettier-ignore
    const field = fc.tuple(fc.constantFrom(...Object.keys(answers()), "__proto__", "constructor", "document", "by_passkey"), fc.oneof(text, fc.array(text, { maxLength: 3 }))); // prettier-ignore
    for (const changes of fc.sample(fc.array(field, { minLength: 1, maxLength: 5 }), 150)) {
      const form = { ...answers({ demand_id: `X${Math.random()}` }) };
      for (const [name, value] of changes) Object.defineProperty(form, name, { value, enumerable: true, configurable: true }); // prettier-ignore
      const answer = await jones.upload("/demands/new", "/drafts", form, { document: pdf() });
      expect([303, 400], answer.body.slice(0, 300)).toContain(answer.statusCode);
      if (answer.statusCode !== 303) continue;
      const page = await jones.get(answer.headers.location!);
      expect([200, 422]).toContain(page.statusCode);
      expect(page.body).not.toContain("<script>alert");
    }
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
    await portal.app.close();
  });

  it("is refused where it is too large or names files in odd ways, and nothing is left of it", async () => {
    const portal = await testPortal();
    const jones = await visitor(portal, "jones@ag.ks.gov");
    const big = await jones.upload(
      "/demands/new",
      "/drafts",
      answers({ matter: "x".repeat(2 ** 20 + 10) }),
    );
    expect(big.statusCode).toBe(413);
    for (const name of [
      "../../../etc/cron.d/x",
      "..\\..\\x.pdf",
      "a\0b.pdf",
      "=cmd.pdf",
      `${"n".repeat(3000)}.pdf`,
    ]) {
      const sent = await jones.upload(
        "/demands/new",
        "/drafts",
        answers({ demand_id: `N${Math.random()}` }),
        {
          document: { ...pdf(name), name: name.replaceAll('"', "") },
        },
      );
      expect([303, 400]).toContain(sent.statusCode);
    }
    for (const entry of portal.desk.records.demands.all())
      for (const file of entry.files) {
        expect(file.name).not.toMatch(/[/\\\0]/);
        expect(file.name.length).toBeLessThanOrEqual(124);
        expect(readFileSync(join(portal.desk.folder, "demands", "files", file.sha256)).length).toBe(
          file.bytes,
        );
      }
    await portal.app.close();
  });
});
