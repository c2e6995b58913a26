import { expect, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage, keyField, offer, stores } from "./support/dashboard.ts";
import { expectRowCount, openUsers, searchBox } from "./support/users.ts";

test.describe("finding one's way", () => {
  test("with the keyboard: skip link, navigation, and the focus goes along", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await expect(page).toHaveURL("/tines");

    const users = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" });
    await expect(async () => {
      await page.keyboard.press("Shift+Tab");
      await expect(users).toBeFocused({ timeout: 100 });
    }).toPass({ intervals: [0], timeout: 10_000 });
    await page.keyboard.press("Enter");
    const heading = page.getByRole("heading", { level: 1, name: "Users" });
    await expect(heading).toBeFocused();
    await expect(page).toHaveTitle("Users – Tines – Gatehouse");
    await expect(users).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("status").filter({ hasText: "Users – Tines" })).toBeAttached();
  });

  test("back and forward between pages", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.getByRole("main").getByRole("link", { name: "Users", exact: true }).click();
    await expectPage(page, "Users");
    await page.getByRole("columnheader", { name: "E-mail" }).getByRole("button").click();
    await expect(page).toHaveURL("/tines/users?sort=email");

    await page.goBack();
    await expect(page).toHaveURL("/tines/users");
    await page.goBack();
    await expectPage(page, "Overview");
    await expect(page).toHaveTitle(/^Overview/);
    await page.goForward();
    await page.goForward();
    await expectPage(page, "Users");
    await expect(page).toHaveURL("/tines/users?sort=email");
    await expect(page.getByRole("columnheader", { name: "E-mail" })).toHaveAttribute("aria-sort", "ascending");
    await expectRowCount(page, 240);
  });

  for (const path of ["/nowhere", "/nowhere/users", "/tines/nothing", "/tines/users/7/8", "/tyk/users", "/tines/organisations"]) {
    test(`${path} is not there, and leads back`, async ({ page }) => {
      await signIn(page);
      await page.goto(path);
      await expectPage(page, "Page not found");
      await expect(page).toHaveTitle(/^Page not found/);
      await expect(page).toHaveURL(path);
      await page.getByRole("link", { name: "All connections" }).click();
      await expectPage(page, "Connections");
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    });
  }

  test("to another connection, with a key and without", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await page.getByText("dedicated · eu-west-1").click();
    const tyk = page.getByRole("link", { name: "Tyk connected" });
    await expect(tyk).toBeVisible();
    await tyk.click();
    await expectPage(page, "Overview");
    await expect(page).toHaveURL("/tyk");
    await expect(page).toHaveTitle("Overview – Tyk – Gatehouse");

    await signIn(page, { tines: "demo-tenant-owner-key" });
    await page.goto("/tines");
    await page.getByText("dedicated · eu-west-1").click();
    await page.getByRole("link", { name: "Tyk no key yet" }).click();
    await expectPage(page, "Connect to Tyk");
    await expect(keyField(page)).toBeFocused();
  });
});

test.describe("the command palette", () => {
  test("goes to a page by keys alone", async ({ page }) => {
    await signIn(page);
    await page.goto("/tyk");
    await expectPage(page, "Overview");
    await page.keyboard.press("Control+k");
    const box = page.getByRole("combobox", { name: "Page, record or action" });
    await expect(box).toBeFocused();
    const chosen = page.getByRole("option", { selected: true });
    await expect(chosen).toHaveText(/Overview\s*Tines/);
    await page.keyboard.press("ArrowDown");
    await expect(chosen).toHaveText(/Users\s*Tines/);
    await expect(box).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id")) ?? "none");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(chosen).toHaveText(/^Forget everything/);

    await page.keyboard.type("TINES us");
    await expect(page.getByRole("option")).toHaveText([/^Users/, /^New user/, /^Import users/]);
    await expect(chosen).toHaveText(/Users\s*Tines/);
    await page.keyboard.press("Enter");
    await expectPage(page, "Users");
    await expect(page).toHaveURL("/tines/users");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeFocused();
  });

  test("opens from the bar, closes with Escape, and gives the focus back", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 240);
    const opener = page.getByRole("button", { name: "Search pages, records, actions" });
    await opener.click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.type("no such thing");
    await expect(page.getByRole("dialog").getByRole("paragraph").filter({ hasText: "Nothing is called that" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(opener).toBeFocused();

    await searchBox(page).focus();
    for (const time of ["first", "second"]) {
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("combobox", { name: "Page, record or action" }), time).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog"), time).toHaveCount(0);
      await expect(searchBox(page), time).toBeFocused();
    }
  });

  test("keeps the choice in view", async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 320 });
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("option", { selected: true })).toHaveText(/^Forget everything/);
    await expect(page.getByRole("option", { selected: true })).toBeInViewport({ ratio: 1 });
  });

  test("locks", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("lock");
    await page.keyboard.press("Enter");
    await expectPage(page, "Connect to Tines");
    expect((await stores(page)).session).toEqual({});
  });
});

test("the theme goes round and outlives a reload", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn(page);
  await page.goto("/tines");
  await expectPage(page, "Overview");
  const button = page.getByRole("button", { name: /^Theme:/ });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await expect(button).toHaveAccessibleName("Theme: system");

  await button.click();
  await expect(button).toHaveAccessibleName("Theme: light");
  await button.click();
  await expect(button).toHaveAccessibleName("Theme: dark");
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(button).toHaveAccessibleName("Theme: dark");
  expect(await background()).toBe(dark);

  await button.click();
  await expect(button).toHaveAccessibleName("Theme: system");
  expect((await stores(page)).local).toEqual({});
  expect(await background()).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background()).toBe(dark);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the navigation is a drawer", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await expectNoSidewaysScroll(page);
    const drawer = page.getByRole("navigation", { name: "Main" });
    const opener = page.getByRole("button", { name: "Navigation" });
    await expect(drawer).toBeHidden();
    await expect(opener).toHaveAttribute("aria-expanded", "false");

    await opener.click();
    await expect(drawer).toBeVisible();
    await expect(opener).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(opener).toBeFocused();

    await opener.click();
    await drawer.getByRole("link", { name: "Users" }).click();
    await expectPage(page, "Users");
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("nothing scrolls sideways anywhere", async ({ page }) => {
    await page.goto("/");
    await expectPage(page, "Connections");
    await expectNoSidewaysScroll(page);
    await page.goto("/nowhere");
    await expectPage(page, "Page not found");
    await expectNoSidewaysScroll(page);
    await signIn(page);
    await page.goto("/tyk");
    await expect(offer(page, "List of gateway users")).toContainText("40");
    await expectNoSidewaysScroll(page);
  });
});

test("a fault of the dashboard's own shows a page to go on from, not a blank one", async ({ page, complaints }) => {
  complaints.announce(/panicked at/);
  complaints.announce(/unreachable/);
  await signIn(page);
  await page.goto("/tines");
  await expectPage(page, "Overview");
  // A browser that refuses to change the address: the router takes that for impossible, and panics.
  await page.evaluate(() => {
    history.pushState = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
  await expect(page.getByRole("alert")).toContainText("Gatehouse ran into a fault of its own");
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expectPage(page, "Overview");
  await expect(page.getByRole("alert")).toBeHidden();
});
