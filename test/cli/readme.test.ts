import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { docket } from "../workspaces.ts";

const at = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const readme = at("README.md");

describe("README", () => {
  it("names every command that the program has", () => {
    const help = docket("--help").stdout;
    const commands = [...help.matchAll(/^ {2}(\w+)(?: \[options\])?.* {2}/gm)]
      .map((m) => m[1]!)
      .filter((name) => !["help", "sample"].includes(name));
    expect(commands).toEqual(
      expect.arrayContaining(["load", "analyze", "site", "brief", "export", "status"]),
    );
    for (const command of commands) {
      expect(readme, command).toMatch(new RegExp(`(docket (-- )?|npm run )${command}\\b`));
    }
  });
  it("names scripts that package.json has, and links to files that are there", () => {
    const scripts = JSON.parse(at("package.json")).scripts as Record<string, string>;
    for (const [, name] of readme.matchAll(/npm run ([a-z]+)/g))
      expect(scripts, name).toHaveProperty(name!);
    for (const [, path] of readme.matchAll(/\]\((?!http)([^)]+)\)/g))
      expect(() => at(path!), path).not.toThrow();
  });
  it("lists every dependency's reason in CONTRIBUTING", () => {
    const { dependencies } = JSON.parse(at("package.json")) as {
      dependencies: Record<string, string>;
    };
    const text = at("CONTRIBUTING.md");
    for (const name of Object.keys(dependencies)) {
      expect(
        text.includes(`\`${name}\``) || text.includes(`\`${name.split("/")[0]}/*\``),
        name,
      ).toBe(true);
    }
  });
});
