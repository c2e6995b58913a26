import { expect, type Locator, type Page } from "@playwright/test";

import { signIn } from "../fixtures.ts";
import { expectPage } from "./dashboard.ts";
import { addUser } from "./forms.ts";
import type { Asked, Sandbox } from "./sandbox.ts";
import { openUsers } from "./users.ts";

/** For how long nothing is sent, and some more for a machine that is busy. */
export const HELD = { timeout: 20_000 };

/** Where one user is read and changed. */
export const userPath = (id: number, more = ""): string => `/tines/api/v1/admin/users/${String(id)}${more}`;

/** People of the tenant by their first names, each called Lee and seen a while ago; answers with their ids. */
export async function addPeople(
  sandbox: Sandbox,
  names: readonly string[],
  more: Record<string, string | number | null> = {},
): Promise<number[]> {
  const ids: number[] = [];
  for (const name of names) {
    const email = `${name.toLowerCase()}@example.com`;
    ids.push(await addUser(sandbox, email, { first_name: name, last_seen: 1_700_000_000_000, ...more }));
  }
  return ids;
}

/** Signs in and opens the list of all people by name: those given, and the owner who is there already. */
export async function openList(page: Page, sandbox: Sandbox): Promise<void> {
  const [row] = await sandbox.query<{ people: number }>("SELECT count(*) AS people FROM users");
  await signIn(page);
  await openUsers(page, row?.people ?? 0, "?sort=name");
}

/** Signs in and opens one user's page. */
export async function openUser(page: Page, id: number, name: string): Promise<void> {
  await signIn(page);
  await page.goto(`/tines/users/${String(id)}`);
  await expectPage(page, name);
}

/** The box that selects a person called Lee. */
export function box(page: Page, name: string): Locator {
  return page.getByRole("checkbox", { name: `Select ${name} Lee`, exact: true });
}

/** What is said of the selection. */
export function selection(page: Page): Locator {
  return page.getByRole("group", { name: "Selection" });
}

/** Selects people called Lee. */
export async function select(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await box(page, name).check();
  }
  await expect(selection(page).getByRole("status")).toHaveText(`${String(names.length)} selected`);
}

/** Opens the menu of the list (`Change`) or of a user's page (`Actions`) and chooses from it. */
export async function choose(page: Page, menu: "Change" | "Actions", words: string): Promise<void> {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("button", { name: words, exact: true }).click();
}

/** The question before a change. */
export function question(page: Page, title?: string): Locator {
  return title === undefined ? page.getByRole("alertdialog") : page.getByRole("alertdialog", { name: title, exact: true });
}

/** Answers the question with yes; `reason` is for the journal. */
export async function confirm(page: Page, title: string, button: string, reason?: string): Promise<void> {
  const asked = question(page, title);
  await expect(asked).toBeVisible();
  if (reason !== undefined) {
    await asked.getByLabel("Why?").fill(reason);
  }
  await asked.getByRole("button", { name: button, exact: true }).click();
  await expect(asked).toBeHidden();
}

/** The corner in which changes are held, run and tell how they ended. */
export function dock(page: Page): Locator {
  return page.getByRole("region", { name: "Changes", exact: true });
}

/** Ends the held moment. */
export async function sendNow(page: Page): Promise<void> {
  await dock(page).getByRole("button", { name: "Send now" }).click();
}

/** What a plan with several steps says of its end: `2 done, 1 refused`. */
export async function expectEnded(page: Page, words: string): Promise<void> {
  await expect(dock(page).getByText(words, { exact: true })).toBeVisible(HELD);
}

/** Opens the results of the plan in the dock. */
export async function openResults(page: Page): Promise<Locator> {
  await dock(page).getByRole("button", { name: "Results" }).click();
  const results = page.getByRole("dialog", { name: /^Results: / });
  await expect(results).toBeVisible();
  return results;
}

/** Goes to the journal without a new document, which would forget it. */
export async function openJournal(page: Page): Promise<Locator> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Journal" }).click();
  await expectPage(page, "Journal");
  return page.getByRole("table", { name: "Changes made in this tab, newest first" });
}

/** The journal's line about something. */
export function line(journal: Locator, what: string): Locator {
  return journal.getByRole("row").filter({ hasText: what });
}

/** Every request that could change something, whatever it is about. */
export async function writes(sandbox: Sandbox): Promise<Asked[]> {
  return (await sandbox.requests()).filter(({ method }) => method !== "GET");
}

/** One column of people's rows, by their ids; null where a person is gone. */
export async function column(sandbox: Sandbox, name: string, ids: readonly number[]): Promise<unknown[]> {
  const rows = await sandbox.query<{ id: number; value: unknown }>(`SELECT id, ${name} AS value FROM users`);
  const known = new Map(rows.map(({ id, value }) => [id, value]));
  return ids.map((id) => known.get(id) ?? null);
}
