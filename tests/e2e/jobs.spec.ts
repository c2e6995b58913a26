/** The job queues: what is where, which Action is bad, and a page that is read again and again and stays put. */
import type { Locator, Page } from "@playwright/test";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage, figure } from "./support/dashboard.ts";
import {
  callsForJobs,
  countJobs,
  expectAllRead,
  expectJobs,
  filterBox,
  jobsTable,
  matrix,
  openJobs,
  tile,
} from "./support/jobs.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";

const count = (number: number): string => number.toLocaleString("en-GB");

/** A job that somebody else puts into a queue. */
async function addJob(sandbox: Sandbox, queue: string, id: number, action: number | null = null): Promise<void> {
  await sandbox.execute(
    `INSERT INTO jobs (id, queue, type, action_id, events, retry_count, last_retry, error_class, created_at, run_at)
     VALUES (?1, ?2, 'AgentReceiveJob', ?3, '1', 3, 1768478000, 'ArgumentError', 1768478000000, 1768999999000)`,
    [id, queue, action],
  );
}

/** The Action that floods the queues in the demo tenant. */
async function badAction(sandbox: Sandbox): Promise<{ id: number; name: string; dead: number }> {
  const [row] = await sandbox.query<{ id: number; name: string; dead: number }>(
    `SELECT a.id, a.name, count(*) AS dead FROM jobs j JOIN actions a ON a.id = j.action_id
     WHERE j.queue = 'dead' GROUP BY a.id ORDER BY dead DESC LIMIT 1`,
  );
  if (row === undefined) throw new Error("the demo tenant has no dead jobs");
  return row;
}

/** The rows of the table in the document, by the number of their job, from the top. */
async function jobsShown(page: Page): Promise<string[]> {
  const links = jobsTable(page).locator("tbody th > a");
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  return paths.map((path) => /jobs\/(\d+)/.exec(path)?.[1] ?? "");
}

/** As if the tab were hidden, or seen again. */
async function turn(page: Page, visibility: DocumentVisibilityState): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: visibility === "hidden" });
    Object.defineProperty(document, "visibilityState", { configurable: true, value: visibility });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visibility);
}

/** How far an element is from the top of the screen. */
async function top(of: Locator): Promise<number> {
  return (await of.boundingBox())?.y ?? Number.NaN;
}

/** A number on the screen: `1,284`. */
const number = (text: string | null): number => Number((/[\d,]+/.exec(text ?? "")?.[0] ?? "NaN").replaceAll(",", ""));

test.describe("seeing", () => {
  test("the totals are the database's, and a tile filters by its queue", async ({ page, sandbox }) => {
    await openJobs(page);
    for (const [name, queue] of [
      ["Queued", "queued"],
      ["Retry", "retry"],
      ["Dead", "dead"],
      ["Running", "in_progress"],
    ] as const) {
      await expect(tile(page, name)).toContainText(count(await countJobs(sandbox, `queue = '${queue}'`)));
    }
    await expectJobs(page, await countJobs(sandbox));
    await tile(page, "Dead").click();
    await expect(filterBox(page)).toHaveValue("queue:dead");
    await expect(tile(page, "Dead")).toHaveAttribute("aria-pressed", "true");
    await expectJobs(page, await countJobs(sandbox, "queue = 'dead'"));
    // The URL follows a moment later.
    await expect(page).toHaveURL(/[?&]q=queue:dead/);
    await page.reload();
    await expectAllRead(page);
    await expectJobs(page, await countJobs(sandbox, "queue = 'dead'"));
    await tile(page, "Dead").click();
    await expect(filterBox(page)).toHaveValue("");
    await expect(page.getByText("14 of 20", { exact: false })).toBeVisible();
  });

  test("the palette leads here", async ({ page }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("jobs");
    await page.getByRole("option", { name: /^Jobs/ }).first().click();
    await expectPage(page, "Jobs");
  });

  test("the overview's figures lead here", async ({ page, sandbox }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines");
    await expect(figure(page, "Dead jobs")).toHaveText(count(await countJobs(sandbox, "queue = 'dead'")));
    await page.getByRole("main").getByRole("link", { name: "Dead jobs", exact: true }).click();
    await expectPage(page, "Jobs");
    await expectAllRead(page);
    await expect(filterBox(page)).toHaveValue("queue:dead");
    await expectJobs(page, await countJobs(sandbox, "queue = 'dead'"));
  });

  test("a filter of all its parts finds what the database finds", async ({ page, sandbox }) => {
    const bad = await badAction(sandbox);
    await openJobs(page);
    await filterBox(page).fill(
      `queue:dead action:"${bad.name}" error:Faraday::ConnectionFailed type:AgentReceiveJob retries:>10 last-retry:<20d`,
    );
    const since = Date.parse(NOW) / 1000 - 20 * 86_400;
    await expectJobs(
      page,
      await countJobs(
        sandbox,
        `queue = 'dead' AND action_id = ?1 AND error_class = 'Faraday::ConnectionFailed'
         AND type = 'AgentReceiveJob' AND retry_count > 10 AND last_retry > ?2`,
        [bad.id, since],
      ),
    );
    await filterBox(page).fill("action:none");
    await expectJobs(page, await countJobs(sandbox, "action_id IS NULL"));
  });

  test("the matrix adds up to the database, and a cell writes the filter", async ({ page, sandbox }) => {
    const bad = await badAction(sandbox);
    await openJobs(page, "?live=off&q=queue:dead");
    const grid = matrix(page);
    const more = page.getByRole("button", { name: /^Show all \d+ Actions$/ });
    if (await more.isVisible()) await more.click();
    // Each row's sum is the database's, and the sums are all there is.
    const rows = await sandbox.query<{ name: string | null; id: number | null; jobs: number }>(
      `SELECT a.name, j.action_id AS id, count(*) AS jobs FROM jobs j LEFT JOIN actions a ON a.id = j.action_id
       WHERE j.queue = 'dead' GROUP BY j.action_id ORDER BY jobs DESC`,
    );
    await expect(grid.getByRole("rowheader")).toHaveCount(rows.length);
    const first = grid.getByRole("row", { name: new RegExp(bad.name) });
    await expect(first.getByRole("gridcell").first()).toHaveText(new RegExp(`^${count(bad.dead)}`));
    const sums = await grid.locator("tbody tr .jobs-sum").allTextContents();
    expect(sums.map(number).reduce((sum, one) => sum + one, 0)).toBe(await countJobs(sandbox, "queue = 'dead'"));
    expect(sums.map(number)).toEqual(rows.map(({ jobs }) => jobs));
    const cells = await grid.locator("tbody tr td:not(.jobs-sum) .jobs-cell > span").allTextContents();
    expect(cells.map(number).reduce((sum, one) => sum + one, 0)).toBe(await countJobs(sandbox, "queue = 'dead'"));

    const cell = first.getByRole("button", { name: /Faraday::ConnectionFailed/ });
    await cell.click();
    await expect(cell).toHaveAttribute("aria-pressed", "true");
    await expectJobs(
      page,
      await countJobs(sandbox, "queue = 'dead' AND action_id = ?1 AND error_class = 'Faraday::ConnectionFailed'", [bad.id]),
    );
    // The others stay, to be picked next.
    await expect(grid.getByRole("rowheader")).toHaveCount(rows.length);
    await cell.click();
    await expect(filterBox(page)).toHaveValue("queue:dead");
  });

  test("the matrix is sorted by count, by the newest, and by name, and the URL keeps that", async ({ page, sandbox }) => {
    await openJobs(page, "?live=off&q=queue:retry");
    const names = () => matrix(page).getByRole("rowheader").allTextContents();
    const sort = page.getByRole("group", { name: "Sort the matrix" });
    const byCount = await names();
    await sort.getByRole("button", { name: "Newest" }).click();
    const [newest] = await sandbox.query<{ name: string }>(
      `SELECT a.name FROM jobs j JOIN actions a ON a.id = j.action_id WHERE j.queue = 'retry'
       ORDER BY j.last_retry DESC LIMIT 1`,
    );
    await expect.poll(async () => (await names())[0]).toContain(newest?.name ?? "?");
    await sort.getByRole("button", { name: "Name" }).click();
    await expect.poll(names).not.toEqual(byCount);
    await expect(page).toHaveURL(/[?&]by=name/);
    await page.reload();
    await expectAllRead(page);
    await expect(sort.getByRole("button", { name: "Name" })).toHaveAttribute("aria-pressed", "true");
  });

  test("Actions without a name, jobs without an Action, and mixed dialects are shown as what they are", async ({
    page,
    sandbox,
  }) => {
    const [nameless] = await sandbox.query<{ id: number; jobs: number }>(
      `SELECT j.action_id AS id, count(*) AS jobs FROM jobs j LEFT JOIN actions a ON a.id = j.action_id
       WHERE j.action_id IS NOT NULL AND a.name IS NULL GROUP BY j.action_id ORDER BY jobs DESC LIMIT 1`,
    );
    await openJobs(page);
    const row = matrix(page).getByRole("row", { name: new RegExp(`^Action ${String(nameless?.id)}`) });
    await expect(row.locator(".jobs-sum")).toHaveText(new RegExp(`^${count(nameless?.jobs ?? 0)}`));
    await row.getByRole("rowheader").getByRole("button").click();
    await expectJobs(page, nameless?.jobs ?? 0);
    await filterBox(page).fill("action:none");
    await expectJobs(page, await countJobs(sandbox, "action_id IS NULL"));
    await expect(jobsTable(page).getByRole("rowheader").first()).toHaveText("No Action");
    await filterBox(page).fill("last-retry:never queue:queued");
    await expectJobs(page, await countJobs(sandbox, "queue = 'queued' AND last_retry IS NULL"));
  });
});

test.describe("a tenant without jobs", () => {
  for (const [jobs, info, words] of [
    ["403", "present", "This is a shared tenant: it shows no jobs"],
    ["404", "present", "This is a shared tenant: it shows no jobs"],
    ["empty", "present", "This is a shared tenant: it shows no jobs"],
    ["403", "missing", "This tenant does not let the key see its jobs"],
    ["404", "missing", "This tenant has no lists of jobs"],
  ] as const) {
    test.describe(`that answers ${jobs}, with what it says of itself ${info}`, () => {
      test.use({ tenant: { flags: ["--jobs", jobs, "--info", info] } });
      test("is explained, and is no error", async ({ page, complaints, sandbox }) => {
        complaints.announce(/40[34]/);
        await page.clock.install({ time: NOW });
        await signIn(page);
        await page.goto("/tines/jobs");
        await expectPage(page, "Jobs");
        await expect(page.getByRole("heading", { level: 2, name: words })).toBeVisible();
        await expect(page.getByRole("alert")).toHaveCount(0);
        await expect(jobsTable(page)).toHaveCount(0);
        await expect(page.getByRole("group", { name: "Look again every" })).toHaveCount(0);
        // Nobody asks on by itself.
        await sandbox.forgetRequests();
        await page.clock.runFor(60_000);
        expect(await callsForJobs(sandbox)).toEqual([]);
        await expectAccessible(page);
        if (jobs === "403") {
          // Nobody is led here by the navigation.
          await page.goto("/tines");
          await expectPage(page, "Overview");
          await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Jobs/ })).toHaveCount(0);
          await page.goto("/tines/jobs");
          await expect(page.getByRole("heading", { level: 2, name: words })).toBeVisible();
        }
        // It may be another answer next time.
        await sandbox.switches({ jobs: "dedicated" });
        await page.getByRole("button", { name: "Ask again" }).click();
        await expectJobs(page, await countJobs(sandbox));
      });
    });
  }

  test.describe("that is a dedicated one and empty", () => {
    test.use({ tenant: { seed: "empty" } });
    test("says that there are none", async ({ page }) => {
      await openJobs(page);
      await expect(page.getByText("There are no jobs", { exact: false }).first()).toBeVisible();
      await expect(tile(page, "Dead")).toContainText("0");
      await expectAccessible(page);
    });
  });
});

test.describe("looking again", () => {
  test("shows what changed, and by how much", async ({ page, sandbox }) => {
    await openJobs(page, "?live=5s");
    const dead = await countJobs(sandbox, "queue = 'dead'");
    await expect(tile(page, "Dead")).toContainText(count(dead));
    await addJob(sandbox, "dead", 900_001);
    await addJob(sandbox, "dead", 900_002);
    await page.clock.runFor(6_000);
    await expect(tile(page, "Dead")).toContainText(count(dead + 2));
    await expect(tile(page, "Dead")).toContainText("+2");
    await expectJobs(page, await countJobs(sandbox));
  });

  test("leaves the row under the pointer and the focus where they are", async ({ page, sandbox }) => {
    await openJobs(page, "?live=5s&q=queue:dead&sort=-id");
    const before = await countJobs(sandbox, "queue = 'dead'");
    const table = jobsTable(page);
    await table.scrollIntoViewIfNeeded();
    const rows = await jobsShown(page);
    const [first, second, third] = rows;
    const pointed = table.locator(`tbody tr:has(a[href*="/jobs/${third ?? ""}"])`);
    await pointed.hover();
    const place = await top(pointed);
    // Two come before it, and the one above it goes.
    await addJob(sandbox, "dead", 900_001);
    await addJob(sandbox, "dead", 900_002);
    await sandbox.execute("DELETE FROM jobs WHERE id = ?1", [Number(second)]);
    await sandbox.forgetRequests();
    await page.clock.runFor(6_000);
    await expect(page.getByText("3 changes wait")).toBeVisible();
    expect(await top(pointed)).toBe(place);
    expect((await jobsShown(page)).slice(0, 3)).toEqual([first, second, third]);
    await expect(table.locator(`tbody tr:has(a[href*="/jobs/${second ?? ""}"])`)).toContainText("Gone");
    expect((await callsForJobs(sandbox)).length, "it did look").toBeGreaterThan(3);

    // The pointer leaves: what waited is shown.
    await page.mouse.move(5, 5);
    await expect(page.getByText(/changes? waits?/)).toHaveCount(0);
    await expectJobs(page, before + 1);
    expect((await jobsShown(page)).slice(0, 3)).toEqual(["900002", "900001", first]);

    // The same of a row that has the focus.
    const focused = table.locator(`tbody tr:has(a[href*="/jobs/${first ?? ""}"]) th > a`);
    await focused.focus();
    const at = await top(focused);
    await addJob(sandbox, "dead", 900_003);
    await page.clock.runFor(6_000);
    await expect(page.getByText("1 change waits")).toBeVisible();
    await expect(focused).toBeFocused();
    expect(await top(focused)).toBe(at);
    await page.getByRole("button", { name: "Show it" }).click();
    await expectJobs(page, before + 2);
  });

  test("waits while rows are selected, while one types, and while a question is open", async ({ page, sandbox }) => {
    await openJobs(page, "?live=5s");
    await jobsTable(page).locator("tbody input").first().check();
    await expect(page.getByText("Paused while rows are selected")).toBeVisible();
    await sandbox.forgetRequests();
    await page.clock.runFor(20_000);
    expect(await callsForJobs(sandbox)).toEqual([]);
    await page.getByRole("group", { name: "Selection" }).getByRole("button", { name: "Clear" }).click();
    await expect(page.getByText(/^Paused/)).toHaveCount(0);
    await page.clock.runFor(6_000);
    await expect.poll(async () => (await callsForJobs(sandbox)).length).toBeGreaterThan(0);

    await filterBox(page).pressSequentially("qu");
    await expect(page.getByText("Paused while you type")).toBeVisible();
    await page.clock.runFor(4_000);
    await expect(page.getByText(/^Paused/)).toHaveCount(0);

    // Under an open question the numbers stay as they are: what is asked about is what is there.
    await page.getByRole("button", { name: "Delete all dead jobs…" }).click();
    const question = page.getByRole("alertdialog");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expect(page.getByText("Paused while a question is open")).toHaveCount(1);
    const dead = await tile(page, "Dead").textContent();
    await addJob(sandbox, "dead", 900_001);
    await page.clock.runFor(20_000);
    expect(await tile(page, "Dead").textContent()).toBe(dead);
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText(/^Paused/)).toHaveCount(0);
    await page.clock.runFor(6_000);
    await expect(tile(page, "Dead")).not.toHaveText(dead ?? "");
  });

  test("a hidden tab asks for nothing, and looks at once when it is seen again", async ({ page, sandbox }) => {
    await openJobs(page, "?live=5s");
    await turn(page, "hidden");
    await sandbox.forgetRequests();
    await addJob(sandbox, "dead", 900_001);
    const dead = await tile(page, "Dead").textContent();
    await page.clock.runFor(180_000);
    expect(await callsForJobs(sandbox)).toEqual([]);
    await turn(page, "visible");
    await page.clock.runFor(6_000);
    await expect(tile(page, "Dead")).not.toHaveText(dead ?? "");
  });

  test("waits longer after each failure, says so, and comes back", async ({ page, sandbox, complaints }) => {
    complaints.announce(/500/);
    await openJobs(page, "?live=5s");
    await sandbox.fault({ path: "*_jobs*", then: { status: 500, body: { error: "no" } } });
    await page.clock.runFor(6_000);
    await expect(page.getByText(/^The last look failed.*Next try in \d+ s/)).toBeVisible();
    await expectJobs(page, await countJobs(sandbox));
    await sandbox.forgetRequests();
    await page.clock.runFor(30_000);
    const tries = (await callsForJobs(sandbox)).length;
    await sandbox.mend();
    await page.getByRole("button", { name: "Refresh now" }).click();
    await expect(page.getByText(/^The last look failed/)).toHaveCount(0);
    expect(tries, "30 s hold 6 looks of 4 calls at that pace").toBeLessThan(16);
  });

  test("the pace stands in the URL, and off is off", async ({ page, sandbox }) => {
    await openJobs(page, "");
    const pace = page.getByRole("group", { name: "Look again every" });
    await expect(pace.getByRole("button", { name: "15 s" })).toHaveAttribute("aria-pressed", "true");
    await pace.getByRole("button", { name: "Off" }).click();
    await expect(page).toHaveURL(/[?&]live=off/);
    await sandbox.forgetRequests();
    await page.clock.runFor(120_000);
    expect(await callsForJobs(sandbox)).toEqual([]);
  });
});

test.describe("while a worker is at it", () => {
  test.use({ tenant: { runs: true } });
  test("a page that is looked at stays as it is, whatever comes and goes", async ({ page, sandbox }) => {
    await signIn(page);
    await page.goto("/tines/jobs?live=5s&sort=-id");
    await expectPage(page, "Jobs");
    await expectAllRead(page);
    const table = jobsTable(page);
    await table.scrollIntoViewIfNeeded();
    const pointed = table.locator("tbody tr:not(.spacer)").nth(4);
    await pointed.hover();
    const [place, before] = [await top(pointed), await jobsShown(page)];
    const told = await tile(page, "Queued").textContent();
    // The tiles follow, and something waits.
    await expect.poll(() => tile(page, "Queued").textContent(), { timeout: 30_000 }).not.toBe(told);
    await expect(page.getByText(/changes? waits?$/)).toBeVisible({ timeout: 30_000 });
    expect(await top(pointed)).toBe(place);
    expect((await jobsShown(page)).slice(0, 5)).toEqual(before.slice(0, 5));
    await page.mouse.move(5, 5);
    await expect(page.getByText(/changes? waits?$/)).toHaveCount(0);
    expect(await jobsShown(page)).not.toEqual(before);
    // What is listed is what some moment of the tenant was: each job once.
    const shown = await jobsShown(page);
    expect(new Set(shown).size).toBe(shown.length);
    expect((await sandbox.requests()).filter(({ status }) => status === 429)).toEqual([]);
  });
});

test.describe("a job", () => {
  test("is told whole, with an estimate that says that it is one", async ({ page, sandbox }) => {
    const [job] = await sandbox.query<{ id: number; name: string; action: number; retries: number }>(
      `SELECT j.id, a.name, a.id AS action, j.retry_count AS retries FROM jobs j JOIN actions a ON a.id = j.action_id
       WHERE j.queue = 'retry' AND j.last_retry IS NOT NULL AND a.name IS NOT NULL ORDER BY j.id LIMIT 1`,
    );
    const id = String(job?.id);
    await openJobs(page, `?live=off&q=id:${id}`);
    await jobsTable(page).getByRole("rowheader").getByRole("link").click();
    await expectPage(page, `Job ${id}`);
    const main = page.getByRole("main");
    await expect(main).toContainText(job?.name ?? "?");
    await expect(main.getByRole("definition").filter({ hasText: new RegExp(`^${String(job?.action)}$`) })).toBeVisible();
    await expect(main.getByText("estimate", { exact: false }).first()).toBeVisible();
    await page.getByText("Raw JSON").click();
    await expect(page.locator("pre")).toContainText(`"id": ${id}`);
    await expectAccessible(page);
    await page.getByRole("link", { name: "All jobs of this Action" }).click();
    await expectPage(page, "Jobs");
    await expectJobs(page, await countJobs(sandbox, "action_id = ?1", [job?.action ?? 0]));
  });

  test("that is gone says so and keeps what was known", async ({ page, sandbox }) => {
    const [job] = await sandbox.query<{ id: number }>("SELECT id FROM jobs WHERE queue = 'dead' ORDER BY id LIMIT 1");
    await openJobs(page, "?live=off&q=queue:dead&sort=id");
    await jobsTable(page).getByRole("rowheader").getByRole("link").first().click();
    await expectPage(page, `Job ${String(job?.id)}`);
    await sandbox.execute("DELETE FROM jobs WHERE id = ?1", [job?.id ?? 0]);
    await page.getByRole("button", { name: "Refresh now" }).click();
    await expect(page.getByText("This job is no longer in any queue.")).toBeVisible();
    await expect(page.getByText("Gone; was: Dead")).toBeVisible();
    await page.goto("/tines/jobs/987654321?live=off");
    await expect(page.getByText("No job with this number is in any queue.", { exact: false })).toBeVisible();
  });
});

test.describe("watch rules", () => {
  test("are added and removed, refused in words, and stand in the title once they are true", async ({ page, sandbox }) => {
    const dead = await countJobs(sandbox, "queue = 'dead'");
    await openJobs(page, "?live=5s");
    await page.getByRole("button", { name: "Watch rules" }).click();
    const rule = page.getByRole("textbox", { name: "New rule" });
    await rule.fill("dead is bad");
    await rule.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await rule.fill(`dead > ${String(dead)}`);
    await rule.press("Enter");
    await expect(page.getByRole("listitem").filter({ hasText: `dead > ${String(dead)}` })).toBeVisible();
    await expect(page).toHaveTitle(/^Jobs/);
    await addJob(sandbox, "dead", 900_001);
    await page.clock.runFor(9_000);
    await expect(page).toHaveTitle(/^\(1\) Jobs/);
    // Kept in this browser, like a view; no record is.
    const kept = await page.evaluate(() => localStorage.getItem("gatehouse.watch"));
    expect(kept).toBe(`dead > ${String(dead)}`);
    await page.reload();
    await expectAllRead(page);
    await expect(page).toHaveTitle(/^\(1\) Jobs/);
    await page.getByRole("button", { name: "Watch rules" }).click();
    await page.getByRole("button", { name: `Remove dead > ${String(dead)}` }).click();
    await expect(page).toHaveTitle(/^Jobs/);
  });
});

test.describe("a watch rule that becomes true while the tab is hidden", () => {
  for (const permission of ["granted", "denied"] as const) {
    test(`is counted each minute, stands in the title and, if ${permission}, in ${permission === "granted" ? "one notification" : "none"}`, async ({
      page,
      sandbox,
    }) => {
      await page.addInitScript((permission) => {
        const shown: string[] = [];
        const Recorded = class {
          static permission = permission;
          constructor(title: string, options: { body: string }) {
            shown.push(`${title} | ${options.body}`);
          }
        };
        Object.assign(window, { Notification: Recorded, shown });
      }, permission);
      const notifications = () => page.evaluate(() => (window as unknown as { shown: string[] }).shown);
      const dead = await countJobs(sandbox, "queue = 'dead'");
      const rule = `dead > ${String(dead)}`;
      await page.addInitScript((rule) => localStorage.setItem("gatehouse.watch", rule), rule);
      await openJobs(page, "?live=off");
      await turn(page, "hidden");
      await sandbox.forgetRequests();
      await addJob(sandbox, "dead", 900_001);
      await page.clock.runFor(61_000);
      await expect(page).toHaveTitle(/^\(1\) Jobs/);
      const asked = await callsForJobs(sandbox);
      expect(asked.length).toBeGreaterThan(0);
      // Counted, and not read whole.
      expect(asked.filter(({ path }) => !/per_page=1(&|$)/.test(path))).toEqual([]);
      const told = [`${rule} | Jobs – Tines`];
      await expect.poll(notifications).toEqual(permission === "granted" ? told : []);
      // It stays true: nobody is told twice.
      await page.clock.runFor(61_000);
      expect(await notifications()).toEqual(permission === "granted" ? told : []);
    });
  }
});

test("the bad Action is found by keyboard alone", async ({ page, sandbox }) => {
  const bad = await badAction(sandbox);
  await openJobs(page);
  await page.getByRole("heading", { level: 1 }).focus();
  const grid = matrix(page);
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await grid.locator(":focus").count()) > 0) break;
  }
  // The matrix is one stop; the first row is the largest.
  await page.keyboard.press("Home");
  await expect(grid.getByRole("rowheader", { name: bad.name }).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(filterBox(page)).not.toHaveValue("");
  await expectJobs(
    page,
    await countJobs(sandbox, "action_id = ?1 AND error_class = 'Faraday::ConnectionFailed'", [bad.id]),
  );
});

test.describe("on any screen", () => {
  test("axe finds nothing, in both themes", async ({ page }) => {
    await openJobs(page);
    await expectAccessible(page);
  });

  test("a phone has a list instead of the matrix", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openJobs(page);
    await expectNoSidewaysScroll(page);
    await expect(matrix(page).getByRole("rowheader").first()).toBeVisible();
    await expectAccessible(page);
  });
});
