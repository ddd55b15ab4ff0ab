import { defineConfig } from "vitest/config";

/** Series of minutes, in `npm run test:long` alone: kills at every moment, and attacks that take whole loads each. */
const longSeries = [
  "test/attacks/{lost-files,workspace-names,odd-files,command-line,column-maps}.test.ts",
  "test/cli/interruption.test.ts",
];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: process.env["DOCKET_LONG_TESTS"] ? [] : longSeries,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    env: { TZ: "UTC" },
    // Modules are loaded once for each of the two processes: no test file leaves anything behind in them.
    isolate: false,
    fileParallelism: true,
    maxWorkers: 2,
    globalSetup: ["test/sample-workspace.ts"],
  },
});
