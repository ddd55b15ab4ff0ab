import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.(ts|js)$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

const text = (file: string) => readFileSync(join(root, file), "utf8");

const imports = (file: string): string[] =>
  [...text(file).matchAll(/(?:from|import\() ?"([^"]+)"/g)].map((m) => m[1]!);

/** What each folder may import, beside itself: the data flow, from left to right. Longer names come first. */
const allowed: Record<string, string[]> = {
  "src/errors.ts": [],
  "src/time-zone.ts": [],
  "src/csv.ts": [],
  "src/html.ts": [],
  "src/digits.ts": [],
  "src/processes.ts": [],
  "src/spoken-digits.ts": ["src/digits.ts"],
  "src/workspace": ["src/errors.ts", "src/time-zone.ts"],
  "src/records": ["src/errors.ts", "src/workspace"],
  "src/data": ["src/digits.ts", "src/errors.ts", "src/workspace"],
  loaders: ["src/digits.ts", "src/spoken-digits.ts", "src/errors.ts", "src/time-zone.ts", "src/csv.ts", "src/workspace", "src/data"],
  "src/analysis": ["src/spoken-digits.ts"],
  "src/pipeline": [
    "src/errors.ts", "src/time-zone.ts", "src/workspace", "src/records", "src/data", "src/analysis",
  ],
  "src/facts": ["src/data", "src/analysis", "src/spoken-digits.ts"],
  "src/charts": ["src/data/jurisdictions.ts", "src/facts", "src/html.ts"],
  "src/pages": ["src/errors.ts", "src/processes.ts", "src/facts", "src/charts", "src/html.ts", "src/csv.ts", "src/data/jurisdictions.ts", "src/analysis"],
  reports: ["src/errors.ts", "src/facts", "src/charts", "src/html.ts", "src/csv.ts", "src/data"],
  "src/demands": [
    "src/errors.ts", "src/processes.ts", "src/time-zone.ts", "src/csv.ts", "src/html.ts", "src/workspace", "src/records", "src/data", "src/analysis",
    "src/pipeline", "reports",
  ],
  "src/portal": [
    "src/errors.ts", "src/html.ts", "src/workspace", "src/records", "src/demands", "src/data/jurisdictions.ts",
  ],
  "src/simulation": ["src/data", "src/csv.ts", "src/errors.ts"],
  "src/evaluation": ["src/data", "src/analysis/statistics"],
  "src/cli": [
    "src/errors.ts", "src/time-zone.ts", "src/workspace", "src/records", "src/data", "src/pipeline", "src/facts",
    "src/pages", "src/analysis", "src/simulation", "src/evaluation", "src/demands", "src/portal", "reports", "loaders",
  ],
}; // prettier-ignore

const folders = Object.keys(allowed);
const files = [...sources("src"), ...sources("loaders"), ...sources("reports")];
const folderOf = (file: string): string | undefined =>
  folders
    .filter((f) => file === f || file.startsWith(`${f}/`))
    .sort((a, b) => b.length - a.length)[0];

describe("the structure", () => {
  it("has a place for every file", () => {
    expect(files.filter((file) => folderOf(file) === undefined)).toEqual([]);
  });

  it.each(folders)("%s imports only what comes before it", (folder) => {
    const may = [folder, ...allowed[folder]!];
    for (const file of files.filter((f) => folderOf(f) === folder)) {
      for (const name of imports(file).filter((i) => i.startsWith("."))) {
        const target = relative(root, resolve(root, dirname(file), name));
        const isAllowed = may.some((place) => target === place || target.startsWith(`${place}/`));
        expect(isAllowed, `${file} imports ${target}`).toBe(true);
      }
    }
  });

  it("has no import cycle", () => {
    const graph = new Map(
      files.map((file) => [
        file,
        [...text(file).matchAll(/^(?:import|export) (?!type)[^;]*?from "(\.[^"]+)"/gms)].map((m) =>
          relative(root, resolve(root, dirname(file), m[1]!)),
        ),
      ]),
    );
    const done = new Set<string>();
    const visit = (file: string, path: string[]): void => {
      expect(path, `a cycle: ${[...path, file].join(" -> ")}`).not.toContain(file);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
  });

  it("speaks to DuckDB in src/data alone, and to SQLite in src/workspace alone", () => {
    for (const file of files) {
      if (!file.startsWith("src/data/"))
        expect(imports(file), file).not.toContain("@duckdb/node-api");
      if (!file.startsWith("src/workspace/")) expect(imports(file), file).not.toContain("libsql");
    }
  });

  it("keeps SQL statements in loaders, src/data, and the stores of SQLite", () => {
    // The scorer reads the truth of a simulated world, which is no part of the product's data.
    const places = ["loaders/", "src/data/", "src/workspace/", "src/evaluation/"];
    for (const file of files.filter((f) => !places.some((place) => f.startsWith(place)))) {
      const found =
        /[`"](?:\s*)(create (or replace )?(temp )?(table|view)|insert into|delete from|update \w+ set) /i.exec(
          text(file),
        );
      expect(found?.[0] ?? null, file).toBe(null);
    }
  });

  it("has no file over 400 lines and no SQL model over 90", () => {
    for (const file of files) expect(text(file).split("\n").length, file).toBeLessThanOrEqual(400);
    const models = readdirSync(join(root, "src/data/models"), { recursive: true }) as string[];
    for (const model of models.filter((name) => name.endsWith(".sql"))) {
      const lines = text(join("src/data/models", model)).split("\n").length;
      expect(lines, model).toBeLessThanOrEqual(110);
    }
  });

  it("decides in thresholds, not in SQL: census and tracing models hold no bare number", () => {
    // 0, 1 and 2 are counts and places; 32 is the width of a slot, 86400 the seconds of a day, 10000 a called key's.
    const technical = new Set([
      "0",
      "1",
      "2",
      "3",
      "4",
      "30",
      "31",
      "32",
      "6",
      "12",
      "86400",
      "1000",
      "10000",
      "9",
    ]);
    for (const folder of ["census", "tracing"]) {
      for (const name of readdirSync(join(root, "src/data/models", folder))) {
        const sql = text(join("src/data/models", folder, name))
          .replace(/--[^\n]*/g, "")
          .replace(/'[^']*'/g, "''");
        for (const [number] of sql.matchAll(/(?<![\w.$])\d+(\.\d+)?(?![\w.])/g))
          expect(technical.has(number), `${folder}/${name}: ${number}`).toBe(true);
      }
    }
  });

  it("reads no clock, environment or chance in its analysis", () => {
    for (const file of sources("src/analysis")) {
      expect(text(file), file).not.toMatch(/Date\.now|new Date\(\)|process\.|Math\.random/);
    }
  });
});
