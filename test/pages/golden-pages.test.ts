import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, inject, it } from "vitest";
import type { Facts } from "../../src/facts/types.ts";
import { statePage } from "../../src/pages/state.ts";
import { expectGolden } from "../golden.ts";
import { sampleFacts } from "../sample-facts.ts";

let facts: Facts;
beforeAll(async () => {
  facts = await sampleFacts("public");
});

/** The words of a page, a line per block: what a reader would notice if it changed. */
const words = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>|<style[\s\S]*?<\/style>/g, "")
    .replace(/<\/(?:p|h1|h2|h3|tr|li|caption|figcaption|div|dt|dd)>/g, "\n")
    .replace(/<\/t[dh]>/g, " | ")
    .replace(/<[^>]+>/g, "")
    .replace(/[ \t]+/g, " ")
    .replace(/\n\s*/g, "\n")
    .trim() + "\n";

describe("pages and briefs say what somebody last read", () => {
  it("a state page", () => {
    const state = facts.states.find((s) => s.state === "KS")!;
    expectGolden("state-ks.txt", words(statePage(facts, state, { files: [] }).body.text));
  });
  it("a brief", () => {
    const html = readFileSync(
      join(inject("sample"), "briefs/public/2019-12/ks/brief-ks-2019-12.html"),
      "utf8",
    );
    // The method is known by a hash over its code: every version of it has another one.
    const method = html
      .replace(/Method version [0-9a-f]{12}/, "Method version (hash)")
      .replace(/SHA-256 <code>[0-9a-f]{64}/, "SHA-256 <code>(hash)");
    expectGolden("brief-ks.txt", words(method));
  });
});
