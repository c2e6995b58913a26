/** The access review: who is found and why, the report, the files, and switching off what was found. */
import type { Locator, Page } from "@playwright/test";

import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { column, confirm, dock, expectEnded, line, openJournal, question, sendNow, userPath, writes } from "./support/changes.ts";
import { expectNoSidewaysScroll, expectPage, figure } from "./support/dashboard.ts";
import { pasted, rows, save } from "./support/files.ts";
import { addUser, changesSent } from "./support/forms.ts";
import { packed, pdfPages } from "./support/pdf.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";
import { listPage } from "./support/users.ts";

const DAY = 86_400_000;
const NOON = Date.parse(NOW);

/** Opens the review at the tenant's time and waits until the whole list is there. */
async function openReview(page: Page, query = ""): Promise<void> {
  await page.clock.install({ time: NOW });
  await signIn(page);
  await page.goto(`/tines/sign-ins/review${query}`);
  await expectPage(page, "Access review");
  await expect(page.getByText("As of just now")).toBeVisible({ timeout: 30_000 });
}

/** What the tenant's database says, by the rule of the review. */
async function counted(sandbox: Sandbox, days: number): Promise<Record<string, number>> {
  const [row] = await sandbox.query<Record<string, number>>(
    `WITH all_of_them AS (
       SELECT *, CASE
         WHEN last_seen < ?1 THEN 'dormant' WHEN last_seen IS NOT NULL THEN 'used'
         WHEN created_at < ?1 THEN 'never' ELSE 'pending' END AS class
       FROM users)
     SELECT count(*) AS "All accounts",
       sum(class = 'dormant') AS "Dormant",
       sum(class = 'dormant' AND is_active) AS "Dormant, still enabled",
       sum(class = 'dormant' AND NOT is_active) AS "Dormant, disabled",
       sum(class = 'never') AS "Never signed in",
       sum(class = 'pending') AS "Pending",
       sum(admin AND class IN ('dormant', 'never')) AS "Owners found"
     FROM all_of_them`,
    [NOON - days * DAY],
  );
  return row ?? {};
}

/** The e-mail addresses that a review must find, owners first, then the longest idle. */
async function expected(sandbox: Sandbox, days: number, more = "TRUE"): Promise<string[]> {
  const found = await sandbox.query<{ email: string }>(
    `SELECT email FROM users WHERE coalesce(last_seen, created_at) < ?1 AND ${more}
     ORDER BY admin DESC, coalesce(last_seen, created_at) / 1000, id`,
    [NOON - days * DAY],
  );
  return found.map(({ email }) => email);
}

function table(page: Page): Locator {
  return page.getByRole("table", { name: "Accounts found" });
}

function selectionBar(page: Page): Locator {
  return page.getByRole("group", { name: "Selection", exact: true });
}

/** The figures on screen are those of the database. */
async function expectFigures(page: Page, sandbox: Sandbox, days: number): Promise<void> {
  const numbers = await counted(sandbox, days);
  expect(Object.keys(numbers).length).toBe(7);
  for (const [name, number] of Object.entries(numbers)) {
    await expect(figure(page, name), name).toHaveText(number.toLocaleString("en-GB"));
  }
}

test.describe("the demo tenant", () => {
  test("counts what the database has, for every threshold", async ({ page, sandbox }) => {
    await openReview(page);
    const days = page.getByRole("group", { name: "Dormant after" });
    await expect(days.getByRole("link", { name: "45 days" })).toHaveAttribute("aria-current", "true");
    await expectFigures(page, sandbox, 45);
    const at45 = await counted(sandbox, 45);
    expect(at45["Dormant"], "the demo tenant has dormant accounts").toBeGreaterThan(10);

    await days.getByRole("link", { name: "90 days" }).click();
    await expect(page).toHaveURL(/\?idle=90$/);
    await expectFigures(page, sandbox, 90);
    expect((await counted(sandbox, 90))["Dormant"]).toBeLessThan(at45["Dormant"] ?? 0);

    // Any other number of days, from the keyboard; it outlives a reload.
    const other = days.getByRole("textbox", { name: "Other number of days" });
    await other.fill("61");
    await other.press("Enter");
    await expect(page).toHaveURL(/\?idle=61$/);
    await expectFigures(page, sandbox, 61);
    await page.reload();
    await expectFigures(page, sandbox, 61);
    await expect(other).toHaveValue("61");

    await other.fill("soon");
    await other.press("Enter");
    await expect(other).toHaveAccessibleDescription("A whole number of days is wanted, from 1 to 3,650.");
    await expect(page).toHaveURL(/\?idle=61$/);
    await page.goBack();
    await expectFigures(page, sandbox, 90);
  });

  test("lists each with its evidence, owners first, and leads to the person", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com", { admin: 1, last_seen: NOON - 5_000 * DAY - 7_200_000 });
    await openReview(page);
    const emails = await expected(sandbox, 45);
    expect(emails[0]).toBe("ann@example.com");
    await expect(table(page)).toHaveAttribute("aria-rowcount", String(emails.length + 1));
    const shown = table(page).getByRole("row").filter({ has: page.getByRole("rowheader") });
    for (const [place, email] of emails.slice(0, 8).entries()) {
      await expect(shown.nth(place)).toContainText(email);
    }
    const ann = shown.first();
    await expect(ann).toContainText("Owner");
    await expect(ann).toContainText("Enabled");
    await expect(ann).toContainText("Last seen 5,000 days ago, over the limit of 45");

    await table(page).getByRole("button", { name: "E-mail" }).click();
    await expect(page).toHaveURL(/\?sort=email$/);
    await expect(shown.first()).toContainText([...emails].sort()[0] ?? "");
    await page.goBack();

    await ann.getByRole("link", { name: "Ann Lee" }).click();
    await expect(page).toHaveURL(new RegExp(`/tines/users/${String(id)}$`));
    await page.goBack();
    await expectPage(page, "Access review");
  });

  test("a later sign-in that is known speaks against the list", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com", { last_seen: NOON - 60 * DAY });
    await sandbox.execute("INSERT INTO sign_ins (user_id, created_at, ip, user_agent) VALUES (?, ?, '192.0.2.7', 'x')", [
      id,
      NOON - 2 * DAY,
    ]);
    await openReview(page, "?sort=email");
    const ann = table(page).getByRole("row", { name: "Ann Lee" });
    const box = page.getByRole("checkbox", { name: "Select Ann Lee", exact: true });
    await expect(ann).toContainText("Last seen 60 days ago");
    await expect(ann).not.toContainText("later sign-in");
    await expect(box).toBeChecked();
    await ann.getByRole("link", { name: "Ann Lee" }).click();
    await expect(page.getByRole("table", { name: "Latest sign-ins" })).toBeVisible();
    await page.goBack();
    await expect(ann).toContainText("A later sign-in is known, 13 Jan 2026, 12:00:00 GMT: used since, whatever the list says");
    await expect(box).not.toBeChecked();
  });

  test("the sign-ins of the whole tenant are held against the list, once they were read", async ({ page, sandbox }) => {
    await addUser(sandbox, "ann@example.com", { last_seen: NOON - 60 * DAY });
    await sandbox.execute(
      "INSERT INTO sign_ins (user_id, created_at, ip, user_agent) SELECT id, ?, '192.0.2.7', 'x' FROM users WHERE email = 'ann@example.com'",
      [NOON - 2 * DAY],
    );
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines/sign-ins");
    await expectPage(page, "Sign-ins");
    const ann = table(page).getByRole("row").filter({ hasText: "ann@example.com" });
    await expect(page.getByText("As of just now").first()).toBeVisible({ timeout: 30_000 });
    await page.getByRole("link", { name: "Access review", exact: true }).first().click();
    await expectPage(page, "Access review");
    await table(page).getByRole("button", { name: "E-mail" }).click();
    await expect(ann.first()).toContainText("A later sign-in is known, 13 Jan 2026, 12:00:00 GMT");
    const [first] = pdfPages(await page.pdf({ format: "A4" }));
    expect(first).toMatch(/[\d,]+recordswerereadinthistab,theoldestof\d+(Dec|Jan)20/);
  });

  test("selects what is still enabled, and deactivates it through the runner", async ({ page, sandbox }) => {
    await openReview(page);
    const enabled = await expected(sandbox, 45, "is_active");
    await expect(selectionBar(page).getByRole("status")).toHaveText(`${String(enabled.length)} selected`);
    await selectionBar(page).getByRole("button", { name: "Clear" }).click();

    // The first two that are no owners.
    const two = (await expected(sandbox, 45, "is_active AND NOT admin")).slice(0, 2);
    const ids: number[] = [];
    for (const email of two) {
      const [row] = await sandbox.query<{ id: number }>("SELECT id FROM users WHERE email = ?1", [email]);
      ids.push(row?.id ?? 0);
      await table(page).getByRole("row").filter({ hasText: email }).getByRole("checkbox").check();
    }
    const before = await counted(sandbox, 45);
    await selectionBar(page).getByRole("button", { name: "Deactivate…" }).click();
    await expect(question(page)).toContainText("They can no longer sign in.");
    expect(await writes(sandbox)).toEqual([]);
    await confirm(page, "Deactivate 2 users?", "Deactivate 2 users", "Access review 2026-01");
    await sendNow(page);
    await expectEnded(page, "2 done");
    expect(await column(sandbox, "is_active", ids)).toEqual([0, 0]);
    const sent = await changesSent(sandbox);
    expect(sent.sort()).toEqual(ids.map((id) => ["PUT", userPath(id), { is_active: false }]).sort());

    // The page says what is so by now.
    await expectFigures(page, sandbox, 45);
    await expect(figure(page, "Dormant, disabled")).toHaveText(String((before["Dormant, disabled"] ?? 0) + 2));
    for (const email of two) {
      const row = table(page).getByRole("row").filter({ hasText: email });
      await expect(row).toContainText("Disabled");
      await expect(row.getByRole("checkbox")).not.toBeChecked();
    }
    await dock(page).getByRole("button", { name: "Dismiss" }).click();
    const journal = await openJournal(page);
    await expect(line(journal, "Access review 2026-01")).toHaveCount(2);
  });

  test("goes into files that say what they are", async ({ page, sandbox }) => {
    await sandbox.execute("UPDATE users SET first_name = '=1+1' WHERE email = ?1", [(await expected(sandbox, 90))[0] ?? ""]);
    await openReview(page, "?idle=90");
    await page.getByRole("textbox", { name: "Made by" }).fill("Zoë \"Z\" O’Neil");
    const emails = await expected(sandbox, 90);
    const all = { name: `All ${String(emails.length)} accounts that match` };
    // Some are selected, and none is left out for that.
    await expect(selectionBar(page)).toBeVisible();
    const dialog = page.getByRole("dialog", { name: "Save accounts as a file" });

    await page.getByRole("button", { name: "Export" }).click();
    await expect(dialog.getByRole("radio", all)).toBeChecked();
    const csv = await save(page, dialog);
    expect(csv.name).toMatch(/^tines-access-review-90-days-2026-01-15-12\d\d\.csv$/);
    const lines = rows(csv);
    expect(lines.map(({ email }) => email)).toEqual(emails);
    expect(lines[0]?.["name"]).toMatch(/^'=1\+1/);
    for (const one of lines) {
      expect(one).toMatchObject({ review_days: "90", review_complete: "yes", review_made_by: "Zoë \"Z\" O’Neil", review_tenant: "Tines" });
      expect(Number(one["days_since_last_seen"] || one["days_since_created"])).toBeGreaterThanOrEqual(90);
    }

    await page.getByRole("button", { name: "Export" }).click();
    await dialog.getByRole("radio", { name: "JSON", exact: true }).check();
    const json = await save(page, dialog);
    const { review, findings } = JSON.parse(json.text) as {
      review: Record<string, Record<string, unknown>>;
      findings: Record<string, string | null>[];
    };
    expect(findings.map(({ email }) => email)).toEqual(emails);
    const numbers = await counted(sandbox, 90);
    expect(review).toMatchObject({
      kind: "access-review",
      made_by: "Zoë \"Z\" O’Neil",
      tenant: { name: "Tines", connection: "tines" },
      source: { complete: true, accounts_loaded: numbers["All accounts"], records_unreadable: 0 },
      rule: { days: 90 },
      counts: {
        all: { all: numbers["All accounts"] },
        dormant: {
          all: numbers["Dormant"],
          enabled: numbers["Dormant, still enabled"],
          disabled: numbers["Dormant, disabled"],
        },
        never_signed_in: { all: numbers["Never signed in"] },
        pending: { all: numbers["Pending"] },
        found: { owners: numbers["Owners found"] },
      },
    });
    expect(String(review["made_at"])).toMatch(/^2026-01-15T12:0/);
  });

  test("prints as a report: who, when, from what, all accounts, and numbered pages", async ({ page, sandbox }) => {
    await openReview(page);
    await page.getByRole("textbox", { name: "Made by" }).fill("Gráinne Whelan");
    const emails = await expected(sandbox, 45);
    const pages = pdfPages(await page.pdf({ format: "A4" }));
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(packed(`Page ${String(index + 1)} of ${String(pages.length)}`));
      // Its head is repeated: a sheet alone says what it is.
      expect(text).toContain(packed("Access review of Tines, made 15 Jan 2026, 12:0"));
      expect(text).toContain(packed("What decides"));
    }
    const [first] = pages;
    expect(first).toContain(packed("Made by Gráinne Whelan"));
    expect(first).toContain(packed("List of users of the Tines Admin API (GET /api/v1/admin/users), read 15 Jan 2026, 12:0"));
    const numbers = await counted(sandbox, 45);
    expect(first).toContain(packed(`complete: ${String(numbers["All accounts"])} accounts`));
    expect(first).toContain(packed("CIS Controls v8, safeguard 5.3"));
    expect(first).toContain(packed("None of the whole tenant were read in this tab"));
    const dormant = [numbers["Dormant"], numbers["Dormant, still enabled"], numbers["Dormant, disabled"]].join("");
    expect(first).toContain(packed(`Dormant: last seen more than 45 days ago${dormant}`));
    // Each once, in the order of the screen.
    const whole = pages.join("");
    const places = emails.map((email) => whole.indexOf(packed(email)));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    // Nothing to press is on paper.
    expect(whole).not.toContain(packed("Print report"));
    expect(whole).not.toContain("Deactivate");
    // Afterwards none of it is left in the page.
    await expect(page.getByText("Reviewed by")).toHaveCount(0);
  });

  test("the button asks the browser to print, and a report without a name says so", async ({ page }) => {
    await openReview(page);
    const asked = await page.evaluate(() => {
      let report = "";
      window.print = () => {
        window.dispatchEvent(new Event("beforeprint"));
        report = document.querySelector(".report")?.textContent ?? "";
        window.dispatchEvent(new Event("afterprint"));
      };
      [...document.querySelectorAll("button")].find((button) => button.textContent === "Print report")?.click();
      return report;
    });
    expect(asked).toContain("Made bynot said");
  });

  test("in read-only mode nothing can be switched off, and the page says why", async ({ page }) => {
    await openReview(page);
    await page.getByRole("switch", { name: /^Read-only/ }).click();
    await expect(selectionBar(page).getByRole("button", { name: "Deactivate…" })).toBeDisabled();
    await expect(selectionBar(page)).toContainText("Read-only mode is on");
  });

  test("the link is copied with its threshold and order, and opens alike for somebody else", async ({ page, context, sandbox }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openReview(page, "?idle=35&sort=-email");
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByText("Copied").first()).toBeVisible();
    const link = await pasted(page);
    expect(new URL(link).search).toBe("?idle=35&sort=-email");
    await page.goto(link);
    await expectFigures(page, sandbox, 35);
  });

  test("is worked from the keyboard alone", async ({ page, sandbox }) => {
    await openReview(page);
    await page.getByRole("link", { name: "30 days" }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\?idle=30$/);
    await expectFigures(page, sandbox, 30);
    await page.getByRole("main").focus();
    await page.keyboard.press("j");
    const [first] = await expected(sandbox, 30);
    const row = table(page).getByRole("row").filter({ hasText: first ?? "" });
    await expect(row.locator(":focus")).toHaveCount(1);
    const before = await row.getByRole("checkbox").isChecked();
    await page.keyboard.press("x");
    await expect(row.getByRole("checkbox")).toBeChecked({ checked: !before });
    await expect(row.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/tines\/users\/\d+$/);
  });

  for (const width of [1440, 390]) {
    test(`passes axe at ${String(width)}, and nothing is wider than the screen`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await openReview(page, "?idle=60");
      await expect(selectionBar(page)).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
});

test.describe("a list that is not whole", () => {
  test.use({ tenant: { seed: "large" } });

  test("says so on the page, on paper and in the file", async ({ page, sandbox }) => {
    await sandbox.fault({ path: listPage(3), then: { delay_ms: 60_000 } });
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines/sign-ins/review?idle=90");
    await expect(figure(page, "All accounts")).toHaveText("1,000");
    await expect(page.getByText("being read, incomplete: 1,000 of 10,000 accounts")).toBeVisible();
    await page.getByRole("button", { name: "Stop" }).click();
    const words = "Incomplete: 1,000 of 10,000 accounts loaded. Whoever is not loaded is in no count and no row.";
    await expect(page.getByText(words)).toBeVisible();
    const [first] = pdfPages(await page.pdf({ format: "Letter" }));
    expect(first).toContain(packed(words));
    expect(first).toContain(packed("not read to its end, incomplete: 1,000 of 10,000 accounts"));
    expect(first).toContain(packed(", incomplete"));

    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog", { name: "Save accounts as a file" });
    await dialog.getByRole("radio", { name: "JSON", exact: true }).check();
    const file = await save(page, dialog);
    expect(file.name).toMatch(/^tines-access-review-90-days-1000-of-10000-/);
    const { review } = JSON.parse(file.text) as { review: { source: unknown } };
    expect(review.source).toMatchObject({ complete: false, read_at: null, accounts_loaded: 1_000, accounts_expected: 10_000 });
  });

  test("is right once it is whole", async ({ page, sandbox }) => {
    await openReview(page);
    await expectFigures(page, sandbox, 45);
    await expect(page.getByText("Incomplete")).toHaveCount(0);
    const pages = pdfPages(await page.pdf({ format: "A4" }));
    const emails = await expected(sandbox, 45);
    expect(pages.length).toBeGreaterThan(20);
    const whole = pages.join("");
    expect(emails.filter((email) => !whole.includes(packed(email)))).toEqual([]);
    expect(pages.at(-1)).toContain(packed("Reviewed by"));
  });
});

test.describe("an empty tenant", () => {
  test.use({ tenant: { seed: "empty" } });

  test("has nobody who is dormant", async ({ page }) => {
    await openReview(page);
    const words = "No account is dormant: the only one has been seen within 45 days.";
    await expect(page.getByText(words)).toBeVisible();
    await expect(selectionBar(page)).toHaveCount(0);
    const pages = pdfPages(await page.pdf({ format: "A4" }));
    expect(pages.length).toBe(1);
    expect(pages[0]).toContain(packed(words));
    await expectAccessible(page);
  });

  test("exactly the limit is not over it", async ({ page, sandbox }) => {
    // The page reads the list some moments after noon: an hour to either side of the limit.
    for (const [name, seen] of [["within", NOON - 45 * DAY + 3_600_000], ["beyond", NOON - 45 * DAY - 3_600_000]] as const) {
      await addUser(sandbox, `${name}@example.com`, { last_seen: seen });
    }
    await openReview(page);
    await expect(table(page)).toHaveAttribute("aria-rowcount", "2");
    await expect(table(page)).toContainText("Last seen 45 days ago, by less than a day over the limit of 45");
    await expect(table(page)).toContainText("beyond@example.com");
  });

  test("the last owner is not switched off without typing it", async ({ page, sandbox }) => {
    await sandbox.execute("UPDATE users SET last_seen = ?", [NOON - 100 * DAY]);
    await openReview(page);
    await selectionBar(page).getByRole("button", { name: "Deactivate…" }).click();
    await expect(question(page)).toContainText("nobody is left who is an owner and active");
    await question(page).getByRole("button", { name: "Cancel" }).click();
    expect(await writes(sandbox)).toEqual([]);
  });
});

test.describe("a tenant of 2019", () => {
  test.use({ tenant: { flags: ["--user-fields", "2019"] } });

  test("does not say who is switched off, and the review says that", async ({ page }) => {
    await page.clock.install({ time: NOW });
    await signIn(page, { ...demoKeys });
    await page.goto("/tines/sign-ins/review");
    await expectPage(page, "Access review");
    await expect(page.getByText(/^This tenant does not say of \d+ accounts whether they are switched off/)).toBeVisible();
    await expect(table(page).getByText("Not said").first()).toBeVisible();
    await expect(selectionBar(page)).toHaveCount(0);
  });
});

test.describe("a tenant whose people a directory keeps", () => {
  test.use({ tenant: { flags: ["--scim", "on"] } });

  test("would refuse the change, and the question says so", async ({ page, sandbox }) => {
    await openReview(page);
    await selectionBar(page).getByRole("button", { name: "Deactivate…" }).click();
    await expect(question(page)).toContainText("A directory seems to keep the users of this tenant (SCIM).");
    await question(page).getByRole("button", { name: "Cancel" }).click();
    expect(await writes(sandbox)).toEqual([]);
  });
});

test.describe("records that could not be read", () => {
  test("make the review incomplete", async ({ page, sandbox }) => {
    const list = await fetch(`${sandbox.address}/tines/api/v1/admin/users?page=1&per_page=500`, {
      headers: { authorization: `Bearer ${demoKeys.tines}` },
    });
    const body = (await list.json()) as { "admin/users": Record<string, unknown>[] };
    delete body["admin/users"][3]?.["id"];
    await sandbox.fault({ path: listPage(1), then: { status: 200, body } });
    await openReview(page);
    const words = "Incomplete: 1 record of the list could not be read: in no count and no row.";
    await expect(page.getByText(words)).toBeVisible();
    const [first] = pdfPages(await page.pdf({ format: "A4" }));
    expect(first).toContain(packed(words));
  });
});
