import { expect, type Locator, type Page } from "@playwright/test";

import { expectPage } from "./dashboard.ts";
import type { Asked, Sandbox } from "./sandbox.ts";
import { signIn } from "./session.ts";

/** An id above 2^53, as all of them are; a JavaScript number would make another one of it. */
export const ID = "472463921472463921";

/** Every value that a careless reader changes, as options. */
export const ODD =
  '{"big":9007199254740993,"huge":1e400,"trail":0.10,"minus":-0,"twice":1,"twice":2,"text":"😀\u2028\\u00e9\\/","deep":' +
  `${"[".repeat(200)}${"]".repeat(200)}}`;

/** Where one template is read and changed. */
export const templatePath = (id: string): string => `/tines/api/v1/admin/templates/${id}`;

interface More {
  name?: string;
  kind?: string;
  options?: string;
  inputs?: string;
  vendor?: string;
  description?: string;
}

/** A template in the tenant's database. The id is text all the way. */
export async function addTemplate(sandbox: Sandbox, id: string, more: More = {}): Promise<void> {
  await sandbox.execute(
    `INSERT INTO templates (id, name, description, vendor, product, agent_type, agent_options, action_inputs, created_at, updated_at)
     VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4, '', ?5, ?6, ?7, 1, 1)`,
    [
      id,
      more.name ?? "Block an address",
      more.description ?? "",
      more.vendor ?? "",
      more.kind ?? "Agents::HTTPRequestAgent",
      more.options ?? "{}",
      more.inputs ?? "[]",
    ],
  );
}

interface Row extends Record<string, string> {
  id: string;
  name: string;
  description: string;
  agent_options: string;
  action_inputs: string;
}

/** The templates of the database by id, as texts. */
export async function templateRows(sandbox: Sandbox): Promise<Row[]> {
  return sandbox.query<Row>(
    "SELECT CAST(id AS TEXT) AS id, name, description, vendor, agent_type, agent_options, action_inputs FROM templates ORDER BY id",
  );
}

/** The one template of the database. */
export async function onlyRow(sandbox: Sandbox): Promise<Row> {
  const rows = await templateRows(sandbox);
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
}

/** What was sent to change templates, oldest first. */
export async function templateWrites(sandbox: Sandbox): Promise<Asked[]> {
  const all = await sandbox.requests();
  return all.filter(({ method, path }) => method !== "GET" && path.includes("/admin/templates"));
}

/** Signs in and opens the list. */
export async function openTemplates(page: Page, query = ""): Promise<void> {
  await signIn(page);
  await page.goto(`/tines/templates${query}`);
  await expectPage(page, "Templates");
}

/** Signs in and opens one template's page. */
export async function openTemplate(page: Page, name: string, id = ID): Promise<void> {
  await signIn(page);
  await page.goto(`/tines/templates/${id}`);
  await expectPage(page, name);
}

/** Signs in and opens the form of a template. */
export async function openForm(page: Page, name: string, id = ID): Promise<void> {
  await signIn(page);
  await page.goto(`/tines/templates/${id}?edit=1`);
  await expect(page.getByRole("heading", { level: 1, name: `Edit ${name}` })).toBeVisible();
}

/** The place for the JSON of the options. */
export function options(page: Page): Locator {
  return page.getByRole("textbox", { name: "Options", exact: true });
}

/** The field of the name. */
export function nameField(page: Page): Locator {
  return page.getByLabel("Name", { exact: true });
}

/** Presses Save, and answers the difference with yes. */
export async function save(page: Page): Promise<void> {
  await askToSave(page);
  await agree(page);
}

/** Presses Save; the difference stands there then. */
export async function askToSave(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Save…" }).click();
  const asked = page.getByRole("dialog", { name: "Save these changes?" });
  await expect(asked).toBeVisible();
  return asked;
}

/** Answers the difference with yes. */
export async function agree(page: Page): Promise<void> {
  const asked = page.getByRole("dialog", { name: "Save these changes?" });
  await asked.getByRole("button", { name: "Save", exact: true }).click();
  await expect(asked).toBeHidden();
}

/** Gives the import page a file. */
export async function chooseBundle(page: Page, content: string | Buffer): Promise<void> {
  await page
    .getByLabel("JSON file with the templates")
    .setInputFiles({ name: "templates.json", mimeType: "application/json", buffer: typeof content === "string" ? Buffer.from(content) : content });
}

/** Opens the page for many templates at once. */
export async function openImport(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/tines/templates/import");
  await expectPage(page, "Import templates");
}
