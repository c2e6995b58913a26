import { expect, type Locator, type Page } from "@playwright/test";

import { expectPage } from "./dashboard.ts";
import type { Asked, Sandbox } from "./sandbox.ts";
import { signIn } from "./session.ts";

/** What was sent to change users, oldest first: method, path and body. */
export async function changesSent(sandbox: Sandbox): Promise<[string, string, unknown][]> {
  const all = await sandbox.requests();
  const changes = all.filter(({ method, path }) => method !== "GET" && path.includes("/admin/users"));
  return changes.map(({ method, path, body }: Asked) => [method, path, body === null ? null : JSON.parse(body)]);
}

/** A person in the tenant's database; answers with the id. */
export async function addUser(sandbox: Sandbox, email: string, more: Record<string, string | number | null> = {}): Promise<number> {
  const columns = { email, first_name: "Ann", last_name: "Lee", admin: 0, is_active: 1, tenant_permissions: "[]", ...more };
  const names = Object.keys(columns);
  await sandbox.execute(
    `INSERT INTO users (${names.join(", ")}, created_at, updated_at) VALUES (${names.map(() => "?").join(", ")}, 1000, 1000)`,
    Object.values(columns),
  );
  const [row] = await sandbox.query<{ id: number }>("SELECT id FROM users WHERE email = ?1", [email]);
  return row?.id ?? 0;
}

/** The page for many users at once, with the key. */
export async function openImport(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/tines/users/import");
  await expectPage(page, "Import users");
}

/** Gives that page a file. */
export async function choose(page: Page, text: string): Promise<void> {
  await page
    .getByLabel("CSV file of the people to invite")
    .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** A field's own error, as it is said to those who hear the page. */
export async function expectFieldError(field: Locator, words: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(words);
}

/** The summary of what is wrong. */
export function summary(page: Page): Locator {
  return page.getByRole("group", { name: "What is wrong" });
}

/** The user, column by column. */
export async function userRow(sandbox: Sandbox, id: number): Promise<Record<string, unknown>> {
  const [row] = await sandbox.query(
    "SELECT email, first_name, last_name, admin, is_active, tenant_permissions FROM users WHERE id = ?1",
    [id],
  );
  return row ?? {};
}
