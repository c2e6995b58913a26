import { expect, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage } from "./support/dashboard.ts";
import { inOrder, sortKeys, type SortKey } from "./support/order.ts";
import {
  emails,
  expectRowCount,
  listRequests,
  openUsers,
  pagesAsked,
  scrollList,
  searchBox,
  upTo,
  userRows,
  usersTable,
} from "./support/users.ts";

/** Rows compared with the database; as many stand in the document at any height of the screen. */
const LOOKED_AT = 15;

for (const [seed, people, pages] of [
  ["demo", 240, 1],
  ["large", 10_000, 20],
] as const) {
  test.describe(`${people.toLocaleString("en-GB")} users`, () => {
    test.use({ tenant: { seed } });

    test("all are synced, few stand in the document, and the last can be reached", async ({ page, sandbox }) => {
      await signIn(page);
      await openUsers(page, people);
      await expect(page.getByText(`${people.toLocaleString("en-GB")} users`, { exact: true })).toBeVisible();
      expect(await pagesAsked(sandbox)).toEqual(upTo(pages));
      expect((await sandbox.requests()).filter(({ status }) => status !== 200)).toEqual([]);

      await expect(userRows(page).first()).toHaveAttribute("aria-rowindex", "2");
      expect(await page.locator("*").count()).toBeLessThan(2_000);

      await scrollList(page, "End");
      await expect(userRows(page).last()).toHaveAttribute("aria-rowindex", String(people + 1));
      await expect(userRows(page).last()).toBeInViewport();
      await expect(userRows(page).last()).toContainText("never");
      expect(await page.locator("*").count()).toBeLessThan(2_000);

      await scrollList(page, "Home");
      await expect(userRows(page).first()).toHaveAttribute("aria-rowindex", "2");
      await expect(userRows(page).first()).toBeInViewport();
    });

    test("the search looks at all of them, and sorting does too", async ({ page, sandbox }) => {
      const [last] = await sandbox.query<{ email: string }>("SELECT email FROM users ORDER BY id DESC LIMIT 1");
      await signIn(page);
      await openUsers(page, people);
      await searchBox(page).fill(last?.email ?? "");
      await expectRowCount(page, 1);
      await expect(userRows(page).first()).toContainText(last?.email ?? "");
      await expect(page.getByText(`1 of ${people.toLocaleString("en-GB")} users`, { exact: true })).toBeVisible();

      await searchBox(page).fill("");
      await expectRowCount(page, people);
      await page.getByRole("columnheader", { name: "E-mail" }).getByRole("button").click();
      const keys = await sortKeys(sandbox, "E-mail");
      expect((await emails(page)).slice(0, LOOKED_AT)).toEqual(inOrder(keys.values(), false).slice(0, LOOKED_AT));
    });
  });
}

test.describe("searching", () => {
  test("folds accents, takes words in any order, and counts", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    const search = searchBox(page);

    await search.fill("siobhan");
    await expectRowCount(page, 1);
    await expect(page.getByRole("rowheader", { name: "Siobhán Byrne" })).toBeVisible();

    const byrnes = await sandbox.query(
      "SELECT email FROM users WHERE coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email LIKE '%byrne%'",
    );
    expect(byrnes.length).toBeGreaterThan(1);
    await search.fill("byrne");
    await expectRowCount(page, byrnes.length);
    await expect(page.getByText(`${String(byrnes.length)} of 240 users`, { exact: true })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: `${String(byrnes.length)} users match` })).toBeAttached();

    await search.fill("BYRNE  síobh");
    await expectRowCount(page, 1);
    await expect(userRows(page)).toContainText(["Siobhán Byrne"]);
  });

  test("folds the marks of every language written in Latin letters", async ({ page, sandbox }) => {
    const rename = "UPDATE users SET first_name = ?, last_name = ?, email = ? WHERE id = ?";
    await sandbox.execute(rename, ["Nguyễn Thị", "Hương", "a@example.org", 11]);
    await sandbox.execute(rename, ["Ọlájùmọ́kẹ́", "Adébáyọ̀", "b@example.org", 12]);
    await sandbox.execute(rename, ["Łukasz", "Świątek", "c@example.org", 13]);
    await sandbox.execute(rename, ["Žofie", "Groß", "d@example.org", 14]);
    await signIn(page);
    await openUsers(page, 240);
    for (const [words, name] of [
      ["lukasz swiatek", "Łukasz Świątek"],
      ["zofie gross", "Žofie Groß"],
      ["nguyen thi huong", "Nguyễn Thị Hương"],
      ["olajumoke adebayo", "Ọlájùmọ́kẹ́ Adébáyọ̀"],
    ] as const) {
      await searchBox(page).fill(words);
      await expect(page.getByRole("rowheader", { name }), `“${words}” finds ${name}`).toBeVisible();
    }
  });

  test("that finds nobody says so and can be cleared", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 240);
    await searchBox(page).fill("nobody <b>at</b> all");
    await expect(page.getByText("No user matches “nobody <b>at</b> all”.")).toBeVisible();
    await expect(page.getByText("0 of 240 users", { exact: true })).toBeVisible();
    await expect(userRows(page)).toHaveCount(0);

    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expectRowCount(page, 240);
    await expect(searchBox(page)).toHaveValue("");
    await expect(page).toHaveURL("/tines/users");
    await expect(searchBox(page), "the pressed button is gone; the focus must not be lost with it").toBeFocused();
  });

  test("stands in the URL, adds nothing to the history, and outlives a reload", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
    await expectPage(page, "Users");
    await expectRowCount(page, 240);
    const entries = await page.evaluate(() => history.length);

    await searchBox(page).pressSequentially("o'brien & söhne", { delay: 40 });
    await expect(page).toHaveURL(/\?q=o%27brien%20%26%20s%C3%B6hne$/);
    await searchBox(page).fill("");
    await expect(page).toHaveURL("/tines/users");
    await searchBox(page).pressSequentially("siobhan", { delay: 40 });
    await expect(page).toHaveURL("/tines/users?q=siobhan");
    expect(await page.evaluate(() => history.length)).toBe(entries);

    await page.reload();
    await expect(searchBox(page)).toHaveValue("siobhan");
    await expectRowCount(page, 1);

    await page.goBack();
    await expectPage(page, "Overview");
  });

  test("is a key away, except while one types", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 240);
    await page.keyboard.press("/");
    await expect(searchBox(page)).toBeFocused();
    await expect(searchBox(page)).toHaveValue("");
    await page.keyboard.type("a/b");
    await expect(searchBox(page)).toHaveValue("a/b");
  });
});

test.describe("sorting", () => {
  // Wide enough for every column.
  test.use({ viewport: { width: 1920, height: 1000 } });

  for (const column of ["Name", "E-mail", "Role", "Status", "Last seen", "Created", "Permissions"]) {
    test(`by ${column}, up and down`, async ({ page, sandbox }) => {
      const keys = await sortKeys(sandbox, column);
      const keyOf = (email: string): SortKey | undefined => keys.get(email);
      await signIn(page);
      await openUsers(page, 240);
      const heading = page.getByRole("columnheader", { name: column, exact: true });

      for (const descending of [false, true]) {
        await heading.getByRole("button").click();
        await expect(heading).toHaveAttribute("aria-sort", descending ? "descending" : "ascending");
        await expect(usersTable(page).locator("[aria-sort=ascending], [aria-sort=descending]")).toHaveCount(1);
        const expected = inOrder(keys.values(), descending);
        const top = (await emails(page)).slice(0, LOOKED_AT).map(keyOf);
        expect(top, `the first rows, descending: ${String(descending)}`).toEqual(expected.slice(0, LOOKED_AT));

        await scrollList(page, "End");
        await expect(userRows(page).last()).toHaveAttribute("aria-rowindex", "241");
        const bottom = (await emails(page)).slice(-LOOKED_AT).map(keyOf);
        expect(bottom, `the last rows, descending: ${String(descending)}`).toEqual(expected.slice(-LOOKED_AT));
        await scrollList(page, "Home");
        await expect(userRows(page).first()).toHaveAttribute("aria-rowindex", "2");
      }
    });
  }

  test("puts people who were never seen last both ways", async ({ page, sandbox }) => {
    const [never] = await sandbox.query<{ number: number }>("SELECT count(*) AS number FROM users WHERE last_seen IS NULL");
    expect(never?.number).toBeGreaterThan(LOOKED_AT);
    await signIn(page);
    await openUsers(page, 240);
    const heading = page.getByRole("columnheader", { name: "Last seen" });
    await expect(heading).toHaveAttribute("aria-sort", "descending");
    for (const order of ["descending", "ascending"]) {
      await expect(heading).toHaveAttribute("aria-sort", order);
      await expect(userRows(page).first()).not.toContainText("never");
      await scrollList(page, "End");
      await expect(userRows(page).last()).toHaveAttribute("aria-rowindex", "241");
      await expect(userRows(page).last()).toContainText("never");
      await heading.getByRole("button").click();
    }
  });

  test("stands in the URL, outlives a reload, and Back undoes it", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 240);
    const heading = page.getByRole("columnheader", { name: "E-mail" });
    await searchBox(page).fill("a");
    await expect(page).toHaveURL("/tines/users?q=a");

    await heading.getByRole("button").click();
    await expect(page).toHaveURL("/tines/users?q=a&sort=email");
    await heading.getByRole("button").click();
    await expect(page).toHaveURL("/tines/users?q=a&sort=-email");
    const sorted = await emails(page);

    await page.reload();
    await expect(heading).toHaveAttribute("aria-sort", "descending");
    await expect(searchBox(page)).toHaveValue("a");
    await expect.poll(() => emails(page)).toEqual(sorted);

    await page.goBack();
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
    await page.goBack();
    await expect(heading).toHaveAttribute("aria-sort", "none");
    await expect(page).toHaveURL("/tines/users?q=a");
    await page.goForward();
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
  });

  test("is undone by a Back that follows typing at once", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 240);
    const heading = page.getByRole("columnheader", { name: "E-mail" });
    await heading.getByRole("button").click();
    await expect(page).toHaveURL("/tines/users?sort=email");

    // Sooner than the URL follows the typing.
    await searchBox(page).fill("whelan");
    await page.goBack();
    await expect(heading).toHaveAttribute("aria-sort", "none");
    await expect(searchBox(page)).toHaveValue("");
    await expectRowCount(page, 240);
    await expect(page).toHaveURL("/tines/users");
  });

  test("that an old link names and nobody knows any more falls back to the usual one", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 240, "?sort=-shoe-size&page=7&q=");
    await expect(page.getByRole("columnheader", { name: "Last seen" })).toHaveAttribute("aria-sort", "descending");
  });
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("rows are cards, the sort is chosen, and nothing scrolls sideways", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    await expectNoSidewaysScroll(page);
    await expect(page.getByRole("columnheader", { name: "Name" })).toBeHidden();
    const width = (await userRows(page).first().boundingBox())?.width ?? 0;
    expect(width).toBeGreaterThan(300);
    expect(width).toBeLessThanOrEqual(390);

    const choice = page.getByRole("combobox", { name: "Sort by" });
    await expect(choice).toHaveValue("last-seen");
    await choice.selectOption({ label: "E-mail" });
    await expect(page).toHaveURL("/tines/users?sort=email");
    const keys = await sortKeys(sandbox, "E-mail");
    expect((await emails(page)).slice(0, 6)).toEqual(inOrder(keys.values(), false).slice(0, 6));

    await scrollList(page, "End");
    await expect(userRows(page).last()).toHaveAttribute("aria-rowindex", "241");
    await expect(userRows(page).last()).toBeInViewport();
    await expectNoSidewaysScroll(page);
  });
});

test.describe("the tenant as the API shows it", () => {
  test("is asked once, however often one comes back", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    const navigation = page.getByRole("navigation", { name: "Main" });
    await navigation.getByRole("link", { name: "Overview" }).click();
    await expectPage(page, "Overview");
    await navigation.getByRole("link", { name: "Users" }).click();
    await expectPage(page, "Users");
    await expectRowCount(page, 240);
    expect(await pagesAsked(sandbox)).toEqual([1]);
  });

  test("is asked again by Refresh, and what somebody else changed shows", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    await searchBox(page).fill("whelan");
    const before = (await listRequests(sandbox)).length;
    await sandbox.execute("UPDATE users SET first_name = 'Grace', last_name = 'Whelan' WHERE id = 1");
    await sandbox.execute("DELETE FROM users WHERE id = 240");
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByRole("rowheader", { name: "Grace Whelan" })).toBeVisible();
    await expect(page.getByText(/of 239 users$/)).toBeVisible();
    expect((await listRequests(sandbox)).length).toBe(before + 1);
  });
});
