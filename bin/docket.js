#!/usr/bin/env node
// Runs the TypeScript program without a build step.
import { register } from "tsx/esm/api";

register();
const { main } = await import("../src/cli/docket.ts");
await main(process.argv.slice(2));
