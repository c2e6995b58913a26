import { readFileSync } from "node:fs";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { dock, openJournal, line, question, sendNow } from "./support/changes.ts";
import { everythingInDocument, expectNoSidewaysScroll, expectPage } from "./support/dashboard.ts";
import { pasted, save } from "./support/files.ts";
import type { Sandbox } from "./support/sandbox.ts";
import { addGatewayUser, addOrganisation, expectRows, gatewayUserRow, openGatewayUser, rowOf, sent, USER } from "./support/tyk.ts";

const ORG = "5e9d9544a1dcd60001d0ed20";
const { id: ID, key: KEY, history: HISTORY } = USER;
const PASSWORD = "a-new-pass-word-7";
const addUser = (sandbox: Sandbox, id: string = ID, org = ORG, email: string = USER.email) => addGatewayUser(sandbox, org, id, email);
const userRow = gatewayUserRow;
const openUser = openGatewayUser;

test.beforeEach(async ({ sandbox }) => {
  await addOrganisation(sandbox, ORG, "Gannet");
  await addUser(sandbox);
});

test("the list is searched, says whose each is, and keeps every secret", async ({ page, sandbox }) => {
  await addUser(sandbox, "over-all", "", "over@example.com");
  await signIn(page);
  await page.goto("/tyk/gateway-users?q=example.com");
  await expectPage(page, "Gateway users");
  const table = page.getByRole("table", { name: "Gateway users", exact: true });
  await expectRows(table, 2);
  await expect(rowOf(table, "ann@example.com")).toContainText("never");
  await expect(rowOf(table, "over@example.com")).toContainText("Super user");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Save as a file…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save users as a file" });
  await dialog.getByRole("radio", { name: "JSON", exact: true }).check();
  await dialog.getByRole("radio", { name: /Whole records/ }).check();
  await expect(dialog.getByRole("region", { name: "The first rows" })).toContainText("•••");
  const file = await save(page, dialog);
  expect(file.text, "it is the users' file").toContain("ann@example.com");
  const all = [await everythingInDocument(page), file.text].join("\n");
  for (const secret of [KEY, HISTORY, "over-all-key"]) expect(all).not.toContain(secret);
});

test("a record says all but the secrets; the key is copied without being shown, and showing it is entered", async ({ page }) => {
  await openUser(page);
  const main = page.getByRole("main");
  await expect(main.getByText("472463921472463921").first()).toBeVisible();
  await expect(main.getByText("special").first()).toBeVisible();
  await expect(main.getByText("never").first()).toBeVisible();
  await expect(main.getByRole("link", { name: "Gannet" })).toBeVisible();
  expect(await everythingInDocument(page)).not.toContain(KEY);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy access key" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await everythingInDocument(page)).not.toContain(KEY);
  await page.getByRole("button", { name: "Show access key" }).click();
  await expect(main.getByText(KEY)).toBeVisible();
  await page.getByRole("button", { name: "Hide" }).click();
  await expect(main.getByText(KEY)).toHaveCount(0);
  const journal = await openJournal(page);
  await expect(line(journal, "Show the access key of Ann Lee")).toHaveCount(1);
  expect(await everythingInDocument(page)).not.toContain(KEY);
  expect(await pasted(page)).toBe(KEY);
});

for (const [dialect, flags] of [
  ["5.x", []],
  ["v0.9", ["--tyk-version", "v0.9", "--tyk-meta", "empty"]],
] as const) {
  test.describe(`in the dialect ${dialect}`, () => {
    test.use({ tenant: { flags } });

    test("editing one field changes that field only", async ({ page, sandbox }) => {
      await openUser(page, "Edit Ann Lee", "?edit=1");
      const fresh = await page.evaluate(
        async (path) => (await fetch(path, { headers: { "admin-auth": "12345" } })).text(),
        `/tyk/admin/users/${ID}`,
      );
      await sandbox.forgetRequests();
      await page.getByLabel("Last name").fill("Lea");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expectPage(page, "Ann Lea");
      const changes = await sent(sandbox);
      expect(changes.map(({ method, path }) => [method, path])).toEqual([["PUT", `/tyk/admin/users/${ID}`]]);
      // The sandbox's list masks secrets; that they went back is seen in its database, below.
      const masked = fresh.replace(KEY, "***").replace(/"PWHistory":\[[^\]]*\]/, '"PWHistory":"***"');
      expect(changes[0]?.body).toBe(masked.replace('"Lee"', '"Lea"'));
      const row = await userRow(sandbox);
      expect([row?.["organisation_id"], row?.["access_key"]]).toEqual([ORG, KEY]);
      expect(JSON.parse(String(row?.["body"]))).toMatchObject({ last_name: "Lea", user_permissions: { apis: "read", own: "special" }, active: true });
      if (dialect === "5.x") expect(String(row?.["body"])).toContain(`"PWHistory":["${HISTORY}"],"cost":472463921472463921,"x":null`);
    });

    test("a permission is chosen in the matrix, and the others stay", async ({ page, sandbox }) => {
      await openUser(page, "Edit Ann Lee", "?edit=1");
      await expect(page.getByRole("radio", { name: "apis: Read" })).toBeChecked();
      await page.getByRole("radio", { name: "keys: Write" }).check();
      await page.getByRole("radio", { name: "apis: None" }).check();
      await page.getByLabel("Another area").fill("mine");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("radio", { name: "mine: Read" })).toBeChecked();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expectPage(page, "Ann Lee");
      const row = await userRow(sandbox);
      expect(JSON.parse(String(row?.["body"]))).toMatchObject({ user_permissions: { own: "special", keys: "write", mine: "read" } });
      expect(String(row?.["body"])).not.toContain('"apis"');
    });

    test("a user is created in an organisation, with a password by the follow-up call", async ({ page, sandbox }) => {
      await signIn(page);
      await page.goto("/tyk/gateway-users/new");
      await expectPage(page, "New gateway user");
      await page.getByRole("button", { name: "Create user" }).click();
      await expect(page.getByLabel("Organisation", { exact: true })).toHaveAccessibleDescription(/Choose an organisation/);
      await page.getByLabel("Organisation", { exact: true }).selectOption(ORG);
      await page.getByLabel("E-mail").fill("new@example.com");
      await page.getByLabel("First name").fill("New");
      await page.getByLabel("Password").fill(PASSWORD);
      await sandbox.forgetRequests();
      await page.getByRole("button", { name: "Create user" }).click();
      await expect(page.getByText("new@example.com was created.")).toBeVisible();
      await expect(page.getByText("The password was set.")).toBeVisible();
      const [row] = await sandbox.query<{ id: string; access_key: string; password: string; body: string }>(
        "SELECT id, access_key, password, body FROM gateway_users WHERE email_address = 'new@example.com' AND organisation_id = ?1",
        [ORG],
      );
      expect(row?.password).toBe(PASSWORD);
      const [create, reset] = await sent(sandbox);
      expect([create?.method, create?.path]).toEqual(["POST", "/tyk/admin/users"]);
      expect(JSON.parse(create?.body ?? "{}")).toMatchObject({ active: true, org_id: ORG, email_address: "new@example.com" });
      expect([reset?.method, reset?.path]).toEqual(["POST", `/tyk/api/users/${row?.id ?? ""}/actions/reset`]);
      const asked = (await sandbox.requests()).filter(({ path }) => path.includes("/api/users/"));
      expect(asked[0]?.key, "in the user's own name, without the secret").toEqual(["access-key"]);
      const key = row?.access_key ?? "?";
      expect(await everythingInDocument(page)).not.toContain(key);
      await page.getByRole("button", { name: "Show access key" }).click();
      await expect(page.getByText(key)).toBeVisible();
      await expectAccessible(page);
      await openJournal(page);
      const all = await everythingInDocument(page);
      for (const secret of [key, PASSWORD]) expect(all, "it goes with the page").not.toContain(secret);
    });
  });
}

test("a super user wants an extra yes", async ({ page, sandbox }) => {
  await signIn(page);
  await page.goto("/tyk/gateway-users/new");
  await page.getByLabel("Organisation", { exact: true }).selectOption("None: a super user over all organisations");
  await page.getByLabel("E-mail").fill("over@example.com");
  await sandbox.forgetRequests();
  await page.getByRole("button", { name: "Create user" }).click();
  const asked = question(page, "Create a super user?");
  await expect(asked.getByRole("button", { name: "Cancel" })).toBeFocused();
  expect(await sent(sandbox)).toEqual([]);
  await asked.getByRole("button", { name: "Create super user" }).click();
  await expect(page.getByText("over@example.com was created.")).toBeVisible();
  const [call] = await sent(sandbox);
  expect(Object.keys(JSON.parse(call?.body ?? "{}") as object)).not.toContain("org_id");
});

test("an address that is taken is said at its field, and nothing typed is lost", async ({ page, complaints }) => {
  complaints.announce(/status of 403/);
  await signIn(page);
  await page.goto("/tyk/gateway-users/new");
  await page.getByLabel("Organisation", { exact: true }).selectOption(ORG);
  await page.getByLabel("E-mail").fill("ann@example.com");
  await page.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/User email already exists/);
  await expect(page.getByLabel("E-mail")).toHaveValue("ann@example.com");
  await expect(page.getByLabel("Admin secret")).toHaveCount(0);
});

test("a user is made inactive and active again, may reset passwords, and gets a password", async ({ page, sandbox }) => {
  await openUser(page);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect.poll(async () => JSON.parse(String((await userRow(sandbox))?.["body"])).active as boolean).toBe(false);
  await expect(page.getByRole("heading", { level: 1 }).locator("..").getByText("Inactive")).toBeVisible();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Allow password reset" }).click();
  await sendNow(page);
  await expect.poll(async () => (await userRow(sandbox))?.["reset_allowed"]).toBe(1);
  // The key of somebody who is inactive opens nothing, the own password neither.
  await expect(page.getByText("Activate them first, under Actions.")).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveCount(0);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Activate" }).click();
  await expect.poll(async () => JSON.parse(String((await userRow(sandbox))?.["body"])).active as boolean).toBe(true);
  expect((await userRow(sandbox))?.["reset_allowed"], "which stays").toBe(1);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("The password was set.")).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue("");
  expect((await userRow(sandbox))?.["password"]).toBe(PASSWORD);
});

test("a server without the call for passwords is said so", async ({ page, sandbox }) => {
  await sandbox.fault({ path: "/tyk/api/users/*", then: { status: 200, body: "<!doctype html><title>Tyk</title>", content_type: "text/html" } });
  await openUser(page);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("this server does not answer the call for it")).toBeVisible();
});

test("a refused access key does not ask for the admin secret", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 401/);
  await openUser(page);
  await sandbox.fault({ path: "/tyk/api/users/*", then: { status: 401, body: { Status: "Error", Message: "Not authorised", Meta: null } } });
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Not authorised")).toBeVisible();
  await expect(page.getByLabel("Admin secret")).toHaveCount(0);
});

test("deleting wants the address typed", async ({ page, sandbox }) => {
  await openUser(page);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const asked = question(page, "Delete Ann Lee?");
  await asked.getByLabel(/Type ann@example.com/).fill("ann@example.com");
  await asked.getByLabel(/Save what will go/).uncheck();
  await asked.getByRole("button", { name: "Delete user" }).click();
  await sendNow(page);
  await expect.poll(() => userRow(sandbox)).toBeUndefined();
  await expect(page.getByText("This user is no longer there.")).toBeVisible();
});

test("the file that a deletion saves holds no secret", async ({ page }) => {
  await openUser(page);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const asked = question(page, "Delete Ann Lee?");
  await asked.getByLabel(/Type ann@example.com/).fill("ann@example.com");
  const started = page.waitForEvent("download");
  await asked.getByRole("button", { name: "Delete user" }).click();
  const text = readFileSync(await (await started).path(), "utf8");
  expect(text).toContain("ann@example.com");
  for (const secret of [KEY, HISTORY]) expect(text).not.toContain(secret);
});

for (const [status, message, words] of [
  [401, "Not authorised", null],
  [403, "Request malformed", "The server refused what was sent"],
  [404, "Could not retrieve user detail", "Not found"],
  [500, "Request body is empty", "The server failed"],
] as const) {
  const body = { Status: "Error", Message: message, Meta: null };

  test(`a save that is answered with ${String(status)} has words of its own, and keeps what was typed`, async ({ page, sandbox, complaints }) => {
    complaints.announce(new RegExp(`status of ${String(status)}`));
    await openUser(page, "Edit Ann Lee", "?edit=1");
    await page.getByLabel("First name").fill("Anna");
    await sandbox.fault({ method: "PUT", path: "/tyk/admin/users/*", then: { status, body } });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    if (words === null) {
      await expect(page.getByLabel("Admin secret")).toBeVisible();
    } else {
      await expect(page.getByRole("alert").filter({ hasText: words })).toContainText(message);
      await expect(page.getByLabel("Admin secret")).toHaveCount(0);
    }
    await expect(page.getByLabel("First name")).toHaveValue("Anna");
  });
}

for (const [status, words] of [
  [401, null],
  [403, "This key may not do that"],
  [404, "Not found"],
  [500, "The server failed"],
] as const) {
  test(`reading one that is answered with ${String(status)} has words of its own`, async ({ page, sandbox, complaints }) => {
    complaints.announce(new RegExp(`status of ${String(status)}`));
    await sandbox.fault({ path: `/tyk/admin/users/${ID}`, then: { status, body: { Status: "Error", Message: "That went wrong", Meta: "" } } });
    await signIn(page);
    await page.goto(`/tyk/gateway-users/${ID}`);
    if (words === null) {
      await expect(page.getByLabel("Admin secret")).toBeVisible();
    } else {
      await expect(page.getByRole("alert").filter({ hasText: words }).first()).toBeVisible({ timeout: 20_000 });
      await expect(page.getByLabel("Admin secret")).toHaveCount(0);
    }
  });
}

test("by keys alone: a permission is chosen, and the form is saved", async ({ page, sandbox }) => {
  await openUser(page, "Edit Ann Lee", "?edit=1");
  await page.getByRole("radio", { name: "keys: None" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "keys: Read" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "keys: Write" })).toBeChecked();
  await page.getByLabel("Days a password lasts").focus();
  await page.keyboard.press("Enter");
  await expectPage(page, "Ann Lee");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const row = await userRow(sandbox);
  expect(JSON.parse(String(row?.["body"]))).toMatchObject({ user_permissions: { apis: "read", own: "special", keys: "write" } });
});

test.describe("a server that neither lists nor deletes", () => {
  test.use({ tenant: { flags: ["--tyk-users-list", "404", "--tyk-users-delete", "405"] } });

  test("finds one by id and says what it cannot do", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 404/);
    complaints.announce(/status of 405/);
    await signIn(page);
    await page.goto("/tyk/gateway-users");
    await expect(page.getByRole("heading", { name: "This server cannot list its users" })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.getByLabel("User’s id").fill(ID);
    await page.keyboard.press("Enter");
    await expectPage(page, "Ann Lee");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("button", { name: "Delete…" }).click();
    await question(page).getByLabel(/Type ann@example.com/).fill("ann@example.com");
    await question(page).getByLabel(/Save what will go/).uncheck();
    await question(page).getByRole("button", { name: "Delete user" }).click();
    await sendNow(page);
    await expect(dock(page)).toContainText("Not available", { timeout: 20_000 });
    // Now it is known, and not offered again.
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await expect(page.getByRole("button", { name: "Delete…" })).toBeDisabled();
    await expect(page.getByText("This server cannot delete users: it was tried.")).toBeVisible();
    await expectAccessible(page);
    expect(await userRow(sandbox)).toBeDefined();
  });
});

test("after a full run no secret is in storage, document or console", async ({ page }) => {
  const heard: string[] = [];
  page.on("console", (message) => heard.push(message.text()));
  await openUser(page, "Edit Ann Lee", "?edit=1");
  await page.getByLabel("First name").fill("Anna");
  // A draft is written a moment after the typing.
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain("Anna");
  const drafted = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  for (const secret of [KEY, HISTORY]) expect(drafted).not.toContain(secret);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Anna Lee");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("The password was set.")).toBeVisible();
  const journal = await openJournal(page);
  for (const entry of await journal.locator("summary").all()) await entry.click();
  const stores = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  const all = [stores, await everythingInDocument(page), ...heard].join("\n");
  for (const secret of [KEY, HISTORY, PASSWORD]) expect(all).not.toContain(secret);
  expect(all, "it looked at the bodies").toContain("•••");
});
