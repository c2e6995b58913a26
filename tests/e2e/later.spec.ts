/** Code that is fetched when it is first needed, and what the page fetches at its start. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { demoKeys, expect, signIn, test } from "./fixtures.ts";
import { expectPage, keyField } from "./support/dashboard.ts";
import { expectRowCount, openUsers } from "./support/users.ts";

const LATER = /\/later\/[^/]+\.wasm$/;

/** The paths that the page fetches from now on, in their order. */
function fetched(page: Page): string[] {
  const paths: string[] = [];
  page.on("request", (request) => {
    paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

test.describe("what comes later", () => {
  test("is not needed from the key to the list: filtered, sorted, scrolled, by facets", async ({ page, complaints }) => {
    complaints.announce(/Failed to load resource|Failed to fetch/);
    await page.route(LATER, (route) => route.abort());
    await page.goto("/");
    const card = page.getByRole("region", { name: "Tines" });
    await card.getByLabel("API key").fill(demoKeys.tines);
    await card.getByRole("button", { name: "Connect" }).click();
    await expect(card.getByRole("list")).toContainText("Users");
    await card.getByRole("link", { name: "Open Tines" }).click();
    await expectPage(page, "Overview");
    await expect(page.getByRole("list", { name: "What this tenant offers" })).toBeVisible();

    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Users/ }).click();
    await expectRowCount(page, 240);
    await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    await page.getByLabel("Filter users").fill("whelan eoghan");
    await expect(page.getByRole("rowheader", { name: "Eoghan Whelan" }).first()).toBeVisible();
    await page.getByLabel("Filter users").fill("");
    const owner = page.getByRole("region", { name: "Filters" }).getByRole("checkbox", { name: /^Owner/ });
    await owner.check();
    await expect(page.getByLabel("Filter users")).toHaveValue("role:owner");
    // Nobody asked for it: nobody is told.
    await expect(page.getByText("This part of Gatehouse did not arrive")).toHaveCount(0);
    expect(await page.locator("link[rel=stylesheet]:not([disabled])").count()).toBeGreaterThan(5);

    // Asked for by hand, it is missed; and back again, it is there as if nothing had been.
    await page.getByRole("button", { name: "Saved views" }).click();
    await expect(page.getByText("This part of Gatehouse did not arrive")).toBeVisible();
    await page.unroute(LATER);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("group", { name: "Saved views" })).toBeVisible();
  });

  test("opens what was asked for before it was there", async ({ page }) => {
    await signIn(page);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(LATER, async (route) => {
      await held;
      await route.continue();
    });
    await openUsers(page, 240);
    await page.getByRole("button", { name: "Saved views" }).click();
    release();
    await expect(page.getByRole("group", { name: "Saved views" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Saved views" })).toBeFocused();
  });

  test("loses no letter that was typed before it was there", async ({ page }) => {
    await signIn(page);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(LATER, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("us");
    release();
    await expect(page.getByRole("combobox", { name: "Page, record or action" })).toHaveValue("us");
    await page.keyboard.type("ers");
    await page.keyboard.press("Enter");
    await expectPage(page, "Users");
  });

  test("comes with its styles", async ({ page }) => {
    await signIn(page);
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Open Tines" })).toBeVisible();
    const styles = () => page.evaluate(() => [...document.styleSheets].filter((sheet) => !sheet.disabled).length);
    const before = await styles();
    await page.goto("/tines/users/new");
    await expectPage(page, "New user");
    await expect(page.locator("link[disabled]")).toHaveCount(0);
    expect(await styles()).toBeGreaterThan(before);
  });

  test("is fetched once for everything", async ({ page }) => {
    await signIn(page);
    const paths = fetched(page);
    await openUsers(page, 240);

    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Page, record or action" })).toBeFocused();
    await page.keyboard.type("overview");
    await page.keyboard.press("Enter");
    await expectPage(page, "Overview");
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page.getByRole("list", { name: "What this tenant offers" })).toBeVisible();
    expect(paths.filter((path) => LATER.test(path))).toHaveLength(1);
    // What is named by its content is kept for ever.
    const [name] = readdirSync(join(process.env["GATEHOUSE_DIST"] ?? "", "later"));
    const answer = await page.request.get(`/later/${name ?? ""}`);
    expect(answer.headers()["cache-control"]).toContain("immutable");
    expect(answer.headers()["content-type"]).toBe("application/wasm");
  });

  test("that does not arrive leaves words and a way on", async ({ page, complaints }) => {
    complaints.announce(/Failed to load resource|Failed to fetch/);
    await signIn(page);
    await page.route(LATER, (route) => route.abort());
    await page.goto("/tines/journal");
    const alert = page.getByRole("alert").filter({ hasText: "did not arrive" });
    await expect(alert).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await expect(page).toHaveTitle("This part of Gatehouse did not arrive – Gatehouse");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toBeVisible();

    await page.unroute(LATER);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expectPage(page, "Journal");
    await expect(alert).toHaveCount(0);
  });

  test("and belongs to an older Gatehouse says so in a dialog too, which closes", async ({ page, complaints }) => {
    complaints.announce(/404 \(Not Found\)|HTTP status code is not ok/);
    await signIn(page);
    await page.route(LATER, (route) => route.fulfill({ status: 404, body: "No such file." }));
    await openUsers(page, 240);
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog", { name: "This part of Gatehouse did not arrive" });
    await expect(dialog.getByRole("button", { name: "Load the page again" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expectRowCount(page, 240);
  });
});

test.describe("a start", () => {
  test("asks for everything once, and for the list before the app runs", async ({ page, sandbox }) => {
    await signIn(page);
    await sandbox.forgetRequests();
    // Only a wasm that is held back shows who asked.
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/_bg\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    const paths = fetched(page);
    await page.goto("/tines/users");
    const first = "/tines/api/v1/admin/users?page=1&per_page=500";
    await expect.poll(async () => (await sandbox.requests()).map(({ path, key }) => [path, key])).toEqual([[first, ["bearer"]]]);
    release();
    await expectRowCount(page, 240);
    await expect(page.getByText("As of just now")).toBeVisible();
    const asked = (await sandbox.requests()).filter(({ path }) => path === first);
    expect(asked).toHaveLength(1);
    expect(new Set(paths).size, `each once: ${paths.join(" ")}`).toBeGreaterThan(5);
    const own = paths.filter((path) => !path.startsWith("/tines/api/"));
    expect(own.filter((path, at) => own.indexOf(path) !== at)).toEqual([]);
    expect(own).toContain("/config.json");
  });

  test("without a key asks for nothing with one", async ({ page, sandbox }) => {
    await page.goto("/tines/users");
    await expect(keyField(page)).toBeVisible();
    expect(await sandbox.requests()).toEqual([]);
  });

  test("with a wrong key asks for the right one, once", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await signIn(page, { tines: "wrong" });
    await page.goto("/tines/users");
    const question = page.getByRole("alertdialog", { name: "The key of Tines was refused" });
    await expect(question).toBeVisible();
    const first = (await sandbox.requests()).filter(({ path }) => path.endsWith("page=1&per_page=500"));
    expect(first).toHaveLength(1);
    await question.getByLabel("API key").fill(demoKeys.tines);
    await question.getByRole("button", { name: "Connect" }).click();
    await expectRowCount(page, 240);
  });

  test("whose first answer is a limit waits and goes on", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 429/);
    await signIn(page);
    await sandbox.fault({ path: "*?page=1&per_page=500", times: 1, then: { status: 429, retry_after: 1 } });
    await page.goto("/tines/users");
    await expectRowCount(page, 240);
  });

  test("whose first answer is lost asks again", async ({ page, sandbox, complaints }) => {
    complaints.announce(/net::ERR_/);
    await signIn(page);
    // Twice: on a connection that was used before, Chromium itself asks a second time and says nothing.
    await sandbox.fault({ path: "*?page=1&per_page=500", times: 2, then: { drop: true } });
    await page.goto("/tines/users");
    await expectRowCount(page, 240);
  });

  test.describe("with a base on another site", () => {
    const elsewhere = { id: "tines", api: "tines", base: "//elsewhere.example" };
    test.use({ tenant: { config: JSON.stringify({ connections: [elsewhere] }) } });

    // The fixtures fail a test whose page asks anywhere else.
    test("keeps the key here", async ({ page, sandbox }) => {
      await signIn(page);
      await page.goto("/tines/users");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const keys = (await sandbox.requests()).filter(({ path }) => path.includes("elsewhere"));
      expect(keys).toEqual([]);
    });
  });
});
