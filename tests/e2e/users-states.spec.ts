import { expect, signIn, test } from "./fixtures.ts";
import { expectAllFetched, expectPage } from "./support/dashboard.ts";
import {
  emails,
  expectAllSynced,
  expectRowCount,
  listPage,
  listRequests,
  openUsers,
  pagesAsked,
  upTo,
  userRows,
  usersTable,
  WHOLE_LIST,
} from "./support/users.ts";

/** Longer than any test: a request that gets it hangs. */
const HANGS = 300_000;

test.describe("loading", () => {
  test.use({ tenant: { seed: "large" } });

  test("shows progress, stops, and goes on without asking again", async ({ page, sandbox }) => {
    await sandbox.fault({ path: listPage(5), then: { delay_ms: HANGS } });
    await signIn(page);
    await page.goto("/tines/users");
    await expect(page.getByText("2,000 of 10,000 loaded")).toBeVisible({ timeout: 20_000 });
    const bar = page.getByRole("progressbar", { name: "Loading" });
    await expect(bar).toHaveAttribute("value", "2000");
    await expect(bar).toHaveAttribute("max", "10000");
    await expectRowCount(page, 2_000);
    await expect(userRows(page).first()).toBeVisible();

    await page.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByText("Stopped: 2,000 of 10,000 loaded")).toBeVisible();
    await expect(bar).toHaveCount(0);
    await expectRowCount(page, 2_000);
    await expect
      .poll(async () => (await listRequests(sandbox)).filter(({ outcome }) => outcome === "running"), {
        message: "what was under way is aborted",
      })
      .toEqual([]);

    await sandbox.mend();
    await sandbox.forgetRequests();
    await page.getByRole("button", { name: "Go on" }).click();
    await expectAllSynced(page, 10_000);
    expect(await pagesAsked(sandbox)).toEqual(upTo(20, 5));
  });

  test("that fails in the middle keeps the rows, says what was sent, and goes on", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 500/);
    const body = { errors: [{ message: "The database is on fire", details: "" }] };
    await sandbox.fault({ path: listPage(3), then: { status: 500, body } });
    await signIn(page);
    await page.goto("/tines/users");
    const failure = page.getByRole("alert");
    await expect(failure).toContainText("The server failed");
    await expect(failure).toContainText("The database is on fire");
    await expect(failure).toContainText(/GET \/tines\/api\/v1\/admin\/users\?page=3&per_page=500 → 500, \d+ ms/);
    await expect(failure).not.toContainText("tries");
    await expectRowCount(page, 1_000);
    await expect(userRows(page).first()).toBeVisible();
    await expect(page.getByText("Stopped: 1,000 of 10,000 loaded")).toBeVisible();
    const failed = (await listRequests(sandbox)).filter(({ status }) => status === 500);
    expect(failed.map(({ path }) => path), "once, and spelled as the failure says").toEqual([
      "/tines/api/v1/admin/users?page=3&per_page=500",
    ]);

    await sandbox.mend();
    await sandbox.forgetRequests();
    await failure.getByRole("button", { name: "Try again" }).click();
    await expectAllSynced(page, 10_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(await pagesAsked(sandbox)).toEqual(upTo(20, 3));
  });

  test("waits a 429 out, says so, and gets every row", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 429/);
    await sandbox.fault({ path: listPage(4), times: 1, then: { status: 429, retry_after: 3 } });
    await signIn(page);
    await page.goto("/tines/users");
    await expect(page.getByText(/waiting up to \d+ s for the tenant/)).toBeVisible({ timeout: 20_000 });
    await expectAllSynced(page, 10_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(await pagesAsked(sandbox)).toEqual([...upTo(4), ...upTo(20, 4)]);
  });

  test("does not notice a 429 without Retry-After, a dropped connection, a proxy's 502", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 429/);
    // Chromium asks again by itself where a connection that it used before is dropped, and then says nothing.
    complaints.announce(/status of 502|net::ERR_/);
    await sandbox.fault({ path: listPage(2), times: 1, then: { status: 429 } });
    await sandbox.fault({ path: listPage(9), times: 1, then: { drop: true } });
    await sandbox.fault({ path: listPage(15), times: 2, then: { html_502: true } });
    await signIn(page);
    await openUsers(page, 10_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("reads a page again that broke off on the way", async ({ page, sandbox, complaints }) => {
    complaints.announce(/net::ERR_/);
    await sandbox.fault({ path: listPage(6), times: 1, then: { cut_after: 900, ending: "dropped" } });
    await signIn(page);
    await openUsers(page, 10_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("stops at a page that is not JSON to its end, and keeps the rows", async ({ page, sandbox }) => {
    await sandbox.fault({ path: listPage(2), then: { cut_after: 900 } });
    await signIn(page);
    await page.goto("/tines/users");
    await expect(page.getByRole("alert")).toContainText("The answer is not what this API says");
    await expect(page.getByRole("alert")).toContainText("breaks off in the middle");
    await expectRowCount(page, 500);
  });

  test("leaves the tenant alone once the keys are gone", async ({ page, sandbox }) => {
    await sandbox.fault({ path: listPage(3), then: { delay_ms: HANGS } });
    await signIn(page);
    await page.goto("/tines/users");
    await expect(page.getByText("1,000 of 10,000 loaded")).toBeVisible({ timeout: 20_000 });
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expectPage(page, "Connect to Tines");
    await expect
      .poll(async () => (await listRequests(sandbox)).filter(({ outcome }) => outcome === "running"))
      .toEqual([]);
    expect(await pagesAsked(sandbox)).not.toContain(20);
  });
});

test("a failure that does not pass is given up after a few tries, and says how many", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 503/);
  await sandbox.fault({ path: WHOLE_LIST, then: { status: 503, body: "Back soon" } });
  await signIn(page);
  await page.goto("/tines/users");
  const failure = page.getByRole("alert");
  await expect(failure).toContainText(/→ 503, \d+ ms, 4 tries/, { timeout: 20_000 });
  await expect(failure).toContainText("Back soon");
  await expect(page.getByText("Nothing was loaded yet.")).toBeVisible();
  expect(await pagesAsked(sandbox)).toEqual([1, 1, 1, 1]);

  await sandbox.mend();
  await failure.getByRole("button", { name: "Try again" }).click();
  await expectAllSynced(page, 240);
});

test("a key that may not see users is told so", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 403/);
  await sandbox.fault({ path: "/tines/api/v1/admin/users*", then: { status: 403, body: { error: "Forbidden" } } });
  await signIn(page);
  await page.goto("/tines/users");
  await expect(page.getByRole("alert")).toContainText("This key may not do that");
  await expect(page.getByRole("alert")).toContainText("Ask an owner of the tenant");
  await expect(page.getByRole("alert")).toContainText("→ 403");
  await expect(userRows(page)).toHaveCount(0);
  expect(await pagesAsked(sandbox), "a refusal is not tried again").toEqual([1]);
});

test.describe("a refresh that fails", () => {
  test("keeps the rows and says how old they are", async ({ page, sandbox, complaints }) => {
    complaints.announce(/net::ERR_/);
    await signIn(page);
    await openUsers(page, 240);
    // The failure takes some of the height: fewer rows are drawn.
    const before = (await emails(page)).slice(0, 15);

    await sandbox.fault({ path: WHOLE_LIST, then: { drop: true } });
    await page.getByRole("button", { name: "Refresh" }).click();
    const failure = page.getByRole("alert");
    await expect(failure).toContainText("the connection failed", { timeout: 20_000 });
    await expect(failure).toContainText("no answer");
    await expectRowCount(page, 240);
    expect((await emails(page)).slice(0, 15)).toEqual(before);
    await expect(page.getByText(/\bas of\b/i), "the rows are old, and the page says how old").toBeVisible();
    await expect(page.getByText(/\b0 of 240 loaded\b/), "240 rows are there: nobody must think otherwise").toHaveCount(0);

    await sandbox.mend();
    await sandbox.execute("UPDATE users SET last_name = 'Renamed' WHERE email = ?", [before[0] ?? ""]);
    await failure.getByRole("button", { name: "Try again" }).click();
    await expectAllSynced(page, 240);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(userRows(page).first()).toContainText("Renamed");
  });

  test("for want of a network is made good as soon as there is one", async ({ page, sandbox, context, complaints }) => {
    complaints.announce(/net::ERR_INTERNET_DISCONNECTED/);
    await signIn(page);
    await openUsers(page, 240);
    const before = await emails(page);
    await expectAllFetched(page);
    await context.setOffline(true);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByRole("alert")).toContainText("the connection failed", { timeout: 20_000 });
    await expectRowCount(page, 240);

    await sandbox.execute("UPDATE users SET last_name = 'Renamed' WHERE email = ?", [before[0] ?? ""]);
    await context.setOffline(false);
    await expect(userRows(page).first()).toContainText("Renamed");
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expectAllSynced(page, 240);
  });

  test("keeps the rows while it is under way", async ({ page, sandbox }) => {
    await signIn(page);
    await openUsers(page, 240);
    const before = await emails(page);
    await sandbox.fault({ path: WHOLE_LIST, then: { delay_ms: HANGS } });
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText(/^Refreshing:/)).toBeVisible();
    await expectRowCount(page, 240);
    expect(await emails(page)).toEqual(before);
  });
});

test("one record that cannot be read is counted, left out, and can be looked at", async ({ page, sandbox }) => {
  const good = { id: 7, email: "seven@example.org", first_name: "Good", last_name: "Record", admin: false };
  const odd = { email: "odd@example.org", first_name: "Odd", note: "<i>no id</i>" };
  const meta = { current_page: "?page=1", previous_page: null, next_page: null, per_page: 500, pages: 1, count: 2 };
  await sandbox.fault({ path: WHOLE_LIST, then: { status: 200, body: { "admin/users": [good, odd], meta } } });
  await signIn(page);
  await page.goto("/tines/users");
  await expectRowCount(page, 1);
  await expect(page.getByRole("rowheader", { name: "Good Record" })).toBeVisible();
  expect(await pagesAsked(sandbox), "an odd record is no reason to ask again").toEqual([1]);

  const opener = page.getByRole("button", { name: "1 record unreadable" });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Records that could not be read" });
  await expect(dialog.getByText(JSON.stringify(odd))).toBeVisible();
  await expect(dialog).toContainText("id");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test.describe("a new tenant", () => {
  test.use({ tenant: { seed: "empty" } });

  test("shows its one user", async ({ page }) => {
    await signIn(page);
    await openUsers(page, 1);
    await expect(page.getByText("1 user", { exact: true })).toBeVisible();
    await expect(userRows(page)).toHaveCount(1);
  });

  test("without anybody says so", async ({ page, sandbox }) => {
    expect(await sandbox.execute("DELETE FROM users")).toBeGreaterThan(0);
    await signIn(page);
    await page.goto("/tines/users");
    await expect(page.getByText("There are no users that the key may see.")).toBeVisible();
    await expect(page.getByText("0 users", { exact: true })).toBeVisible();
    await expect(usersTable(page)).toHaveAttribute("aria-rowcount", "1");
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});
