import chromiumPackage from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

/** The Chromium that npm installed; each page gets its own process, so that closing one ends no other. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    args: chromiumPackage.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote"),
    headless: true,
  });
}
