/** What the fault matrix needs of a page: what is on its way, what stands on it, and time. */
import { expect, type Page, type Request } from "@playwright/test";

import { giveKey } from "./dashboard.ts";
import { demoKeys } from "./session.ts";

/** Paths of the two APIs, not of the dashboard's own files and pages. */
const API = /^\/(tines\/api|tyk\/(admin|api|hello))/;

/** How long anything may take that does not wait for a clock. */
const LONGEST = 15_000;

/** What the page has asked the two APIs for. */
export class Line {
  private left = 0;
  private readonly onItsWay = new Set<Request>();
  /** Whether the dashboard's second file has arrived: from here on the line may be cut. */
  isWhole = false;
  /** Whether what is on its way is never answered: then its time limit is what is waited for. */
  isDead = false;

  constructor(page: Page) {
    const ours = (url: string) => API.test(new URL(url).pathname);
    page.on("request", (request) => {
      if (!ours(request.url())) return;
      this.onItsWay.add(request);
      this.left += 1;
    });
    // A write whose answer nobody waits for any more is never said to have finished: it ends with its status.
    const ended = (request: Request) => this.onItsWay.delete(request);
    page.on("response", (response) => response.request().method() !== "GET" && ended(response.request()));
    page.on("requestfinished", ended);
    page.on("requestfinished", (request) => {
      if (new URL(request.url()).pathname.startsWith("/later/")) this.isWhole = true;
    });
    page.on("requestfailed", ended);
  }

  /** Whether nothing is on its way. */
  get isQuiet(): boolean {
    return this.isDead || this.onItsWay.size === 0;
  }

  /** How many requests have left so far. */
  get count(): number {
    return this.left;
  }

  /** A document that goes takes along what was on its way. */
  forget(): void {
    this.onItsWay.clear();
  }
}

/** Looks again and again, without a word of why not. */
async function poll(what: string, look: () => Promise<boolean>, idle: () => Promise<void>): Promise<void> {
  const end = Date.now() + LONGEST;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${String(LONGEST / 1000)} s`);
    await idle();
    // Between two looks; what is waited for is what `look` sees.
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Waits for something, with the page's clock standing. */
export async function until(what: string, look: () => Promise<boolean> | boolean): Promise<void> {
  await poll(what, async () => look(), async () => {});
}

/**
 * Waits for something that comes after waits of the page's own: whenever nothing is on its way, the page's
 * clock goes on by three seconds. Never while something is: its time limit would pass in a moment.
 */
export async function soon(page: Page, line: Line, what: string, look: () => Promise<boolean>): Promise<void> {
  let quiet = 0;
  await poll(what, look, async () => {
    quiet = line.isQuiet ? quiet + 1 : 0;
    if (quiet < 3) return;
    quiet = 0;
    await page.clock.fastForward(3_000);
  });
}

/** What stands on a page. */
export interface Sight {
  /** The beginning of its text, line by line. */
  lines: string[];
  /** What stands in its fields. */
  typed: string[];
}

/** Words that go with the time, or with how far something is. */
const PASSING = /\bago\b|\bjust now\b|as of|^refresh|^stop|loaded|^go on$|^\d+ of \d+$|unreadable|waiting/i;

/** So many lines are compared: a failure takes some height, and a list then draws fewer rows. */
const COMPARED = 40;

/** What stands on the page now. */
export async function sight(page: Page): Promise<Sight> {
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const fields = main === null ? [] : [...main.querySelectorAll<HTMLInputElement>("input, textarea, select")];
    return {
      lines: (main?.innerText ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== ""),
      typed: fields
        // Rows that are drawn come and go with the height of the table, and a question has fields of its own.
        .filter((field) => field.type !== "file" && field.closest("table, dialog") === null)
        .map((field) => (["checkbox", "radio"].includes(field.type) ? String(field.checked) : field.value)),
    };
  });
}

/** What of a page is gone that stood there before; nothing: all of it still stands there. */
export function gone(before: Sight, now: Sight, volatile?: RegExp): string[] {
  const there = new Set(now.lines);
  const isFixed = (line: string) => !PASSING.test(line) && volatile?.test(line) !== true;
  const lines = before.lines.filter(isFixed).slice(0, COMPARED).filter((line) => !there.has(line));
  const typed = before.typed.join("\u0000") === now.typed.join("\u0000") ? [] : [`typed: ${before.typed.join(" | ")} → ${now.typed.join(" | ")}`];
  return [...lines, ...typed];
}

/** The tab goes out of sight, or comes back, as the page hears of it. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    const state = hidden ? "hidden" : "visible";
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

/** Answers the question for a refused key. */
export async function giveKeyAgain(page: Page, connection: "Tines" | "Tyk"): Promise<void> {
  const question = page.getByRole("alertdialog", { name: `The key of ${connection} was refused` });
  await giveKey(question, demoKeys[connection === "Tines" ? "tines" : "tyk"]);
  await expect(question).toBeHidden();
}
