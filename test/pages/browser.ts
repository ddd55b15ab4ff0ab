import { spawnSync } from "node:child_process";
import { chromium, type Browser } from "playwright-core";

/** Libraries that Chromium needs and a bare system may lack; the package carries copies of them. */
const needed = ["libnss3.so", "libnspr4.so", "libexpat.so"];

function systemLacksLibraries(): boolean {
  if (process.platform !== "linux") return false;
  // Not on every PATH, but where glibc is, it is there.
  for (const command of ["ldconfig", "/sbin/ldconfig"]) {
    const { stdout, status } = spawnSync(command, ["-p"], { encoding: "utf8" });
    if (status === 0) return !needed.every((name) => stdout.includes(name));
  }
  return true;
}

/** The Chromium that npm installed; each page gets its own process, so that closing one ends no other. */
export async function launchBrowser(): Promise<Browser> {
  // The package unpacks its copies where it believes itself in the environment that they were made for.
  if (systemLacksLibraries()) process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x";
  const { default: chromiumPackage } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    args: chromiumPackage.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote"),
    headless: true,
  });
}
