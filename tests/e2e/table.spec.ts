import type { Page } from "@playwright/test";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage, stores } from "./support/dashboard.ts";
import {
  boxAt,
  columnsShown,
  expectFocusAt,
  expectSelected,
  focus,
  openLook,
  pickAll,
  placesPicked,
  recordAt,
  rowAt,
  scrolled,
  selectionBar,
} from "./support/list.ts";
import { expectRowCount, openUsers, searchBox, userRows, usersTable, upTo } from "./support/users.ts";

const PEOPLE = 240;

const heading = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });

/** Brings the keyboard to the first row. */
async function enterList(page: Page): Promise<void> {
  await page.keyboard.press("j");
  await expectFocusAt(page, 1);
}

test.describe("selecting", () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
  });

  test("by clicks, and a range with Shift", async ({ page }) => {
    await expectSelected(page, 0);
    await boxAt(page, 2).click();
    await expect(boxAt(page, 2)).toBeChecked();
    await expectSelected(page, 1);
    await expect(pickAll(page)).toBeChecked({ indeterminate: true });

    await boxAt(page, 7).click({ modifiers: ["Shift"] });
    await expectSelected(page, 6);
    expect(await placesPicked(page)).toEqual(upTo(7, 2));

    await boxAt(page, 4).click();
    await expectSelected(page, 5);
    expect(await placesPicked(page)).toEqual([2, 3, 5, 6, 7]);
    // Upwards as well, from the last one that was clicked by itself.
    await boxAt(page, 1).click({ modifiers: ["Shift"] });
    expect(await placesPicked(page)).toEqual(upTo(7));

    await selectionBar(page).getByRole("button", { name: "Clear", exact: true }).click();
    await expectSelected(page, 0);
    expect(await placesPicked(page)).toEqual([]);
    await expect(pickAll(page)).not.toBeChecked();
    await expect(page).toHaveURL("/tines/users");
  });

  test("a range reaches over rows that were never in the document", async ({ page }) => {
    await boxAt(page, 3).click();
    await boxAt(page, 3).focus();
    await page.keyboard.press("End");
    await expectFocusAt(page, PEOPLE);
    await boxAt(page, PEOPLE).click({ modifiers: ["Shift"] });
    await expectSelected(page, PEOPLE - 2);
  });

  test("a range begins at the record that was clicked, wherever it stands after another sort", async ({ page }) => {
    await openUsers(page, 5, "?q=whelan&sort=email");
    await boxAt(page, 1).click();
    const first = await recordAt(page, 1);
    const path = (href: string) => href.split("?")[0];
    const before: (string | undefined)[] = [];
    for (let at = 1; at <= 5; at += 1) before.push(path(await recordAt(page, at)));
    await heading(page, "Last seen").getByRole("button").click();
    await expect(heading(page, "Last seen")).toHaveAttribute("aria-sort", "ascending");
    const order: (string | undefined)[] = [];
    for (let at = 1; at <= 5; at += 1) order.push(path(await recordAt(page, at)));
    const place = order.indexOf(path(first)) + 1;
    expect(order, "the records stand elsewhere").not.toEqual(before);
    await boxAt(page, place > 1 ? place - 1 : 2).click({ modifiers: ["Shift"] });
    await expectSelected(page, 2);
  });

  test("all, by keys and by the box above them", async ({ page }) => {
    await enterList(page);
    await page.keyboard.press("Control+a");
    await expectSelected(page, PEOPLE);
    await expect(pickAll(page)).toBeChecked();
    await page.keyboard.press("Escape");
    await expectSelected(page, 0);

    await pickAll(page).click();
    await expectSelected(page, PEOPLE);
    await boxAt(page, 1).click();
    await expectSelected(page, PEOPLE - 1);
    await expect(pickAll(page)).toBeChecked({ indeterminate: true });
    await pickAll(page).click();
    await expectSelected(page, PEOPLE);
    await pickAll(page).click();
    await expectSelected(page, 0);
  });

  test("all means all that match, no more and no fewer", async ({ page, sandbox }) => {
    const owners = await sandbox.query("SELECT id FROM users WHERE admin = 1");
    expect(owners.length).toBeGreaterThan(1);
    await searchBox(page).fill("role:owner");
    await expectRowCount(page, owners.length);
    await page.getByRole("checkbox", { name: `Select all ${String(owners.length)} that match` }).click();
    await expectSelected(page, owners.length);
    await expect(pickAll(page)).toBeChecked();

    await searchBox(page).fill("");
    await expectRowCount(page, PEOPLE);
    await expectSelected(page, owners.length);
    await expect(pickAll(page)).toBeChecked({ indeterminate: true });
    await searchBox(page).fill("-role:owner");
    await expectRowCount(page, PEOPLE - owners.length);
    await expectSelected(page, owners.length, owners.length);
    expect(await placesPicked(page)).toEqual([]);
  });

  test("survives another sort and another filter, and says what is out of sight", async ({ page, sandbox }) => {
    const names = await userRows(page).getByRole("link").allTextContents();
    for (const place of [1, 2, 3]) {
      await boxAt(page, place).click();
    }
    await heading(page, "E-mail").getByRole("button").click();
    await expect(heading(page, "E-mail")).toHaveAttribute("aria-sort", "ascending");
    await expectSelected(page, 3);

    const [first] = await sandbox.query<{ email: string }>("SELECT email FROM users ORDER BY last_seen DESC LIMIT 1");
    await searchBox(page).fill(first?.email ?? "");
    await expectRowCount(page, 1);
    await expect(rowAt(page, 1).getByRole("link")).toHaveText(names[0] ?? "");
    await expect(boxAt(page, 1)).toBeChecked();
    await expectSelected(page, 3, 2);

    await selectionBar(page).getByRole("button", { name: "Keep those in the list" }).click();
    await expectSelected(page, 1);
    await expect(selectionBar(page).getByRole("button", { name: "Keep those in the list" })).toHaveCount(0);
    await searchBox(page).fill("");
    await expectRowCount(page, PEOPLE);
    await expectSelected(page, 1);
  });

  test("lets go of those whom a refresh finds gone", async ({ page, sandbox }) => {
    const gone = (await recordAt(page, 2)).split("/").at(-1) ?? "";
    for (const place of [1, 2, 3]) {
      await boxAt(page, place).click();
    }
    await sandbox.execute("DELETE FROM users WHERE id = ?1", [Number(gone)]);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expectRowCount(page, PEOPLE - 1);
    await expectSelected(page, 2);
    expect(await placesPicked(page)).toEqual([1, 2]);
  });
});

test.describe("by the keyboard", () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
  });

  test("Tab comes to one row, and leaves the list from it", async ({ page }) => {
    const stops = userRows(page).locator("a[tabindex='0']");
    await expect(stops).toHaveCount(1);
    await expect(userRows(page).locator("input[tabindex='0']")).toHaveCount(1);
    // The last heading that is on screen at this width.
    await heading(page, "Last seen").getByRole("button").focus();
    // The box, then the link of the one row.
    await page.keyboard.press("Tab");
    expect(await focus(page)).toMatchObject({ tag: "INPUT", place: 2 });
    await page.keyboard.press("Tab");
    expect(await focus(page)).toMatchObject({ tag: "A", place: 2 });
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expectFocusAt(page, 3);
    await expect(stops).toHaveCount(1);
    await expect(rowAt(page, 3).locator("a[tabindex='0']")).toHaveCount(1);
    await page.keyboard.press("Tab");
    expect((await focus(page)).place, "no other row is on the way out").toBeNull();
    await page.keyboard.press("Shift+Tab");
    await expectFocusAt(page, 3);
  });

  test("goes from row to row, by the screen, and to either end", async ({ page }) => {
    await enterList(page);
    await page.keyboard.press("ArrowUp");
    await expectFocusAt(page, 1);
    await page.keyboard.press("ArrowDown");
    await expectFocusAt(page, 2);
    await page.keyboard.press("j");
    await expectFocusAt(page, 3);
    await page.keyboard.press("k");
    await page.keyboard.press("ArrowUp");
    await expectFocusAt(page, 1);

    await page.keyboard.press("End");
    await expectFocusAt(page, PEOPLE);
    await page.keyboard.press("ArrowDown");
    await expectFocusAt(page, PEOPLE);
    await page.keyboard.press("Home");
    await expectFocusAt(page, 1);

    // A screen further: what was the last whole row, or nearly, is the first one now.
    const region = await page.getByRole("region", { name: "Users", exact: true }).boundingBox();
    const fit = Math.floor(((region?.height ?? 0) - 35) / 40);
    await page.keyboard.press("PageDown");
    const further = ((await focus(page)).place ?? 0) - 1;
    expect(further).toBeGreaterThan(fit - 3);
    expect(further).toBeLessThanOrEqual(fit + 1);
    await expectFocusAt(page, further);
    await page.keyboard.press("PageUp");
    await expectFocusAt(page, 1);

    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await expectFocusAt(page, 61);
    await expect(userRows(page).locator("a[tabindex='0']")).toHaveCount(1);
  });

  test("selects with x, Space and Shift", async ({ page }) => {
    await enterList(page);
    await page.keyboard.press("x");
    await expectSelected(page, 1);
    await page.keyboard.press("x");
    await expectSelected(page, 0);

    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await expectFocusAt(page, 3);
    expect(await placesPicked(page)).toEqual([1, 2, 3]);
    for (let press = 0; press < 3; press += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await expectSelected(page, 3);
    await page.keyboard.press("Shift+X");
    expect(await placesPicked(page)).toEqual(upTo(6));
    await page.keyboard.press("Escape");
    await expectSelected(page, 0);
    await expectFocusAt(page, 6);

    await page.keyboard.press("Shift+Tab");
    expect(await focus(page)).toMatchObject({ tag: "INPUT", place: 7 });
    await page.keyboard.press("Space");
    await expect(boxAt(page, 6)).toBeChecked();
    // From box to box, where one was on a box.
    await page.keyboard.press("ArrowDown");
    expect(await focus(page)).toMatchObject({ tag: "INPUT", place: 8 });
    await page.keyboard.press("Space");
    expect(await placesPicked(page)).toEqual([6, 7]);
    await page.keyboard.press("Space");
    expect(await placesPicked(page)).toEqual([6]);
  });

  test("Enter opens the record, and the way back finds the place and the row", async ({ page }) => {
    await enterList(page);
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press("PageDown");
    }
    await page.keyboard.press("ArrowUp");
    const { path, place } = await focus(page);
    const top = await scrolled(page);
    expect(top).toBeGreaterThan(1_000);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(path ?? "");
    await expect(usersTable(page)).toHaveCount(0);

    await page.goBack();
    await expectRowCount(page, PEOPLE);
    await expect.poll(() => scrolled(page)).toBe(top);
    await expect(userRows(page).locator("a[tabindex='0']")).toHaveAttribute("href", path ?? "");
    await page.keyboard.press("j");
    expect(await focus(page)).toEqual({ tag: "A", path, place });
    expect(await scrolled(page), "the row was in view").toBe(top);
  });

  test("keeps to its record when the list changes below it", async ({ page, sandbox }) => {
    await enterList(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const before = await focus(page);
    expect(before.place).toBe(4);
    // The first is gone, and somebody else comes to stand where our row stood.
    const first = (await recordAt(page, 1)).split("/").at(-1) ?? "";
    await sandbox.execute("DELETE FROM users WHERE id = ?1", [Number(first)]);
    // Not with the mouse: it would take the focus along.
    await page.getByRole("button", { name: "Refresh" }).dispatchEvent("click");
    await expectRowCount(page, PEOPLE - 1);
    expect(await focus(page)).toEqual({ ...before, place: 3 });
    await expect(userRows(page).locator("a[tabindex='0']")).toHaveAttribute("href", before.path ?? "");
    await page.keyboard.press("ArrowDown");
    await expectFocusAt(page, 3);
  });

  test("keeps to its record in another order, or to the list, where it is out of sight", async ({ page, sandbox }) => {
    const button = heading(page, "Name").getByRole("button");
    for (const email of ["aaa1@example.org", "aaa2@example.org", "aaa3@example.org"]) {
      // Together at the top by last seen, and by name in the opposite order.
      await sandbox.execute("UPDATE users SET first_name = ?, last_name = 'Aa', last_seen = ? WHERE id = ?", [
        // Before every other name, those of hostile people too.
        `!aa${String(4 - Number(email[3]))}`,
        Date.parse("2026-01-15T11:59:00Z") + 1_000 * Number(email[3]),
        Number(email[3]),
      ]);
    }
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(rowAt(page, 1).getByRole("link")).toHaveText("!aa1 Aa");
    await enterList(page);
    const near = await focus(page);
    await button.dispatchEvent("click");
    await expect(heading(page, "Name")).toHaveAttribute("aria-sort", "ascending");
    await button.dispatchEvent("click");
    await expect(heading(page, "Name")).toHaveAttribute("aria-sort", "descending");
    // By name, downwards, it stands near the end: out of sight.
    expect((await focus(page)).path === near.path || (await focus(page)).tag === "DIV").toBe(true);
    await page.keyboard.press("Home");
    await expectFocusAt(page, 1);

    await page.goto("/tines/users?sort=name");
    await expect(rowAt(page, 1).getByRole("link")).toHaveText("!aa1 Aa");
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const third = await focus(page);
    expect(third.place).toBe(4);
    await heading(page, "Last seen").getByRole("button").dispatchEvent("click");
    await expect(heading(page, "Last seen")).toHaveAttribute("aria-sort", "ascending");
    await heading(page, "Last seen").getByRole("button").dispatchEvent("click");
    await expect(heading(page, "Last seen")).toHaveAttribute("aria-sort", "descending");
    const after = await focus(page);
    expect(after.path === third.path || after.tag === "DIV", "never another record").toBe(true);
  });

  test("whose row is scrolled away is still in the list, and a key brings it back", async ({ page }) => {
    await enterList(page);
    const { path } = await focus(page);
    await page.getByRole("region", { name: "Users", exact: true }).hover();
    await page.mouse.wheel(0, 6_000);
    await expect(rowAt(page, 1)).toHaveCount(0);
    const away = await focus(page);
    expect(away.path === path || away.tag === "DIV", "never another record's link").toBe(true);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/tines/users");
    await page.keyboard.press("ArrowDown");
    await expectFocusAt(page, 2);
  });

  test("j comes in from anywhere, but not while one types", async ({ page }) => {
    await searchBox(page).fill("");
    await page.keyboard.type("jk");
    await expect(searchBox(page)).toHaveValue("jk");
    await searchBox(page).fill("");
    await expectRowCount(page, PEOPLE);
    await page.getByRole("link", { name: "New user" }).focus();
    await page.keyboard.press("k");
    await expectFocusAt(page, 1);
  });
});

test.describe("single keys", () => {
  test("can be switched off, and stay off (WCAG 2.1.4)", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    await openLook(page);
    const keys = page.getByRole("checkbox", { name: /^Single keys/ });
    await expect(keys).toBeChecked();
    await keys.uncheck();
    await page.keyboard.press("Escape");
    await expect(keys).toHaveCount(0);

    for (const when of ["at once", "after a reload"]) {
      await page.getByRole("link", { name: "New user" }).focus();
      for (const key of ["j", "x", "?", "/", "k"]) {
        await page.keyboard.press(key);
      }
      await expect(page.getByRole("dialog"), when).toHaveCount(0);
      await expect(page.getByRole("link", { name: "New user" }), when).toBeFocused();
      await expectSelected(page, 0);
      // What is no letter still works.
      await rowAt(page, 1).getByRole("link").focus();
      await page.keyboard.press("ArrowDown");
      await expectFocusAt(page, 2);
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await expectFocusAt(page, 2);
      await expectSelected(page, 0);
      await page.reload();
      await expectRowCount(page, PEOPLE);
    }

    await openLook(page);
    await expect(keys).not.toBeChecked();
    await keys.check();
    await page.keyboard.press("Escape");
    await enterList(page);
  });

  test("are explained by ?", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    await enterList(page);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys" });
    await expect(help).toBeVisible();
    await expect(help.getByRole("term").filter({ hasText: "Shift" })).toHaveCount(0);
    for (const does of ["Next row, previous row", "Select all that match", "Open the record", "Search the list"]) {
      await expect(help.getByText(does, { exact: true }).first()).toBeVisible();
    }
    await expectAccessible(page);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await expectSelected(page, 0);
    await page.keyboard.press("Escape");
    await expect(help).toHaveCount(0);
    await expectFocusAt(page, 1);
  });
});

test.describe("how the list looks", () => {
  test("columns are chosen, stand in the URL, outlive a reload, and the way back finds them", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    const usual = await columnsShown(page);
    expect(usual).toContain("Role");
    const columns = await openLook(page);
    await expect(columns.getByRole("checkbox", { name: "Name" })).toBeDisabled();
    await expect(columns.getByText("As many as fit are shown.")).toBeVisible();

    await columns.getByRole("checkbox", { name: "Role" }).uncheck();
    await expect(page).toHaveURL(/[?&]cols=name,email,status,last-seen,created,permissions,scim$/);
    await expect.poll(() => columnsShown(page)).toEqual(["Name", "E-mail", "Status", "Last seen", "Created", "Permissions", "Directory"]);
    await columns.getByRole("checkbox", { name: "Directory" }).uncheck();
    await expect(page).toHaveURL(/[?&]cols=name,email,status,last-seen,created,permissions$/);
    const chosen = ["Name", "E-mail", "Status", "Last seen", "Created", "Permissions"];
    await expect.poll(() => columnsShown(page)).toEqual(chosen);
    await expect(columns, "choosing goes on").toBeVisible();
    const cells = await rowAt(page, 1).locator("th, td:not(.col-pick)").count();
    expect(cells).toBe(chosen.length);

    await page.reload();
    await expectRowCount(page, PEOPLE);
    await expect.poll(() => columnsShown(page)).toEqual(chosen);
    // Choosing adds nothing to the history: the way back from elsewhere leads to what was chosen.
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
    await expectPage(page, "Overview");
    await page.goBack();
    await expect(page).toHaveURL(/[?&]cols=name,email,status,last-seen,created,permissions$/);
    await expectRowCount(page, PEOPLE);
    await expect.poll(() => columnsShown(page)).toEqual(chosen);

    const again = await openLook(page);
    await again.getByRole("button", { name: "As many as fit" }).click();
    await expect(page).toHaveURL("/tines/users");
    await expect.poll(() => columnsShown(page)).toEqual(usual);
    await expect(again.getByText("As many as fit are shown.")).toBeVisible();
  });

  test("compact rows are remembered", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    const height = async () => Math.round((await rowAt(page, 2).boundingBox())?.height ?? 0);
    expect(await height()).toBe(40);
    await openLook(page);
    await page.getByRole("checkbox", { name: "Compact rows" }).check();
    await expect.poll(height).toBe(30);
    await page.keyboard.press("Escape");
    await page.reload();
    await expectRowCount(page, PEOPLE);
    await expect.poll(height).toBe(30);
    expect((await stores(page)).local).toMatchObject({ "gatehouse.density": "compact" });

    await enterList(page);
    await page.keyboard.press("End");
    await expectFocusAt(page, PEOPLE);
    await openLook(page);
    await page.getByRole("checkbox", { name: "Compact rows" }).uncheck();
    await page.keyboard.press("Escape");
    expect((await stores(page)).local).not.toHaveProperty("gatehouse.density");
    await page.keyboard.press("j");
    await expectFocusAt(page, PEOPLE);
  });

  test("on paper there are all the rows, and afterwards few again", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    expect(await userRows(page).count()).toBeLessThan(100);
    await page.emulateMedia({ media: "print" });
    const atOnce = await page.evaluate(() => {
      window.dispatchEvent(new Event("beforeprint"));
      // Not a moment later: then the paper is already being filled.
      return document.querySelectorAll("tbody th[scope=row]").length;
    });
    expect(atOnce).toBe(PEOPLE);
    const places = await userRows(page).evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
    expect(places).toEqual(upTo(PEOPLE + 1, 2));
    await expect(page.getByRole("columnheader", { name: "Name" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Export" })).toBeHidden();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
    // Nothing on the page cuts the list off.
    const { foot, page: height } = await page.evaluate(() => {
      const rows = [...document.querySelectorAll("tbody th[scope=row]")];
      return { foot: rows.at(-1)?.getBoundingClientRect().bottom ?? 0, page: document.documentElement.scrollHeight };
    });
    expect(foot).toBeGreaterThan(PEOPLE * 10);
    expect(foot).toBeLessThanOrEqual(height + 1);

    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: null });
    await expect.poll(() => userRows(page).count()).toBeLessThan(100);
    await expect(rowAt(page, 1)).toBeInViewport();
  });

  test("passes axe with a selection and with its menus open", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    await boxAt(page, 2).click();
    await boxAt(page, 5).click({ modifiers: ["Shift"] });
    await expectSelected(page, 4);
    await expectAccessible(page);
    await openLook(page);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await expect(page.getByRole("button", { name: "Save as a file…" })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("as cards", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test.beforeEach(async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
  });

  test("can be selected, with a bar that leaves room for them", async ({ page }) => {
    const box = await boxAt(page, 1).boundingBox();
    const cell = await rowAt(page, 1).locator(".col-pick").boundingBox();
    expect(cell?.width, "what takes the press").toBeGreaterThanOrEqual(24);
    expect(cell?.height).toBeGreaterThanOrEqual(24);
    expect(box?.width).toBeGreaterThanOrEqual(13);
    await rowAt(page, 1).locator(".col-pick").click({ position: { x: 3, y: 8 } });
    await expectSelected(page, 1);
    await boxAt(page, 4).click({ modifiers: ["Shift"] });
    await expectSelected(page, 4);
    await expectNoSidewaysScroll(page);
    const bar = await selectionBar(page).boundingBox();
    expect(bar?.height).toBeLessThan(844 / 2);
    await expectAccessible(page);

    // The last card can be reached above the bar.
    await rowAt(page, 4).getByRole("link").focus();
    await page.keyboard.press("End");
    await expectFocusAt(page, PEOPLE);
    const last = await rowAt(page, PEOPLE).boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + 1);
    await page.keyboard.press("x");
    await expectSelected(page, 5);
    await selectionBar(page).getByRole("button", { name: "Clear", exact: true }).click();
    await expectSelected(page, 0);
  });

  test("open by a press, and the way back finds the place", async ({ page }) => {
    await page.getByRole("region", { name: "Users", exact: true }).hover();
    await page.mouse.wheel(0, 5_000);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(4_000);
    await expect(rowAt(page, 57).getByRole("link")).toBeInViewport();
    const top = await scrolled(page);
    const path = await recordAt(page, 57);
    await rowAt(page, 57).getByRole("link").click();
    await expect(page).toHaveURL(path);
    await page.goBack();
    await expectPage(page, "Users");
    await expect.poll(() => scrolled(page)).toBe(top);
  });

  test("pass axe with the menu open, and nothing scrolls sideways", async ({ page }) => {
    await openLook(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

test.describe("10,000 rows", () => {
  test.use({ tenant: { seed: "large" } });
  const MANY = 10_000;

  test("few stand in the document however one scrolls, each with its right place", async ({ page }) => {
    await signIn(page);
    await openUsers(page, MANY);
    await expect(usersTable(page)).toHaveAttribute("aria-rowcount", String(MANY + 1));
    const region = page.getByRole("region", { name: "Users", exact: true });
    await region.hover();
    for (const step of [300, 2_000, 40_000, 150_000, -60_000, 900, 400_000]) {
      const before = await scrolled(page);
      await page.mouse.wheel(0, step);
      await expect.poll(() => scrolled(page)).not.toBe(before);
      // What is in view is drawn, and says where it stands.
      await expect
        .poll(async () => {
          const top = await scrolled(page);
          return rowAt(page, Math.min(Math.floor(top / 40) + 3, MANY)).count();
        })
        .toBe(1);
      expect(await page.locator("*").count()).toBeLessThanOrEqual(2_000);
      const places = await userRows(page).evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
      expect(places, "one after the other").toEqual(upTo((places[0] ?? 0) + places.length - 1, places[0]));
    }
    await expect(rowAt(page, MANY)).toBeInViewport();

    await enterFromEnd(page);
    await page.keyboard.press("Control+a");
    await expectSelected(page, MANY);
    expect(await page.locator("*").count()).toBeLessThanOrEqual(2_000);
    await page.keyboard.press("Home");
    await expectFocusAt(page, 1);
    await expect(boxAt(page, 1)).toBeChecked();
    await page.keyboard.press("End");
    await expectFocusAt(page, MANY);
    await expect(userRows(page).last()).toHaveAttribute("aria-rowindex", String(MANY + 1));
  });

  /** The last row, by its link. */
  async function enterFromEnd(page: Page): Promise<void> {
    await rowAt(page, MANY).getByRole("link").focus();
    await expectFocusAt(page, MANY);
  }
});
