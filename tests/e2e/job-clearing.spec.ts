/** Deleting jobs: exactly what was chosen, never more than was seen, and never twice. */
import { expect, expectAccessible, test } from "./fixtures.ts";
import { dock, line, openJournal, openResults, question, sendNow } from "./support/changes.ts";
import {
  actionRow,
  addJobs,
  BARE,
  callPath,
  choose,
  chooseAll,
  confirm,
  deletes,
  expectCard,
  FETCH,
  ids,
  jobsIn,
  plant,
  textOf,
  type Queue,
} from "./support/clearing.ts";
import { rows } from "./support/files.ts";
import { expectJobs, filterBox, jobsTable, openJobs } from "./support/jobs.ts";

test.use({ tenant: { seed: "empty" } });

const ALL: Queue[] = ["queued", "retry", "dead"];

test.describe("each of the calls", () => {
  // With the worker at work: jobs come, run, fail and go all the time.
  test.use({ tenant: { seed: "demo", runs: true } });

  for (const queue of ALL) {
    test(`one Action's ${queue} jobs go, and no others`, async ({ page, sandbox }) => {
      await plant(sandbox);
      const mine = await ids(sandbox, `queue = '${queue}' AND action_id = ${String(FETCH)}`);
      // What nobody but a person may take away: the worker does not touch these.
      const others = (await ids(sandbox, "run_at = 4000000000000")).filter((id) => !mine.includes(id));
      await openJobs(page);
      await choose(page, "Fetch alerts", `10 ${queue} jobs…`);
      const asked = question(page, `Delete ${queue} jobs of “Fetch alerts”?`);
      await expect(asked.getByText(`DELETE ${callPath(queue, FETCH).replace("/tines", "")}`)).toBeVisible();
      await confirm(page, 10);
      const late = await addJobs(sandbox, queue, BARE, 3);
      await sendNow(page);
      await expectCard(page, /10 before, 0 after\./);
      expect(await deletes(sandbox)).toEqual([`DELETE ${callPath(queue, FETCH)}`]);
      const left = new Set(await ids(sandbox));
      expect(mine.filter((id) => left.has(id))).toEqual([]);
      expect([...others, ...late].filter((id) => !left.has(id))).toEqual([]);
    });

    test(`all ${queue} jobs go, and no other queue's`, async ({ page, sandbox }) => {
      await sandbox.execute("DELETE FROM jobs");
      // The worker finds nothing to take, so that the queue is what the test put there.
      await sandbox.execute("UPDATE actions SET nature = 'steady'");
      await plant(sandbox);
      const mine = await ids(sandbox, `queue = '${queue}' AND run_at = 4000000000000`);
      const others = (await ids(sandbox, "run_at = 4000000000000")).filter((id) => !mine.includes(id));
      await openJobs(page);
      await chooseAll(page, queue);
      const asked = question(page, `Delete all ${queue} jobs?`);
      await expect(asked.getByText(/^Counted just now/)).toBeVisible();
      const number = (await asked.getByText(/^Type [\d,]+ to confirm$/).textContent()) ?? "";
      await asked.getByLabel(/^Type .* to confirm$/).fill(/[\d,]+/.exec(number)?.[0] ?? "");
      // New jobs arrive all the time where the queue is that of the arrivals.
      const growth = asked.getByLabel(/^Jobs keep arriving here/);
      if (await growth.isVisible()) await growth.fill("500");
      await asked.getByRole("button", { name: /^Delete [\d,]+ jobs$/ }).click();
      await expect(asked).toBeHidden();
      await sendNow(page);
      await expect(async () => {
        // It asks again where more arrived than was allowed; then the person allows some.
        if (await question(page).isVisible()) {
          await question(page).getByLabel(/^Jobs keep arriving here/).fill("500");
          const typed = (await question(page).getByText(/^Type [\d,]+ to confirm$/).textContent()) ?? "";
          await question(page).getByLabel(/^Type .* to confirm$/).fill(/[\d,]+/.exec(typed)?.[0] ?? "");
          await question(page).getByRole("button", { name: /^Delete [\d,]+ jobs$/ }).click();
          await sendNow(page);
        }
        await expect(dock(page).getByText(/before, \d+ after\./)).toBeVisible({ timeout: 3_000 });
      }).toPass({ timeout: 30_000 });
      expect(await deletes(sandbox)).toEqual([`DELETE ${callPath(queue)}`]);
      const left = new Set(await ids(sandbox));
      expect(mine.filter((id) => left.has(id))).toEqual([]);
      expect(others.filter((id) => !left.has(id))).toEqual([]);
    });
  }
});

test.describe("what is seen", () => {
  test("the question says what goes, and what arrived since the list was read", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await addJobs(sandbox, "dead", FETCH, 2);
    await sandbox.execute("DELETE FROM jobs WHERE id = (SELECT min(id) FROM jobs WHERE queue = 'dead')");
    await choose(page, "Fetch alerts", "10 dead jobs…");
    const asked = question(page, "Delete dead jobs of “Fetch alerts”?");
    await expect(asked.getByText(/^Counted just now/)).toHaveText(
      "Counted just now: 11 jobs. 2 jobs arrived since the list was read. 1 that was there then is gone.",
    );
    await expect(asked.getByText("ArgumentError 7")).toBeVisible();
    await expect(asked.getByText("Faraday::ConnectionFailed 4")).toBeVisible();
    await expect(asked.getByText(/^oldest .*, newest /)).toBeVisible();
    await expect(asked.getByRole("button", { name: "Cancel" })).toBeFocused();
    await asked.getByRole("button", { name: "Cancel" }).click();
    await expect(dock(page)).toBeHidden();
    expect(await deletes(sandbox)).toEqual([]);
  });

  test("confirmed with 10 and refilled to 500 stops before anything is sent, and asks again", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10);
    await addJobs(sandbox, "dead", FETCH, 490);
    await sendNow(page);
    const asked = question(page, "Delete dead jobs of “Fetch alerts”?");
    await expect(asked.getByText(/^Counted just now/)).toHaveText(
      "Counted just now: 500 jobs. 490 jobs arrived since you confirmed.",
    );
    await expect(asked.getByRole("button", { name: "Delete 500 jobs" })).toBeEnabled();
    expect(await deletes(sandbox)).toEqual([]);
    await asked.getByRole("button", { name: "Cancel" }).click();
    await expectCard(page, "Stopped before sending: there is more than you confirmed.");
    await expectCard(page, "490 jobs arrived after you confirmed 10: there are 500 now. Nothing of it was sent.");
    expect((await ids(sandbox, "queue = 'dead'")).length).toBe(506);
    // Whoever wants it all the same is asked with the new number.
    await dock(page).getByRole("button", { name: "Ask again" }).click();
    await confirm(page, 500);
    await sendNow(page);
    await expectCard(page, /500 before, 0 after\./);
    expect(await deletes(sandbox)).toEqual([`DELETE ${callPath("dead", FETCH)}`]);
    expect((await ids(sandbox, "queue = 'dead'")).length).toBe(6);
    await expect(dock(page).getByRole("button", { name: "Ask again" })).toBeHidden();
  });

  test("as many others in the place of those confirmed are more, too", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10);
    await sandbox.execute("DELETE FROM jobs WHERE queue = 'dead' AND action_id = 7");
    await addJobs(sandbox, "dead", FETCH, 10);
    await sendNow(page);
    await expect(question(page).getByText(/^Counted just now/)).toHaveText(/10 jobs arrived since you confirmed\. 10 that were/);
    expect(await deletes(sandbox)).toEqual([]);
  });

  test("fewer than confirmed is fine, and said; none at all is not sent", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10);
    await sandbox.execute("DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE queue = 'dead' AND action_id = 7 LIMIT 3)");
    await sendNow(page);
    await expectCard(page, "7 before, 0 after. 10 were confirmed; 3 had left by themselves.");
    await dock(page).getByRole("button", { name: "Dismiss" }).click();
    await choose(page, "Fetch alerts", "10 retry jobs…");
    await confirm(page, 10);
    await sandbox.execute("DELETE FROM jobs WHERE queue = 'retry' AND action_id = 7");
    await sendNow(page);
    await expectCard(page, "Delete 10 jobs");
    await expectCard(page, "dead jobs of “Fetch alerts”".replace("dead", "retry"));
    expect(await deletes(sandbox)).toEqual([`DELETE ${callPath("dead", FETCH)}`]);
  });

  test("a queue that refills may be allowed to grow, and what arrived is said afterwards", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await addJobs(sandbox, "queued", FETCH, 5);
    await choose(page, "Fetch alerts", "10 queued jobs…");
    const asked = question(page);
    await asked.getByLabel(/^Jobs keep arriving here/).fill("4");
    await confirm(page, 15);
    await addJobs(sandbox, "queued", FETCH, 4);
    // The call itself takes a while, and jobs arrive behind it.
    await sandbox.fault({ method: "DELETE", path: "*", times: 1, then: { delay_ms: 1_500, after: true } });
    await sendNow(page);
    await expect.poll(async () => (await ids(sandbox, "queue = 'queued' AND action_id = 7")).length).toBe(0);
    await addJobs(sandbox, "queued", FETCH, 2);
    await expectCard(page, /^19 before, 2 after\..* The queue refilled meanwhile: 2 jobs arrived\.$/);
    expect(await deletes(sandbox)).toEqual([`DELETE ${callPath("queued", FETCH)}`]);
  });

  test("what cannot be counted cannot be confirmed, and nothing is sent", async ({ page, sandbox, complaints }) => {
    complaints.announce(/422/);
    await plant(sandbox);
    await openJobs(page);
    await sandbox.fault({ method: "GET", path: "*/dead_jobs*", then: { status: 422, body: { error: "not today" } } });
    await choose(page, "Fetch alerts", "10 dead jobs…");
    const asked = question(page);
    await expect(asked.getByText("It could not be counted, so nothing can be sent.")).toBeVisible();
    await expect(asked.getByText("not today")).toBeVisible();
    await expect(asked.getByRole("button", { name: "Delete", exact: true })).toBeDisabled();
    await sandbox.mend();
    await asked.getByRole("button", { name: "Count again" }).click();
    await confirm(page, 10);
    // Nor may it be sent if the last count fails.
    await sandbox.fault({ method: "GET", path: "*/dead_jobs*", then: { status: 422, body: { error: "not today" } } });
    await sendNow(page);
    await expectCard(page, "Stopped before sending: it could not be counted once more.");
    expect(await deletes(sandbox)).toEqual([]);
    await sandbox.mend();
    await dock(page).getByRole("button", { name: "Ask again" }).click();
    await confirm(page, 10);
    await sendNow(page);
    await expectCard(page, /10 before, 0 after\./);
  });
});

test.describe("what is chosen", () => {
  test("some of an Action's jobs are refused, with what stands in the way, and the whole is offered", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page, "?live=off&q=queue%3Adead&sort=id");
    await expectJobs(page, 16);
    const boxes = jobsTable(page).locator("tbody").getByRole("checkbox");
    await boxes.nth(0).check();
    // The last without an Action.
    await boxes.nth(15).check();
    await page.getByRole("group", { name: "Selection" }).getByRole("button", { name: "Delete…" }).click();
    const refused = page.getByRole("dialog", { name: "These jobs cannot be deleted exactly" });
    await expect(refused.getByText("9 dead jobs of “Fetch alerts”")).toBeVisible();
    await expect(refused.getByText("1 dead job without an Action")).toBeVisible();
    await expectAccessible(page);
    await refused.getByRole("button", { name: "Select the 10 that can be deleted" }).click();
    await expect(page.getByRole("group", { name: "Selection" }).getByRole("status")).toHaveText("10 selected");
    await page.getByRole("group", { name: "Selection" }).getByRole("button", { name: "Delete…" }).click();
    await confirm(page, 10);
    await sendNow(page);
    await expectCard(page, /10 before, 0 after\./);
    expect(await deletes(sandbox)).toEqual([`DELETE ${callPath("dead", FETCH)}`]);
    await expectJobs(page, 6);
  });

  test("what matches a filter goes only where it is whole Actions of a queue", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await expect(page.getByRole("button", { name: "Delete what matches…" })).toBeHidden();
    await filterBox(page).fill("error:Faraday::ConnectionFailed");
    await expectJobs(page, 12);
    await page.getByRole("button", { name: "Delete what matches…" }).click();
    const refused = page.getByRole("dialog", { name: "These jobs cannot be deleted exactly" });
    await expect(refused.getByText("6 dead jobs of “Fetch alerts”")).toBeVisible();
    await refused.getByRole("button", { name: "Close" }).click();
    await filterBox(page).fill("error:Faraday::TimeoutError -queue:queued");
    await expectJobs(page, 8);
    await page.getByRole("button", { name: "Delete what matches…" }).click();
    await expect(question(page, "Delete jobs with 2 calls?")).toBeVisible();
    await confirm(page, 8);
    await sendNow(page);
    await expectCard(page, "2 done");
    expect(await deletes(sandbox)).toEqual(
      [callPath("retry", BARE), callPath("dead", BARE)].map((path) => `DELETE ${path}`),
    );
    expect(await ids(sandbox, "action_id = 8 AND queue <> 'queued'")).toEqual([]);
    expect((await ids(sandbox)).length).toBe(49 - 8);
  });

  test("a whole queue wants its number typed", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await chooseAll(page, "dead");
    const asked = question(page, "Delete all dead jobs?");
    await expect(asked.getByText("Type “16” to go on.")).toBeVisible();
    await expect(asked.getByRole("button", { name: "Delete 16 jobs" })).toBeDisabled();
    await asked.getByLabel("Type 16 to confirm").fill("15");
    await expect(asked.getByRole("button", { name: "Delete 16 jobs" })).toBeDisabled();
    await asked.getByLabel("Type 16 to confirm").fill("16");
    await confirm(page, 16);
    await sendNow(page);
    await expectCard(page, "16 before, 0 after.");
    expect(await deletes(sandbox)).toEqual([`DELETE ${callPath("dead")}`]);
    expect((await ids(sandbox)).length).toBe(49 - 16);
    await expectJobs(page, 49 - 16);
  });

  test("by keys alone", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    const button = actionRow(page, "Fetch alerts").getByRole("button", { name: "Delete jobs of Fetch alerts" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "10 dead jobs…", exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    const asked = question(page);
    await expect(asked.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expect(asked.getByText(/^Counted just now/)).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(asked.getByRole("button", { name: "Delete 10 jobs" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(asked).toBeHidden();
    await expectCard(page, /10 before, 0 after\./);
    expect(await deletes(sandbox)).toEqual([`DELETE ${callPath("dead", FETCH)}`]);
  });
});

test.describe("what is kept", () => {
  test("the file holds exactly what went, and the journal says why", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10, "The service is gone");
    // One leaves by itself before the call: it is not in the file.
    await sandbox.execute("DELETE FROM jobs WHERE id = (SELECT min(id) FROM jobs WHERE queue = 'dead' AND action_id = 7)");
    const went = await ids(sandbox, "queue = 'dead' AND action_id = 7");
    const [download] = await Promise.all([page.waitForEvent("download"), sendNow(page)]);
    expect(download.suggestedFilename()).toMatch(/^tines-deleted-jobs-\d{4}-\d\d-\d\d-\d{4}\.json$/);
    expect(jobsIn(await textOf(download))).toEqual(went);
    await expectCard(page, /9 before, 0 after\./);
    const journal = await openJournal(page);
    const entry = line(journal, "Delete dead jobs of “Fetch alerts”");
    await expect(entry).toContainText("The service is gone");
    await expect(entry).toContainText("9 before, 0 after.");
  });

  test("as CSV, of several calls in one file; and no file where it is unticked", async ({ page, sandbox }) => {
    await plant(sandbox);
    const went = await ids(sandbox, "action_id = 7 AND queue <> 'in_progress'");
    await openJobs(page);
    await choose(page, "Fetch alerts", "All 30 jobs…");
    await question(page).getByLabel("Kind of file").selectOption("CSV");
    await confirm(page, 30);
    const downloads: string[] = [];
    page.on("download", (download) => downloads.push(download.suggestedFilename()));
    const [download] = await Promise.all([page.waitForEvent("download"), sendNow(page)]);
    const text = await textOf(download);
    const file = { name: download.suggestedFilename(), bytes: Buffer.from(text), text };
    const saved = rows(file).map(({ id }) => Number(id));
    expect(saved.sort((one, other) => one - other)).toEqual(went);
    await expectCard(page, "3 done");
    await dock(page).getByRole("button", { name: "Dismiss" }).click();
    expect(downloads.length).toBe(1);
    await choose(page, "8", "4 dead jobs…");
    await question(page).getByRole("checkbox", { name: /^Save what goes as a file first/ }).uncheck();
    await confirm(page, 4);
    await sendNow(page);
    await expectCard(page, /4 before, 0 after\./);
    expect(downloads.length).toBe(1);
  });
});

test.describe("what goes wrong", () => {
  for (const [after, found] of [
    [true, "Checked: none of the 10 is there any more, so it seems to have been carried out."],
    [false, "Checked: all 10 are still there, so it seems not to have been carried out."],
  ] as const) {
    test(`a lost answer is never sent again, and can be checked (${after ? "carried out" : "not carried out"})`, async ({
      page,
      sandbox,
      complaints,
    }) => {
      complaints.announce(/ERR_EMPTY_RESPONSE|ERR_CONNECTION/);
      await plant(sandbox);
      await openJobs(page);
      await sandbox.fault({ method: "DELETE", path: "*", times: 1, then: { drop: true, after } });
      await choose(page, "Fetch alerts", "10 dead jobs…");
      await confirm(page, 10);
      await sendNow(page);
      await expectCard(page, "Sent, no clear answer: check.");
      // A browser sends again at once what was dropped on a connection it had kept; the page never does.
      const sent = (await deletes(sandbox)).length;
      await page.waitForTimeout(6_000);
      expect((await deletes(sandbox)).length).toBe(sent);
      await sandbox.mend();
      await dock(page).getByRole("button", { name: "Check what became of it" }).click();
      await expectCard(page, found);
      expect((await deletes(sandbox)).length).toBe(sent);
      const journal = await openJournal(page);
      await expect(line(journal, "Delete dead jobs")).toContainText(found);
    });
  }

  test("undo, lock and read-only mode in the held moment send nothing", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10);
    await page.keyboard.press("Escape");
    await expect(page.getByText("Not sent: Delete 10 jobs")).toBeVisible();
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10);
    await page.getByRole("switch", { name: "Read-only" }).click();
    await expect(page.getByText("1 held change was not sent: read-only mode was switched on.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete all dead jobs…" })).toBeDisabled();
    await page.getByRole("switch", { name: "Read-only" }).click();
    await choose(page, "Fetch alerts", "10 dead jobs…");
    await confirm(page, 10);
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expect(page.getByText("1 held change was not sent.", { exact: true })).toBeVisible();
    await page.waitForTimeout(9_000);
    expect(await deletes(sandbox)).toEqual([]);
    expect((await ids(sandbox)).length).toBe(49);
  });

  test("stop ends it after the call under way, and the rest is asked anew", async ({ page, sandbox }) => {
    await plant(sandbox);
    await openJobs(page);
    await choose(page, "Fetch alerts", "All 30 jobs…");
    await confirm(page, 30);
    await sandbox.fault({ method: "DELETE", path: "*", times: 1, then: { delay_ms: 2_000 } });
    await sendNow(page);
    await expect.poll(async () => (await deletes(sandbox)).length).toBe(1);
    await dock(page).getByRole("button", { name: "Stop" }).click();
    await expectCard(page, "1 done, 2 not sent");
    expect((await deletes(sandbox)).length).toBe(1);
    const results = await openResults(page);
    await expect(results.getByText("Deleted. 10 before, 0 after.")).toBeVisible();
    await expectAccessible(page);
    await results.getByRole("button", { name: "Go on with the 2 left…" }).click();
    await confirm(page, 20);
    await results.getByRole("button", { name: "Close" }).click();
    await sendNow(page);
    await expectCard(page, "2 done");
    expect((await deletes(sandbox)).sort()).toEqual(ALL.map((queue) => `DELETE ${callPath(queue, FETCH)}`).sort());
  });

  test("what was refused is sent again after another look, and a double click sends once", async ({ page, sandbox, complaints }) => {
    complaints.announce(/422/);
    await plant(sandbox);
    await openJobs(page);
    await sandbox.fault({ method: "DELETE", path: "*retry_jobs", times: 1, then: { status: 422, body: { error: "busy" } } });
    await choose(page, "Fetch alerts", "All 30 jobs…");
    await expect(question(page).getByText(/^Counted just now/)).toBeVisible();
    await question(page).getByRole("button", { name: "Delete 30 jobs" }).dblclick();
    await sendNow(page);
    await expectCard(page, "2 done, 1 refused");
    expect((await deletes(sandbox)).length).toBe(3);
    const results = await openResults(page);
    await results.getByRole("button", { name: "Send the 1 failed again…" }).click();
    await expect(question(page, "Delete retry jobs of “Fetch alerts”?")).toBeVisible();
    await confirm(page, 10);
    await expect(results.getByRole("button", { name: /^Send the 1 failed again/ })).toBeHidden();
    await results.getByRole("button", { name: "Close" }).click();
    await sendNow(page);
    // Those of several calls stand behind their names.
    await expectCard(page, /^10 before, 0 after\.$/);
    const retried = `DELETE ${callPath("retry", FETCH)}`;
    expect((await deletes(sandbox)).filter((call) => call === retried).length).toBe(2);
    expect((await deletes(sandbox)).length).toBe(4);
    expect(await ids(sandbox, "action_id = 7 AND queue <> 'in_progress'")).toEqual([]);
  });
});

test("the question is accessible, in both themes and on a phone", async ({ page, sandbox }) => {
  await plant(sandbox);
  await openJobs(page);
  await addJobs(sandbox, "dead", FETCH, 3);
  await chooseAll(page, "dead");
  await expect(question(page).getByText(/^Counted just now/)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  const { width = 0 } = (await question(page).boundingBox()) ?? {};
  expect(width).toBeLessThanOrEqual(390);
});
