// How much of a page jumps while it loads: its cumulative layout shift (https://web.dev/articles/cls), each page in a
// fresh profile, throttled, from the navigation until a while after all of it is there.

import { Tab, sleep } from "./browser.mjs";

const PAGES = [
  "/",
  "/tines",
  "/tines/users",
  "/tines/users/1",
  "/tines/sign-ins",
  "/tines/sign-ins/review",
  "/tines/jobs?live=off",
  "/tines/templates",
];

export async function shift(browser, address, tell) {
  for (const path of PAGES) {
    const tab = await Tab.open(browser, address, "dashboard");
    await tab.page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries()) {
          if (!hadRecentInput) window.shifts.push([value, ...sources.map(({ node }) => node?.nodeName + "." + node?.className)]);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await tab.throttled(async () => {
      await tab.goto(path);
      await tab.page.getByRole("heading", { level: 1 }).waitFor();
      await tab.page.waitForLoadState("networkidle");
      await sleep(2_500);
    });
    const shifts = await tab.page.evaluate(() => window.shifts);
    for (const one of shifts) console.error(`  ${path}: ${one.join(" ")}`);
    tell("shift", "dashboard", shifts.reduce((sum, [value]) => sum + value, 0));
    await tab.close();
  }
}
