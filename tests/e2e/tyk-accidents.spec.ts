/** What goes wrong between a hand and a server: nothing typed is lost, and nothing is sent twice. */
import { expect, expectAccessible, test } from "./fixtures.ts";
import { choose, HELD, openJournal, question, sendNow } from "./support/changes.ts";
import { expectPage } from "./support/dashboard.ts";
import { addGatewayUser, addOrganisation, openGatewayUser, openOrganisation, organisationPath, sent, stored, USER } from "./support/tyk.ts";

const ORG = "5e9d9544a1dcd60001d0ed20";
const BODY = `{"owner_slug":"old","cname":"","cname_enabled":false,"sso_enabled":false,"list":[{"id":1,"a":1,"b":1}],"other":"x"}`;
const PUT = { method: "PUT", path: "/tyk/admin/organisations/*" } as const;

test.beforeEach(async ({ sandbox }) => {
  await addOrganisation(sandbox, ORG, "Gannet", BODY, [["Orders", "a2"]]);
});

test("a save that is clicked twice is sent once", async ({ page, sandbox }) => {
  await sandbox.fault({ ...PUT, then: { delay_ms: 600 } });
  await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("new");
  await page.getByRole("button", { name: "Save", exact: true }).dblclick();
  await page.keyboard.press("Enter");
  await expectPage(page, "Gannet");
  expect(await sent(sandbox)).toHaveLength(1);
});

test("a deletion that is clicked twice is sent once", async ({ page, sandbox }) => {
  await openOrganisation(page, ORG, "Gannet");
  await choose(page, "Actions", "Delete…");
  await question(page).getByLabel(/Type Gannet to confirm/).fill("Gannet");
  await question(page).getByLabel(/Save what will go/).uncheck();
  await question(page).getByRole("button", { name: "Delete organisation" }).dblclick();
  await expect(question(page)).toBeHidden();
  // What is held already is not asked for again.
  await choose(page, "Actions", "Delete…");
  await expect(question(page)).toBeHidden();
  await sendNow(page);
  await expect(page.getByText("This organisation is no longer there.")).toBeVisible(HELD);
  await page.waitForTimeout(1500);
  expect((await sent(sandbox)).map(({ method }) => method)).toEqual(["DELETE"]);
});

test("going back while a save is under way loses neither the save nor its end", async ({ page, sandbox }) => {
  await openOrganisation(page, ORG, "Gannet");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expectPage(page, "Edit Gannet");
  await page.getByLabel("Slug").fill("new");
  await sandbox.fault({ ...PUT, then: { delay_ms: 1500 } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(async () => (await sent(sandbox)).length).toBe(1);
  await page.goBack();
  // Whatever is asked first: leaving is leaving.
  const leave = page.getByRole("alertdialog").getByRole("button", { name: /^Leave/ });
  if (await leave.isVisible()) await leave.click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expectPage(page, "Gannet");
  await expect(page.getByRole("main").getByText("new", { exact: true })).toBeVisible();
  expect(await sent(sandbox)).toHaveLength(1);
});

test("two tabs that change different fields lose neither change", async ({ context, page, sandbox }) => {
  const other = await context.newPage();
  await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
  await openOrganisation(other, ORG, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("mine");
  await other.getByLabel("Single sign-on").check();
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(other, "Gannet");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const asked = page.getByRole("dialog", { name: "Somebody else changed this organisation meanwhile" });
  await expect(asked.getByRole("group", { name: "Single sign-on" })).toBeVisible();
  expect(await sent(sandbox)).toHaveLength(1);
  await asked.getByRole("button", { name: "Save with these" }).click();
  await expectPage(page, "Gannet");
  const { row } = await stored(sandbox, ORG);
  expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ owner_slug: "mine", sso_enabled: true });
});

test("a save whose answer is lost says so, and the next try finds that it was done", async ({ page, sandbox, complaints }) => {
  complaints.announce(/ERR_|Failed to load/);
  await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("new");
  await sandbox.fault({ ...PUT, times: 1, then: { drop: true, after: true } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: /may have|nobody knows|not known/i })).toBeVisible();
  await expect(page.getByLabel("Slug")).toHaveValue("new");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Gannet");
  await expect(page.getByText("Nothing was sent: it is so already.")).toBeVisible();
  // A browser repeats what went down with a kept connection; the page itself sent it once.
  const puts = (await sandbox.requests()).filter(({ method, resent }) => method === "PUT" && !resent);
  expect(puts).toHaveLength(1);
  const { row } = await stored(sandbox, ORG);
  expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ owner_slug: "new" });
});

test("a web page as the answer to a save is called that, and what was typed stays", async ({ page, sandbox }) => {
  await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("new");
  await sandbox.fault({ ...PUT, times: 1, then: { status: 200, body: "<!doctype html><title>Tyk</title>", content_type: "text/html" } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This is not the Admin API" })).toBeVisible();
  await expect(page.getByLabel("Slug")).toHaveValue("new");
  await expect(page.getByLabel("Admin secret")).toHaveCount(0);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Gannet");
});

test("without a line nothing is sent and nothing typed is lost; with one the same form saves", async ({ context, page, sandbox, complaints }) => {
  complaints.announce(/ERR_|Failed to load/);
  await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("new");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel("Slug")).toHaveValue("new");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Gannet");
  expect(await sent(sandbox)).toHaveLength(1);
});

test("JSON that both changed is brought together piece by piece", async ({ page, sandbox }) => {
  await openOrganisation(page, ORG, "Edit Gannet as JSON", "?raw=1");
  const editor = page.getByRole("textbox", { name: "JSON of the organisation" });
  await expect(editor).toHaveValue(/"other": "x"/);
  const text = await editor.inputValue();
  await editor.fill(text.replace('"a": 1', '"a": 2').replace('"x"', '"mine"'));
  await sandbox.execute(
    `UPDATE organisations SET body = json_set(body, '$.list[0].b', 7, '$.other', 'theirs', '$.added', json('{"n":1}')) WHERE id = ?1`,
    [ORG],
  );
  await page.getByRole("button", { name: "Look at the changes…" }).click();
  await page.getByRole("dialog", { name: "Save these changes?" }).getByRole("button", { name: "Save" }).click();
  const both = page.getByRole("dialog", { name: "Somebody else changed this organisation meanwhile" });
  await expect(both).toContainText("This is what they changed:");
  await expect(both).toContainText("added");
  expect(await sent(sandbox)).toEqual([]);
  const conflicts = both.getByRole("group").filter({ has: page.getByRole("radio") });
  await expect(conflicts, "only where both changed the same").toHaveCount(1);
  await expectAccessible(page);
  const go = both.getByRole("button", { name: "Choose for each first" });
  await expect(go).toHaveAttribute("aria-disabled", "true");
  await go.click({ force: true });
  expect(await sent(sandbox), "nothing is chosen for anybody").toEqual([]);
  await conflicts.getByRole("radio", { name: "Theirs" }).check();
  await both.getByRole("button", { name: "Go on with these" }).click();
  const review = page.getByRole("dialog", { name: "Save these changes?" });
  await expect(review, "theirs is there already").not.toContainText("added");
  await review.getByRole("button", { name: "Save" }).click();
  await expectPage(page, "Gannet");
  const { row, apis } = await stored(sandbox, ORG);
  expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ list: [{ id: 1, a: 2, b: 7 }], other: "theirs", added: { n: 1 } });
  expect(apis).toHaveLength(1);
});

test("a draft of the JSON meets what changed meanwhile after a reload as well", async ({ page, sandbox }) => {
  await openOrganisation(page, ORG, "Edit Gannet as JSON", "?raw=1");
  const editor = page.getByRole("textbox", { name: "JSON of the organisation" });
  await expect(editor).toHaveValue(/"other": "x"/);
  await editor.fill((await editor.inputValue()).replace('"a": 1', '"a": 2'));
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain("raw=1");
  await sandbox.execute(`UPDATE organisations SET body = json_set(body, '$.other', 'theirs') WHERE id = ?1`, [ORG]);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(editor).toHaveValue(/"a": 2/);
  await page.getByRole("button", { name: "Look at the changes…" }).click();
  await page.getByRole("dialog", { name: "Save these changes?" }).getByRole("button", { name: "Save" }).click();
  const both = page.getByRole("dialog", { name: "Somebody else changed this organisation meanwhile" });
  await expect(both).toContainText("theirs");
  await both.getByRole("button", { name: "Go on with these" }).click();
  await page.getByRole("dialog", { name: "Save these changes?" }).getByRole("button", { name: "Save" }).click();
  await expectPage(page, "Gannet");
  const { row } = await stored(sandbox, ORG);
  expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ list: [{ id: 1, a: 2, b: 1 }], other: "theirs" });
});

test("a user that somebody else changed meanwhile is not written over", async ({ page, sandbox }) => {
  await addGatewayUser(sandbox, ORG);
  await openGatewayUser(page, "Edit Ann Lee", "?edit=1");
  await page.getByLabel("First name").fill("Mine");
  await sandbox.execute(
    `UPDATE gateway_users SET body = json_set(body, '$.first_name', 'Theirs', '$.user_permissions.keys', 'write') WHERE id = ?1`,
    [USER.id],
  );
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const asked = page.getByRole("dialog", { name: "Somebody else changed this user meanwhile" });
  await expect(asked.getByRole("group", { name: "First name" })).toContainText("Theirs");
  await expect(asked.getByRole("group", { name: "Permissions" })).toContainText("write");
  expect(await sent(sandbox)).toEqual([]);
  await asked.getByRole("group", { name: "First name" }).getByRole("radio", { name: /^Mine/ }).check();
  await asked.getByRole("button", { name: "Save with these" }).click();
  await expectPage(page, "Mine Lee");
  const [row] = await sandbox.query<{ body: string }>("SELECT body FROM gateway_users WHERE id = ?1", [USER.id]);
  expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ first_name: "Mine", user_permissions: { apis: "read", own: "special", keys: "write" } });
});

test("an id is the same after a click, a reload and a way back", async ({ page, sandbox }) => {
  for (const id of ["a%41b", "50%", "back\\slash", "sp ace/ü?#&=+", "~25", "line\nend"]) {
    await addOrganisation(sandbox, id, `Named ${JSON.stringify(id)}`);
    await sandbox.forgetRequests();
    await openOrganisation(page, ORG, "Gannet");
    await page.getByRole("link", { name: "Back to the list" }).click();
    await page.getByRole("combobox", { name: "Filter organisations" }).fill("named");
    await page.getByRole("link", { name: `Named ${JSON.stringify(id)}`, exact: true }).click();
    for (const step of ["clicked", "reloaded", "edited and back"]) {
      if (step === "reloaded") await page.reload();
      if (step === "edited and back") {
        await page.getByRole("link", { name: "Edit", exact: true }).click();
        await expectPage(page, `Edit Named ${JSON.stringify(id)}`);
        await page.goBack();
      }
      await expectPage(page, `Named ${JSON.stringify(id)}`);
      await expect(page.getByRole("alert"), step).toHaveCount(0);
    }
    const asked = (await sandbox.requests()).map(({ path }) => path);
    expect(asked).toContain(`/tyk/admin/organisations/${encodeURIComponent(id)}`);
    expect(asked.filter((path) => /organisations\/./.test(path) && !path.includes(ORG) && !path.endsWith(encodeURIComponent(id)))).toEqual([]);
  }
  // A link that somebody else escaped is read as well.
  await page.goto(organisationPath("a%41b"));
  await expectPage(page, 'Named "a%41b"');
});

test("the journal tells what was saved once", async ({ page }) => {
  await openOrganisation(page, ORG, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("new");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectPage(page, "Gannet");
  const journal = await openJournal(page);
  await expect(journal.getByRole("row").filter({ hasText: `Change organisation Gannet (${ORG})` })).toHaveCount(1);
});
