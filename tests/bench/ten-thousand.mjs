// Dashboard and plain page side by side, on 10,000 users. Their runs alternate, so that whatever else the
// machine does meets both.

import { PAGES, Tab, sleep } from "./browser.mjs";
import { COLUMNS, expected, words } from "./people.mjs";

const WHICH = Object.keys(PAGES);
const LETTERS = 3;

/** From the start of a navigation, with nothing cached, to the first painted rows. */
export async function cold(browser, address, runs, tell) {
  for (let run = 0; run < runs; run += 1) {
    for (const which of WHICH) {
      const tab = await Tab.open(browser, address, which);
      const took = await tab.throttled(async () => {
        await tab.goto(PAGES[which].list);
        return tab.page.evaluate(() => window.bench.firstRows);
      });
      tell("cold", which, took);
      await tab.close();
    }
  }
}

/** Both pages with the whole list in them, for what follows. */
async function both(browser, address, all, work) {
  const tabs = await Promise.all(WHICH.map((which) => Tab.open(browser, address, which)));
  for (const tab of tabs) await tab.openList(all);
  await work(tabs);
  await Promise.all(tabs.map((tab) => tab.close()));
}

/** From another page back to the list, which is in memory. */
export async function warm(browser, address, users, runs, tell) {
  const all = expected(users);
  await both(browser, address, all, async (tabs) => {
    // The first is for the browser to compile what both run.
    for (let run = 0; run <= runs; run += 1) {
      for (const tab of tabs) {
        // The dashboard's has the number of users behind its name.
        const link = (name) => tab.page.getByRole("navigation").getByRole("link", { name }).first();
        await link(/^Overview/).click();
        await tab.page.waitForFunction(() => !window.bench.rows()[0]?.checkVisibility());
        await link(/^Users/).hover();
        await sleep(300);
        const { painted } = await tab.measure("click", all, () => press(tab));
        if (run > 0) tell("warm", tab.which, painted);
      }
    }
  });
}

/** Each letter of some words, but for the first word: with it the browser compiles what both run. */
export async function filter(browser, address, users, runs, tell) {
  const all = expected(users);
  const typed = words(users, LETTERS, 1 + Math.ceil(runs / LETTERS));
  await both(browser, address, all, async (tabs) => {
    for (const word of typed) {
      for (let letters = 1; letters <= LETTERS; letters += 1) {
        const wanted = expected(users, word.slice(0, letters));
        for (const tab of tabs) {
          await tab.searchBox().focus();
          const letter = word[letters - 1];
          const { painted } = await tab.measure("keydown", wanted, () => tab.page.keyboard.press(letter));
          if (word !== typed[0]) tell("filter", tab.which, painted);
          // The address follows the typing: not into the next run.
          await sleep(250);
        }
      }
      for (const tab of tabs) {
        await tab.empty();
        await tab.settled(all);
        await sleep(250);
      }
    }
  });
}

/** Each column for the first time, then again and again. */
export async function sort(browser, address, users, runs, tell) {
  const all = expected(users);
  for (let made = 0; made < runs; made += COLUMNS.length) {
    await both(browser, address, all, async (tabs) => {
      for (const descending of [false, true]) {
        for (const column of COLUMNS) {
          const wanted = expected(users, "", column, descending);
          for (const tab of tabs) {
            if (descending) {
              // The first press sorts upwards, the second turns it round.
              await tab.heading(column).click();
              await tab.settled(expected(users, "", column, false));
            }
            await tab.heading(column).hover();
            await sleep(200);
            const { painted } = await tab.measure("click", wanted, () => press(tab));
            tell(descending ? "sort again" : "sort", tab.which, painted);
          }
        }
      }
    });
  }
}

/** Presses the mouse's button where it is. */
async function press(tab) {
  await tab.page.mouse.down();
  await tab.page.mouse.up();
}
