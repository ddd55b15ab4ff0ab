import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/**
 * Compares with the file of that name in test/golden. Where they differ, the new text is written beside it as
 * `NAME-changed`: look at both, and rename it if the new one is right. Numbers in drawings are rounded to three places.
 */
export function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`golden/${name}`, import.meta.url));
  const rounded = !name.endsWith(".svg")
    ? text
    : text.replace(/-?\d+\.\d{4,}/g, (n) => String(Math.round(Number(n) * 1000) / 1000));
  const known = existsSync(path) ? readFileSync(path, "utf8") : null;
  if (known === rounded) {
    rmSync(`${path}-changed`, { force: true });
    return;
  }
  writeFileSync(`${path}-changed`, rounded);
  expect.fail(`${name} differs from test/golden/${name}: look at test/golden/${name}-changed`);
}
