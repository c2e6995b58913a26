/** Every call of the Tyk Admin API, from the browser, in every dialect, against what the tenant's database then holds. */
import { expect, test } from "./fixtures.ts";
import { choose, confirm, question, sendNow } from "./support/changes.ts";
import { expectPage } from "./support/dashboard.ts";
import { signIn } from "./support/session.ts";
import { addGatewayUser, addOrganisation, expectRows, gatewayUserRow, openGatewayUser, openOrganisation, sent, stored, USER } from "./support/tyk.ts";

const ORG = "5e9d9544a1dcd60001d0ed20";
const ORG_BODY = `{"zeta":null,"developer_quota":15,"ratio":1.50e1,"owner_slug":"old","cname":"old.example.org","cname_enabled":true,"big":472463921472463921,"hybrid_enabled":false,"sso_enabled":false,"new_in_6":[1, {"x":null}]}`;

type Change = readonly [field: string, before: string, after: string, how: { fill: string } | { tick: boolean }, label: string];

const OLD_FIELDS: readonly Change[] = [
  ["owner_name", '"Gannet"', '"Gannet 2"', { fill: "Gannet 2" }, "Name"],
  ["cname", '"old.example.org"', '"new.example.org"', { fill: "new.example.org" }, "CNAME"],
  ["cname_enabled", "true", "false", { tick: false }, "CNAME in use"],
];
const LATER_FIELDS: readonly Change[] = [
  ["owner_slug", '"old"', '"new"', { fill: "new" }, "Slug"],
  ["sso_enabled", "false", "true", { tick: true }, "Single sign-on"],
  ["hybrid_enabled", "false", "true", { tick: true }, "Hybrid"],
  ["developer_quota", "15", "-1", { fill: "-1" }, "Developer quota"],
];
const USER_FIELDS: readonly Change[] = [
  ["first_name", '"Ann"', '"Anna"', { fill: "Anna" }, "First name"],
  ["last_name", '"Lee"', '"Li"', { fill: "Li" }, "Last name"],
  ["email_address", '"ann@example.com"', '"anna@example.com"', { fill: "anna@example.com" }, "E-mail"],
  ["active", "true", "false", { tick: false }, "Active"],
];

for (const [dialect, flags] of [
  ["5.x", []],
  ["5.x, paged, with an empty Meta", ["--tyk-paging", "ten", "--tyk-meta", "empty"]],
  ["v0.9", ["--tyk-version", "v0.9"]],
  ["v0.9, paged, with an empty Meta", ["--tyk-version", "v0.9", "--tyk-paging", "ten", "--tyk-meta", "empty"]],
] as const) {
  const isOld = dialect.startsWith("v0.9");

  test.describe(`in the dialect ${dialect}`, () => {
    test.use({ tenant: { flags } });

    test("organisations are listed, created, read and deleted", async ({ page, sandbox }) => {
      await signIn(page);
      await page.goto("/tyk/organisations");
      const [all] = await sandbox.query<{ number: number }>("SELECT count(*) AS number FROM organisations");
      await expectRows(page.getByRole("table", { name: "Organisations", exact: true }), all?.number ?? 0);
      await page.getByRole("link", { name: "New organisation" }).click();
      await expectPage(page, "New organisation");
      await page.getByLabel("Name", { exact: true }).fill("Fulmar");
      await page.getByLabel("CNAME", { exact: true }).fill("fulmar.example.org");
      await page.getByRole("button", { name: "Create organisation" }).click();
      await expectPage(page, "Fulmar");
      const id = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");
      const made = (await stored(sandbox, id)).row;
      expect(made?.owner_name).toBe("Fulmar");
      expect(JSON.parse(made?.body ?? "{}")).toMatchObject({ cname: "fulmar.example.org", cname_enabled: false });
      await choose(page, "Actions", "Reload host names…");
      await confirm(page, "Reload the dashboard’s host names?", "Reload");
      await sendNow(page);
      await expect.poll(async () => (await sent(sandbox)).at(-1)?.path).toBe("/tyk/admin/system/reload");
      await choose(page, "Actions", "Delete…");
      await question(page).getByLabel(/Type Fulmar to confirm/).fill("Fulmar");
      await question(page).getByLabel(/Save what will go/).uncheck();
      await question(page).getByRole("button", { name: "Delete organisation" }).click();
      await sendNow(page);
      await expect.poll(async () => (await stored(sandbox, id)).row).toBeUndefined();
      await expect(page.getByText("This organisation is no longer there.")).toBeVisible();
      const calls = (await sent(sandbox)).map(({ method, path }) => `${method} ${path}`);
      expect(calls).toEqual([
        "POST /tyk/admin/organisations",
        "GET /tyk/admin/system/reload",
        `DELETE /tyk/admin/organisations/${id}`,
      ]);
    });

    for (const [field, before, after, how, label] of isOld ? OLD_FIELDS : [...OLD_FIELDS, ...LATER_FIELDS]) {
      test(`an organisation’s ${field} is changed, and nothing else`, async ({ page, sandbox }) => {
        await addOrganisation(sandbox, ORG, "Gannet", ORG_BODY, [["Orders", "a2"]]);
        await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
        const fresh = await rawText(page, `/tyk/admin/organisations/${ORG}`);
        await put(page, label, how);
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await expect.poll(async () => (await sent(sandbox)).length).toBe(1);
        const [change] = await sent(sandbox);
        expect([change?.method, change?.path]).toEqual(["PUT", `/tyk/admin/organisations/${ORG}`]);
        expect(fresh).toContain(`"${field}":${before}`);
        expect(change?.body).toBe(fresh.replace(`"${field}":${before}`, `"${field}":${after}`));
        const { row, apis } = await stored(sandbox, ORG);
        const now = { ...(JSON.parse(row?.body ?? "{}") as object), owner_name: row?.owner_name };
        expect(now).toMatchObject({ [field]: JSON.parse(after) as unknown });
        expect(apis).toHaveLength(1);
      });
    }

    for (const [field, before, after, how, label] of USER_FIELDS) {
      test(`a user’s ${field} is changed, and nothing else`, async ({ page, sandbox }) => {
        await addOrganisation(sandbox, ORG, "Gannet");
        await addGatewayUser(sandbox, ORG);
        await openGatewayUser(page, "Edit Ann Lee", "?edit=1");
        const fresh = await rawText(page, `/tyk/admin/users/${USER.id}`);
        await put(page, label, how);
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await expect.poll(async () => (await sent(sandbox)).length).toBe(1);
        const [change] = await sent(sandbox);
        expect([change?.method, change?.path]).toEqual(["PUT", `/tyk/admin/users/${USER.id}`]);
        // The sandbox's list of requests masks secrets; the row below has them.
        const masked = fresh.replace(USER.key, "***").replace(/"PWHistory":\[[^\]]*\]/, '"PWHistory":"***"');
        expect(change?.body).toBe(masked.replace(`"${field}":${before}`, `"${field}":${after}`));
        const row = await gatewayUserRow(sandbox);
        expect([row?.["organisation_id"], row?.["access_key"]]).toEqual([ORG, USER.key]);
      });
    }

    test("users are listed, made over all organisations, allowed and disallowed to reset, and deleted", async ({ page, sandbox }) => {
      await addOrganisation(sandbox, ORG, "Gannet");
      await addGatewayUser(sandbox, ORG);
      await signIn(page);
      await page.goto("/tyk/gateway-users");
      const [all] = await sandbox.query<{ number: number }>("SELECT count(*) AS number FROM gateway_users");
      await expectRows(page.getByRole("table", { name: "Gateway users", exact: true }), all?.number ?? 0);
      await page.getByRole("link", { name: "New user" }).click();
      await page.getByLabel("Organisation", { exact: true }).selectOption("None: a super user over all organisations");
      await page.getByLabel("E-mail").fill("over@example.com");
      await page.getByRole("button", { name: "Create user" }).click();
      await question(page).getByRole("button", { name: "Create super user" }).click();
      await expect(page.getByText("over@example.com was created.")).toBeVisible();
      const [made] = await sandbox.query("SELECT organisation_id FROM gateway_users WHERE email_address = 'over@example.com'");
      expect(made?.["organisation_id"] ?? "", "no organisation").toBe("");

      await openGatewayUser(page);
      for (const [words, allowed] of [["Allow password reset", 1], ["Disallow password reset", 0]] as const) {
        await choose(page, "Actions", words);
        await sendNow(page);
        await expect.poll(async () => (await gatewayUserRow(sandbox))?.["reset_allowed"]).toBe(allowed);
        // What the answer said is shown: the other one is offered now.
        await page.getByRole("button", { name: "Actions", exact: true }).click();
        await expect(page.getByRole("button", { name: allowed === 1 ? "Disallow password reset" : "Allow password reset", exact: true })).toBeVisible();
        await page.keyboard.press("Escape");
      }
      await choose(page, "Actions", "Delete…");
      await question(page).getByLabel(/Type ann@example.com/).fill("ann@example.com");
      await question(page).getByLabel(/Save what will go/).uncheck();
      await question(page).getByRole("button", { name: "Delete user" }).click();
      await sendNow(page);
      await expect.poll(() => gatewayUserRow(sandbox)).toBeUndefined();
      const calls = (await sent(sandbox)).map(({ method, path }) => `${method} ${path}`);
      expect(calls).toEqual([
        "POST /tyk/admin/users",
        `PUT /tyk/admin/users/${USER.id}/actions/allow_reset_passwords`,
        `PUT /tyk/admin/users/${USER.id}/actions/disallow_reset_passwords`,
        `DELETE /tyk/admin/users/${USER.id}`,
      ]);
    });
  });
}

type Page = Parameters<typeof signIn>[0];

/** A record as the server spells it. */
function rawText(page: Page, path: string): Promise<string> {
  return page.evaluate(async (path) => (await fetch(path, { headers: { "admin-auth": "12345" } })).text(), path);
}

async function put(page: Page, label: string, how: Change[3]): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  if ("fill" in how) await field.fill(how.fill);
  else await field.setChecked(how.tick);
}
