/** Changing many users at once: who is selected, what fails in the middle, and how it is gone on with. */
import { demoKeys, expect, test } from "./fixtures.ts";
import {
  addPeople,
  box,
  choose,
  column,
  confirm,
  dock,
  expectEnded,
  line,
  openJournal,
  openList,
  openResults,
  question,
  select,
  selection,
  sendNow,
  userPath,
  writes,
} from "./support/changes.ts";
import { giveKey } from "./support/dashboard.ts";
import { changesSent } from "./support/forms.ts";
import type { Effect, Sandbox } from "./support/sandbox.ts";
import { expectRowCount, searchBox } from "./support/users.ts";

test.use({ tenant: { seed: "empty" } });

const SIX = ["Ann", "Bob", "Cat", "Dan", "Eve", "Fay"] as const;
const ACTIVATE = { is_active: true };

/** Something goes wrong when a user is changed. */
async function failing(sandbox: Sandbox, id: number | undefined, then: Effect, times = 1): Promise<void> {
  await sandbox.fault({ method: "PUT", path: userPath(id ?? 0), times, then });
}

/** The people of the plan, by what was sent, in the order in which it was. */
async function sentTo(sandbox: Sandbox): Promise<string[]> {
  return (await changesSent(sandbox)).map(([, path]) => path);
}

test.describe("failures in the middle", () => {
  let ids: number[] = [];

  test.beforeEach(async ({ page, sandbox }) => {
    ids = await addPeople(sandbox, SIX, { is_active: 0 });
    await openList(page, sandbox);
    await select(page, SIX);
    await choose(page, "Change", "Activate");
  });

  const TITLE = ["Activate 6 users?", "Activate 6 users"] as const;

  test("each says how it ended, and only the failed are sent again", async ({ page, sandbox, complaints }) => {
    for (const status of [500, 404, 422]) complaints.announce(new RegExp(`status of ${String(status)}`));
    await failing(sandbox, ids[0], { status: 500, body: { error: "broken" } });
    await failing(sandbox, ids[2], { status: 404, body: { error: "nobody here" } });
    await failing(sandbox, ids[4], { status: 422, body: { error: "not today" } });
    await confirm(page, ...TITLE, "Spring clean");
    await sendNow(page);
    await expectEnded(page, "3 done, 2 refused, 1 unknown");
    expect(await sentTo(sandbox)).toEqual(ids.map((id) => userPath(id)));
    expect(await column(sandbox, "is_active", ids)).toEqual([0, 1, 0, 1, 0, 1]);

    const results = await openResults(page);
    const item = (name: string) => results.getByRole("listitem").filter({ hasText: `${name} Lee` });
    await expect(results.getByRole("listitem")).toHaveCount(6);
    await expect(item("Ann")).toContainText("unknown");
    await expect(item("Bob")).toContainText("done");
    await expect(item("Cat")).toContainText("nobody here (404)");
    await expect(item("Eve")).toContainText("not today (422)");
    await results.getByRole("button", { name: /^refused/ }).click();
    await expect(results.getByRole("listitem")).toHaveCount(2);

    await sandbox.forgetRequests();
    await results.getByRole("button", { name: "Send the 2 failed again" }).click();
    await expect(results.getByText("Stopped", { exact: false })).toHaveCount(0);
    await expect(results.getByRole("button", { name: /^done/ })).toContainText("5");
    expect(await sentTo(sandbox)).toEqual([userPath(ids[2] ?? 0), userPath(ids[4] ?? 0)]);
    expect(await column(sandbox, "is_active", ids)).toEqual([0, 1, 1, 1, 1, 1]);

    // What nobody knows about is sent again only on purpose.
    await expect(results.getByRole("button", { name: "Send again" })).toBeDisabled();
    await results.getByRole("checkbox", { name: /^Send the 1 unknown as well/ }).check();
    await results.getByRole("button", { name: "Send the 1 failed again" }).click();
    await expect(results.getByRole("button", { name: /^done/ })).toContainText("6");
    expect(await column(sandbox, "is_active", ids)).toEqual([1, 1, 1, 1, 1, 1]);
    expect((await writes(sandbox)).length).toBe(3);

    await results.getByRole("button", { name: "Close" }).click();
    await dock(page).getByRole("button", { name: "Dismiss" }).click();
    await expect(dock(page)).toBeHidden();
    const journal = await openJournal(page);
    await expect(line(journal, "Activate user")).toHaveCount(9);
    await expect(line(journal, "Spring clean")).toHaveCount(9);
    await expect(line(journal, "Activate user Cat Lee").filter({ hasText: "Refused" })).toContainText("404");
    await expect(line(journal, "Activate user Ann Lee").filter({ hasText: "Unknown" })).toHaveCount(1);
  });

  test("Stop ends it after what is under way, and the rest can be gone on with", async ({ page, sandbox }) => {
    await failing(sandbox, ids[2], { delay_ms: 3_000 });
    await confirm(page, ...TITLE);
    await sendNow(page);
    await expect(dock(page).getByText(/^2 of 6/)).toBeVisible();
    await dock(page).getByRole("button", { name: "Stop" }).click();
    await expect(dock(page).getByText("Stopped by you.")).toBeVisible();
    await expect(dock(page).getByText("3 done, 3 not sent")).toBeVisible();
    expect(await column(sandbox, "is_active", ids)).toEqual([1, 1, 1, 0, 0, 0]);
    expect((await writes(sandbox)).length).toBe(3);

    const results = await openResults(page);
    await results.getByRole("button", { name: "Go on with the 3 left" }).click();
    await expect(results.getByRole("button", { name: /^done/ })).toContainText("6");
    expect(await sentTo(sandbox)).toEqual(ids.map((id) => userPath(id)));
    expect(await column(sandbox, "is_active", ids)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("a 429 is waited out, and nobody is left behind", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 429/);
    await failing(sandbox, ids[2], { status: 429, retry_after: 2, body: { error: "slow down" } });
    await confirm(page, ...TITLE);
    await sendNow(page);
    await expect(dock(page).getByText(/^2 of 6, waiting up to \d s for the tenant$/)).toBeVisible();
    await expectEnded(page, "6 done");
    const paths = ids.map((id) => userPath(id));
    expect(await sentTo(sandbox)).toEqual([...paths.slice(0, 3), ...paths.slice(2)]);
    expect(await column(sandbox, "is_active", ids)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("a 401 asks for the key, and the rest can be gone on with", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await failing(sandbox, ids[2], { status: 401, body: { error: "who are you" } });
    await confirm(page, ...TITLE);
    await sendNow(page);
    const asked = page.getByRole("alertdialog", { name: "The key of Tines was refused" });
    await expect(asked).toBeVisible();
    expect(await column(sandbox, "is_active", ids)).toEqual([1, 1, 0, 0, 0, 0]);
    expect((await writes(sandbox)).length).toBe(3);
    await giveKey(asked, demoKeys.tines);
    await expect(asked).toBeHidden();
    await expect(dock(page).getByText("Stopped: the key was refused. Give another one, then go on.")).toBeVisible();
    const results = await openResults(page);
    await results.getByRole("button", { name: "Go on with the 4 left" }).click();
    await expect(results.getByRole("button", { name: /^done/ })).toContainText("6");
    expect(await column(sandbox, "is_active", ids)).toEqual([1, 1, 1, 1, 1, 1]);
    expect((await sentTo(sandbox)).slice(3)).toEqual(ids.slice(2).map((id) => userPath(id)));
  });

  test("read-only mode stops it, and nothing more leaves", async ({ page, sandbox }) => {
    await failing(sandbox, ids[1], { delay_ms: 3_000 });
    await confirm(page, ...TITLE);
    await sendNow(page);
    await expect(dock(page).getByText(/^1 of 6/)).toBeVisible();
    await page.getByRole("switch", { name: "Read-only" }).click();
    await expect(dock(page).getByText("Stopped: read-only mode was switched on.")).toBeVisible();
    expect(await sentTo(sandbox)).toEqual(ids.slice(0, 2).map((id) => userPath(id)));
    const results = await openResults(page);
    await expect(results.getByRole("button", { name: "Go on with the 4 left" })).toBeDisabled();
  });
});

test("who is left out is said, with the reason, and gets nothing", async ({ page, sandbox }) => {
  const off = await addPeople(sandbox, ["Ann", "Bob"], { is_active: 0 });
  const on = await addPeople(sandbox, ["Cat"]);
  await openList(page, sandbox);
  await select(page, ["Ann", "Bob", "Cat"]);
  await choose(page, "Change", "Activate");
  const leftOut = page.getByRole("alertdialog").getByText("1 is left out: Already active");
  await leftOut.click();
  await expect(page.getByRole("region", { name: "Left out" })).toHaveText(/Cat Lee \(cat@example.com\)/);
  await confirm(page, "Activate 2 users?", "Activate 2 users");
  await sendNow(page);
  await expectEnded(page, "2 done");
  expect(await changesSent(sandbox)).toEqual(off.map((id) => ["PUT", userPath(id), ACTIVATE]));
  expect(await column(sandbox, "is_active", [...off, ...on])).toEqual([1, 1, 1]);
});

test.describe("selecting", () => {
  test("with shift takes all between, in the order of the list", async ({ page, sandbox }) => {
    const ids = await addPeople(sandbox, SIX, { is_active: 0 });
    await openList(page, sandbox);
    await page.getByRole("columnheader", { name: "E-mail" }).getByRole("button").click();
    await box(page, "Bob").click();
    await box(page, "Eve").click({ modifiers: ["Shift"] });
    await expect(selection(page).getByRole("status")).toHaveText("4 selected");
    for (const name of SIX) {
      await expect(box(page, name)).toBeChecked({ checked: !["Ann", "Fay"].includes(name) });
    }
    await choose(page, "Change", "Activate");
    await confirm(page, "Activate 4 users?", "Activate 4 users");
    await sendNow(page);
    await expectEnded(page, "4 done");
    expect(await column(sandbox, "is_active", ids)).toEqual([0, 1, 1, 1, 1, 0]);
  });

  test("all that match takes those of the filter, and says who is not in the list any more", async ({ page, sandbox }) => {
    await addPeople(sandbox, SIX, { is_active: 0 });
    await openList(page, sandbox);
    await searchBox(page).fill("lee");
    await expectRowCount(page, 6);
    await page.getByRole("checkbox", { name: "Select all 6 that match" }).check();
    const said = selection(page).getByRole("status");
    await expect(said).toHaveText("6 selected");
    await searchBox(page).fill("ann@");
    await expectRowCount(page, 1);
    await expect(said).toHaveText("6 selected, 5 of them not in this list");
    await selection(page).getByRole("button", { name: "Keep those in the list" }).click();
    await expect(said).toHaveText("1 selected");
    await searchBox(page).fill("");
    await expectRowCount(page, 7);
    await expect(box(page, "Ann")).toBeChecked();
    await expect(box(page, "Bob")).not.toBeChecked();
    await selection(page).getByRole("button", { name: "Clear", exact: true }).click();
    await expect(selection(page)).toHaveCount(0);
    expect(await writes(sandbox)).toEqual([]);
  });

  test("only who is in the list is changed; that the others are left out is said all the way", async ({ page, sandbox }) => {
    const LEFT_OUT = "2 of the selected are not in this list and are left out";
    const ids = await addPeople(sandbox, SIX, { is_active: 0 });
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob", "Cat"]);
    await searchBox(page).fill("b@example.com");
    await expectRowCount(page, 1);
    const said = selection(page).getByRole("status");
    await expect(said).toHaveText("3 selected, 2 of them not in this list");

    await page.getByRole("button", { name: "Change", exact: true }).click();
    await expect(selection(page).getByText(LEFT_OUT)).toBeVisible();
    await page.getByRole("button", { name: "Activate", exact: true }).click();
    const asked = question(page, "Activate Bob Lee?");
    await asked.getByText(LEFT_OUT).click();
    await expect(asked.getByRole("region", { name: "Left out" })).toHaveText(
      /^\s*Ann Lee \(ann@example.com\)\nCat Lee \(cat@example.com\)\s*$/,
    );
    await confirm(page, "Activate Bob Lee?", "Activate");
    await expect(dock(page).getByText(/^Not sent yet/)).toBeVisible();
    await expect(dock(page).getByText(LEFT_OUT)).toBeVisible();
    expect(await writes(sandbox)).toEqual([]);
    await sendNow(page);
    await expect(page.getByText(`Activated: Bob Lee (bob@example.com). ${LEFT_OUT}.`)).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([["PUT", userPath(ids[1] ?? 0), ACTIVATE]]);
    expect(await column(sandbox, "is_active", ids)).toEqual([0, 1, 0, 0, 0, 0]);
    expect((await writes(sandbox)).length).toBe(1);
    await searchBox(page).fill("");
    await expect(said).toHaveText("3 selected");
  });

  test("the number that is asked, sent and told is that of the rows in the list", async ({ page, sandbox }) => {
    const LEFT_OUT = "1 of the selected is not in this list and is left out";
    const ids = await addPeople(sandbox, SIX);
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob", "Cat"]);
    await searchBox(page).fill("lee -cat");
    await expectRowCount(page, 5);
    await choose(page, "Change", "Delete…");
    const asked = question(page, "Delete 2 users?");
    await expect(asked.getByText(LEFT_OUT)).toBeVisible();
    await asked.getByRole("checkbox", { name: /^Save what will go/ }).uncheck();
    await asked.getByLabel("Type 2 to confirm").fill("2");
    await confirm(page, "Delete 2 users?", "Delete 2 users");
    await sendNow(page);
    await expectEnded(page, "2 done");
    await expect(dock(page).getByText(LEFT_OUT)).toBeVisible();
    const results = await openResults(page);
    await expect(results.getByText(LEFT_OUT)).toBeVisible();
    await expect(results.getByRole("listitem")).toHaveCount(2);
    expect(await sentTo(sandbox)).toEqual([userPath(ids[0] ?? 0), userPath(ids[1] ?? 0)]);
    expect(await column(sandbox, "email", ids.slice(0, 3))).toEqual([null, null, "cat@example.com"]);
  });

  test("with nobody of them in the list nothing can be sent", async ({ page, sandbox }) => {
    const ids = await addPeople(sandbox, SIX, { is_active: 0 });
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob"]);
    await searchBox(page).fill("cat@");
    await expectRowCount(page, 1);
    await choose(page, "Change", "Activate");
    const asked = question(page, "Activate 2 users?");
    await expect(asked.getByText("2 of the selected are not in this list and are left out")).toBeVisible();
    await expect(asked.getByText("There is nothing to send.")).toBeVisible();
    await expect(asked.getByRole("button", { name: "Activate 0 users" })).toBeDisabled();
    await asked.getByRole("button", { name: "Cancel" }).click();
    expect(await writes(sandbox)).toEqual([]);
    expect(await column(sandbox, "is_active", ids)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
