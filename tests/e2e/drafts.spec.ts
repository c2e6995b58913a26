import type { Page } from "@playwright/test";

import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { everythingInDocument, expectNoSidewaysScroll, expectPage, giveKey, stores } from "./support/dashboard.ts";
import { addUser, changesSent, choose, openImport as goToImport, userRow } from "./support/forms.ts";
import type { Sandbox } from "./support/sandbox.ts";
import { NOW } from "./support/sandbox.ts";

// One owner and nobody from a directory.
test.use({ tenant: { seed: "empty" } });

const DRAFTS = "gatehouse.drafts";

const email = (page: Page) => page.getByLabel("E-mail", { exact: true });
const firstName = (page: Page) => page.getByLabel("First name");
const line = (page: Page) => page.getByRole("status").filter({ hasText: /^Your unsaved changes of / });
const leaveQuestion = (page: Page) => page.getByRole("alertdialog", { name: "Leave without saving?" });

/** The browser asks before it throws a changed form away; here it is always thrown away. */
function leaveWhenAsked(page: Page): void {
  page.on("dialog", (dialog) => void dialog.accept());
}

async function draftText(page: Page): Promise<string | undefined> {
  return (await stores(page)).session[DRAFTS];
}

async function openNew(page: Page): Promise<void> {
  leaveWhenAsked(page);
  await signIn(page);
  await page.goto("/tines/users/new");
  await expectPage(page, "New user");
}

async function openEdit(page: Page, id: number): Promise<void> {
  leaveWhenAsked(page);
  await signIn(page);
  await page.goto(`/tines/users/${String(id)}?edit=1`);
  await expect(email(page)).toBeVisible();
}

async function openImport(page: Page): Promise<void> {
  leaveWhenAsked(page);
  await goToImport(page);
}

/** What is typed into a new user's form stands there after a reload. */
async function typeAndReload(page: Page): Promise<void> {
  await email(page).fill("ann@example.com");
  await firstName(page).fill("Ünïcödé \"quoted\"");
  await page.getByLabel("TUNNEL_MANAGE").check();
  // At once: the page's end does not wait for the writing.
  await page.reload();
  await expect(line(page)).toBeVisible();
}

test.describe("a new user", () => {
  test("stands there after a reload, quietly, and can be sent", async ({ page, sandbox }) => {
    await openNew(page);
    expect(await draftText(page)).toBeUndefined();
    await typeAndReload(page);
    await expect(line(page)).toHaveText(/^Your unsaved changes of \d\d:\d\d were restored\.$/);
    await expect(email(page)).toHaveValue("ann@example.com");
    await expect(firstName(page)).toHaveValue("Ünïcödé \"quoted\"");
    await expect(page.getByLabel("TUNNEL_MANAGE")).toBeChecked();
    await expect(page.getByRole("button", { name: "Discard them" })).not.toBeFocused();
    await expectAccessible(page);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
    await expect(leaveQuestion(page)).toBeVisible();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Create and add another" }).click();
    await expect(page.getByRole("link", { name: "Ünïcödé" })).toBeVisible();
    await expect(line(page)).toHaveCount(0);
    await expect.poll(() => draftText(page)).toBeUndefined();
    await page.reload();
    await expectPage(page, "New user");
    await expect(email(page)).toHaveValue("");
    expect((await changesSent(sandbox)).length).toBe(1);
  });

  test("is discarded, and brought back, with the focus where it was", async ({ page }) => {
    await openNew(page);
    await typeAndReload(page);
    await page.getByRole("button", { name: "Discard them" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("They were discarded.")).toBeVisible();
    await expect(email(page)).toHaveValue("");
    expect(await draftText(page)).toBeUndefined();
    await expect(page.getByRole("button", { name: "Bring them back" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(email(page)).toHaveValue("ann@example.com");
    await expect.poll(() => draftText(page)).toContain("ann@example.com");
    await page.getByRole("button", { name: "Discard them" }).click();
    await page.reload();
    await expectPage(page, "New user");
    await expect(email(page)).toHaveValue("");
    await expect(line(page)).toHaveCount(0);
  });

  test("is gone when one leaves all the same", async ({ page }) => {
    await openNew(page);
    await typeAndReload(page);
    await firstName(page).fill("Ann");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
    await leaveQuestion(page).getByRole("button", { name: "Leave" }).click();
    await expectPage(page, "Overview");
    expect(await draftText(page)).toBeUndefined();
    await page.waitForTimeout(500);
    expect(await draftText(page), "nor does what was typed last come after it").toBeUndefined();
    await page.goto("/tines/users/new");
    await expect(email(page)).toHaveValue("");
  });

  test("that may have arrived says so, and nobody is created twice", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 422/);
    await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/users", times: 1, then: { delay_ms: 1_500 } });
    await openNew(page);
    await email(page).fill("ann@example.com");
    await page.getByRole("button", { name: "Create and invite" }).click();
    await expect(page.getByRole("button", { name: "Creating…" })).toBeVisible();
    await page.reload();
    await expect(line(page)).toContainText("may have arrived: look before you send them again");
    await addUser(sandbox, "ann@example.com").catch(() => undefined);
    await page.getByRole("button", { name: "Create and invite" }).click();
    await expect(email(page)).toHaveAttribute("aria-invalid", "true");
    const people = await sandbox.query("SELECT id FROM users WHERE email = 'ann@example.com'");
    expect(people.length).toBe(1);
  });

  test("does not stand in another tab", async ({ page, context }) => {
    await openNew(page);
    await typeAndReload(page);
    const other = await context.newPage();
    await openNew(other);
    await expect(email(other)).toHaveValue("");
    await email(other).fill("bob@example.com");
    await expect.poll(() => draftText(other)).toContain("bob@example.com");
    expect(await draftText(page)).not.toContain("bob@example.com");
    await page.reload();
    await expect(email(page)).toHaveValue("ann@example.com");
  });

  test("is written without the end of the page, which a crash does not have", async ({ page }) => {
    await page.addInitScript(() => {
      for (const name of ["pagehide", "visibilitychange"]) {
        window.addEventListener(name, (event) => {
          event.stopImmediatePropagation();
        }, true);
      }
    });
    await openNew(page);
    await email(page).fill("ann@example.com");
    await expect.poll(() => draftText(page)).toContain("ann@example.com");
    await page.reload();
    await expect(line(page)).toBeVisible();
    await expect(email(page)).toHaveValue("ann@example.com");
  });

  test("fits 390 px, in words that wrap", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openNew(page);
    await typeAndReload(page);
    await expectNoSidewaysScroll(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
  });
});

test.describe("an edited user", () => {
  test("stands there after a reload and is sent as a change only", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await firstName(page).fill("Anna");
    await page.reload();
    await expect(line(page)).toHaveText(/were restored\.$/);
    await expect(firstName(page)).toHaveValue("Anna");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    expect((await changesSent(sandbox)).map(([, , body]) => body)).toEqual([{ first_name: "Anna" }]);
    expect(await draftText(page)).toBeUndefined();
    await page.goto(`/tines/users/${String(id)}?edit=1`);
    await expect(firstName(page)).toHaveValue("Anna");
    await expect(line(page)).toHaveCount(0);
  });

  test("keeps what was there when the typing began: others' changes are shown, and nothing overwritten", async ({
    page,
    sandbox,
  }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await firstName(page).fill("Mine");
    await expect.poll(() => draftText(page)).toContain("Mine");
    await sandbox.execute("UPDATE users SET first_name = 'Theirs', last_name = 'Theirs too' WHERE id = ?1", [id]);
    await page.reload();
    await expect(line(page)).toContainText("Something else was changed here meanwhile");
    await expect(firstName(page)).toHaveValue("Mine");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const question = page.getByRole("dialog", { name: "Somebody else changed this user meanwhile" });
    await expect(question).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([]);
    const first = question.getByRole("group", { name: "First name" });
    for (const words of ["Ann", "Mine", "Theirs"]) await expect(first.getByText(words, { exact: true }).last()).toBeVisible();
    await expect(question.getByRole("group", { name: "Last name" }).getByRole("radio", { name: /^Theirs/ })).toBeChecked();
    await first.getByRole("radio", { name: /^Mine/ }).check();
    await question.getByRole("button", { name: "Save with these" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    const row = await userRow(sandbox, id);
    expect([row["first_name"], row["last_name"]]).toEqual(["Mine", "Theirs too"]);
  });

  test("discarded, shows the record as it is now", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await firstName(page).fill("Mine");
    await expect.poll(() => draftText(page)).toContain("Mine");
    await sandbox.execute("UPDATE users SET last_name = 'Theirs' WHERE id = ?1", [id]);
    await page.reload();
    await page.getByRole("button", { name: "Discard them" }).click();
    await expect(firstName(page)).toHaveValue("Ann");
    await expect(page.getByLabel("Last name")).toHaveValue("Theirs");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Nothing was changed.")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([]);
  });

  test("that is so by now is no draft", async ({ page, sandbox }) => {
    const id = await addUser(sandbox, "ann@example.com");
    await openEdit(page, id);
    await firstName(page).fill("Anna");
    await expect.poll(() => draftText(page)).toContain("Anna");
    await sandbox.execute("UPDATE users SET first_name = 'Anna' WHERE id = ?1", [id]);
    await page.reload();
    await expect(firstName(page)).toHaveValue("Anna");
    await expect(line(page)).toHaveCount(0);
    await expect.poll(() => draftText(page)).toBeUndefined();
  });

  test("stands beside the drafts of others, each by its path", async ({ page, sandbox }) => {
    const [ann, bob] = [await addUser(sandbox, "ann@example.com"), await addUser(sandbox, "bob@example.com")];
    await openEdit(page, ann);
    await firstName(page).fill("Anna");
    await expect.poll(() => draftText(page)).toContain("Anna");
    await page.goto(`/tines/users/${String(bob)}?edit=1`);
    await expect(email(page)).toHaveValue("bob@example.com");
    await expect(line(page)).toHaveCount(0);
    await firstName(page).fill("Bobby");
    await page.goto(`/tines/users/${String(ann)}?edit=1`);
    await expect(firstName(page)).toHaveValue("Anna");
    await page.goto(`/tines/users/${String(bob)}?edit=1`);
    await expect(firstName(page)).toHaveValue("Bobby");
  });
});

test.describe("rows to import", () => {
  const rows = "email,first name\nann@example.com,Ann\nbob@,Bob\n";

  /** Proposes and confirms. */
  async function createAll(page: Page, words: string): Promise<void> {
    await page.getByRole("button", { name: `Create ${words}…` }).click();
    await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: `Create ${words}` }).click();
  }

  test("stand there after a reload, what was mended in them too, until the first is sent", async ({ page, sandbox }) => {
    await openImport(page);
    await choose(page, rows);
    await page.getByLabel("E-mail in row 3").fill("bob@example.com");
    await page.keyboard.press("Tab");
    await page.reload();
    await expect(line(page)).toContainText("None of these people was created yet.");
    await expect(page.getByRole("heading", { name: "2 users can be created" })).toBeVisible();
    await expectAccessible(page);

    await createAll(page, "2 users");
    // Held, and so not sent: it is still a draft.
    await page.reload();
    await expect(page.getByRole("heading", { name: "2 users can be created" })).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([]);

    await createAll(page, "2 users");
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByText("2 created", { exact: true })).toBeVisible();
    expect(await draftText(page)).toBeUndefined();
    await page.reload();
    await expectPage(page, "Import users");
    await expect(page.getByRole("table", { name: "People in the file" })).toHaveCount(0);
    await expect(line(page)).toHaveCount(0);
    expect((await changesSent(sandbox)).map(([, , body]) => body)).toEqual([
      { email: "ann@example.com", first_name: "Ann" },
      { email: "bob@example.com", first_name: "Bob" },
    ]);
  });

  test("are not offered again by a reload while they are sent", async ({ page, sandbox }) => {
    await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/users", then: { delay_ms: 2_000 } });
    await openImport(page);
    await choose(page, "email\nann@example.com\nbob@example.com\n");
    await expect.poll(() => draftText(page)).toContain("ann@example.com");
    await createAll(page, "2 users");
    await page.getByRole("button", { name: "Send now" }).click();
    await expect.poll(async () => (await changesSent(sandbox)).length).toBe(1);
    expect(await draftText(page)).toBeUndefined();
    await page.reload();
    await expectPage(page, "Import users");
    await expect(line(page)).toHaveCount(0);
    await expect(page.getByRole("table", { name: "People in the file" })).toHaveCount(0);
  });

  test("are kept when all of them were refused", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 403/);
    await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/users", then: { status: 403, body: { error: "No" } } });
    await openImport(page);
    await choose(page, "email\nann@example.com\n");
    await createAll(page, "1 user");
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(page.getByText("1 refused", { exact: true })).toBeVisible();
    await expect.poll(() => draftText(page)).toContain("ann@example.com");
  });

  test("pasted and not read yet stand there as well; discarding takes both", async ({ page }) => {
    await openImport(page);
    await page.getByText("Or paste the rows").click();
    await page.getByLabel(/Rows, the headings first/).fill("ann@example.com\nbob@");
    await page.reload();
    await expect(line(page)).toBeVisible();
    await expect(page.getByLabel(/Rows, the headings first/)).toHaveValue("ann@example.com\nbob@");
    await page.getByRole("button", { name: "Read these rows" }).click();
    await page.reload();
    await expect(page.getByRole("heading", { name: "1 user can be created; 1 row is wrong and is left out" })).toBeVisible();
    await page.getByRole("button", { name: "Discard them" }).click();
    await expect(page.getByRole("table", { name: "People in the file" })).toHaveCount(0);
    await expect(page.getByLabel(/Rows, the headings first/)).toHaveValue("");
    expect(await draftText(page)).toBeUndefined();
    await page.getByRole("button", { name: "Bring them back" }).click();
    await expect(page.getByRole("heading", { name: "1 user can be created; 1 row is wrong and is left out" })).toBeVisible();
  });

  test("that are too many to be kept say so", async ({ page }) => {
    await openImport(page);
    const many = Array.from({ length: 10_000 }, (_, n) => `person${String(n)}@example.com,${"Person".repeat(40)}`);
    await choose(page, ["email,first name", ...many].join("\n"));
    await expect(page.getByText("too large to be kept")).toBeVisible();
    expect(await draftText(page)).toBeUndefined();
  });
});

test.describe("nothing typed remains", () => {
  async function typeEverywhere(page: Page, sandbox: Sandbox): Promise<void> {
    const id = await addUser(sandbox, "ann@example.com");
    await openImport(page);
    await choose(page, "email\nimported@example.com\n");
    await page.goto(`/tines/users/${String(id)}?edit=1`);
    await firstName(page).fill("Edited");
    await page.goto("/tines/users/new");
    await email(page).fill("typed@example.com");
    for (const text of ["imported@", "Edited", "typed@"]) await expect.poll(() => draftText(page)).toContain(text);
    // Waits to be written when the keys go.
    await firstName(page).fill("Waiting");
  }

  async function expectNothingTyped(page: Page): Promise<void> {
    const everything = JSON.stringify(await stores(page)) + (await everythingInDocument(page));
    for (const text of ["imported@", "Edited", "typed@", "Waiting"]) expect(everything).not.toContain(text);
  }

  test("after Lock, nor with the next key", async ({ page, sandbox }) => {
    await typeEverywhere(page, sandbox);
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expectPage(page, "Connect to Tines");
    expect((await stores(page)).session).toEqual({});
    await expectNothingTyped(page);
    await page.waitForTimeout(500);
    expect((await stores(page)).session).toEqual({});
    await giveKey(page, demoKeys.tines);
    await expectPage(page, "New user");
    await expect(email(page)).toHaveValue("");
    await expect(line(page)).toHaveCount(0);
  });

  test("after Forget everything", async ({ page, sandbox }) => {
    await typeEverywhere(page, sandbox);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("forget");
    await page.keyboard.press("Enter");
    await expectPage(page, "Connect to Tines");
    await page.waitForTimeout(500);
    expect(await stores(page)).toEqual({ session: {}, local: {} });
    await expectNothingTyped(page);
  });

  test("after the lock of an unattended tab", async ({ page, sandbox }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines/users/new");
    await email(page).fill("typed@example.com");
    await page.clock.fastForward(1_000);
    expect(await draftText(page)).toContain("typed@example.com");
    await page.clock.fastForward(120 * 60_000);
    await expectPage(page, "Connect to Tines");
    await page.clock.fastForward(1_000);
    expect((await stores(page)).session).toEqual({});
    await expectNothingTyped(page);
    expect(await changesSent(sandbox)).toEqual([]);
  });
});

test("what nobody wrote there is ignored", async ({ page }) => {
  leaveWhenAsked(page);
  await signIn(page);
  for (const broken of ["{", "null", '[{"at":"/tines/users/new","when":1,"fields":[["email"]]}]']) {
    await page.goto("/tines/users/new");
    await expectPage(page, "New user");
    await page.evaluate(([name, text]) => {
      sessionStorage.setItem(name ?? "", text ?? "");
    }, [DRAFTS, broken]);
    await page.reload();
    await expectPage(page, "New user");
    await expect(email(page)).toHaveValue("");
    await email(page).fill("ann@example.com");
    await expect.poll(() => draftText(page)).toContain("ann@example.com");
    await email(page).fill("");
    await expect.poll(() => draftText(page)).toBeUndefined();
  }
});
