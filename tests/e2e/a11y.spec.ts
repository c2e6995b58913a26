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
  await expect(page.getByText("Nothing is called that in what is loaded.")).toBeVisible();
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
      - paragraph: /5 of \\d+ users/
      - link "Permissions":
        - /url: /tines/users/permissions?q=whelan&sort=email
      - link "Import":
        - /url: /tines/users/import?q=whelan&sort=email
      - link "New user":
        - /url: /tines/users/new?q=whelan&sort=email
      - region "Filters":
        - group "Status":
          - text: ""
          - list:
            - listitem:
              - checkbox "Active 5"
              - text: Active 5
            - listitem:
              - checkbox "Inactive 0"
              - text: Inactive 0
            - listitem:
              - checkbox "Pending 0"
              - text: Pending 0
        - group "Role":
          - text: ""
          - list:
            - listitem:
              - checkbox "Owner 1"
              - text: Owner 1
            - listitem:
              - checkbox "Member 4"
              - text: Member 4
        - group "Last seen":
          - text: ""
          - list:
            - listitem:
              - checkbox "Never 0"
              - text: Never 0
            - listitem:
              - checkbox /Over \\d+ days ago 0/
              - text: /Over \\d+ days ago 0/
            - listitem:
              - checkbox /Over \\d+ days ago 0/
              - text: /Over \\d+ days ago 0/
            - listitem:
              - checkbox /Over \\d+ days ago 0/
              - text: /Over \\d+ days ago 0/
        - group "Permission":
          - text: ""
          - list:
            - listitem:
              - checkbox "FEATURE_FLAG_MANAGE 1"
              - text: FEATURE_FLAG_MANAGE 1
            - listitem:
              - checkbox "AUDIT_LOG_READ 0"
              - text: AUDIT_LOG_READ 0
            - listitem:
              - checkbox "TUNNEL_MANAGE 0"
              - text: TUNNEL_MANAGE 0
            - listitem:
              - checkbox "none 4"
              - text: none 4
        - group "E-mail domain":
          - text: ""
          - list:
            - listitem:
              - checkbox "example.org 5"
              - text: example.org 5
            - listitem:
              - checkbox "example.com 0"
              - text: example.com 0
            - listitem:
              - checkbox "contractors.example.net 0"
              - text: contractors.example.net 0
            - listitem:
              - checkbox "security-operations.emea.example.com 0"
              - text: security-operations.emea.example.com 0
      - search:
        - combobox "Filter users": whelan
        - button "Clear"
        - button "How to filter": "?"
      - button "Saved views"
      - button "View"
      - button "Export"
      - text: As of
      - time: just now
      - button "Refresh"
      - status
      - region "Users":
        - table "Users":
          - caption: Users
          - rowgroup:
            - row "Select all 5 that match Name E-mail Role Status Last seen":
              - columnheader "Select all 5 that match":
                - checkbox "Select all 5 that match"
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
          - rowgroup:
            - row /Select Eoghan Whelan Eoghan Whelan eoghan\\.whelan2@example\\.org Active 1 d ago \\d+ Jan \\d+/:
              - cell "Select Eoghan Whelan":
                - checkbox "Select Eoghan Whelan"
              - rowheader "Eoghan Whelan":
                - link "Eoghan Whelan":
                  - /url: /tines/users/204?q=whelan&sort=email
              - cell "eoghan.whelan2@example.org"
              - cell
              - cell "Active"
              - cell /1 d ago \\d+ Jan \\d+/:
                - time: /1 d ago \\d+ Jan \\d+/
            - row /Select Eoghan Whelan Eoghan Whelan eoghan\\.whelan@example\\.org Active 3 h ago \\d+ Jan \\d+/:
              - cell "Select Eoghan Whelan":
                - checkbox "Select Eoghan Whelan"
              - rowheader "Eoghan Whelan":
                - link "Eoghan Whelan":
                  - /url: /tines/users/90?q=whelan&sort=email
              - cell "eoghan.whelan@example.org"
              - cell
              - cell "Active"
              - cell /3 h ago \\d+ Jan \\d+/:
                - time: /3 h ago \\d+ Jan \\d+/
            - row /Select Gráinne Whelan Gráinne Whelan grainne\\.whelan@example\\.org Owner Active 1 d ago \\d+ Jan \\d+/:
              - cell "Select Gráinne Whelan":
                - checkbox "Select Gráinne Whelan"
              - rowheader "Gráinne Whelan":
                - link "Gráinne Whelan":
                  - /url: /tines/users/1?q=whelan&sort=email
              - cell "grainne.whelan@example.org"
              - cell "Owner"
              - cell "Active"
              - cell /1 d ago \\d+ Jan \\d+/:
                - time: /1 d ago \\d+ Jan \\d+/
            - row /Select Oisín Whelan Oisín Whelan oisin\\.whelan@example\\.org Active 2 h ago \\d+ Jan \\d+/:
              - cell "Select Oisín Whelan":
                - checkbox "Select Oisín Whelan"
              - rowheader "Oisín Whelan":
                - link "Oisín Whelan":
                  - /url: /tines/users/166?q=whelan&sort=email
              - cell "oisin.whelan@example.org"
              - cell
              - cell "Active"
              - cell /2 h ago \\d+ Jan \\d+/:
                - time: /2 h ago \\d+ Jan \\d+/
            - row /Select Róisín Whelan Róisín Whelan roisin\\.whelan\\+a11y\\.test@example\\.org Active 4 h ago \\d+ Jan \\d+/:
              - cell "Select Róisín Whelan":
                - checkbox "Select Róisín Whelan"
              - rowheader "Róisín Whelan":
                - link "Róisín Whelan":
                  - /url: /tines/users/5?q=whelan&sort=email
              - cell "roisin.whelan+a11y.test@example.org"
              - cell
              - cell "Active"
              - cell /4 h ago \\d+ Jan \\d+/:
                - time: /4 h ago \\d+ Jan \\d+/
  `);
});
