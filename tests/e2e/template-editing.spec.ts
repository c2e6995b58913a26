/** One template: changed without losing anything of it, whoever else changes it meanwhile, whatever fails. */
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { dock, openJournal } from "./support/changes.ts";
import { expectPage } from "./support/dashboard.ts";
import { summary } from "./support/forms.ts";
import type { Fault } from "./support/sandbox.ts";
import {
  addTemplate,
  agree,
  askToSave,
  ID,
  nameField,
  ODD,
  onlyRow,
  openForm,
  openTemplate,
  options,
  save,
  templatePath,
  templateRows,
  templateWrites,
} from "./support/templates.ts";

test.use({ tenant: { seed: "empty" } });

const NAME = "Block an address";
const FULL = `${NAME} (HTTPRequestAgent)`;

test.describe("what is not edited goes back byte for byte", () => {
  for (const idAs of ["number", "string"]) {
    test(`with an id that is a ${idAs}`, async ({ page, sandbox }) => {
      await sandbox.switches({ "template-id": idAs });
      await addTemplate(sandbox, ID, { options: ODD, inputs: '[{"name":"a","odd":1.0,"odd":1e400}]' });
      await openForm(page, FULL);
      await nameField(page).fill("Block it");
      await save(page);
      await expectPage(page, "Block it");
      expect(await onlyRow(sandbox)).toMatchObject({
        id: ID,
        name: "Block it",
        agent_options: ODD,
        action_inputs: '[{"name":"a","odd":1.0,"odd":1e400}]',
      });
      const [sent] = await templateWrites(sandbox);
      expect(sent?.path).toBe(templatePath(ID));
      expect(sent?.body).toContain(idAs === "number" ? `"id":${ID}` : `"id":"${ID}"`);
    });
  }

  test("and one edit in the options leaves all other spellings", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: ODD });
    await openForm(page, FULL);
    const text = await options(page).inputValue();
    await options(page).fill(text.replace("0.10", "0.20"));
    await save(page);
    await expectPage(page, NAME);
    expect((await onlyRow(sandbox)).agent_options).toBe(ODD.replace("0.10", "0.20"));
  });

  test("and a new template is made as it was typed", async ({ page, sandbox }) => {
    await signIn(page);
    await page.goto("/tines/templates/new");
    await expectPage(page, "New template");
    await nameField(page).fill("Odd");
    await page.getByLabel("Kind of Action").fill("Agents::HTTPRequestAgent");
    await options(page).fill(ODD);
    await page.getByRole("button", { name: "Create" }).click();
    await expectPage(page, "Odd");
    expect((await onlyRow(sandbox)).agent_options).toBe(ODD);
  });
});

test("a duplicate is a new template with all that the first one has", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: ODD, vendor: "Okta" });
  await openTemplate(page, NAME);
  await page.getByRole("link", { name: "Duplicate" }).click();
  await expect(nameField(page)).toHaveValue(`${NAME} (copy)`);
  await page.getByRole("button", { name: "Create" }).click();
  await expectPage(page, `${NAME} (copy)`);
  const rows = await templateRows(sandbox);
  expect(rows.map(({ name, vendor, agent_options }) => [name, vendor, agent_options]).sort()).toEqual([
    [`${NAME} (copy)`, "Okta", ODD],
    [NAME, "Okta", ODD],
  ]);
  const [sent] = await templateWrites(sandbox);
  expect(sent?.body).not.toContain(ID);
});

test("the difference is shown before anything is sent, and Cancel keeps the text", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: '{"url":"https://one.example"}' });
  await openForm(page, FULL);
  await options(page).fill('{"url":"https://two.example"}');
  const asked = await askToSave(page);
  await expect(asked).toContainText("agent_options.url");
  await expect(asked).toContainText("two.example");
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Cancel" }).click();
  await expect(options(page)).toHaveValue('{"url":"https://two.example"}');
  expect(await templateWrites(sandbox)).toEqual([]);
});

test.describe("somebody else changed it meanwhile", () => {
  const BASE = '{"url":"https://one.example","method":"get","tries":1}';
  const THEIRS = '{"url":"https://theirs.example","method":"post","tries":1}';

  test("what only one side changed is taken, and a conflict is chosen by its path", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: BASE });
    await openForm(page, FULL);
    await options(page).fill('{"url":"https://mine.example","method":"get","tries":3}');
    await nameField(page).fill("Mine");
    await sandbox.execute("UPDATE templates SET agent_options = ?1, description = 'Theirs'", [THEIRS]);
    await page.getByRole("button", { name: "Save…" }).click();
    const merge = page.getByRole("dialog", { name: "Somebody else changed this template meanwhile" });
    await expect(merge).toContainText("agent_options.url");
    await expectAccessible(page);
    await expect(merge.getByRole("button", { name: "Choose for each first" })).toHaveAttribute("aria-disabled", "true");
    await merge.getByRole("radio", { name: /^Theirs/ }).first().check();
    await merge.getByRole("button", { name: "Go on with these" }).click();
    await agree(page);
    await expectPage(page, "Mine");
    expect(await onlyRow(sandbox)).toMatchObject({
      name: "Mine",
      description: "Theirs",
      agent_options: '{"url":"https://theirs.example","method":"post","tries":3}',
    });
  });

  test("cancelling keeps everything", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: BASE });
    await openForm(page, FULL);
    await nameField(page).fill("Mine");
    await options(page).fill('{"url":"mine"}');
    await sandbox.execute("UPDATE templates SET agent_options = ?1", [THEIRS]);
    await page.getByRole("button", { name: "Save…" }).click();
    const merge = page.getByRole("dialog", { name: "Somebody else changed this template meanwhile" });
    await merge.getByRole("button", { name: "Back to the form" }).click();
    await expect(nameField(page)).toHaveValue("Mine");
    await expect(options(page)).toHaveValue('{"url":"mine"}');
    expect(await templateWrites(sandbox)).toEqual([]);
  });

  test("between the difference and the yes it is asked anew", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: BASE });
    await openForm(page, FULL);
    await nameField(page).fill("Mine");
    await askToSave(page);
    await sandbox.execute("UPDATE templates SET description = 'Theirs'");
    await agree(page);
    await expect(page.getByRole("dialog", { name: "Somebody else changed this template meanwhile" })).toBeVisible();
    expect(await templateWrites(sandbox)).toEqual([]);
  });
});

test.describe("a failed save keeps the text", () => {
  const failures: [string, Fault["then"], RegExp][] = [
    ["refused with words of a field", { status: 422, body: { errors: { name: ["has already been taken"] } } }, /has already been taken/],
    ["forbidden", { status: 403, body: { error: "Not yours" } }, /Not yours/],
    ["gone", { status: 404 }, /.+/],
    ["a conflict", { status: 409, body: { message: "Somebody was quicker" } }, /Somebody was quicker/],
    ["too slow", { status: 408 }, /No answer in time/],
    ["too large", { status: 413, body: { error: "Too much" } }, /Too much/],
    ["a broken server", { status: 500, body: "Oops" }, /.+/],
    ["not known here", { status: 501 }, /.+/],
    ["a proxy's page", { html_502: true }, /.+/],
    ["no answer", { drop: true }, /.+/],
  ];
  for (const [what, then, words] of failures) {
    test(what, async ({ page, sandbox, complaints }) => {
      await addTemplate(sandbox, ID, { options: '{"a":1}' });
      await openForm(page, FULL);
      await nameField(page).fill("Mine");
      await options(page).fill('{"a":2}');
      await sandbox.fault({ method: "PUT", path: templatePath(ID), then });
      complaints.announce(/Failed to load resource/);
      await save(page);
      await expect(summary(page)).toContainText(words);
      await expect(nameField(page)).toHaveValue("Mine");
      await expect(options(page)).toHaveValue('{"a":2}');
      await sandbox.mend();
      await save(page);
      await expectPage(page, "Mine");
      expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
    });
  }
});

test("what the server did not keep is said", async ({ page, sandbox }) => {
  test.slow();
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await nameField(page).fill("Mine");
  await askToSave(page);
  // The server changes it between its answer and the next question.
  await sandbox.fault({ method: "GET", path: templatePath(ID), then: { delay_ms: 5_000 } });
  await agree(page);
  await expect.poll(async () => (await onlyRow(sandbox)).name, { intervals: [100], timeout: 20_000 }).toBe("Mine");
  await sandbox.execute("UPDATE templates SET vendor = 'somebody', agent_options = ?1", ['{"a":7}']);
  const notice = page.getByRole("alert").filter({ hasText: "did not keep" });
  await expect(notice).toContainText("agent_options.a", { timeout: 20_000 });
  await expect(notice).toContainText("vendor");
  await expect(page.getByLabel("Vendor")).toHaveValue("somebody");
});

test.describe("an answer of 200", () => {
  test("that keeps nothing takes nothing out of the form", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    await nameField(page).fill("Mine");
    await options(page).fill('{"a":2}');
    await sandbox.fault({ method: "PUT", path: templatePath(ID), times: 1, then: { status: 200, body: {} } });
    await save(page);
    const notice = page.getByRole("alert").filter({ hasText: "did not keep" });
    await expect(notice).toContainText("agent_options.a");
    await expect(nameField(page)).toHaveValue("Mine");
    await expect(options(page)).toHaveValue('{"a":2}');
    await save(page);
    await expectPage(page, "Mine");
    expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
  });

  test("that is a page is no answer, and the text stays", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    await options(page).fill('{"a":2}');
    const answer = { status: 200, body: "<html>Please sign in</html>", content_type: "text/html" };
    await sandbox.fault({ method: "PUT", path: templatePath(ID), times: 1, then: answer });
    await save(page);
    await expect(summary(page)).toContainText("not what this API says");
    await expect(options(page)).toHaveValue('{"a":2}');
    await save(page);
    await expectPage(page, NAME);
    expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
  });

  test("that breaks off is looked behind", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    await options(page).fill('{"a":2}');
    await sandbox.fault({ method: "PUT", path: templatePath(ID), times: 1, then: { cut_after: 20, ending: "clean" } });
    await save(page);
    await expectPage(page, NAME);
    expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
  });
});

test.describe("what was typed survives", () => {
  test("a reload", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    await nameField(page).fill("Mine");
    await options(page).fill('{"a": 2,');
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem("gatehouse.drafts") ?? "")).toContain('{\\"a\\": 2,');
    await page.reload();
    await expect(page.getByText("were restored")).toBeVisible();
    await expect(nameField(page)).toHaveValue("Mine");
    await expect(options(page)).toHaveValue('{"a": 2,');
  });

  test("a reload after which somebody else has changed it", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1,"b":1}' });
    await openForm(page, FULL);
    await options(page).fill('{"a":2,"b":1}');
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem("gatehouse.drafts") ?? "")).toContain('\\"a\\":2');
    await sandbox.execute("UPDATE templates SET agent_options = ?1", ['{"a":1,"b":2}']);
    await page.reload();
    await expect(options(page)).toHaveValue('{"a":2,"b":1}');
    await page.getByRole("button", { name: "Save…" }).click();
    const merge = page.getByRole("dialog", { name: "Somebody else changed this template meanwhile" });
    await merge.getByRole("button", { name: "Go on with these" }).click();
    await agree(page);
    await expectPage(page, NAME);
    expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2,"b":2}');
  });

  test("a key that is refused in the middle", async ({ page, sandbox, complaints }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    await options(page).fill('{"a":2}');
    await askToSave(page);
    await sandbox.fault({ method: "PUT", path: templatePath(ID), then: { status: 401 } });
    complaints.announce(/status of 401/);
    await agree(page);
    const refused = page.getByRole("alertdialog", { name: /was refused/ });
    await expect(refused).toBeVisible();
    await sandbox.mend();
    await refused.getByLabel("API key").fill("demo-tenant-owner-key");
    await refused.getByRole("button", { name: /Connect|Check|Use/ }).click();
    await expect(refused).toBeHidden();
    await expect(options(page)).toHaveValue('{"a":2}');
    await save(page);
    await expectPage(page, NAME);
    expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
  });
});

test("a new template from a file keeps what the form does not show, after a reload too", async ({ page, sandbox }) => {
  await signIn(page);
  await page.goto("/tines/templates/new");
  await expectPage(page, "New template");
  await page.getByText("Begin with a file").click();
  const file = '{"id":7,"name":"Filed","agent_type":"Agents::WebhookAgent","agent_options":{"big":9007199254740993},"unheard_of":{"n":0.10}}';
  await page.getByLabel("JSON file with one template").setInputFiles({ name: "one.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(nameField(page)).toHaveValue("Filed");
  await nameField(page).fill("Filed and changed");
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("gatehouse.drafts") ?? "")).toContain("Filed and changed");
  await page.reload();
  await expect(page.getByText("were restored")).toBeVisible();
  await expect(nameField(page)).toHaveValue("Filed and changed");
  await page.getByRole("button", { name: "Create" }).click();
  // The sandbox keeps no fields that it does not know: what was sent tells.
  await expect.poll(async () => (await templateWrites(sandbox)).map(({ body }) => body ?? "").join()).toContain('"unheard_of":{"n":0.10}');
  const [sent] = await templateWrites(sandbox);
  expect(sent?.body).toContain('"name":"Filed and changed"');
  expect(sent?.body).not.toContain('"id"');
  expect((await onlyRow(sandbox)).agent_options).toBe('{"big":9007199254740993}');
});

test.describe("bad input", () => {
  test("is said at its place, and nothing is sent", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    for (const [text, words] of [
      ['{\n  "a": ,\n}', /[Ll]ine 2, column 8/],
      ["[]", /must be an object/],
      ["", /nothing here/],
    ] as const) {
      await options(page).fill(text);
      await page.getByRole("button", { name: "Save…" }).click();
      await expect(summary(page)).toContainText(words);
      await expect(options(page)).toHaveValue(text);
    }
    await options(page).fill('{"a":2}');
    await nameField(page).fill("  ");
    await page.getByRole("button", { name: "Save…" }).click();
    await expect(nameField(page)).toHaveAccessibleDescription(/must have a name/);
    expect(await templateWrites(sandbox)).toEqual([]);
  });

  test("of 3 MB is not sent", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { options: '{"a":1}' });
    await openForm(page, FULL);
    const text = `{"a":"${"x".repeat(3_000_000)}"}`;
    await options(page).fill(text);
    await page.getByRole("button", { name: "Save…" }).click();
    await expect(summary(page)).toContainText("too large");
    await expect(summary(page)).toContainText("3.0 MB");
    expect((await options(page).inputValue()).length).toBe(text.length);
    expect(await templateWrites(sandbox)).toEqual([]);
    await expect(page.getByText("too large to be kept")).toBeVisible();
  });
});

test("a version is compared, and restored by another save that is named so", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: ODD });
  await openForm(page, FULL);
  await options(page).fill('{"a":1}');
  await nameField(page).fill("Later");
  await save(page);
  await expectPage(page, "Later");
  const versions = page.getByRole("region", { name: "Versions in this tab" });
  await expect(versions.getByRole("listitem")).toHaveCount(2);
  await versions.getByRole("button", { name: /^Compare/ }).click();
  const compared = page.getByRole("dialog", { name: /^Version of / });
  await expect(compared).toContainText(NAME);
  await expectAccessible(page);
  await compared.getByRole("button", { name: "Close" }).click();
  await versions.getByRole("button", { name: /^Restore version of \d\d:\d\d:\d\d…$/ }).click();
  const asked = page.getByRole("dialog", { name: /^Restore version of \d\d:\d\d:\d\d\?$/ });
  await asked.getByRole("button", { name: /^Restore version of/ }).click();
  await expectPage(page, NAME);
  expect(await onlyRow(sandbox)).toMatchObject({ id: ID, name: NAME, agent_options: ODD });
  await expect(versions.getByRole("listitem")).toHaveCount(3);
  const journal = await openJournal(page);
  await expect(journal.getByRole("row").filter({ hasText: /Restore version of \d\d:\d\d:\d\d of template Block an address/ })).toHaveCount(1);
});

test("by keyboard alone: open, edit, see the difference, save", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await signIn(page);
  await page.goto("/tines/templates");
  await expectPage(page, "Templates");
  await expect(page.getByRole("link", { name: NAME })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expectPage(page, NAME);
  const tabTo = async (name: string | RegExp, role: "link" | "button" | "textbox"): Promise<void> => {
    const goal = page.getByRole(role, { name, exact: typeof name === "string" });
    for (let presses = 0; presses < 60; presses += 1) {
      if (await goal.evaluate((one) => one === document.activeElement).catch(() => false)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${String(name)} is not reached`);
  };
  await tabTo("Edit", "link");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Edit ${FULL}` })).toBeVisible();
  await tabTo("Name", "textbox");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("By hand");
  await tabTo("Options", "textbox");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type('{"a":2}');
  // Tab writes blanks in both editors, until it is told to move on.
  await page.keyboard.press("Control+m");
  await tabTo("Save…", "button");
  await page.keyboard.press("Enter");
  const asked = page.getByRole("dialog", { name: "Save these changes?" });
  await expect(asked).toBeVisible();
  await tabTo("Save", "button");
  await page.keyboard.press("Enter");
  await expectPage(page, "By hand");
  expect(await onlyRow(sandbox)).toMatchObject({ name: "By hand", agent_options: '{"a":2}' });
});

test("deleted, it stays on screen as it was last, and its file brings it back", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: ODD });
  await openTemplate(page, NAME);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const asked = page.getByRole("alertdialog");
  const download = page.waitForEvent("download");
  await asked.getByRole("button", { name: /^Delete/ }).click();
  expect((await download).suggestedFilename()).toContain("deleted-templates");
  await dock(page).getByRole("button", { name: "Send now" }).click();
  await expect(page.getByText("This template is no longer there.")).toBeVisible();
  await expect.poll(() => templateRows(sandbox)).toEqual([]);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing at ${String(width)} px`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 900 });
    await addTemplate(sandbox, ID, { options: '{"a":[1,{"b":null}]}', inputs: '[{"name":"cidr","type":"TEXT","required":true}]' });
    await openTemplate(page, NAME);
    await expect(page.getByRole("table", { name: "What whoever uses it is asked for" })).toBeVisible();
    await expectAccessible(page);
    await openForm(page, FULL);
    await expectAccessible(page);
    await options(page).fill('{"url": ,}');
    await page.getByRole("button", { name: "Save…" }).click();
    await expect(summary(page)).toBeVisible();
    await expectAccessible(page);
    await options(page).fill('{"big":9007199254740993,"a":1,"a":2}');
    await expect(page.getByText("2 warnings")).toBeVisible();
    await options(page).press("ControlOrMeta+f");
    await page.getByRole("textbox", { name: "Find in this text" }).fill("a");
    await expectAccessible(page);
    await options(page).fill("");
    await options(page).pressSequentially('{"re');
    await expect(page.getByRole("option", { name: /^retry_on_status/ })).toBeVisible();
    await expectAccessible(page);
  });
}

test("in forced colours the editor shows its own letters", async ({ page, sandbox }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await expect(page.locator(".json-under").first()).toBeHidden();
  const [letters, page_] = await options(page).evaluate((field) => {
    const style = getComputedStyle(field);
    return [style.color, style.backgroundColor];
  });
  expect(letters).not.toBe(page_);
  expect(letters).not.toMatch(/^rgba\(.*, 0\)$/);
});
