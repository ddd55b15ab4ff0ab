import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { serveSite } from "../../src/cli/commands/preview.ts";
import { launchBrowser } from "./browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = () => join(inject("sample"), "site");

let browser: Browser;
let served: { url: string; close: () => void };
beforeAll(async () => {
  served = await serveSite(site(), 0);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  served.close();
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const campaign = () =>
  readdirSync(join(site(), "campaigns"))
    .find((f) => f.startsWith("c") && f.endsWith(".html"))!
    .replace(".html", "");
const pages = () => [
  "",
  "states/ca",
  "states/wy",
  "states/gu",
  "campaigns/",
  `campaigns/${campaign()}`,
  "methods",
  "data",
  "about",
];

async function open(
  path: string,
  width = 1280,
  options: { scheme?: "light" | "dark"; javaScript?: boolean } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: options.scheme ?? "light",
    javaScriptEnabled: options.javaScript ?? true,
  });
  const page = await context.newPage();
  const seen = { foreign: [] as string[], errors: [] as string[] };
  page.on("request", (request) => {
    if (!request.url().startsWith(served.url) && !request.url().startsWith("data:"))
      seen.foreign.push(request.url());
  });
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) seen.errors.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(served.url + path, { waitUntil: "networkidle" });
  return { page, seen, close: () => context.close() };
}

const main = (page: Page) => page.locator("#observablehq-main").innerText();

describe("the built site", () => {
  it("has a page for the nation, 56 jurisdictions, every campaign heard three times, methods and data", () => {
    expect(readdirSync(join(site(), "states")).filter((f) => f.endsWith(".html"))).toHaveLength(56);
    expect(readdirSync(join(site(), "campaigns")).length).toBeGreaterThan(50);
    expect(readdirSync(site())).toEqual(expect.arrayContaining(["about.html", "methods.html"]));
    // Calls of the sample are simulated: the public site has no page about them.
    expect(readdirSync(site())).not.toContain("calls.html");
  });

  it("names no other host and holds no error, dead import or unfinished word", () => {
    for (const file of filesBelow(site()).filter((f) => /\.(html|js|css)$/.test(f))) {
      const text = readFileSync(file, "utf8").replaceAll("http://www.w3.org/", "");
      expect(
        text
          // A link to a publisher loads nothing.
          .replace(/<a href="https:[^"]+" rel="external">/g, "")
          .match(/(?:src|href)="https?:\/\/[^"]+"|url\(["']?https?:|@import ["']https?:/)?.[0],
        file,
      ).toBeUndefined();
      if (!file.endsWith(".html")) continue;
      expect(text, file).not.toMatch(
        /observablehq--error|SyntaxError|undefined|NaN|\[object Object\]/,
      );
      expect(text, file).not.toMatch(/from "(?!\.)[a-z@]/);
    }
  });

  it("links only to pages and files that are there", () => {
    for (const file of filesBelow(site()).filter((f) => f.endsWith(".html"))) {
      for (const [, href] of readFileSync(file, "utf8").matchAll(
        /<a [^>]*href="(\.[^"#]*)[^"]*"/g,
      )) {
        const target = join(file, "..", href!);
        const there = [target, `${target}.html`, join(target, "index.html")].some((p) =>
          statSync(p, { throwIfNoEntry: false })?.isFile(),
        );
        expect(there, `${file}: ${href}`).toBe(true);
      }
    }
  });

  it("publishes no called number, no key, and no cell from 1 to 10", () => {
    const csv = filesBelow(site()).find((f) => /jurisdictions-2019-12\..*csv$/.test(f))!;
    const rows = readFileSync(csv, "utf8").trim().split("\r\n").slice(1);
    expect(rows).toHaveLength(56);
    const counts = rows.flatMap((line) => line.split(",").slice(3, 5));
    for (const count of counts)
      expect(count === "withheld" || Number(count) === 0 || Number(count) >= 11).toBe(true);
    expect(counts.filter((c) => c === "withheld").length).toBeGreaterThanOrEqual(2);
  });

  it("sends a state page in under 400 kB compressed", async () => {
    let bytes = 0;
    const context = await browser.newContext();
    const page = await context.newPage();
    const sizes: Promise<void>[] = [];
    page.on("response", (response) => {
      sizes.push(
        response
          .body()
          .then(
            (body) =>
              void (bytes += /woff2/.test(response.url()) ? body.length : gzipSync(body).length),
          ),
      );
    });
    await page.goto(`${served.url}states/ca`, { waitUntil: "networkidle" });
    await Promise.all(sizes);
    await context.close();
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(400_000);
  });
});

describe("in a browser", () => {
  it("asks no other host and throws no error on any kind of page", async () => {
    for (const path of pages()) {
      const { seen, close } = await open(path);
      expect(seen, path).toEqual({ foreign: [], errors: [] });
      await close();
    }
  });

  it("has no accessibility violation that axe finds, light or dark", async () => {
    for (const path of pages()) {
      const { page, close } = await open(path, 1280, { scheme: "light" });
      await page.evaluate(axe);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        const violations = await page.evaluate(async () => {
          const run = (
            globalThis as unknown as {
              axe: {
                run: (
                  o: object,
                ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
              };
            }
          ).axe;
          const result = await run.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return result.violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`);
        });
        expect(violations, `${path} ${scheme}`).toEqual([]);
      }
      await close();
    }
  });

  it("fits a phone of 390 px: nothing makes the page wider", async () => {
    for (const path of pages()) {
      const { page, close } = await open(path, 390);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        path,
      ).toBeLessThanOrEqual(390);
      await close();
    }
  });

  it("says its words and numbers without JavaScript", async () => {
    const withScript = await open("states/ca");
    const without = await open("states/ca", 1280, { javaScript: false });
    const text = await main(without.page);
    expect(text).toContain("consumers in California filed 2,640 complaints about unwanted calls");
    expect(text.replace(/\s+/g, " ")).toBe((await main(withScript.page)).replace(/\s+/g, " "));
    expect(await without.page.locator("figure.chart .wide svg").count()).toBeGreaterThan(3);
    await Promise.all([withScript.close(), without.close()]);
  });

  it("opens a jurisdiction from its tile with the keyboard", async () => {
    const { page, close } = await open("");
    const tile = page.locator('figure.chart .wide a[href$="states/ks"]').first();
    await tile.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/states\/ks/);
    expect(await main(page)).toContain("consumers in Kansas filed");
    await close();
  });

  it("sorts a table by a click on its head", async () => {
    const { page, close } = await open("campaigns/");
    const names = () => page.locator(".table tbody tr th").allInnerTexts();
    const before = await names();
    await page.getByRole("button", { name: "Campaign" }).click();
    await page.getByRole("button", { name: "Campaign" }).click();
    expect(await page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    expect(await names()).toEqual([...before].sort((a, b) => a.localeCompare(b, "en")));
    await close();
  });

  it("finds a page by a word that stands on it", async () => {
    const { page, close } = await open("");
    await page.locator("#observablehq-search input").fill("Guam");
    const first = page.locator("#observablehq-search-results a").first();
    await first.waitFor();
    expect(await page.locator("#observablehq-search-results").innerText()).toContain(
      "Unwanted calls in Guam",
    );
    await close();
  });
});
