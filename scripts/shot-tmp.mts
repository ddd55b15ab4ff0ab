import { launchBrowser } from "../test/pages/browser.ts";
const b = await launchBrowser();
for (const [name, path, w] of [["nat","index.html",1280],["tx","states/tx.html",1280],["pr","states/pr.html",1280],["data","data.html",1280],["natm","index.html",390]] as const) {
  const p = await b.newPage({ viewport: { width: w, height: 900 } });
  await p.goto("http://127.0.0.1:4710/" + path, { waitUntil: "networkidle", timeout: 60000 });
  await p.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true }); await p.close();
}
await b.close();
