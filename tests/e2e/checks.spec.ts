/** The checks page: whether the app is hosted as it should be, asked of a web server that is not. */
import type { Locator, Page } from "@playwright/test";

import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage } from "./support/dashboard.ts";

const USERS = "/tines/api/v1/admin/users?page=1&per_page=1";

/** A check by its words, in one of the groups. */
function check(page: Page, group: RegExp | string, what: string): Locator {
  const heading = page.getByRole("heading", { level: 3, name: what, exact: true });
  return page.getByRole("region", { name: group }).getByRole("listitem").filter({ has: heading });
}

async function openChecks(page: Page): Promise<void> {
  await page.goto("/checks");
  await expectPage(page, "Checks");
  await expect(page.getByRole("status").filter({ hasText: /^\d+ checks: / })).toBeVisible();
}

// Calls without a key are what it asks with, and the console tells of each refusal.
test.beforeEach(({ complaints }) => {
  complaints.announce(/status of 401/);
});

test("before anybody signed in, it says what can be said, and sends no key", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 404.*gatehouse-0000000000000000/);
  await openChecks(page);
  await expect(page.getByRole("status").filter({ hasText: "checks" })).toHaveText("19 checks: 17 as it should be, 2 not checked.");
  for (const name of ["The page", "An address within the app", "config.json", "The program (wasm)", "A file that is not there", "Encrypted line"]) {
    await expect(check(page, "This site", name)).toContainText("As it should be");
  }
  await expect(check(page, /^Tines, .* at \/tines$/, "The way to the API")).toContainText("asks for a key as it should");
  await expect(check(page, /^Tyk, .* at \/tyk$/, "The way to the API")).toContainText("asks for a key as it should");
  await expect(check(page, /^Tines/, "The key")).toContainText("There is no key of this connection in this tab");
  const requests = await sandbox.requests();
  expect(requests.length).toBe(2);
  expect(requests.filter(({ key, method }) => key.length > 0 || method !== "GET")).toEqual([]);
  await expectAccessible(page);
});

test("with keys it says that they are accepted, and which is not", async ({ page, complaints }) => {
  complaints.announce(/status of 404.*gatehouse-0000000000000000/);
  await signIn(page, { tines: demoKeys.tines, tyk: "wrong" });
  await openChecks(page);
  await expect(check(page, /^Tines/, "The key")).toContainText("The API accepts the key");
  await expect(check(page, /^Tyk/, "The key")).toContainText("Wrong");
  await expect(page.getByRole("status").filter({ hasText: "checks" })).toContainText("1 wrong (Tyk: The key)");
});

const FAULTS: [string, object, string, string][] = [
  ["a proxy that cannot reach the API", { html_502: true }, "Wrong", "could not get an answer from the API"],
  ["a path that is not forwarded", { status: 200, body: "<!doctype html><meta name=app-wasm>", content_type: "text/html" }, "Wrong", "this dashboard's own page"],
  ["an open door", { status: 200, body: { users: [] } }, "Wrong", "answers without a key"],
  ["a wrong Host", { status: 421, body: "misdirected", content_type: "text/plain" }, "Wrong", "does not know the name"],
  ["a redirect", { status: 302, headers: { location: "/elsewhere" }, body: "" }, "Wrong", "answered with a redirect"],
  ["a limit", { status: 429, body: {} }, "Could be better", "asked too often"],
];

for (const [what, then, verdict, words] of FAULTS) {
  test(`${what} is found, said, and gone once it is mended`, async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 404.*gatehouse-0000000000000000/);
    const status = (then as { status?: number }).status ?? 502;
    if (status >= 400) complaints.announce(new RegExp(`status of ${String(status)}`));
    await sandbox.fault({ path: USERS, then });
    await openChecks(page);
    const way = check(page, /^Tines/, "The way to the API");
    await expect(way).toContainText(verdict);
    await expect(way).toContainText(words);
    await expect(way).toContainText(`GET ${USERS} without a key`);
    await sandbox.mend();
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(way).toContainText("asks for a key as it should");
  });
}

test("a browser whose clock is an hour ahead is told so, and what that does", async ({ page, complaints }) => {
  complaints.announce(/status of 404.*gatehouse-0000000000000000/);
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await openChecks(page);
  const clock = check(page, "This site", "Clock");
  await expect(clock).toContainText("Wrong");
  await expect(clock).toContainText(/This browser's clock is (59|1 h 0|60) min ahead of the server's/);
  await expect(clock).toContainText("last-seen:>45d");
});

test.describe("headers and files that are not as they should be", () => {
  // What the sandbox always does right, a web server between it and the browser does wrong here.
  test("each is named, with what it is for", async ({ page, complaints }) => {
    complaints.announce(/status of 404.*tines\/users\/new/);
    await page.route("**/*", async (route) => {
      const request = route.request();
      const url = new URL(request.url());
      if (request.resourceType() !== "fetch" || !request.isNavigationRequest() === false) return route.fallback();
      if (url.pathname === "/") {
        const answer = await route.fetch();
        const headers = { ...answer.headers() };
        delete headers["x-content-type-options"];
        headers["content-security-policy"] = (headers["content-security-policy"] ?? "").replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
        headers["cache-control"] = "max-age=600";
        return route.fulfill({ response: answer, headers });
      }
      if (url.pathname.endsWith(".wasm") && request.method() === "HEAD") {
        const answer = await route.fetch();
        return route.fulfill({ response: answer, headers: { ...answer.headers(), "content-type": "application/octet-stream" } });
      }
      if (url.pathname.includes("gatehouse-0000000000000000")) {
        return route.fulfill({ status: 200, contentType: "text/html", body: "<meta name=app-wasm>" });
      }
      if (url.pathname === "/tines/users/new") return route.fulfill({ status: 404, body: "no" });
      return route.fallback();
    });
    await openChecks(page);
    await expect(check(page, "Headers", "x-content-type-options")).toContainText("It is missing. It keeps the browser from taking data for a script");
    await expect(check(page, "Headers", "content-security-policy")).toContainText("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'");
    await expect(check(page, "Headers", "permissions-policy")).toContainText("As it should be");
    await expect(check(page, "This site", "The page")).toContainText("browsers may keep it: max-age=600");
    await expect(check(page, "This site", "The program (wasm)")).toContainText("should be application/wasm");
    await expect(check(page, "This site", "A file that is not there")).toContainText("Could be better");
    await expect(check(page, "This site", "An address within the app")).toContainText("It was answered with 404");
  });
});

test("is reached from the front door, from a failure, and from the palette", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 404.*gatehouse-0000000000000000/);
  complaints.announce(/status of 502/);
  await page.goto("/");
  await page.getByRole("link", { name: "Check how this is hosted" }).click();
  await expectPage(page, "Checks");
  await page.getByRole("link", { name: "All connections" }).click();
  await expectPage(page, "Connections");

  await sandbox.fault({ path: "/tines/api/v1/info", then: { html_502: true } });
  const card = page.getByRole("region", { name: "Tines", exact: true });
  await card.getByLabel("API key").fill(demoKeys.tines);
  await card.getByRole("button", { name: "Connect" }).click();
  await card.getByRole("alert").getByRole("link", { name: "Check how this is hosted" }).click({ timeout: 40_000 });
  await expectPage(page, "Checks");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("checks");
  await expect(page.getByRole("option", { name: /Checks: how this is hosted/ })).toBeVisible();
});

for (const width of [320, 390, 768]) {
  test(`fits ${String(width)} pixels in both themes`, async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 404.*gatehouse-0000000000000000/);
    complaints.announce(/status of 502/);
    await sandbox.fault({ path: USERS, then: { html_502: true } });
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await openChecks(page);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
}
