import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inviteLink } from "../../src/portal/people.ts";
import type { Portal } from "../../src/portal/portal.ts";
import { verifyPath } from "../../src/demands/verifier/node.js";
import { verifierPage } from "../../src/demands/verifier/standalone.ts";
import { writeFileSync } from "node:fs";
import { launchBrowser } from "../pages/browser.ts";
import { deskWithCalls } from "../demands/desks.ts";
import { temporaryFolder } from "../workspaces.ts";
import { authenticatorScript } from "./authenticator.ts";
import { codeAt, password, pdf, testPortal } from "./portals.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const port = 3190;
const origin = `http://localhost:${port}`;
let portal: Portal;
let browser: Browser;

beforeAll(async () => {
  const { desk } = await deskWithCalls();
  portal = await testPortal({ folder: desk, origin });
  await portal.app.listen({ port, host: "localhost" });
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await portal.jobs.settled();
  await portal.app.close();
});

/** Faults that axe finds on a page. */
async function faults(page: Page): Promise<string[]> {
  // The policy forbids scripts of others: axe runs in the page's world through the debugger.
  return page.evaluate(
    `(() => { ${axe}; return axe.run(document).then((r) => r.violations.map((v) => v.id + ": " + v.nodes[0].html)); })()`,
  );
}

const isNarrow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

async function newContext(
  o: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ context: BrowserContext; outside: string[] }> {
  const context = await browser.newContext({ acceptDownloads: true, ...o });
  const outside: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(origin)) outside.push(request.url());
  });
  return { context, outside };
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Six digits").fill(codeAt(new Date()));
  await page.getByRole("button", { name: "Go on" }).click();
}

describe("in a browser", () => {
  it("a passkey is made and signs in, a demand is filed, approved, produced, downloaded once and verified", async () => {
    const account = portal.store.addAccount({
      email: "new@ag.ks.gov",
      name: "N. New",
      role: "agency_user",
      agency_id: "ks-ag",
    });
    const { context, outside } = await newContext();
    const page = await context.newPage();
    await page.addInitScript(authenticatorScript);
    await page.goto(inviteLink(portal, account));
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.waitForURL(`${origin}/sign-in?made=passkey`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(`${origin}/demands`);

    await page.getByRole("link", { name: "New demand" }).first().click();
    await page.getByLabel("Your file number").fill("CID-26-99");
    await page.getByLabel("Matter").fill("In re warranty calls");
    await page.getByLabel("Authority").fill("K.S.A. 50-631");
    await page.getByLabel("Issued on").fill("2026-01-02");
    await page.getByLabel("Served on").fill("2026-01-03");
    await page.getByLabel("Return by").fill("2098-01-01");
    await page.getByLabel("Signed by").fill("A. Smith");
    await page.getByLabel("Title").fill("Assistant Attorney General");
    await page.getByLabel("From").fill("2024-03-01");
    await page.getByLabel("To, and including").fill("2024-03-31");
    await page.getByText("States and territories of the called numbers").click();
    await page.getByLabel("Kansas", { exact: true }).check();
    // Sent without its document: the form says so, and has kept everything.
    await page.getByRole("button", { name: "Check and send" }).click();
    await expect
      .poll(() => page.getByText("Attach the signed demand").first().isVisible())
      .toBe(true);
    expect(await faults(page)).toEqual([]);
    expect(await page.getByLabel("Matter").inputValue()).toBe("In re warranty calls");
    await page
      .getByLabel("Signed demand (PDF)")
      .setInputFiles({ name: "cid.pdf", mimeType: "application/pdf", buffer: pdf().bytes });
    await page.getByRole("button", { name: "Check and send" }).click();
    await page.getByRole("heading", { name: "Is this what you ask for?" }).waitFor();
    await page.getByRole("button", { name: "Send the demand" }).click();
    await page.waitForURL(/\/demands\/D-/);
    const number = page.url().split("/").at(-1)!;
    expect(await page.getByText("waiting for review").first().isVisible()).toBe(true);

    const desk = await newContext({ javaScriptEnabled: false });
    const review = await desk.context.newPage();
    await signIn(review, "rev@desk.gov");
    await portal.jobs.settled();
    await review.getByRole("link", { name: number }).click();
    expect(await review.getByText("Verified.").isVisible()).toBe(true);
    expect(await review.getByText("What it would yield").isVisible()).toBe(true);
    await review.getByRole("button", { name: "Approve this scope" }).click();
    await review.getByRole("button", { name: "Produce the response" }).click();
    await portal.jobs.settled();

    await page.reload();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download" }).click(),
    ]);
    const file = join(temporaryFolder(), "response.zip");
    await download.saveAs(file);
    expect(await verifyPath(file)).toMatchObject({ faults: [], key_id: portal.desk.key.key_id });
    expect(outside).toEqual([]);
    expect(desk.outside).toEqual([]);
    await context.close();
    await desk.context.close();

    // The page that verifies, as a file, offline: whole, then with a bit flipped.
    const offline = await newContext({ offline: true });
    const verifier = await offline.context.newPage();
    const place = join(temporaryFolder(), "verify.html");
    writeFileSync(place, verifierPage());
    await verifier.goto(pathToFileURL(place).href);
    await verifier.getByLabel("Archive").setInputFiles(file);
    await expect
      .poll(() => verifier.locator("#result").textContent(), { timeout: 20_000 })
      .toContain("\nsigned with the key");
    expect(await verifier.locator("#result").textContent()).toContain("VERIFIED: response");
    expect(await verifier.locator("#result").getAttribute("class")).toBe("whole");
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 4;
    const broken = join(temporaryFolder(), "broken.zip");
    writeFileSync(broken, bytes);
    await verifier.getByLabel("Archive").setInputFiles(broken);
    await expect
      .poll(() => verifier.locator("#result").textContent(), { timeout: 20_000 })
      .toContain("NOT VERIFIED");
    expect(await faults(verifier)).toEqual([]);
    await offline.context.close();
  }, 180_000);

  it("every page is without faults for axe, fits a telephone, and works by keyboard and without JavaScript", async () => {
    const number = portal.desk.records.demands.all().at(-1)!.number;
    const pages: Record<string, string[]> = {
      "hill@ag.ks.gov": [
        "/demands",
        "/demands/new",
        "/find",
        "/find?q=a",
        `/demands/${number}`,
        "/people",
        "/account",
      ],
      "rev@desk.gov": ["/desk", `/desk/${number}`],
      "admin@desk.gov": ["/people", "/agencies", "/log", "/mails"],
    };
    for (const [email, paths] of Object.entries(pages)) {
      portal.store.setPassword(
        portal.store.accountOf(email)!.id,
        portal.store.accountOf(email)!.password_hash!,
        portal.store.accountOf(email)!.totp_secret!,
      );
      const { context } = await newContext({ viewport: { width: 390, height: 800 } });
      const page = await context.newPage();
      for (const path of ["/sign-in", "/sign-in/code", "/key"]) {
        await page.goto(origin + path);
        expect(await faults(page), path).toEqual([]);
        expect(await isNarrow(page), path).toBe(true);
      }
      await signIn(page, email);
      for (const path of paths) {
        await page.goto(origin + path);
        expect(await faults(page), path).toEqual([]);
        expect(await isNarrow(page), path).toBe(true);
        await page.keyboard.press("Tab");
        expect(await page.evaluate(() => document.activeElement?.textContent), path).toBe(
          "Skip to the page",
        );
      }
      await context.close();
    }
  }, 180_000);
});
