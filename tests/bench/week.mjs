// A week of looking at the queues every five seconds, in compressed time: whether the page grows. The page's clock is
// turned on by hand, the tenant's worker is at work, and after each part all garbage is collected.

import { Tab } from "./browser.mjs";

/** Looks in each part; the first part is for what a page keeps once: code, caches, the history it shows. */
const LOOKS = 400;
const PARTS = 4;
const EVERY = 5_000;

export async function week(browser, address, tell) {
  const tab = await Tab.open(browser, address, "dashboard");
  const { page, cdp } = tab;
  let open = 0;
  let looks = 0;
  page.on("request", () => (open += 1));
  page.on("requestfinished", (request) => {
    open -= 1;
    looks += Number(request.url().includes("/admin/dead_jobs?page=1&"));
  });
  page.on("requestfailed", () => (open -= 1));
  await page.clock.install();
  await tab.goto("/tines/jobs?live=5s");
  await page.getByText(/^As of/).waitFor();
  for (let part = 0; part <= PARTS; part += 1) {
    const until = looks + LOOKS;
    for (let turns = 0; looks < until; turns += 1) {
      if (turns > 4 * LOOKS) throw new Error(`only ${looks} looks`);
      await page.clock.runFor(EVERY);
      while (open > 0) await new Promise((resume) => setTimeout(resume, 2));
    }
    for (let times = 0; times < 3; times += 1) await cdp.send("HeapProfiler.collectGarbage");
    const { usedSize } = await cdp.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
    const wasm = await page.evaluate(() => window.bench.wasm.buffer.byteLength);
    if (part === 0) {
      tell("week", "looks", LOOKS * PARTS);
      for (const [what, value] of Object.entries({ heap: usedSize, nodes, listeners: jsEventListeners, wasm })) tell("week before", what, value);
    }
    if (part === PARTS) {
      for (const [what, value] of Object.entries({ heap: usedSize, nodes, listeners: jsEventListeners, wasm })) tell("week after", what, value);
    }
    console.error(`  ${looks} looks: heap ${usedSize}, nodes ${nodes}, listeners ${jsEventListeners}, wasm ${wasm}`);
  }
  await tab.close();
}
