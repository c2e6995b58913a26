import { expect, type Locator, type Page } from "@playwright/test";

import { expectPage } from "./dashboard.ts";
import type { Asked, Sandbox } from "./sandbox.ts";
import { NOW } from "./sandbox.ts";
import { signIn } from "./session.ts";

/** A queue as its tile calls it. */
export type Tile = "Queued" | "Retry" | "Dead" | "Running";

/** Opens the queues at the tenant's time and waits until all jobs are there. */
export async function openJobs(page: Page, query = "?live=off"): Promise<void> {
  await page.clock.install({ time: NOW });
  await signIn(page);
  await page.goto(`/tines/jobs${query}`);
  await expectPage(page, "Jobs");
  await expectAllRead(page);
}

/** All jobs are there. */
export async function expectAllRead(page: Page): Promise<void> {
  await expect(page.getByText(/^As of (just now|\d)/)).toBeVisible({ timeout: 60_000 });
}

/** The table of jobs. */
export function jobsTable(page: Page): Locator {
  return page.getByRole("table", { name: "Jobs", exact: true });
}

/** How many jobs the table says it has. */
export async function expectJobs(page: Page, count: number): Promise<void> {
  await expect(jobsTable(page)).toHaveAttribute("aria-rowcount", String(count + 1));
}

/** The filter of the page. */
export function filterBox(page: Page): Locator {
  return page.getByRole("combobox", { name: "Filter jobs" });
}

/** A queue's figures; pressing it filters by the queue. */
export function tile(page: Page, name: Tile): Locator {
  return page.getByRole("group", { name: "Queues" }).getByRole("button", { name: new RegExp(`^${name}\\b`) });
}

/** The matrix. */
export function matrix(page: Page): Locator {
  return page.getByRole("grid", { name: /^Actions by error/ });
}

/** How many jobs the tenant's database holds, by a condition. */
export async function countJobs(sandbox: Sandbox, where = "1", params: readonly (string | number)[] = []): Promise<number> {
  const [row] = await sandbox.query<{ jobs: number }>(`SELECT count(*) AS jobs FROM jobs WHERE ${where}`, params);
  return row?.jobs ?? 0;
}

/** The calls for jobs since the sandbox was last told to forget. */
export async function callsForJobs(sandbox: Sandbox): Promise<Asked[]> {
  return (await sandbox.requests()).filter(({ path }) => /_jobs(\?|$)/.test(path));
}
