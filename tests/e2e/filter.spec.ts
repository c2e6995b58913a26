import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, stores } from "./support/dashboard.ts";
import type { Sandbox } from "./support/sandbox.ts";
import { expectRowCount, openUsers, searchBox, userRows } from "./support/users.ts";

const PEOPLE = 240;

/** How many users a condition of SQL holds for. */
async function counted(sandbox: Sandbox, where: string): Promise<number> {
  const [row] = await sandbox.query<{ number: number }>(`SELECT count(*) AS number FROM users WHERE ${where}`);
  return row?.number ?? -1;
}

/** One of the facets beside the list, by its group. */
function facet(page: Page, group: string, value: string) {
  return page.getByRole("group", { name: group }).getByRole("checkbox", { name: new RegExp(`^${value}`) });
}

const views = (page: Page) => page.getByRole("button", { name: /^Saved views/ });
const options = (page: Page) => page.getByRole("option");

test.describe("the filter box", () => {
  test("completes a filter by the keyboard alone", async ({ page, sandbox }) => {
    const owners = await counted(sandbox, "admin = 1 AND last_seen IS NULL");
    await signIn(page);
    await openUsers(page, PEOPLE);
    const box = searchBox(page);
    await page.keyboard.press("/");
    await expect(box).toBeFocused();
    await expect(box).toHaveAttribute("aria-expanded", "false");

    await page.keyboard.type("ro");
    await expect(box).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("ArrowDown");
    await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
    await expect(box).toHaveAttribute("aria-activedescendant", (await options(page).first().getAttribute("id")) ?? "");
    await page.keyboard.press("Enter");
    await expect(box).toHaveValue("role:");

    await expect(options(page)).toHaveCount(2);
    await expect(options(page).first()).toContainText(/owner.*\d/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await expect(box).toHaveValue("role:owner");
    await expect(box, "Tab chose; it did not leave").toBeFocused();
    await expect(box).toHaveAttribute("aria-expanded", "false");
    await expectRowCount(page, await counted(sandbox, "admin = 1"));

    await page.keyboard.type(" last-seen:nev");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(box).toHaveValue("role:owner last-seen:never");
    await expectRowCount(page, owners);
    await expect(page).toHaveURL("/tines/users?q=role:owner%20last-seen:never");

    await page.keyboard.type(" sta");
    await expect(box).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Escape");
    await expect(box).toHaveAttribute("aria-expanded", "false");
    await expect(box).not.toHaveValue("");
    await page.keyboard.press("Escape");
    await expect(box).toHaveValue("");
    await expectRowCount(page, PEOPLE);
    await page.keyboard.press("Tab");
    await expect(box, "an empty box lets the focus go").not.toBeFocused();
  });

  test("is chosen from by the pointer, in the middle of a text", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    const box = searchBox(page);
    await box.fill("stat zoë");
    await box.evaluate((input: HTMLInputElement) => {
      input.setSelectionRange(4, 4);
    });
    await box.press("ArrowDown");
    await page.getByRole("option", { name: /^status:/ }).click();
    await expect(box).toHaveValue("status: zoë");
    await expect(box).toBeFocused();
    await page.getByRole("option", { name: /^inactive/ }).click();
    await expect(box).toHaveValue("status:inactive zoë");
  });

  for (const [filter, where] of [
    ["status:pending", "last_seen IS NULL AND is_active = 1"],
    ["-role:owner", "admin = 0"],
    ["status:inactive,pending", "is_active = 0 OR last_seen IS NULL"],
    ["domain:example.com", "lower(email) LIKE '%@example.com'"],
    ["created:2024..2025", "strftime('%Y', created_at / 1000, 'unixepoch') IN ('2024', '2025')"],
    ["id:11..20 -id:15", "id BETWEEN 11 AND 20 AND id <> 15"],
    ['"@example.org"', "email LIKE '%@example.org%'"],
  ] as const) {
    test(`means what the database says: ${filter}`, async ({ page, sandbox }) => {
      const expected = await counted(sandbox, where);
      expect(expected).toBeGreaterThan(0);
      await signIn(page);
      await page.goto(`/tines/users?q=${encodeURIComponent(filter)}`);
      await expect(page.getByText("As of just now")).toBeVisible();
      await expectRowCount(page, expected);
    });
  }

  test("says what it does not know, and mends it with a click", async ({ page, sandbox }) => {
    const owners = await counted(sandbox, "admin = 1");
    await signIn(page);
    await openUsers(page, PEOPLE);
    const box = searchBox(page);
    await box.fill("rloe:owner role:member,ownr");
    const said = page.getByRole("status").filter({ hasText: "left out" });
    await expect(said).toContainText("“rloe:” is not known here");
    await expect(said).toContainText("role: knows no “ownr”. Possible: owner, member.");
    await expectRowCount(page, PEOPLE - owners);

    await page.getByRole("button", { name: "Use owner" }).click();
    await expect(box).toHaveValue("rloe:owner role:member,owner");
    await expect(box).toBeFocused();
    await expectRowCount(page, PEOPLE);
    await page.getByRole("button", { name: "Use role:" }).click();
    await expect(box).toHaveValue("role:owner role:member,owner");
    await expectRowCount(page, owners);
    await expect(said).toHaveCount(0);

    await box.fill("http://x");
    await page.getByRole("button", { name: /as text/ }).click();
    await expect(box).toHaveValue('"http://x"');
    await expectRowCount(page, 0);
  });

  test("explains itself", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    await page.getByRole("button", { name: "How to filter" }).click();
    const help = page.getByRole("dialog", { name: "How to filter" });
    await expect(help).toContainText("Dates are in UTC");
    await expect(help).toContainText("permission:AUDIT_LOG_READ");
    await page.keyboard.press("Escape");
    await expect(help).toBeHidden();
    await expect(page.getByRole("button", { name: "How to filter" })).toBeFocused();
  });
});

test.describe("the facets", () => {
  test("write the filter, read it, and count the rest of it", async ({ page, sandbox }) => {
    const owners = await counted(sandbox, "admin = 1");
    const pending = await counted(sandbox, "last_seen IS NULL AND is_active = 1");
    await signIn(page);
    await openUsers(page, PEOPLE);
    const box = searchBox(page);

    await facet(page, "Status", "Pending").check();
    await expect(box).toHaveValue("status:pending");
    await expectRowCount(page, pending);
    await expect(page).toHaveURL("/tines/users?q=status:pending");
    await expect(facet(page, "Status", "Pending")).toBeFocused();

    await facet(page, "Status", "Inactive").check();
    await expect(box).toHaveValue("status:pending,inactive");
    const active = await counted(sandbox, "last_seen IS NOT NULL AND is_active = 1");
    // Its own group is left out of a count.
    await expect(page.getByRole("group", { name: "Status" }).getByText(String(active), { exact: true })).toBeVisible();

    await facet(page, "Status", "Pending").uncheck();
    await facet(page, "Status", "Inactive").uncheck();
    await expect(box).toHaveValue("");
    await expectRowCount(page, PEOPLE);

    await box.fill("-role:owner");
    await expect(facet(page, "Role", "Owner")).not.toBeChecked();
    await facet(page, "Role", "Owner").check();
    await expect(box).toHaveValue("role:owner");
    await expectRowCount(page, owners);
  });

  test("outlive a reload and follow Back", async ({ page }) => {
    await signIn(page);
    await openUsers(page, PEOPLE);
    await facet(page, "Role", "Owner").check();
    await expect(page).toHaveURL("/tines/users?q=role:owner");
    await page.reload();
    await expect(facet(page, "Role", "Owner")).toBeChecked();
    await expect(searchBox(page)).toHaveValue("role:owner");

    await views(page).click();
    await page.getByRole("button", { name: "Never signed in" }).click();
    await expect(facet(page, "Last seen", "Never")).toBeChecked();
    await expect(facet(page, "Role", "Owner")).not.toBeChecked();
    await page.goBack();
    await expect(searchBox(page)).toHaveValue("role:owner");
    await expect(facet(page, "Role", "Owner")).toBeChecked();
  });

  test("show the commonest few, and more when asked", async ({ page, sandbox }) => {
    for (let number = 1; number <= 12; number += 1) {
      await sandbox.execute("UPDATE users SET email = ? WHERE id = ?", [`a${String(number)}@d${String(number)}.example`, number]);
    }
    await signIn(page);
    await openUsers(page, PEOPLE);
    const group = page.getByRole("group", { name: "E-mail domain" });
    await expect(group.getByRole("checkbox")).toHaveCount(8);
    await group.getByRole("button", { name: /more/ }).click();
    await expect(group.getByRole("checkbox", { name: /^d12\.example/ })).toBeVisible();
    await expect(group.getByRole("button", { name: /Fewer/ })).toBeFocused();
    await group.getByRole("checkbox", { name: /^d12\.example/ }).check();
    await group.getByRole("button", { name: /Fewer/ }).click();
    await expect(group.getByRole("checkbox", { name: /^d12\.example/ }), "what is ticked stays").toBeChecked();
  });
});

test.describe("saved views", () => {
  test("keep a name and a filter in the browser, and nothing else", async ({ page, sandbox }) => {
    const owners = await counted(sandbox, "admin = 1");
    await signIn(page);
    await openUsers(page, await counted(sandbox, "admin = 1 AND email LIKE '%an%'"), "?q=role:owner%20email:an&sort=name");
    await views(page).click();
    await page.getByRole("button", { name: "Save this view…" }).click();
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "Name" }).fill("Anns");
    await page.keyboard.press("Enter");
    await expect(views(page)).toHaveAccessibleName("Saved views: Anns");
    await expect(views(page)).toBeFocused();
    const { local } = await stores(page);
    expect(JSON.parse(local["gatehouse.views"] ?? "")).toEqual({
      gatehouse: "views",
      views: [{ api: "tines", page: "users", name: "Anns", query: "?q=role:owner%20email:an&sort=name" }],
    });

    await views(page).click();
    await page.getByRole("button", { name: "Owners", exact: true }).click();
    await expect(searchBox(page)).toHaveValue("role:owner");
    await expectRowCount(page, owners);
    await expect(views(page)).toHaveAccessibleName("Saved views: Owners");

    await page.reload();
    await views(page).click();
    await page.getByRole("button", { name: "Anns", exact: true }).click();
    await expect(page).toHaveURL("/tines/users?q=role:owner%20email:an&sort=name");

    await views(page).click();
    await page.getByRole("button", { name: "Rename Anns" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("All Anns");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await expect(views(page)).toHaveAccessibleName("Saved views: All Anns");
    await views(page).click();
    await page.getByRole("button", { name: "Delete All Anns" }).click();
    await expect(views(page)).toHaveAccessibleName("Saved views");
    const emptied = (await stores(page)).local["gatehouse.views"] ?? "";
    expect(JSON.parse(emptied)).toEqual({ gatehouse: "views", views: [] });
  });

  test("go out as a file and come in again; odd files change nothing", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, await counted(sandbox, "email LIKE '%byrne%'"), "?q=email:byrne");
    await views(page).click();
    await page.getByRole("button", { name: "Save this view…" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Byrnes");
    await page.keyboard.press("Enter");

    await views(page).click();
    const download = page.waitForEvent("download");
    await page.getByRole("group", { name: "Saved views" }).getByRole("button", { name: "Export" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("gatehouse-views.json");
    const text = await readFile(await file.path(), "utf8");

    const take = async (content: string): Promise<void> => {
      await views(page).click();
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Import…" }).click();
      await (await chooser).setFiles({ name: "views.json", mimeType: "application/json", buffer: Buffer.from(content) });
    };
    await take(text);
    await expect(page.getByText("0 views imported, 1 already there.")).toBeVisible();
    await take(text.replace("byrne", "smith"));
    await expect(page.getByText("1 view imported, 0 already there.")).toBeVisible();
    await take('{"views":[{"api":"tines","page":"shoes","name":"x","query":""}]}');
    await expect(page.getByText("Nothing was imported. View 1 of this file is for no page that is known.")).toBeVisible();

    await views(page).click();
    const saved = page.getByRole("list", { name: "Saved views" }).getByRole("listitem");
    await expect(saved).toHaveCount(2);
    await expect(saved.nth(1)).toContainText("Byrnes (2)");
  });
});

test("is accessible with its list, problems, help and views", async ({ page }) => {
  await signIn(page);
  await openUsers(page, PEOPLE);
  await searchBox(page).fill("htp:x role:");
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: /as text/ })).toBeAttached();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "How to filter" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await views(page).click();
  await expectAccessible(page);
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the facets stand in a dialog", async ({ page, sandbox }) => {
    const pending = await counted(sandbox, "last_seen IS NULL AND is_active = 1");
    await signIn(page);
    await openUsers(page, PEOPLE);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Filters" }).click();
    await facet(page, "Status", "Pending").check();
    await expectAccessible(page);
    await page.getByRole("button", { name: `Show ${String(pending)} users` }).click();
    await expect(searchBox(page)).toHaveValue("status:pending");
    await expectRowCount(page, pending);
    await expect(userRows(page).first()).toContainText("Pending");
    await views(page).click();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
