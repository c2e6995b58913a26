import { readFileSync } from "node:fs";
import { expect, type Download, type Locator, type Page } from "@playwright/test";

import { dock, question, writes } from "./changes.ts";
import { matrix, tile, type Tile } from "./jobs.ts";
import type { Sandbox } from "./sandbox.ts";

/** A queue in the sandbox's database. */
export type Queue = "queued" | "retry" | "dead";

/** The Action with a name, and the one without. */
export const FETCH = 7;
export const BARE = 8;

/** Far ahead of the tenant's clock: no worker takes such a job. */
const NEVER = 4_000_000_000_000;

/** Puts so many jobs into a queue; answers with their numbers. */
export async function addJobs(
  sandbox: Sandbox,
  queue: Queue | "in_progress",
  action: number | null,
  count: number,
  error = "ArgumentError",
): Promise<number[]> {
  const before = new Set(await ids(sandbox));
  await sandbox.execute(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
     INSERT INTO jobs (queue, type, action_id, events, retry_count, last_retry, error_class, created_at, run_at, started_at)
     SELECT ?1, 'AgentReceiveJob', ?2, '1', 3, 1768470000 + i, ?3, 1768470000000 + i, ?5,
            CASE ?1 WHEN 'in_progress' THEN 1768478000 END FROM n`,
    [queue, action, error, count, NEVER],
  );
  return (await ids(sandbox)).filter((id) => !before.has(id));
}

/** Every job's number, or those that a condition holds for. */
export async function ids(sandbox: Sandbox, where = "1"): Promise<number[]> {
  const rows = await sandbox.query<{ id: number }>(`SELECT id FROM jobs WHERE ${where} ORDER BY id`);
  return rows.map(({ id }) => id);
}

/** Two Actions' jobs and one without, in every queue: 10 of `FETCH`, 4 of `BARE` (it has no name), 2 of none. */
export async function plant(sandbox: Sandbox): Promise<void> {
  await sandbox.execute("INSERT INTO actions (id, name, nature) VALUES (7, 'Fetch alerts', 'broken'), (8, NULL, 'broken')");
  for (const queue of ["queued", "retry", "dead"] as const) {
    await addJobs(sandbox, queue, FETCH, 6);
    await addJobs(sandbox, queue, BARE, 4, "Faraday::TimeoutError");
    await addJobs(sandbox, queue, FETCH, 4, "Faraday::ConnectionFailed");
    await addJobs(sandbox, queue, null, 2);
  }
  await addJobs(sandbox, "in_progress", FETCH, 1);
}

/** Where each queue's calls lie, and how its tile is called. */
export const QUEUES: Record<Queue, { tile: Tile; call: string }> = {
  queued: { tile: "Queued", call: "delete_all_queued_jobs" },
  retry: { tile: "Retry", call: "delete_all_retry_jobs" },
  dead: { tile: "Dead", call: "delete_all_dead_jobs" },
};

/** The path of a call that deletes. */
export function callPath(queue: Queue, action?: number): string {
  const of = action === undefined ? "" : `actions/${String(action)}/`;
  return `/tines/api/v1/admin/${of}${QUEUES[queue].call}`;
}

/** The row of an Action in the matrix. */
export function actionRow(page: Page, name: string): Locator {
  return matrix(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
}

/** Opens an Action's menu in the matrix and chooses from it. */
export async function choose(page: Page, action: string, words: string): Promise<void> {
  await actionRow(page, action).getByRole("button", { name: /^Delete jobs of / }).click();
  await page.getByRole("button", { name: words, exact: true }).click();
}

/** Asks for a whole queue. */
export async function chooseAll(page: Page, queue: Queue): Promise<void> {
  await expect(tile(page, QUEUES[queue].tile)).toBeVisible();
  await page.getByRole("button", { name: `Delete all ${queue} jobs…`, exact: true }).click();
}

/** Waits until the question has counted, and says yes. */
export async function confirm(page: Page, jobs: number, reason?: string): Promise<void> {
  const asked = question(page);
  await expect(asked.getByText(/^Counted just now/)).toBeVisible();
  if (reason !== undefined) {
    await asked.getByLabel("Why?").fill(reason);
  }
  await asked.getByRole("button", { name: `Delete ${words(jobs)}`, exact: true }).click();
  await expect(asked).toBeHidden();
}

/** `1 job`, `1,200 jobs`. */
export const words = (jobs: number): string => `${jobs.toLocaleString("en-GB")} ${jobs === 1 ? "job" : "jobs"}`;

/** A plan's card says so. */
export async function expectCard(page: Page, text: string | RegExp): Promise<void> {
  await expect(dock(page).getByText(text)).toBeVisible({ timeout: 20_000 });
}

/** The calls that deleted, as method and path. */
export async function deletes(sandbox: Sandbox): Promise<string[]> {
  return (await writes(sandbox)).map(({ method, path }) => `${method} ${path}`);
}

/** What a download holds. */
export async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), "utf8");
}

/** The numbers of the jobs in a JSON file of what went. */
export function jobsIn(json: string): number[] {
  const all = JSON.parse(json) as { queue: string; job: { id: number } }[];
  return all.map(({ job }) => job.id).sort((one, other) => one - other);
}
