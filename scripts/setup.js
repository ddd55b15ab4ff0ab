// Installs what the project needs, once: does nothing when node_modules matches the lockfile.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(`node ${process.versions.node} is too old: install Node.js 20.11 or later`);
  process.exit(1);
}
const stamp = `${root}node_modules/.docket-setup`;
const wanted = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .update(`${process.platform}-${process.arch}`)
  .digest("hex");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.error("installing packages");
  const npm = (...args) =>
    spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    }).status === 0;
  if (!npm("ci")) {
    // A mirror need not hold the binaries of every platform that the lockfile names; this takes what it has.
    console.error(
      "npm ci failed: trying npm install, which takes the lockfile's versions as far as it can",
    );
    if (!npm("install", "--no-save")) {
      console.error("npm failed: the package registry must be reachable for the first set-up");
      process.exit(1);
    }
  }
  writeFileSync(stamp, wanted);
}
