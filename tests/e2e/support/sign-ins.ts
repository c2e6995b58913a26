import { expect, type Locator, type Page } from "@playwright/test";

import { signIn } from "./session.ts";
import { expectPage } from "./dashboard.ts";
import { NOW, type Asked, type Sandbox } from "./sandbox.ts";

/** The moment at which a test's tenant stands still, in milliseconds. */
export const NOON = Date.parse(NOW);
/** A day, in milliseconds. */
export const DAY = 86_400_000;

/** Opens the audit at the tenant's time and waits until all sign-ins are there. */
export async function openAudit(page: Page, query = ""): Promise<void> {
  await page.clock.install({ time: NOW });
  await signIn(page);
  await page.goto(`/tines/sign-ins${query}`);
  await expectPage(page, "Sign-ins");
  await expectRead(page);
}

/** All sign-ins are there: of a large tenant some 400 pages, which take a slow machine minutes. */
export async function expectRead(page: Page): Promise<void> {
  await expect(page.getByText("As of just now")).toBeVisible({ timeout: 200_000 });
}

/** The table of records; hidden or not. */
export function recordsTable(page: Page): Locator {
  return page.getByRole("table", { name: "Sign-ins", exact: true });
}

/** How many records the table says it has. */
export async function expectRecords(page: Page, count: number): Promise<void> {
  await expect(recordsTable(page)).toHaveAttribute("aria-rowcount", String(count + 1));
}

/** The filter of the page. */
export function filterBox(page: Page): Locator {
  return page.getByRole("combobox", { name: "Filter sign-ins" });
}

/** A mark of the list of what looks odd. */
export function mark(page: Page, title: string | RegExp): Locator {
  return page.getByRole("region", { name: "What looks odd" }).getByRole("button", { name: title });
}

/** The calls for sign-ins: of the audit log, and of single people. */
export async function callsForSignIns(sandbox: Sandbox): Promise<{ log: Asked[]; people: Asked[] }> {
  const all = await sandbox.requests();
  return {
    log: all.filter(({ path }) => path.includes("/audit_logs?") && path.includes("per_page=500")),
    people: all.filter(({ path }) => path.includes("/signin_activities")),
  };
}

/** The ids of the successful sign-ins of a span that the tenant still shows. */
export async function idsSince(sandbox: Sandbox, since: number, more = "success"): Promise<number[]> {
  const rows = await sandbox.query<{ id: number }>(
    `SELECT id FROM sign_ins WHERE created_at >= ?1 AND created_at <= ?2 AND ${more} ORDER BY id`,
    [since, NOON],
  );
  return rows.map(({ id }) => id);
}
