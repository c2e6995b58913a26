// The dashboard alone, on ten times as many users: what each row costs, memory, nodes, scrolling.

import { Tab, sleep } from "./browser.mjs";
import { COLUMNS, expected, words } from "./people.mjs";

const LETTERS = 3;

/**
 * The time in which the page itself works, per row, in microseconds: from a person's event until the rows
 * stand in the document. The wait for the next frame is no cost of a row.
 */
export async function perRow(browser, tenants, runs, tell) {
  const tabs = [];
  for (const { name, address, users } of tenants) {
    const tab = await Tab.open(browser, address, "dashboard");
    await tab.openList(expected(users));
    tabs.push({ tab, name, users, typed: words(users, LETTERS, Math.ceil(runs / LETTERS)) });
  }
  const each = ({ name, users }, rows, what) => tell(`${what} per row`, name, (rows * 1000) / users.length);
  for (let word = 0; word * LETTERS < runs; word += 1) {
    for (let letters = 1; letters <= LETTERS; letters += 1) {
      for (const one of tabs) {
        const { tab, users, typed } = one;
        await tab.searchBox().focus();
        const wanted = expected(users, typed[word].slice(0, letters));
        const letter = typed[word][letters - 1];
        const { rows } = await tab.measure("keydown", wanted, () => tab.page.keyboard.press(letter), true);
        each(one, rows, "filter");
        await sleep(250);
      }
    }
    for (const { tab, users } of tabs) {
      await tab.empty();
      await tab.settled(expected(users));
      await sleep(250);
    }
  }
  for (let run = 0; run < runs; run += 1) {
    const column = COLUMNS[run % COLUMNS.length];
    const descending = Math.floor(run / COLUMNS.length) % 2 === 1;
    const again = run >= COLUMNS.length;
    for (const one of tabs) {
      const { tab, users } = one;
      if (descending) {
        await tab.heading(column).click();
        await tab.settled(expected(users, "", column, false));
      }
      await tab.heading(column).hover();
      await sleep(200);
      const wanted = expected(users, "", column, descending);
      const press = async () => {
        await tab.page.mouse.down();
        await tab.page.mouse.up();
      };
      const { rows } = await tab.measure("click", wanted, press, true);
      each(one, rows, again ? "sort again" : "sort");
    }
  }
  for (const { tab } of tabs) await tab.close();
}

/** What the list holds in memory, how many nodes it draws, and whether scrolling shows gaps. */
export async function weight(browser, { address, users, bytes }, tell) {
  const tab = await Tab.open(browser, address, "dashboard");
  const started = performance.now();
  await tab.openList(expected(users));
  tell("sync", "dashboard", performance.now() - started);
  await sleep(1_000);
  await tab.cdp.send("HeapProfiler.enable");
  await tab.cdp.send("HeapProfiler.collectGarbage");
  await tab.cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await tab.cdp.send("Runtime.getHeapUsage");
  const wasm = await tab.page.evaluate(() => window.bench.wasm.buffer.byteLength);
  tell("memory", "json", bytes);
  tell("memory", "wasm", wasm);
  tell("memory", "heap", usedSize);
  tell("nodes", "dashboard", await tab.page.evaluate(() => window.bench.nodes()));
  await scroll(tab, tell);
  await tab.close();
}

/** What each frame shows while the list is scrolled under the throttle. */
async function scroll(tab, tell) {
  const { page } = tab;
  const watch = async (name, act) => {
    const stop = await page.evaluateHandle(() => window.bench.watchScrolling());
    await act();
    for (const [what, value] of Object.entries(await page.evaluate((stop) => stop(), stop))) tell(name, what, value);
  };
  await page.getByRole("region", { name: "Users", exact: true }).hover();
  await tab.throttled(async () => {
    // As fast as a quick hand turns it: 3,000 pixels a second, down and up again.
    await watch("wheel", async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        await page.mouse.wheel(0, turn < 40 ? 120 : -120);
        await sleep(40);
      }
    });
    // To and fro over the whole list, each frame somewhere else.
    await watch("bar", () =>
      page.evaluate(async () => {
        const scroller = window.bench.table().parentElement;
        for (let step = 0; step < 40; step += 1) {
          scroller.scrollTop = ((step * 7919) % 40) * (scroller.scrollHeight / 40);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      }),
    );
  });
  tell("nodes", "dashboard", await page.evaluate(() => window.bench.nodes()));
}
