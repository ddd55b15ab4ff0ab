#!/usr/bin/env node
// Runs the TypeScript program without a build step.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(`docket: node ${process.versions.node} is too old: install Node.js 20.11 or later`);
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("../src/cli/docket.ts");
await main(process.argv.slice(2));
