import type { Page } from "@playwright/test";

/** The keys that a sandbox accepts unless told otherwise. */
export const demoKeys = { tines: "demo-tenant-owner-key", tyk: "12345" } as const;

/** A page of the tenant's origin without the dashboard in it; it exists only while `signIn` needs it. */
const BLANK = "/blank-page-of-the-tests";

/**
 * Leave keys in the tab as the connect page would, for tests of what comes after it.
 *
 * Once, and not with an init script: that would bring the keys back at every reload, after "forget" too.
 */
export async function signIn(page: Page, keys: Record<string, unknown> = demoKeys): Promise<void> {
  await page.route(`**${BLANK}`, (route) =>
    route.fulfill({
      contentType: "text/html",
      // As the dashboard is served: another opener policy would begin a new session.
      headers: { "cross-origin-opener-policy": "same-origin" },
      // With an icon, or Chromium asks the tenant for one.
      body: '<!doctype html><link rel="icon" href="data:,">',
    }),
  );
  await page.goto(BLANK);
  await page.evaluate((text) => {
    sessionStorage.setItem("gatehouse.keys", text);
  }, JSON.stringify(keys));
  await page.unroute(`**${BLANK}`);
}
