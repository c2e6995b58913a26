/** What goes wrong in the middle: double clicks, lost answers, Back, a refused key. Nothing is lost, nothing sent twice. */
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectPage } from "./support/dashboard.ts";
import { summary } from "./support/forms.ts";
import {
  addTemplate,
  agree,
  askToSave,
  ID,
  nameField,
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

test("a double click on every button on the way sends once", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await options(page).fill('{"a":2}');
  await page.getByRole("button", { name: "Save…" }).dblclick();
  const asked = page.getByRole("dialog", { name: "Save these changes?" });
  await sandbox.fault({ method: "PUT", path: templatePath(ID), then: { delay_ms: 700 } });
  // The second click falls through to the editor below, which then has the focus when its page goes.
  await asked.getByRole("button", { name: "Save", exact: true }).dblclick();
  await expectPage(page, NAME);
  expect(await templateWrites(sandbox)).toHaveLength(1);
  expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
});

test("Ctrl+S in the editor asks, and the form is left with the caret still in it", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await options(page).fill('{"a":2}');
  await page.keyboard.press("ControlOrMeta+s");
  await agree(page);
  await expectPage(page, NAME);
  expect((await onlyRow(sandbox)).agent_options).toBe('{"a":2}');
});

test("Back in the middle asks; what was typed stays, or goes as one said", async ({ page, sandbox }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openTemplate(page, NAME);
  await page.getByRole("link", { name: "Edit" }).click();
  await options(page).fill('{"a":2}');
  await page.goBack();
  const asked = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await asked.getByRole("button", { name: "Stay" }).click();
  await expect(options(page)).toHaveValue('{"a":2}');
  await expect(options(page)).toBeFocused();
  await page.goBack();
  await asked.getByRole("button", { name: "Leave" }).click();
  await expectPage(page, NAME);
  expect(await templateWrites(sandbox)).toEqual([]);
});

test("an answer that was lost: the next Save finds it done, and sends nothing", async ({ page, sandbox, complaints }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await nameField(page).fill("Mine");
  await options(page).fill('{"a":2}');
  await sandbox.fault({ method: "PUT", path: templatePath(ID), times: 1, then: { drop: true, after: true } });
  complaints.announce(/ERR_EMPTY_RESPONSE/);
  await save(page);
  await expect(summary(page)).toContainText("Nobody knows whether it was carried out");
  await expect(options(page)).toHaveValue('{"a":2}');
  await expect.poll(async () => (await onlyRow(sandbox)).name).toBe("Mine");
  const before = (await templateWrites(sandbox)).length;
  await page.getByRole("button", { name: "Save…" }).click();
  await expectPage(page, "Mine");
  expect((await templateWrites(sandbox)).length).toBe(before);
});

test("a new one whose answer was lost is not made twice unseen", async ({ page, sandbox, complaints }) => {
  await signIn(page);
  await page.goto("/tines/templates/new");
  await expectPage(page, "New template");
  await nameField(page).fill("Made once");
  await page.getByLabel("Kind of Action").fill("Agents::WebhookAgent");
  await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/templates", times: 1, then: { drop: true, after: true } });
  complaints.announce(/ERR_EMPTY_RESPONSE/);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(summary(page)).toContainText("Nobody knows whether it was carried out");
  await expect.poll(async () => (await templateRows(sandbox)).length).toBe(1);
  const before = (await templateWrites(sandbox)).length;
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const asked = page.getByRole("dialog", { name: "Create it once more?" });
  await expect(asked).toContainText("1 template is called Made once (Agents::WebhookAgent) now");
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Cancel" }).click();
  await expect(nameField(page)).toHaveValue("Made once");
  expect((await templateWrites(sandbox)).length).toBe(before);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await asked.getByRole("button", { name: "Create once more" }).click();
  await expectPage(page, "Made once");
  expect(await templateRows(sandbox)).toHaveLength(2);
});

test("a reload into a refused key: the good one brings the form back with what was typed", async ({ page, sandbox, complaints }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await options(page).fill('{"a": 2,');
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("gatehouse.drafts") ?? "")).toContain('{\\"a\\": 2,');
  await sandbox.fault({ method: "GET", path: templatePath(ID), then: { status: 401 } });
  complaints.announce(/status of 401/);
  await page.reload();
  const refused = page.getByRole("alertdialog", { name: /was refused/ });
  await expect(refused).toBeVisible();
  await sandbox.mend();
  await refused.getByLabel("API key").fill("demo-tenant-owner-key");
  await refused.getByRole("button", { name: "Connect" }).click();
  await expect(refused).toBeHidden();
  await expect(page.getByText("were restored")).toBeVisible();
  await expect(options(page)).toHaveValue('{"a": 2,');
});

test("two tabs: the second one sees what the first one saved, before it saves", async ({ page, context, sandbox }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1,"b":1}' });
  await openForm(page, FULL);
  const other = await context.newPage();
  await openForm(other, FULL);
  await options(page).fill('{"a":2,"b":1}');
  await save(page);
  await expectPage(page, NAME);
  await options(other).fill('{"a":3,"b":2}');
  await other.getByRole("button", { name: "Save…" }).click();
  const merge = other.getByRole("dialog", { name: "Somebody else changed this template meanwhile" });
  await merge.getByRole("radio", { name: "Mine" }).check();
  await merge.getByRole("button", { name: "Go on with these" }).click();
  await agree(other);
  await expectPage(other, NAME);
  expect((await onlyRow(sandbox)).agent_options).toBe('{"a":3,"b":2}');
});

test("without a network nothing is sent and nothing lost", async ({ page, context, sandbox, complaints }) => {
  await addTemplate(sandbox, ID, { options: '{"a":1}' });
  await openForm(page, FULL);
  await options(page).fill('{"a":2}');
  await askToSave(page);
  complaints.announce(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await agree(page);
  await expect(summary(page)).toContainText("No answer", { timeout: 20_000 });
  await expect(options(page)).toHaveValue('{"a":2}');
  expect(await templateWrites(sandbox)).toEqual([]);
  await context.setOffline(false);
  await save(page);
  await expectPage(page, NAME);
  expect(await templateWrites(sandbox)).toHaveLength(1);
});

test("a file written over what was typed gives it back", async ({ page, sandbox }) => {
  await signIn(page);
  await page.goto("/tines/templates/new");
  await expectPage(page, "New template");
  await nameField(page).fill("Typed");
  await options(page).fill('{"typed":1.0}');
  await page.getByText("Begin with a file").click();
  const file = '{"name":"Filed","agent_type":"Agents::WebhookAgent","agent_options":{"big":9007199254740993}}';
  const picker = page.getByLabel("JSON file with one template");
  await picker.setInputFiles({ name: "one.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(nameField(page)).toHaveValue("Filed");
  await page.getByRole("button", { name: "Put back what stood here before" }).click();
  await expect(nameField(page)).toHaveValue("Typed");
  await expect(options(page)).toHaveValue('{"typed":1.0}');
  await picker.setInputFiles({ name: "two.json", mimeType: "application/json", buffer: Buffer.from([0x7b, 0x22, 0xff]) });
  await expect(page.getByRole("alert").filter({ hasText: "not text in UTF-8" })).toBeVisible();
  await expect(nameField(page)).toHaveValue("Typed");
  expect(await templateWrites(sandbox)).toEqual([]);
});
