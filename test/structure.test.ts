import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.ts$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

const imports = (file: string) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+|[^"]+)"/g)].map((m) => m[1]!);

// The way of the data: what stands left may not know what stands right of it.
const layers: Record<string, string[]> = {
  "src/analysis": ["src/data", "src/facts", "src/pages", "src/cli", "reports", "loaders"],
  "src/data": ["src/analysis", "src/facts", "src/pages", "reports"],
  loaders: ["src/analysis", "src/facts", "src/pages", "reports"],
  "src/facts": ["src/pages", "reports", "src/cli"],
  "src/pages": ["reports"],
};

describe("the way of the data", () => {
  for (const [folder, forbidden] of Object.entries(layers)) {
    it(`${folder} imports nothing that comes after it`, () => {
      for (const file of sources(folder)) {
        for (const name of imports(file).filter((i) => i.startsWith("."))) {
          const target = relative(root, resolve(root, dirname(file), name));
          for (const later of forbidden)
            expect(target.startsWith(`${later}/`), `${file} imports ${target}`).toBe(false);
        }
      }
    });
  }
  it("only loaders and src/data speak to DuckDB", () => {
    for (const file of [
      ...sources("src/analysis"),
      ...sources("src/facts"),
      ...sources("src/pages"),
      ...sources("reports"),
    ]) {
      expect(imports(file), file).not.toContain("@duckdb/node-api");
    }
  });
  it("analysis reads no clock, environment or chance", () => {
    for (const file of sources("src/analysis")) {
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(
        /Date\.now|new Date\(\)|process\.|Math\.random/,
      );
    }
  });
});
