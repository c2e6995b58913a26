import { expect, type Locator, type Page } from "@playwright/test";

import { expectPage } from "./dashboard.ts";
import type { Sandbox } from "./sandbox.ts";
import { signIn } from "./session.ts";

/** An organisation as the sandbox stores it; `apis` null: as in its own dialect, `missing`: not there. */
export interface Stored {
  id: string;
  owner_name: string;
  body: string;
  apis_absent: string | null;
}

/** Puts an organisation into the tenant; `body` is every field but id, name and APIs, as JSON text. */
export async function addOrganisation(
  sandbox: Sandbox,
  id: string,
  name: string,
  body = '{"cname":"","cname_enabled":false}',
  apis: readonly (readonly [string, string])[] | "null" | "missing" = [],
): Promise<void> {
  const absent = typeof apis === "string" ? apis : null;
  await sandbox.execute(
    "INSERT INTO organisations (id, owner_name, body, apis_absent, position) VALUES (?1, ?2, ?3, ?4, 900)",
    [id, name, body, absent],
  );
  for (const [human, api] of typeof apis === "string" ? [] : apis) {
    await sandbox.execute("INSERT INTO apis (organisation_id, api_human_name, api_id) VALUES (?1, ?2, ?3)", [id, human, api]);
  }
}

/** An organisation, column by column, and its APIs. */
export async function stored(sandbox: Sandbox, id: string): Promise<{ row: Stored | undefined; apis: unknown[] }> {
  const [row] = await sandbox.query<Stored & Record<string, string | null>>(
    "SELECT id, owner_name, body, apis_absent FROM organisations WHERE id = ?1",
    [id],
  );
  const apis = await sandbox.query("SELECT api_human_name, api_id FROM apis WHERE organisation_id = ?1 ORDER BY row_id", [id]);
  return { row, apis };
}

/** What was sent to change something, oldest first: method, path and body. */
export async function sent(sandbox: Sandbox): Promise<{ method: string; path: string; body: string | null }[]> {
  const all = await sandbox.requests();
  const changes = all.filter(({ method, path }) => method !== "GET" || path.includes("/system/reload"));
  return changes.map(({ method, path, body }) => ({ method, path, body }));
}

/** Where an organisation's page is. */
export const organisationPath = (id: string, query = ""): string => `/tyk/organisations/${encodeURIComponent(id)}${query}`;

/** Signs in and opens the list of organisations. */
export async function openOrganisations(page: Page, query = ""): Promise<Locator> {
  await signIn(page);
  await page.goto(`/tyk/organisations${query}`);
  await expectPage(page, "Organisations");
  return page.getByRole("table", { name: "Organisations", exact: true });
}

/** Signs in and opens an organisation. */
export async function openOrganisation(page: Page, id: string, heading: string, query = ""): Promise<void> {
  await signIn(page);
  await page.goto(organisationPath(id, query));
  await expectPage(page, heading);
}

/** The row of a table with these words. */
export function rowOf(table: Locator, words: string | RegExp): Locator {
  return table.getByRole("row").filter({ hasText: words });
}

/** The table says that it has so many rows. */
export async function expectRows(table: Locator, rows: number): Promise<void> {
  await expect(table).toHaveAttribute("aria-rowcount", String(rows + 1));
}

/** A user as a later version might keep it: unknown fields, a big number, a permission of its own, and secrets. */
export const USER = {
  id: "54bd0ad9ff4329b88985aafb",
  email: "ann@example.com",
  key: "f00dfeedf00dfeedf00dfeedf00dfeed",
  history: "$2a$10$an-old-password-of-ann",
} as const;

const USER_BODY = `{"first_name":"Ann","last_name":"Lee","active":true,"user_permissions":{"apis":"read","own":"special"},"group_id":"","api_model":{},"password_max_days":0,"password_updated":"0001-01-01T00:00:00Z","last_login_date":"0001-01-01T00:00:00Z","created_at":"2025-03-01T00:00:00Z","PWHistory":["${USER.history}"],"cost":472463921472463921,"x":null}`;

/** Puts {@link USER}, or another with the same fields, into the tenant. */
export async function addGatewayUser(sandbox: Sandbox, org: string, id: string = USER.id, email: string = USER.email): Promise<void> {
  await sandbox.execute(
    "INSERT INTO gateway_users (id, organisation_id, email_address, access_key, body, position) VALUES (?1, ?2, ?3, ?4, ?5, 900)",
    [id, org, email, id === USER.id ? USER.key : `${id}-key`, USER_BODY],
  );
}

/** A gateway user as the tenant stores it, column by column. */
export async function gatewayUserRow(sandbox: Sandbox, id: string = USER.id): Promise<Record<string, unknown> | undefined> {
  const [row] = await sandbox.query("SELECT * FROM gateway_users WHERE id = ?1", [id]);
  return row;
}

/** Signs in and opens the page of {@link USER}. */
export async function openGatewayUser(page: Page, heading = "Ann Lee", query = ""): Promise<void> {
  await signIn(page);
  await page.goto(`/tyk/gateway-users/${USER.id}${query}`);
  await expectPage(page, heading);
}
