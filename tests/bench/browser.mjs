// The browser: Playwright's driver from the end-to-end tests, the system's Chromium.

import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("@playwright/test");

import { probe } from "./probe.mjs";

/** A slow laptop beside this machine. */
export const THROTTLE = 4;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () =>
  chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: FLAGS });

export const sleep = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

/** The two that are compared, by the names under which their numbers are told. */
export const PAGES = {
  dashboard: { list: "/tines/users", other: "/tines" },
  plain: { list: "/plain/index.html", other: "/plain/index.html#overview" },
};

/** One tab in a browser profile of its own, with the key in its session storage and nothing in its cache. */
export class Tab {
  static async open(browser, address, which) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: "en-GB" });
    const page = await context.newPage();
    const tab = new Tab();
    Object.assign(tab, { which, context, page, address, cdp: await context.newCDPSession(page) });
    page.setDefaultTimeout(120_000);
    // An answer of the same origin that is no page of either: the process that will hold them starts here.
    await page.goto(`${address}/api`);
    await page.evaluate((keys) => sessionStorage.setItem("gatehouse.keys", keys), '{"tines":"demo-tenant-owner-key"}');
    await page.addInitScript(probe);
    return tab;
  }

  async close() {
    await this.context.close();
  }

  /** Only while something is measured: a throttled page at rest takes processor time from the others. */
  async throttled(work) {
    await this.cdp.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    try {
      return await work();
    } finally {
      await this.cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    }
  }

  async goto(path) {
    await this.page.goto(`${this.address}${path}`, { waitUntil: "commit" });
  }

  /** Opens the list and waits until all of it is there. */
  async openList(expected) {
    await this.goto(PAGES[this.which].list);
    await this.settled(expected);
    await this.page.getByText("As of just now").waitFor();
    await sleep(200);
  }

  /** Waits, without measuring, until the list shows what it should. */
  async settled(expected) {
    try {
      await this.page.waitForFunction((expected) => window.bench.shows(expected), expected);
    } catch (error) {
      const seen = await this.page.evaluate(() => ({
        rowcount: window.bench.table()?.getAttribute("aria-rowcount"),
        first: window.bench.rows().slice(0, 3).map((row) => row.textContent),
      }));
      throw new Error(`${this.which} shows ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`, { cause: error });
    }
  }

  /** From a person's event, of this type, to the painted list: `{ rows, painted }` in milliseconds. */
  async measure(type, expected, act, precise = false) {
    return this.throttled(async () => {
      await this.page.evaluate(
        ([type, expected, precise]) => window.bench.expect(type, expected, precise),
        [type, expected, precise],
      );
      await sleep(60);
      await act();
      // Not to ask while the page works.
      await sleep(100);
      const late = sleep(60_000).then(() => Promise.reject(new Error(`${this.which}: never came to ${JSON.stringify(expected)}`)));
      return Promise.race([this.page.evaluate(() => window.bench.result), late]);
    });
  }

  /** What a key costs in a field of which nothing comes, on the page that is open: as often, to the painted frame. */
  async bareKeys(runs) {
    await this.page.evaluate(() => window.bench.putField());
    const field = this.page.locator("#bare");
    const took = [];
    for (let run = 0; run <= runs; run += 1) {
      await field.focus();
      const { painted } = await this.measure("keydown", { any: true }, () => this.page.keyboard.press("a"));
      if (run > 0) took.push(painted);
      await sleep(250);
    }
    await field.evaluate((field) => field.remove());
    return took;
  }

  /** How many times as long the throttle makes a fixed piece of work. */
  async throttle() {
    // Short ones, of which the throttle stretches most, and a busy machine few.
    const usual = async () => {
      const tries = [];
      for (let n = 0; n < 20; n += 1) tries.push(await this.page.evaluate(() => window.bench.work()));
      return tries.sort((a, b) => a - b)[10];
    };
    const free = await usual();
    return (await this.throttled(usual)) / free;
  }

  heading(label) {
    return this.page.getByRole("columnheader", { name: label, exact: true }).getByRole("button");
  }

  searchBox() {
    return this.page.getByLabel("Filter users");
  }

  async empty() {
    await this.searchBox().focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.press("Backspace");
  }
}
