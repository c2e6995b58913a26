import { expect, type Locator, type Page } from "@playwright/test";

/** A connection's card on the front door, or in place of the page that waits for its key. */
export function card(page: Page, connection: "Tines" | "Tyk"): Locator {
  return page.getByRole("region", { name: connection, exact: true });
}

/** The field for a connection's key, whatever it is called there. */
export function keyField(where: Page | Locator): Locator {
  return where.getByLabel(/^(API key|Admin secret)$/);
}

/** Types a key and presses Connect. */
export async function giveKey(where: Page | Locator, key: string): Promise<void> {
  await keyField(where).fill(key);
  await where.getByRole("button", { name: "Connect" }).click();
}

/** What a connection's tenant offers, one line by its name. */
export function offer(where: Page | Locator, name: string): Locator {
  return where
    .getByRole("list", { name: "What this tenant offers" })
    .getByRole("listitem")
    .filter({ hasText: new RegExp(`^${name},`) });
}

/** One figure of an overview: the number below its label. */
export function figure(page: Page, label: string): Locator {
  const term = page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) });
  return page.getByRole("main").locator("dl > div").filter({ has: term }).getByRole("definition").first();
}

/** All that the page keeps in the browser's two stores. */
export async function stores(page: Page): Promise<{ session: Record<string, string>; local: Record<string, string> }> {
  return page.evaluate(() => ({ session: { ...sessionStorage }, local: { ...localStorage } }));
}

/** The document as it stands, attributes and what was typed into fields included. */
export async function everythingInDocument(page: Page): Promise<string> {
  return page.evaluate(() => {
    const typed = [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value);
    return [document.title, document.documentElement.outerHTML, ...typed].join("\n");
  });
}

/** The page that the URL leads to is there: its heading is. */
export async function expectPage(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
}

/** The page scrolls up and down at most. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { inner, needed } = await page.evaluate(() => {
    const root = document.documentElement;
    return { inner: root.clientWidth, needed: Math.max(root.scrollWidth, document.body.scrollWidth) };
  });
  expect(needed, "the page is no wider than the screen").toBeLessThanOrEqual(inner);
}

/** What is fetched unasked, a moment after the first rows, is there: from here on the line may be cut. */
export async function expectAllFetched(page: Page): Promise<void> {
  const arrived = () =>
    performance
      .getEntriesByType("resource")
      .some((entry) => entry.name.includes("/later/") && (entry as PerformanceResourceTiming).responseEnd > 0);
  await page.waitForFunction(arrived);
  await expect(page.locator("link[disabled]")).toHaveCount(0);
}
