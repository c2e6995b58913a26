/** The command palette: what it finds, and what choosing it does. Opening, closing and its keys: `shell.spec.ts`. */
import type { Locator, Page } from "@playwright/test";

import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { addPeople } from "./support/changes.ts";
import { expectPage, figure } from "./support/dashboard.ts";
import { addUser } from "./support/forms.ts";
import { expectRowCount, listRequests, searchBox, WHOLE_LIST } from "./support/users.ts";

/** The owner who is in every tenant, and the people whom each test adds. */
test.use({ tenant: { seed: "empty" } });

const box = (page: Page): Locator => page.getByRole("combobox", { name: "Page, record or action" });
const palette = (page: Page): Locator => page.getByRole("dialog");
/** All that is offered, or what one group offers. */
function options(page: Page, group?: string): Locator {
  const where = group === undefined ? palette(page) : palette(page).getByRole("group", { name: group, exact: true });
  return where.getByRole("option");
}
const chosen = (page: Page): Locator => palette(page).getByRole("option", { selected: true });
/** The count, as it is said. */
const said = (page: Page): Locator => palette(page).getByRole("status");

async function openPalette(page: Page, words = ""): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(words);
}

/** On the overview, with the figures that come from the whole list. */
async function openOverview(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/tines");
  await expectPage(page, "Overview");
  await expect(figure(page, "Owners")).toHaveText(/\d/);
}

/** Templates are not asked for by typing. */
const REST = "Not everything is loaded.";
const NOTHING = "Nothing is called that in what is loaded.";

/** One connection after another to the same tenant. */
const config = (...more: object[]): string =>
  JSON.stringify({ connections: more.map((one) => ({ api: "tines", base: "/tines", ...one })) });

test("finds a user by a part of the address from the overview, and Enter opens it", async ({ page, sandbox }) => {
  const [, bob = 0] = await addPeople(sandbox, ["Ann", "Bob", "Cat"]);
  await openOverview(page);
  const lists = (await listRequests(sandbox)).length;
  await openPalette(page, "B@EXAMPLE");
  await expect(options(page, "Users")).toHaveText([/^Bob Lee bob@example\.com Tines$/]);
  await expect(options(page)).toHaveCount(1);
  await expect(box(page)).toHaveAttribute("aria-activedescendant", (await chosen(page).getAttribute("id")) ?? "none");
  await expect(said(page)).toHaveText(`1 user. ${REST}`);
  await page.keyboard.press("Enter");
  await expectPage(page, "Bob Lee");
  await expect(page).toHaveURL(`/tines/users/${String(bob)}`);
  expect((await listRequests(sandbox)).length, "what is in memory is not asked for again").toBe(lists);
});

test("whoever is quicker than the screen gets the same", async ({ page, sandbox }) => {
  const [ann = 0] = await addPeople(sandbox, ["Ann", "Bob"]);
  await openOverview(page);
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
  // In one turn of the page: no frame comes in between.
  await box(page).evaluate((input: HTMLInputElement) => {
    input.value = "ann@";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  });
  await expect(page).toHaveURL(`/tines/users/${String(ann)}`);
});

test("the closest stand first, and a name leads to no action", async ({ page, sandbox }) => {
  await addUser(sandbox, "evelyn@example.com", { first_name: "Evelyn", last_name: "Ames" });
  await addUser(sandbox, "e@example.com", { first_name: "Eve", last_name: "Zorn" });
  await addUser(sandbox, "steve@example.com", { first_name: "Steve", last_name: "Ames" });
  await addUser(sandbox, "l@example.com", { first_name: "Theo", last_name: "Locke" });
  await openOverview(page);
  await openPalette(page, "eve");
  await expect(options(page)).toHaveText([/^Eve Zorn/, /^Evelyn Ames/, /^Steve Ames/]);
  await box(page).fill("lock");
  await expect(options(page)).toHaveText([/^Theo Locke/, /^Lock: take the keys/]);
  await expect(chosen(page)).toHaveText(/^Theo Locke/);
  // A page of that name comes first.
  await box(page).fill("users");
  await expect(chosen(page)).toHaveText(/^Users\s+Tines/);
});

test("the best eight are offered, and the list has the others", async ({ page, sandbox }) => {
  const names = Array.from({ length: 20 }, (_, index) => `Kim${String.fromCharCode(97 + index)}`);
  await addPeople(sandbox, [...names, "Kim"]);
  await addPeople(sandbox, ["Ann", "Bob"]);
  await openOverview(page);
  await openPalette(page, "kim lee");
  const offered = options(page, "Users");
  await expect(offered).toHaveCount(9);
  await expect(offered.first()).toHaveText(/^Kim Lee/);
  await expect(offered.nth(1)).toHaveText(/^Kima Lee/);
  await expect(offered.last()).toHaveText(/^13 more users: filter the list\s+Tines$/);
  await expect(said(page)).toHaveText(`21 users. ${REST}`);
  await expectAccessible(page);
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveText(/^13 more users/);
  await page.keyboard.press("Enter");
  await expectPage(page, "Users");
  await expect(page).toHaveURL("/tines/users?q=kim%20lee");
  await expect(searchBox(page)).toHaveValue("kim lee");
  await expectRowCount(page, 21);
  // And from the list itself.
  await openPalette(page, "example.com");
  await options(page).filter({ hasText: "more users: filter the list" }).click();
  await expect(searchBox(page)).toHaveValue("example.com");
  await expectRowCount(page, 23);
});

test("names are text, whatever they look like", async ({ page, sandbox }) => {
  const hostile = `<img src=x onerror="document.title='owned'">`;
  const id = await addUser(sandbox, "mallory@example.com", { first_name: hostile, last_name: "\u202eeel" });
  await addUser(sandbox, "javascript:alert(1)@example.com", { first_name: "", last_name: "" });
  await openOverview(page);
  await openPalette(page, "onerror");
  const option = options(page);
  await expect(option).toHaveCount(1);
  await expect(option).toContainText(hostile);
  await expect(palette(page).locator("img")).toHaveCount(0);
  await box(page).fill("javascript:");
  // No name: the address stands for it, once.
  await expect(options(page)).toHaveText([/^javascript:alert\(1\)@example\.com\s+Tines$/]);
  await box(page).fill("role:owner");
  await expect(page.getByText(NOTHING, { exact: true }).first()).toBeVisible();
  await box(page).fill("mallory");
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/tines/users/${String(id)}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(hostile);
  await expect(page).not.toHaveTitle("owned");
});

test("nothing found is said, to be seen and to be heard", async ({ page }) => {
  await openOverview(page);
  await openPalette(page, "zzz");
  await expect(options(page)).toHaveCount(0);
  await expect(palette(page).locator(".palette-note")).toHaveText([
    NOTHING,
    "The templates of Tines are not looked through: open their list first.",
    "The organisations of Tyk are not looked through: open their list first.",
    "The gateway users of Tyk are not looked through: open their list first.",
  ]);
  await expect(said(page)).toHaveText(NOTHING);
  await expect(box(page)).not.toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
  await expectAccessible(page);
});

test.describe("a list that is not in memory", () => {
  const connections = config({ id: "tines", name: "Tines" }, { id: "second", name: "Second" });
  test.use({ tenant: { seed: "empty", config: connections } });
  const SECOND = "The users of Second are not looked through: open their list first.";

  test.beforeEach(async ({ page, sandbox }) => {
    await addPeople(sandbox, ["Ann", "Bob"]);
    await signIn(page, { tines: demoKeys.tines, second: demoKeys.tines });
    await page.goto("/tines/journal");
    await expectPage(page, "Journal");
  });

  test("is asked for when one types, on the connection one is on alone", async ({ page, sandbox }) => {
    await openPalette(page);
    await expect(chosen(page)).toBeVisible();
    // Long enough for what would have been asked by opening it.
    await page.waitForTimeout(500);
    expect(await listRequests(sandbox)).toEqual([]);
    await page.keyboard.type("ann@");
    await expect(options(page)).toHaveText([/^Ann Lee ann@example\.com Tines$/]);
    await expect(page.getByText(SECOND)).toBeVisible();
    expect((await listRequests(sandbox)).length).toBe(1);
    await expect(said(page)).toHaveText("1 user. Not everything is loaded.");
    await expectAccessible(page);
  });

  test("joins as it comes, and what the arrows chose stays chosen", async ({ page, sandbox }) => {
    await sandbox.fault({ path: WHOLE_LIST, then: { delay_ms: 3_000 } });
    await openPalette(page, "le");
    await expect(page.getByText("The users of Tines are still being loaded: 0 so far.")).toBeVisible();
    await box(page).fill("theme");
    await expect(options(page)).toHaveCount(3);
    await page.keyboard.press("ArrowDown");
    await expect(chosen(page)).toHaveText(/^Light theme/);
    await sandbox.execute("UPDATE users SET first_name = 'Theme' WHERE email = ?1", ["ann@example.com"]);
    await expect(options(page, "Users")).toHaveText([/^Theme Lee/], { timeout: 10_000 });
    await expect(page.getByText("are still being loaded")).toHaveCount(0);
    await expect(chosen(page)).toHaveText(/^Light theme/);
  });

  test("that does not come is said", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 403/);
    await sandbox.fault({ path: WHOLE_LIST, then: { status: 403, body: { error: "no" } } });
    await openPalette(page, "ann@");
    await expect(page.getByText("Not all users of Tines could be looked through: 0 are loaded.")).toBeVisible();
    await expect(page.getByText("Nothing is called that in what is loaded.").first()).toBeVisible();
  });

  test("is looked through on every connection whose list was opened", async ({ page, sandbox }) => {
    await page.goto("/second/users");
    await expectRowCount(page, 3);
    await openPalette(page, "journal tines");
    await page.keyboard.press("Enter");
    await expectPage(page, "Journal");
    await expect(page).toHaveURL("/tines/journal");
    await openPalette(page, "ann@");
    await expect(options(page)).toHaveText([/Tines$/, /Second$/]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectPage(page, "Ann Lee");
    await expect(page).toHaveURL(/^http:\/\/[^/]+\/second\/users\/\d+$/);
    expect((await listRequests(sandbox)).length).toBe(2);
  });
});

test.describe("what can be begun", () => {
  for (const [words, heading] of [
    ["new user", "New user"],
    ["import users", "Import users"],
    ["import templates", "Import templates"],
    ["permissions", "Permissions"],
  ] as const) {
    test(`${words} is one command`, async ({ page }) => {
      await openOverview(page);
      await openPalette(page, words);
      await expect(options(page, "Actions")).toHaveCount(1);
      await page.keyboard.press("Enter");
      await expectPage(page, heading);
    });
  }

  test("is not offered where nothing can be changed", async ({ page }) => {
    await openOverview(page);
    await page.getByRole("switch", { name: "Read-only" }).click();
    await openPalette(page, "user");
    await expect(options(page)).toHaveText([/^Users\s+Tines/, /^Gateway users\s+Tyk/]);
    await box(page).fill("import");
    await expect(options(page)).toHaveCount(0);
    await box(page).fill("permissions");
    await expect(options(page)).toHaveText([/^Permissions matrix/]);
    await box(page).fill("read-only off");
    await page.keyboard.press("Enter");
    await openPalette(page, "new");
    await expect(options(page)).toHaveText([/^New user/, /^New template/]);
  });
});

test.describe("a connection that is pinned to read-only", () => {
  const pinned = config({ id: "tines", name: "Tines", readOnly: true }, { id: "second", name: "Second" });
  test.use({ tenant: { seed: "empty", config: pinned } });

  test("has no actions that change something, and the other has", async ({ page }) => {
    await signIn(page, { tines: demoKeys.tines, second: demoKeys.tines });
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await openPalette(page, "new");
    await expect(options(page)).toHaveText([/^New user\s+Second/, /^New template\s+Second/]);
  });
});
