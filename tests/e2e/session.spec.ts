import type { Page } from "@playwright/test";

import { demoKeys, expect, signIn, test } from "./fixtures.ts";
import { everythingInDocument, expectPage, giveKey, keyField, stores } from "./support/dashboard.ts";
import type { Sandbox } from "./support/sandbox.ts";
import { NOW } from "./support/sandbox.ts";
import { expectRowCount, openUsers, pagesAsked, scrollList, searchBox, userRows, WHOLE_LIST } from "./support/users.ts";

const MINUTE = 60_000;

/** Nothing of a person of the tenant, and no key, is anywhere in the document. */
async function expectNothingLeft(page: Page, sandbox: Sandbox): Promise<void> {
  const people = await sandbox.query<{ email: string; last_name: string | null }>("SELECT email, last_name FROM users");
  const document = await everythingInDocument(page);
  const left = people.flatMap(({ email, last_name: name }) =>
    [email, name ?? ""].filter((text) => text.length > 4 && document.includes(text)),
  );
  expect(left, "people of the tenant in the document").toEqual([]);
  for (const key of Object.values(demoKeys)) {
    expect(document).not.toContain(key);
  }
}

test.describe("Lock", () => {
  test("leaves no key and no person, and asks for the key where one stands", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    await searchBox(page).fill("whelan");
    const address = "/tines/users?q=whelan";
    await expect(page).toHaveURL(address);
    await page.getByRole("button", { name: "Lock", exact: true }).click();

    await expectPage(page, "Connect to Tines");
    await expect(page).toHaveURL(address);
    expect((await stores(page)).session).toEqual({});
    await page.evaluate(() => history.replaceState(null, "", "/tines/users"));
    await expectNothingLeft(page, sandbox);
    await expect(keyField(page)).toBeFocused();
  });

  test("locks every connection, also after a reload and for Back", async ({ page, sandbox }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
    await expectRowCount(page, 240);
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expectPage(page, "Connect to Tines");

    await page.goBack();
    await expect(page).toHaveURL("/tines");
    await expectPage(page, "Connect to Tines");
    await page.reload();
    await expectPage(page, "Connect to Tines");
    await page.goto("/tyk");
    await expectPage(page, "Connect to Tyk");
    await expectNothingLeft(page, sandbox);
  });

  test("what was read is read anew with the next key", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await sandbox.execute("DELETE FROM users WHERE id = 240");
    await giveKey(page, demoKeys.tines);
    await expectPage(page, "Users");
    await expectRowCount(page, 239);
    expect(await pagesAsked(sandbox)).toEqual([1, 1]);
  });
});

test.describe("Forget everything", () => {
  test("takes keys, preferences and people away from the front door", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    await page.getByRole("button", { name: "Theme: system" }).click();
    await page.getByRole("button", { name: "Theme: light" }).click();
    expect((await stores(page)).local).toEqual({ "gatehouse.theme": "dark" });

    await page.getByRole("link", { name: "Gatehouse" }).click();
    await expectPage(page, "Connections");
    await page.getByRole("button", { name: "Forget everything" }).click();
    await expect(page.getByText(/^Forgotten:/)).toBeVisible();
    await expect(keyField(page)).toHaveCount(2);
    expect(await stores(page)).toEqual({ session: {}, local: {} });
    await expectNothingLeft(page, sandbox);
    await expect(page.getByRole("button", { name: "Theme: system" })).toBeVisible();
    await expect(page.locator("html[data-theme=dark]")).toHaveCount(0);
  });

  test("does the same from the palette", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    await page.getByRole("button", { name: "Theme: system" }).click();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("forget");
    await page.keyboard.press("Enter");
    await expectPage(page, "Connect to Tines");
    expect(await stores(page)).toEqual({ session: {}, local: {} });
    await expectNothingLeft(page, sandbox);
    await expect(page.getByRole("button", { name: "Theme: system" })).toBeVisible();
  });

  test("leaves alone what others keep at the same address", async ({ page }) => {
    await signIn(page);
    await page.evaluate(() => {
      localStorage.setItem("another.app", "1");
    });
    await page.goto("/");
    await page.getByRole("button", { name: "Forget everything" }).click();
    await expect(keyField(page)).toHaveCount(2);
    expect(await stores(page)).toEqual({ session: {}, local: { "another.app": "1" } });
  });
});

test.describe("a key that is refused in the middle", () => {
  test("is asked for over the page, and one goes on where one stood", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await signIn(page);
    await openUsers(page, 240);
    await searchBox(page).fill("e");
    await expect(page).toHaveURL("/tines/users?q=e");
    await scrollList(page, "End");
    await expect(userRows(page).last()).toContainText("never");
    const rows = await userRows(page).count();

    await sandbox.fault({ path: "/tines/*", then: { status: 401, body: { error: "Key expired" } } });
    await page.getByRole("button", { name: "Refresh" }).click();
    const question = page.getByRole("alertdialog", { name: "The key of Tines was refused" });
    await expect(question).toBeVisible();
    await expect(keyField(question)).toBeFocused();
    await expect(userRows(page)).toHaveCount(rows);

    await giveKey(question, "still-wrong");
    await expect(question.getByText("This key is not accepted")).toBeVisible();
    await expect(question.getByText("Key expired")).toBeVisible();

    await sandbox.mend();
    await sandbox.execute("UPDATE users SET first_name = 'Renamed' WHERE last_seen IS NULL");
    await giveKey(question, demoKeys.tines);
    await expect(question).toHaveCount(0);
    await expect(page).toHaveURL("/tines/users?q=e");
    await expect(searchBox(page)).toHaveValue("e");
    await expect(page.getByText("As of just now"), "what the refusal broke off is taken up again").toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(userRows(page).last()).toContainText("Renamed");
  });

  test("cannot be waved away with Escape", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await signIn(page);
    await openUsers(page, 240);
    await sandbox.fault({ path: WHOLE_LIST, then: { status: 401 } });
    await page.getByRole("button", { name: "Refresh" }).click();
    const question = page.getByRole("alertdialog");
    await expect(question).toBeVisible();
    // A browser lets a page refuse the first Escape only.
    for (let press = 0; press < 4; press += 1) {
      await page.keyboard.press("Escape");
    }
    await expect(question).toBeVisible();
    await expect(question.getByRole("button", { name: "Connect" })).toBeVisible();
  });

  test("can be locked instead", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await signIn(page);
    await openUsers(page, 240);
    await sandbox.fault({ path: WHOLE_LIST, then: { status: 401 } });
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Lock instead" }).click();
    await expectPage(page, "Connect to Tines");
    expect((await stores(page)).session).toEqual({});
    await expectNothingLeft(page, sandbox);
  });

  test("from the start is asked for just the same", async ({ page, complaints }) => {
    complaints.announce(/status of 401/);
    await signIn(page, { tines: "expired-long-ago" });
    await page.goto("/tines/users");
    const question = page.getByRole("alertdialog", { name: "The key of Tines was refused" });
    await giveKey(question, demoKeys.tines);
    await expect(question).toHaveCount(0);
    await expectRowCount(page, 240);
    expect((await stores(page)).session).toEqual({ "gatehouse.keys": JSON.stringify({ tines: demoKeys.tines }) });
  });
});

test.describe("nobody at the keyboard", () => {
  test("is warned a minute before, can stay, and is locked otherwise", async ({ page, sandbox }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await openUsers(page, 240);
    const warning = page.getByRole("alertdialog", { name: /^Locking in \d+ s$/ });

    await page.clock.fastForward(13.5 * MINUTE);
    await expect(warning).toHaveCount(0);
    await page.clock.fastForward(MINUTE);
    await expect(warning).toBeVisible();
    await expect(warning.getByRole("button", { name: "Stay" })).toBeFocused();
    await warning.getByRole("button", { name: "Stay" }).click();
    await expect(warning).toHaveCount(0);

    await page.clock.fastForward(13.5 * MINUTE);
    await expect(warning).toHaveCount(0);
    await expectRowCount(page, 240);
    await page.clock.fastForward(MINUTE);
    await expect(warning).toBeVisible();
    await page.clock.fastForward(MINUTE);
    await expectPage(page, "Connect to Tines");
    await expect(warning).toHaveCount(0);
    await expect(page.getByText(/^Locked: nobody was here/)).toBeVisible();
    expect((await stores(page)).session).toEqual({});
    await expectNothingLeft(page, sandbox);
  });

  test("is not taken for nobody while keys are pressed", async ({ page }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await openUsers(page, 240);
    for (let quarter = 0; quarter < 3; quarter += 1) {
      await page.clock.fastForward(10 * MINUTE);
      await page.keyboard.press("Shift");
    }
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    await expectRowCount(page, 240);
  });

  test("locks at once where the tab slept through the time", async ({ page }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await openUsers(page, 240);
    await page.clock.fastForward(120 * MINUTE);
    await expectPage(page, "Connect to Tines");
    expect((await stores(page)).session).toEqual({});
  });
});

test("a reload keeps the key, another tab does not have it", async ({ page, context }) => {
  await signIn(page);
  await openUsers(page, 240);
  await page.reload();
  await expectPage(page, "Users");
  await expectRowCount(page, 240);

  const other = await context.newPage();
  await other.goto("/tines/users");
  await expectPage(other, "Connect to Tines");
  expect((await stores(other)).session).toEqual({});
});
