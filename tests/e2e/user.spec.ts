import type { Locator, Page } from "@playwright/test";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage } from "./support/dashboard.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";
import { openUsers, userRows } from "./support/users.ts";

const MARCUS = "marcus.rivera@example.org";

/** A person's number. */
async function idOf(sandbox: Sandbox, email: string): Promise<number> {
  const [row] = await sandbox.query<{ id: number }>("SELECT id FROM users WHERE email = ?1", [email]);
  if (row === undefined) throw new Error(`nobody is called ${email}`);
  return row.id;
}

const one = (id: number): string => `/tines/api/v1/admin/users/${String(id)}?*`;
const signInsOf = (id: number): string => `/tines/api/v1/admin/users/${String(id)}/signin_activities*`;

/** Opens a user's page, in the tenant's time. */
async function open(page: Page, id: number | string, query = ""): Promise<void> {
  // The tenant stands still at this moment; the page reckons days from its own clock.
  await page.clock.setFixedTime(NOW);
  await signIn(page);
  await page.goto(`/tines/users/${String(id)}${query}`);
}

/** What stands beside a label. */
function fact(page: Page, label: string): Locator {
  const term = page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) });
  return page.locator(".facts > div").filter({ has: term }).getByRole("definition");
}

const signIns = (page: Page): Locator => page.getByRole("region", { name: "Sign-ins of the last 30 days" });

test("a deep link shows all that the tenant says, and asks once for each", async ({ page, sandbox }) => {
  const id = await idOf(sandbox, MARCUS);
  await open(page, id);
  await expectPage(page, "Marcus Rivera");
  await expect(page).toHaveTitle("Marcus Rivera – Users – Tines – Gatehouse");
  await expect(fact(page, "E-mail")).toHaveText(MARCUS);
  await expect(fact(page, "Status")).toContainText("Active");
  await expect(fact(page, "Last seen")).toContainText("14 Jan 2026, 14:00:10 GMT");
  await expect(fact(page, "Last seen").locator("time")).toHaveAttribute("datetime", "2026-01-14T14:00:10Z");
  const teams = await sandbox.query<{ name: string; role: string }>(
    "SELECT name, role FROM team_memberships JOIN teams ON teams.id = team_id WHERE user_id = ?1 ORDER BY team_id",
    [id],
  );
  const rows = page.getByRole("table", { name: "Teams and the role in each" }).getByRole("row");
  await expect(rows).toHaveCount(teams.length + 1);
  for (const [index, { name, role }] of teams.entries()) {
    await expect(rows.nth(index + 1).getByRole("cell")).toHaveText([name, role]);
  }
  await expect(signIns(page).getByRole("table", { name: "Latest sign-ins" })).toBeVisible();
  await expect(page.getByText(/^\d+ of 240$/)).toBeVisible();

  const asked = (await sandbox.requests()).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(asked).size, "no call is made twice").toBe(asked.length);
  const about = asked.filter((call) => call.includes(`/users/${String(id)}`));
  expect(about.sort()).toEqual([
    `GET /tines/api/v1/admin/users/${String(id)}/signin_activities?after=2025-12-16T23:59:59Z&page=1&per_page=500`,
    `GET /tines/api/v1/admin/users/${String(id)}?include=team_memberships`,
  ]);
});

test("fields that nobody knows are shown as they are, in their order and spelling", async ({ page, sandbox }) => {
  const id = await idOf(sandbox, MARCUS);
  const body =
    `{"id":${String(id)},"email":"${MARCUS}","first_name":"<b>Mar</b>","last_name":"","admin":true,` +
    `"quota":1.50e+3,"manager":{"id":472463921472463921,"tags":["a","b"]},"note":"${"n".repeat(1000)}","nickname":null,"access_key":"hush"}`;
  await sandbox.fault({ path: one(id), then: { status: 200, body, content_type: "application/json" } });
  await open(page, id);
  await expectPage(page, "<b>Mar</b>");
  await expect(fact(page, "quota")).toHaveText("1.50e+3");
  await expect(fact(page, "manager")).toHaveText('{"id": 472463921472463921, "tags": ["a", "b"]}');
  await expect(fact(page, "nickname")).toHaveText("null");
  await expect(fact(page, "note")).toHaveText("n".repeat(1000));
  await expect(fact(page, "access_key")).toHaveText("•••");
  await expect(fact(page, "Permissions")).toContainText("this tenant does not say");
  await page.getByText("Raw JSON").click();
  const raw = page.locator(".raw-json pre");
  await expect(raw).toContainText('"quota": 1.50e+3,');
  await expect(raw).toContainText('    "id": 472463921472463921,');
  await expect(raw).not.toContainText("hush");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test("the list's query goes along, to the neighbours and back", async ({ page, sandbox }) => {
  await page.clock.setFixedTime(NOW);
  await signIn(page);
  await openUsers(page, 240);
  await page.goto("/tines/users?q=whelan&sort=name");
  await expect(page.getByText(/^As of/)).toBeVisible();
  const emails = await userRows(page).getByRole("cell").filter({ hasText: "@" }).allTextContents();
  expect(emails.length).toBeGreaterThan(2);
  const ids = await Promise.all(emails.map((email) => idOf(sandbox, email)));

  await page.goto(`/tines/users/${String(ids[1])}?q=whelan&sort=name`);
  await expect(page.getByText(`2 of ${String(ids.length)}`)).toBeVisible();
  await expect(fact(page, "E-mail")).toHaveText(emails[1] ?? "");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(fact(page, "E-mail")).toHaveText(emails[2] ?? "");
  await expect(page).toHaveURL(`/tines/users/${String(ids[2])}?q=whelan&sort=name`);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.getByRole("link", { name: "Previous" }).click();
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(fact(page, "E-mail")).toHaveText(emails[0] ?? "");
  await expect(page.getByRole("link", { name: "Previous" })).toBeDisabled();
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page).toHaveURL("/tines/users?q=whelan&sort=name");
  await expectPage(page, "Users");

  // Somebody whom the filter leaves out has no place in it.
  await page.goto(`/tines/users/${String(await idOf(sandbox, MARCUS))}?q=whelan`);
  await expectPage(page, "Marcus Rivera");
  await expect(page.getByText(/ of \d+$/)).toHaveCount(0);
});

test.describe("sign-ins", () => {
  for (const shape of ["envelope", "array"] as const) {
    test(`as ${shape}: by day, by address, by client, the latest`, async ({ page, sandbox }) => {
      await sandbox.switches({ "sign-ins": shape });
      const id = await idOf(sandbox, MARCUS);
      const old = shape === "array";
      const figures = await sandbox.query<{ good: number; failed: number; addresses: number }>(
        `SELECT sum(success) AS good, sum(1 - success) AS failed, count(DISTINCT ip) AS addresses FROM sign_ins
         WHERE user_id = ?1 AND created_at >= ?2 AND (success OR ?3)`,
        [id, Date.parse("2025-12-17T00:00:00Z"), old],
      );
      const { good, failed, addresses } = figures[0] ?? { good: 0, failed: 0, addresses: 0 };
      expect(good).toBeGreaterThan(9);
      await open(page, id);
      const panel = signIns(page);
      const words = `${String(good)} sign-ins${failed > 0 ? `, ${String(failed)} failed` : ""}`;
      await expect(panel.getByText(words, { exact: true })).toBeVisible();
      expect(failed > 0, "old tenants tell of failures").toBe(old);
      await expect(panel.getByRole("img")).toHaveAccessibleName(new RegExp(`^${String(good)} sign-ins in 30 days, most on `));
      await expect(panel.locator(".strip > .heat")).toHaveCount(30);
      await expect(panel.getByRole("table", { name: "Addresses" }).getByRole("row")).toHaveCount(addresses + 1);
      await panel.getByText("Figures by day").click();
      const days = panel.getByRole("table", { name: "Days with a sign-in or an attempt" });
      const counts = await days.locator("tbody tr td:nth-child(2)").allTextContents();
      expect(counts.map(Number).reduce((a, b) => a + b, 0)).toBe(good);
      const latest = panel.getByRole("table", { name: "Latest sign-ins" });
      await expect(latest.getByRole("row")).toHaveCount(11);
      const heads = old ? ["Time", "Address", "Client", "Result", "Place", "Method"] : ["Time", "Address", "Client"];
      await expect(latest.getByRole("columnheader")).toHaveText(heads);
      await expect(latest).toContainText(/ on (Windows|macOS|Linux|iOS|Android), (desktop|phone)/);
    });
  }

  test("are read to the end of 30 days, and no further than 2,500", async ({ page, sandbox }) => {
    const id = await idOf(sandbox, MARCUS);
    await sandbox.execute(
      `INSERT INTO sign_ins (user_id, created_at, ip, user_agent)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
       SELECT ?1, ?2 - i * 60000, '192.0.2.' || (i % 9), 'Acme Terminal ' || (i % 3) FROM n`,
      [id, Date.parse(NOW)],
    );
    await open(page, id);
    await expect(signIns(page).getByText(/^1,2\d\d sign-ins$/)).toBeVisible();
    const pages = async () => {
      const all = await sandbox.requests();
      return all.map(({ path }) => /signin_activities.*[?&]page=(\d+)/.exec(path)?.[1]).filter((number) => number !== undefined);
    };
    expect(await pages()).toEqual(["1", "2", "3"]);
    await expect(signIns(page).getByRole("table", { name: "Clients" })).toContainText("Acme Terminal 1");

    // Coming back asks for the user, but not for the sign-ins of a moment ago.
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Marcus Rivera");
    // What the next one asked for must not be counted below.
    await expect(signIns(page).getByText(/^(\d[\d,]* sign-ins?$|No sign-in)/)).toBeVisible();
    await sandbox.forgetRequests();
    await page.getByRole("link", { name: "Previous" }).click();
    await expectPage(page, "Marcus Rivera");
    await expect(signIns(page).getByText(/^1,2\d\d sign-ins$/)).toBeVisible();
    await expect.poll(async () => (await sandbox.requests()).map(({ path }) => path)).toEqual([
      `/tines/api/v1/admin/users/${String(id)}?include=team_memberships`,
    ]);

    await sandbox.execute(
      `INSERT INTO sign_ins (user_id, created_at, ip, user_agent)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1800)
       SELECT ?1, ?2 - i * 1000, '198.51.100.7', 'Acme' FROM n`,
      [id, Date.parse(NOW)],
    );
    await page.reload();
    await expect(signIns(page).getByText("2,500 sign-ins. There are more than 2,500: the latest are shown.")).toBeVisible();
    expect(await pages()).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("none, and never seen", async ({ page, sandbox }) => {
    const [away, pending] = await sandbox.query<{ id: number }>(
      `SELECT id FROM (SELECT id FROM users WHERE last_seen < ?1 LIMIT 1)
       UNION ALL SELECT id FROM (SELECT id FROM users WHERE last_seen IS NULL LIMIT 1)`,
      [Date.parse(NOW) - 40 * 86_400_000],
    );
    await open(page, away?.id ?? 0);
    await expect(signIns(page)).toContainText("No sign-in in the last 30 days. A tenant keeps 30 days");
    await page.goto(`/tines/users/${String(pending?.id)}`);
    await expect(signIns(page)).toContainText("Never seen");
    await expect(fact(page, "Last seen")).toHaveText("never seen");
  });

  for (const status of [403, 404, 500]) {
    test(`that are answered with ${String(status)} leave the rest standing`, async ({ page, sandbox, complaints }) => {
      complaints.announce(new RegExp(`status of ${String(status)}`));
      const id = await idOf(sandbox, MARCUS);
      await sandbox.fault({ path: signInsOf(id), times: 1, then: { status, body: { error: "Not today" } } });
      await open(page, id);
      await expectPage(page, "Marcus Rivera");
      const failure = signIns(page).getByRole("alert");
      await expect(failure).toContainText("Not today");
      await expect(failure).toContainText(`→ ${String(status)}`);
      await expect(fact(page, "E-mail")).toHaveText(MARCUS);
      await failure.getByRole("button", { name: "Try again" }).click();
      await expect(signIns(page).getByRole("img")).toBeVisible();
      await expect(page.getByRole("alert")).toHaveCount(0);
    });
  }
});

for (const status of [403, 404, 500]) {
  test(`a user that is answered with ${String(status)} stays as the list knew it`, async ({ page, sandbox, complaints }) => {
    complaints.announce(new RegExp(`status of ${String(status)}`));
    const id = await idOf(sandbox, MARCUS);
    await sandbox.fault({ path: one(id), times: 1, then: { status, body: { error: "Not today" } } });
    await open(page, id);
    await expectPage(page, "Marcus Rivera");
    const failure = page.getByRole("alert");
    await expect(failure).toContainText(`→ ${String(status)}`);
    await expect(fact(page, "E-mail")).toHaveText(MARCUS);
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("table", { name: "Teams and the role in each" })).toBeVisible();
    await expect(failure).toHaveCount(0);
  });
}

test("a user that is not there is said to be deleted or hidden", async ({ page, complaints }) => {
  complaints.announce(/status of 404/);
  await open(page, 987_654);
  await expectPage(page, "User 987654");
  const failure = page.getByRole("alert");
  await expect(failure).toHaveCount(1);
  await expect(failure).toContainText("It was deleted meanwhile, or this key may not see it.");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expectPage(page, "Users");
  await page.goto("/tines/users/nobody");
  await expectPage(page, "Page not found");
});

test.describe("a tenant of 2019", () => {
  test.use({ tenant: { flags: ["--user-fields", "2019", "--sign-ins", "array", "--timestamps", "milliseconds"] } });

  test("says what it does not say", async ({ page, sandbox }) => {
    const id = await idOf(sandbox, MARCUS);
    await open(page, id);
    await expectPage(page, "Marcus Rivera");
    await expect(fact(page, "Status")).toContainText("This tenant does not say whether an account is switched off.");
    for (const label of ["Permissions", "Directory \\(SCIM\\)"]) {
      await expect(fact(page, label)).toHaveText("this tenant does not say");
    }
    const teams = page.locator("section").filter({ has: page.getByRole("heading", { name: "Teams" }) });
    await expect(teams).toContainText("this tenant does not say");
    await page.goto("/tines/users/permissions");
    await expect(page.getByText("This tenant does not say who was given which permission")).toBeVisible();
    await expect(page.getByRole("table", { name: "Permissions" }).getByRole("columnheader")).toHaveText(["Name", "E-mail", "Owner"]);
  });
});

test("compare: side by side, only the differences, one taken out", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 404/);
  const marcus = await idOf(sandbox, MARCUS);
  const owner = await idOf(sandbox, "grainne.whelan@example.org");
  const reader = await idOf(sandbox, "soc-automation@example.org");
  const ids = [marcus, owner, reader].join(",");
  await open(page, `compare?q=x&ids=${ids},987654,abc`);
  await expectPage(page, "Compare users");
  const table = page.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveCount(4);
  await expect(page.getByText("User 987654 was not found")).toBeVisible();
  await expect(page.getByText("“abc” is no user’s number.")).toBeVisible();
  const row = (name: string) => table.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row("AUDIT_LOG_READ differs").getByRole("cell")).toHaveText(["no", "as owner", "Yes"]);
  await expect(row("Role differs").getByRole("cell")).toHaveText(["Not an owner", "Owner", "Not an owner"]);
  await expect(row("Idle").getByRole("cell").first()).toHaveText("0 days");
  const all = await table.getByRole("row").count();
  await page.getByRole("checkbox", { name: "Only differences" }).check();
  await expect(page).toHaveURL(/[?&]differences=1/);
  await expect.poll(() => table.getByRole("row").count()).toBeLessThan(all);
  await expect(table.getByRole("rowheader").filter({ hasNotText: "differs" })).toHaveCount(0);
  await expectAccessible(page);

  const asked = (await sandbox.requests()).map(({ path }) => path).filter((path) => /users\/\d+/.test(path));
  expect(new Set(asked).size, "no call is made twice").toBe(asked.length);
  expect(asked.length).toBe(4);
  expect((await sandbox.requests()).some(({ path }) => path.includes("per_page=500")), "the list is not needed").toBe(false);

  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  const region = page.getByRole("region", { name: "Comparison" });
  await region.evaluate((element) => element.scrollTo({ left: 300 }));
  await expect(table.getByRole("columnheader", { name: "Field" })).toBeInViewport();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Take Marcus Rivera out" }).click();
  await expect(table.getByRole("columnheader")).toHaveCount(3);
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page).toHaveURL("/tines/users?q=x");
});

test("permissions: who has which, over what the list shows", async ({ page, sandbox }) => {
  await open(page, "permissions?sort=name");
  await expectSynced(page);
  const table = page.getByRole("table", { name: "Permissions" });
  await expect(table.getByRole("columnheader")).toHaveText([
    "Name",
    "E-mail",
    "Owner",
    "AUDIT_LOG_READ",
    "FEATURE_FLAG_MANAGE",
    "TUNNEL_MANAGE",
  ]);
  const [{ readers } = { readers: 0 }] = await sandbox.query<{ readers: number }>(
    `SELECT count(*) AS readers FROM users WHERE tenant_permissions LIKE '%"AUDIT_LOG_READ"%'`,
  );
  const [{ any } = { any: 0 }] = await sandbox.query<{ any: number }>(
    "SELECT count(*) AS any FROM users WHERE admin OR tenant_permissions <> '[]'",
  );
  const count = page.locator(".figure").filter({ hasText: "AUDIT_LOG_READ" }).locator(".figure-value");
  await expect(count).toHaveText(String(readers));
  await expect(table).toHaveAttribute("aria-rowcount", "241");
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: "Only people with any permission" }).check();
  await expect(table).toHaveAttribute("aria-rowcount", String(any + 1));
  await expect(page).toHaveURL("/tines/users/permissions?sort=name&any=1");

  await page.goto("/tines/users/permissions?q=soc-automation");
  await expect(table).toHaveAttribute("aria-rowcount", "2");
  const cells = table.getByRole("row").filter({ hasText: "soc-automation@example.org" }).getByRole("cell");
  await expect(cells).toHaveText(["soc-automation@example.org", "no", "Yes", "no", "no"]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

async function expectSynced(page: Page): Promise<void> {
  await expect(page.getByText("As of just now")).toBeVisible({ timeout: 30_000 });
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`a user at ${String(width)} is accessible and fits`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height });
    const id = await idOf(sandbox, MARCUS);
    await sandbox.switches({ "sign-ins": "array" });
    await sandbox.execute("UPDATE users SET first_name = ?1, last_name = ?2 WHERE id = ?3", ["<i>M", "x".repeat(300), id]);
    await open(page, id);
    await expect(signIns(page).getByRole("img")).toBeVisible();
    await page.getByText("Raw JSON").click();
    await page.getByText("Figures by day").click();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}
