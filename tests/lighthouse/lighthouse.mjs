// What Lighthouse says of the two pages that everybody meets: node lighthouse.mjs SANDBOX DIST RUNS
//
// Tells each score, from 0 to 100, on a line of standard output, parted by tabs; the audits that cost something go
// to standard error.

import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";

import { site, tenant } from "../bench/sandbox.mjs";

const [program, dist, runs] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const PAGES = { connect: "/", users: "/tines/users" };

const { address, stop } = await tenant(program, site(dist), "demo");
const browser = await puppeteer.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (let run = 0; run < Number(runs); run += 1) {
  for (const [name, path] of Object.entries(PAGES)) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    // Something of the same origin that is no page, for the key to lie beside.
    await page.goto(`${address}/api`);
    if (name === "users") {
      await page.evaluate(() => sessionStorage.setItem("gatehouse.keys", '{"tines":"demo-tenant-owner-key"}'));
    }
    const flags = { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: "error" };
    const { lhr } = await lighthouse(`${address}${path}`, flags, desktopConfig, page);
    if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
    for (const category of CATEGORIES) {
      const { score, auditRefs } = lhr.categories[category];
      console.log(`lighthouse ${category}\t${name}\t${Math.round(score * 100)}`);
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9);
      for (const { id } of lost) console.error(`  ${name}, ${category}: ${id} ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`);
    }
    await context.close();
  }
}
await browser.close();
await stop();
process.exit(0);
