import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { card, expectPage, figure, giveKey, offer } from "./support/dashboard.ts";
import { NOW } from "./support/sandbox.ts";
import { openUsers, searchBox, WHOLE_LIST } from "./support/users.ts";

test("the connections, closed and open", async ({ page }) => {
  await page.goto("/");
  await expectPage(page, "Connections");
  await expectAccessible(page);
  await giveKey(card(page, "Tines"), demoKeys.tines);
  await expect(offer(page, "Directory sync \\(SCIM\\)")).toContainText("seems to be on");
  await expectAccessible(page);
});

test("a wrong key", async ({ page, complaints }) => {
  complaints.announce(/status of 401/);
  await page.goto("/tines/users");
  await giveKey(page, "wrong");
  await expect(page.getByText("This key is not accepted")).toBeVisible();
  await expectAccessible(page);
});

test("a key that could not be checked", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 500/);
  await sandbox.fault({ path: "/tines/*", then: { status: 500 } });
  await page.goto("/tines");
  await giveKey(page, demoKeys.tines);
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});

test("the overviews", async ({ page }) => {
  await signIn(page);
  await page.goto("/tines");
  await expect(figure(page, "Owners")).toHaveText(/\d/);
  await expectAccessible(page);
  await page.goto("/tyk");
  await expect(figure(page, "Super users")).toHaveText(/\d/);
  await expectAccessible(page);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test.describe(`the users at ${String(width)}`, () => {
    test.use({ viewport: { width, height } });

    test("all, none and failed", async ({ page, sandbox, complaints }) => {
      complaints.announce(/status of 500/);
      await signIn(page);
      await openUsers(page, 240);
      await expectAccessible(page);

      await sandbox.fault({ path: WHOLE_LIST, then: { status: 500, body: "Out of order" } });
      await page.getByRole("button", { name: "Refresh" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page);

      await searchBox(page).fill("nobody is called that");
      await expect(page.getByRole("button", { name: "Clear the filter" })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test("the users while they load", async ({ page, sandbox }) => {
  await sandbox.fault({ path: WHOLE_LIST, then: { delay_ms: 300_000 } });
  await signIn(page);
  await page.goto("/tines/users");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the overview and the drawer", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expect(figure(page, "Owners")).toHaveText(/\d/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Navigation" }).click();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeInViewport({ ratio: 1 });
    await expectAccessible(page);
  });
});

test("the palette", async ({ page }) => {
  await signIn(page);
  await openUsers(page, 240);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("nothing is called that");
  await expect(page.getByText("Nothing is called that.")).toBeVisible();
  await expectAccessible(page);
});

test("the question for a refused key", async ({ page, complaints }) => {
  complaints.announce(/status of 401/);
  await signIn(page, { tines: "expired" });
  await page.goto("/tines/users");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page);
});

test("the warning before the lock", async ({ page }) => {
  await page.clock.install();
  await signIn(page);
  await openUsers(page, 240);
  await page.clock.fastForward("14:30");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page);
});

test("a record that cannot be read", async ({ page, sandbox }) => {
  await sandbox.fault({ path: WHOLE_LIST, then: { status: 200, body: { "admin/users": [{ email: "x" }], meta: {} } } });
  await signIn(page);
  await page.goto("/tines/users");
  await page.getByRole("button", { name: "1 record unreadable" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

test("a page that is not there", async ({ page }) => {
  await page.goto("/nowhere");
  await expectPage(page, "Page not found");
  await expectAccessible(page);
});

test("what the users page is to a screen reader", async ({ page }) => {
  await page.clock.install({ time: NOW });
  await signIn(page);
  await openUsers(page, 5, "?q=whelan&sort=email");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Users" [level=1]
      - paragraph: 5 of 240 users
      - search:
        - combobox "Filter users": whelan
      - button "Export"
      - text: As of
      - time: just now
      - button "Refresh"
      - region "Users":
        - table "Users":
          - caption: Users
          - rowgroup:
            - row "Name E-mail Role Status Last seen Created":
              - columnheader "Name":
                - button "Name"
              - columnheader "E-mail":
                - button "E-mail"
              - columnheader "Role":
                - button "Role"
              - columnheader "Status":
                - button "Status"
              - columnheader "Last seen":
                - button "Last seen"
              - columnheader "Created":
                - button "Created"
          - rowgroup:
            - row /Eoghan Whelan eoghan.whelan2@example.org Active/:
              - rowheader "Eoghan Whelan"
              - cell "eoghan.whelan2@example.org"
              - cell
              - cell "Active"
              - cell "1 d ago 14 Jan 2026"
              - cell "3 mo ago 27 Sept 2025"
            - row /Eoghan Whelan/
            - row /Gráinne Whelan grainne.whelan@example.org Owner Active/:
              - rowheader "Gráinne Whelan"
              - cell "grainne.whelan@example.org"
              - cell "Owner"
              - cell "Active"
              - cell "1 d ago 14 Jan 2026"
              - cell "3 y ago 15 Jan 2023"
  `);
});
