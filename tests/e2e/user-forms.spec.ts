import type { Page } from "@playwright/test";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage } from "./support/dashboard.ts";
import { addUser, changesSent, expectFieldError, summary, userRow } from "./support/forms.ts";

// One owner and nobody from a directory.
test.use({ tenant: { seed: "empty" } });

const email = (page: Page) => page.getByLabel("E-mail", { exact: true });
const create = (page: Page) => page.getByRole("button", { name: "Create and invite" });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

async function openNew(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/tines/users/new");
  await expectPage(page, "New user");
}

async function openEdit(page: Page, id: number): Promise<void> {
  await signIn(page);
  await page.goto(`/tines/users/${String(id)}?edit=1`);
  await expect(email(page)).toBeVisible();
}

test.describe("a new user", () => {
  test("is sent with what was given and nothing else, invited, and shown", async ({ page, sandbox }) => {
    await openNew(page);
    await email(page).fill("  ann@example.com ");
    await page.getByLabel("First name").fill("Ann");
    await page.getByLabel("Owner").check();
    await page.getByLabel("TUNNEL_MANAGE").check();
    await page.getByLabel("Another permission").fill("SOMETHING_NEW");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("SOMETHING_NEW")).toBeChecked();
    expect(await changesSent(sandbox), "Enter in that line sends nothing").toEqual([]);
    await create(page).click();
    const body = {
      email: "ann@example.com",
      first_name: "Ann",
      admin: true,
      tenant_permissions: ["SOMETHING_NEW", "TUNNEL_MANAGE"],
    };
    const [made] = await expectMade(page, "ann@example.com", sandbox);
    expect(await changesSent(sandbox)).toEqual([["POST", "/tines/api/v1/admin/users", body]]);
    await expect(page).toHaveURL(`/tines/users/${String(made)}`);
  });

  test("and another: the form is empty again, and each is linked", async ({ page, sandbox }) => {
    await openNew(page);
    for (const address of ["ann@example.com", "bob@example.com"]) {
      await email(page).fill(address);
      await page.getByRole("button", { name: "Create and add another" }).click();
      await expect(page.getByRole("link", { name: address })).toBeVisible();
      await expect(email(page)).toHaveValue("");
      await expect(email(page)).toBeFocused();
    }
    expect((await changesSent(sandbox)).map(([, , body]) => body)).toEqual([
      { email: "ann@example.com" },
      { email: "bob@example.com" },
    ]);
    await email(page).fill("cat@example.com");
    await page.keyboard.press("Enter");
    await expectMade(page, "cat@example.com", sandbox);
    await expect(page, "Enter makes one only").toHaveURL(/\/users\/\d+$/);
  });

  test("needs an address that is one, and that nobody has", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openNew(page);
    await create(page).click();
    await expectFieldError(email(page), /Enter an e-mail address/);
    await expect(summary(page)).toBeFocused();
    await summary(page).getByRole("link", { name: "E-mail" }).click();
    await expect(email(page)).toBeFocused();
    await email(page).fill("ann@");
    await create(page).click();
    await expectFieldError(email(page), /missing after the @/);
    await email(page).fill("ANN@example.com");
    await expect(page.getByText("Somebody has this address already:")).toBeVisible();
    await expect(page.getByRole("link", { name: "Ann Lee" })).toHaveAttribute("href", `/tines/users/${String(id)}`);
    await create(page).click();
    await expectFieldError(email(page), /Ann Lee has this address already/);
    expect(await changesSent(sandbox)).toEqual([]);
  });

  for (const shape of ["objects", "bare-array", "texts", "fields", "error", "message", "text"]) {
    test(`that the server refuses (${shape}) keeps every word, and says it at the field`, async ({
      page,
      sandbox,
      complaints,
    }) => {
      complaints.announce(/status of 422/);
      await sandbox.switches({ "error-shape": shape });
      await openNew(page);
      await email(page).fill("ann@example.com");
      await page.getByLabel("Last name").fill("Ünïcödé \"quoted\"");
      await expect(page.getByText("Reading")).toHaveCount(0);
      // Somebody else is quicker.
      await addUser(sandbox, "ann@example.com");
      await create(page).click();
      await expectFieldError(email(page), /already been taken/);
      await expect(email(page)).toHaveValue("ann@example.com");
      await expect(page.getByLabel("Last name")).toHaveValue("Ünïcödé \"quoted\"");
      await expect(summary(page)).toBeFocused();
      await email(page).fill("bob@example.com");
      await expect(email(page)).not.toHaveAttribute("aria-invalid", "true");
      await create(page).click();
      await expectMade(page, "bob@example.com", sandbox);
    });
  }

  for (const [name, then, announced, words] of [
    ["a proxy's page", { html_502: true }, /status of 502/, "The server failed"],
    ["no answer", { drop: true }, /ERR_|Failed to load/, "No answer"],
    ["a forbidden call", { status: 403, body: { error: "No" } }, /status of 403/, "This key may not do that"],
    ["a field that we do not have", { status: 422, body: { errors: { seats: ["are all taken"] } } }, /status of 422/, "are all taken"],
  ] as const) {
    test(`keeps every word after ${name}`, async ({ page, sandbox, complaints }) => {
      complaints.announce(announced);
      await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/users", times: 1, then });
      await openNew(page);
      await email(page).fill("ann@example.com");
      await create(page).click();
      await expect(summary(page).getByText(words)).toBeVisible();
      await expect(summary(page)).toBeFocused();
      await expect(email(page)).toHaveValue("ann@example.com");
      expect((await changesSent(sandbox)).length, "a write is never repeated").toBe(1);
    });
  }

  test("is sent once, however often one presses", async ({ page, sandbox }) => {
    await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/users", then: { delay_ms: 700 } });
    await openNew(page);
    await email(page).fill("ann@example.com");
    await create(page).dblclick();
    await page.keyboard.press("Enter");
    await expectMade(page, "ann@example.com", sandbox);
    expect((await changesSent(sandbox)).length).toBe(1);
  });

  test("is not lost by leaving: links, Back, the palette and a reload ask", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
    await expectPage(page, "Users");
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "/tines/users/new";
      link.textContent = "to the form";
      document.querySelector("main")?.append(link);
    });
    await page.getByRole("link", { name: "to the form" }).click();
    await expectPage(page, "New user");
    const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
    await page.goBack();
    await expectPage(page, "Users");
    await page.goForward();
    await expectPage(page, "New user");

    await email(page).fill("ann@example.com");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
    await expect(question).toBeVisible();
    await expectAccessible(page);
    await question.getByRole("button", { name: "Stay" }).click();
    await expect(email(page)).toHaveValue("ann@example.com");

    await page.goBack();
    await expect(question).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(question).toHaveCount(0);
    await expect(page).toHaveURL("/tines/users/new");
    await expect(email(page)).toHaveValue("ann@example.com");

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("journal");
    await page.keyboard.press("Enter");
    await expect(question).toBeVisible();
    await question.getByRole("button", { name: "Stay" }).click();

    const asked = page.waitForEvent("dialog").then(async (dialog) => {
      const kind = dialog.type();
      await dialog.dismiss();
      return kind;
    });
    await page.evaluate(() => {
      location.reload();
    });
    expect(await asked).toBe("beforeunload");
    await expect(email(page)).toHaveValue("ann@example.com");

    await page.goBack();
    await question.getByRole("button", { name: "Leave" }).click();
    await expectPage(page, "Users");
  });

  test("knows no permissions where the tenant knows none", async ({ page, sandbox }) => {
    await sandbox.switches({ "user-fields": "2019" });
    await openNew(page);
    await expect(page.getByLabel("Owner")).toBeVisible();
    await email(page).fill("ann@example.com");
    await expect(page.getByLabel("TUNNEL_MANAGE")).toBeHidden();
    await expect(page.getByLabel("Active")).toBeHidden();
    await create(page).click();
    await expectMade(page, "ann@example.com", sandbox);
    expect((await changesSent(sandbox))[0]?.[2]).toEqual({ email: "ann@example.com" });
  });
});

test.describe("a tenant whose users a directory keeps", () => {
  test.use({ tenant: { seed: "demo", flags: ["--scim", "on"] } });

  test("says so instead of a form, and takes a deliberate try", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 403/);
    await openNew(page);
    await expect(page.getByText("A directory seems to keep the users of this tenant")).toBeVisible();
    await expect(email(page)).toBeHidden();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Try anyway" }).click();
    await email(page).fill("ann@example.com");
    await create(page).click();
    await expect(summary(page).getByText("Users are managed through SCIM on this tenant")).toBeVisible();
    await expect(email(page)).toHaveValue("ann@example.com");
    const [row] = await sandbox.query<{ n: number }>("SELECT count(*) n FROM users WHERE email = 'ann@example.com'");
    expect(row?.n).toBe(0);
  });
});

test.describe("editing", () => {
  test("sends the changed field only, after reading again", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com", { tenant_permissions: '["TUNNEL_MANAGE","AUDIT_LOG_READ"]' });
    await openEdit(page, id);
    await expectPage(page, "Edit Ann Lee");
    await page.getByLabel("First name").fill("Anna");
    // There and back is no change.
    await page.getByLabel("TUNNEL_MANAGE").uncheck();
    await page.getByLabel("TUNNEL_MANAGE").check();
    await sandbox.forgetRequests();
    await save(page).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await expect(page).toHaveURL(`/tines/users/${String(id)}`);
    const path = `/tines/api/v1/admin/users/${String(id)}`;
    expect(await changesSent(sandbox)).toEqual([["PUT", path, { first_name: "Anna" }]]);
    const [first] = await sandbox.requests();
    expect([first?.method, first?.path]).toEqual(["GET", `${path}?include=team_memberships`]);
    expect((await userRow(sandbox, id))["first_name"]).toBe("Anna");
    await page.goto("/tines/users");
    await expect(page.getByText("Anna Lee")).toBeVisible();
  });

  test("of nothing sends nothing", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await save(page).click();
    await expect(page.getByText("Nothing was changed.")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([]);
  });

  test("shows what somebody else changed meanwhile, and overwrites nothing unseen", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await page.getByLabel("First name").fill("Mine");
    await page.getByLabel("TUNNEL_MANAGE").check();
    await sandbox.execute("UPDATE users SET first_name = 'Theirs', last_name = 'Theirs too' WHERE id = ?1", [id]);
    await save(page).click();
    const question = page.getByRole("dialog", { name: "Somebody else changed this user meanwhile" });
    await expect(question).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([]);
    await expectAccessible(page);
    const first = question.getByRole("group", { name: "First name" });
    for (const words of ["Ann", "Mine", "Theirs"]) await expect(first.getByText(words, { exact: true }).last()).toBeVisible();
    const last = question.getByRole("group", { name: "Last name" });
    await expect(last.getByRole("radio", { name: /Theirs, as it is now/ })).toBeChecked();
    await expect(question.getByRole("button", { name: "Choose for each field first" })).toBeVisible();
    await first.getByRole("radio", { name: /^Mine/ }).check();
    await question.getByRole("button", { name: "Save with these" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    expect((await changesSent(sandbox)).map(([, , body]) => body)).toEqual([
      { first_name: "Mine", tenant_permissions: ["TUNNEL_MANAGE"] },
    ]);
    const row = await userRow(sandbox, id);
    expect([row["first_name"], row["last_name"]]).toEqual(["Mine", "Theirs too"]);
  });

  test("asks again when the record changes between the choice and the sending", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await page.getByLabel("First name").fill("Mine");
    await sandbox.execute("UPDATE users SET last_name = 'One' WHERE id = ?1", [id]);
    await save(page).click();
    const question = page.getByRole("dialog", { name: "Somebody else changed this user meanwhile" });
    await expect(question).toBeVisible();
    await sandbox.execute("UPDATE users SET last_name = 'Two' WHERE id = ?1", [id]);
    await question.getByRole("button", { name: "Save with these" }).click();
    await expect(question.getByText("Two")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([]);
    await question.getByRole("button", { name: "Back to the form" }).click();
    await expect(page.getByLabel("First name")).toHaveValue("Mine");
  });

  test("tells what the server did not keep", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await sandbox.execute(
      "CREATE TRIGGER lower AFTER UPDATE OF email ON users BEGIN UPDATE users SET email = lower(new.email) WHERE id = new.id; END",
    ).catch(() => undefined);
    await sandbox.fault({
      method: "PUT",
      path: "/tines/api/v1/admin/users/*",
      then: { status: 200, body: { id, email: "anna@example.com", first_name: "Ann", last_name: "Lee", admin: false, is_active: true } },
    });
    await email(page).fill("Anna@Example.com");
    await save(page).click();
    await expect(page.getByText("The server did not keep all that was sent:")).toBeVisible();
    await expect(page.getByText("E-mail: sent was “Anna@Example.com”, it is “anna@example.com” now.")).toBeVisible();
    await expect(email(page)).toHaveValue("anna@example.com");
  });

  test("shows what will be sent before somebody becomes an owner", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await page.getByLabel("Owner").check();
    await save(page).click();
    const review = page.getByRole("dialog", { name: "Save these changes?" });
    await expect(review.getByText(`PUT /api/v1/admin/users/${String(id)}`)).toBeVisible();
    await expect(review.getByText('{"admin":true}')).toBeVisible();
    await expect(review.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(review).toHaveCount(0);
    await expect(page.getByLabel("Owner")).toBeChecked();
    expect(await changesSent(sandbox)).toEqual([]);
    await save(page).click();
    await review.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    expect((await userRow(sandbox, id))["admin"]).toBe(1);
  });

  test("the last active owner takes a typed sentence, even where the list is old", async ({ page, sandbox }) => {
    const [owner] = await sandbox.query<{ id: number }>("SELECT id FROM users WHERE admin");
    const other = await addUser(sandbox, "ann@example.com", { admin: 1 });
    await signIn(page);
    await page.goto("/tines/users");
    await expect(page.getByText("Ann Lee")).toBeVisible();
    // The list still says that Ann is an owner.
    await sandbox.execute("UPDATE users SET is_active = 0 WHERE id = ?1", [other]);
    await page.goto(`/tines/users/${String(owner?.id)}?edit=1`);
    await page.getByLabel("Owner").uncheck();
    await save(page).click();
    const review = page.getByRole("dialog", { name: "Save these changes?" });
    await expect(review.getByText("After this nobody is left who is an owner and active.")).toBeVisible();
    const yes = review.getByRole("button", { name: "Save" });
    await expect(yes).toHaveAttribute("aria-disabled", "true");
    await yes.click({ force: true });
    expect(await changesSent(sandbox)).toEqual([]);
    await review.getByRole("textbox").fill("leave no owner");
    await yes.click();
    await expect(page.getByText("Saved.")).toBeVisible();
    expect((await userRow(sandbox, owner?.id ?? 0))["admin"]).toBe(0);
    const asked = (await sandbox.requests()).filter(({ path }) => path.includes("filter=TENANT_OWNER"));
    expect(asked.length).toBeGreaterThan(0);
  });

  test("somebody who is gone says so", async ({ page, complaints }) => {
    complaints.announce(/status of 404/);
    await signIn(page);
    await page.goto("/tines/users/987654?edit=1");
    await expect(page.getByText("Not found", { exact: true })).toBeVisible();
  });

  test("is in the journal", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await page.getByLabel("First name").fill("Anna");
    await save(page).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Journal" }).click();
    await expect(page.getByText("Change user Ann Lee (ann@example.com)")).toBeVisible();
  });
});

for (const width of [390, 1440]) {
  test(`the forms have no fault that axe finds, ${String(width)} wide`, async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await page.setViewportSize({ width, height: 844 });
    await openNew(page);
    await create(page).click();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await openEdit(page, id);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

/** The user is there, and the page says so. */
async function expectMade(page: Page, address: string, sandbox: { query: (sql: string, params: string[]) => Promise<unknown[]> }): Promise<number[]> {
  await expect(page.getByText("was created and invited.").first()).toBeVisible();
  const rows = (await sandbox.query("SELECT id FROM users WHERE email = ?1 AND invited_at IS NOT NULL", [address])) as { id: number }[];
  expect(rows.length).toBe(1);
  return rows.map(({ id }) => id);
}
