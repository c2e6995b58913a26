import { expect, type Locator, type Page } from "@playwright/test";

import { expectPage } from "./dashboard.ts";
import type { Asked, Sandbox } from "./sandbox.ts";

/** Every page of the whole list, as a fault's path. */
export const WHOLE_LIST = "/tines/api/v1/admin/users?page=*&per_page=500*";

/** One page of the whole list, as a fault's path. */
export const listPage = (number: number): string => `/tines/api/v1/admin/users?page=${String(number)}&per_page=500*`;

/** The list of users; hidden or not, for it also stands behind a question. */
export function usersTable(page: Page): Locator {
  return page.getByRole("table", { name: "Users", includeHidden: true });
}

/** The rows in the document, without the headings. */
export function userRows(page: Page): Locator {
  return usersTable(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader") });
}

export function searchBox(page: Page): Locator {
  return page.getByRole("combobox", { name: "Filter users" });
}

/** Goes to the list and waits until all of it is there. */
export async function openUsers(page: Page, people: number, query = ""): Promise<void> {
  await page.goto(`/tines/users${query}`);
  await expectPage(page, "Users");
  await expectAllSynced(page, people);
}

/** All of the list is there, and the page says so. */
export async function expectAllSynced(page: Page, people: number): Promise<void> {
  await expect(page.getByText("As of just now")).toBeVisible({ timeout: 30_000 });
  await expectRowCount(page, people);
}

/** How many rows the table says it has, the headings not counted. */
export async function expectRowCount(page: Page, rows: number): Promise<void> {
  await expect(usersTable(page)).toHaveAttribute("aria-rowcount", String(rows + 1));
}

/** The e-mail addresses in the document, from the top. */
export async function emails(page: Page): Promise<string[]> {
  return userRows(page)
    .getByRole("cell")
    .filter({ hasText: "@" })
    .evaluateAll((cells) => cells.map((cell) => cell.textContent ?? ""));
}

/** Scrolls the list as the keyboard does. */
export async function scrollList(page: Page, key: "Home" | "End"): Promise<void> {
  await page.getByRole("region", { name: "Users", exact: true }).focus();
  await page.keyboard.press(key);
}

/** The requests for pages of the whole list. */
export async function listRequests(sandbox: Sandbox): Promise<Asked[]> {
  const all = await sandbox.requests();
  return all.filter(({ path }) => path.startsWith("/tines/api/v1/admin/users?") && path.includes("per_page=500"));
}

/** Which pages of the whole list were asked for, in numeric order, each as often as it was. */
export async function pagesAsked(sandbox: Sandbox): Promise<number[]> {
  const numbers = (await listRequests(sandbox)).map(({ path }) => Number(/[?&]page=(\d+)/.exec(path)?.[1]));
  return numbers.sort((a, b) => a - b);
}

/** 1, 2, … as far as `last`. */
export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
