import { defineConfig } from "vitest/config";

/** What needs neither the sample workspace nor minutes: types of rules, structure, scanners, statistics. */
export default defineConfig({
  test: {
    include: [
      "test/structure.test.ts",
      "test/analysis/{campaigns,response-clock,statistics,private-words}.test.ts",
      "test/data/{numbers,times,arrow-file}.test.ts",
      "test/facts/{disclosure,wording,month}.test.ts",
      "test/loaders/{zip,records}.test.ts",
      "test/workspace/**/*.test.ts",
      "test/simulation/**/*.test.ts",
    ],
    testTimeout: 60_000,
    env: { TZ: "UTC" },
    maxWorkers: 2,
  },
});
