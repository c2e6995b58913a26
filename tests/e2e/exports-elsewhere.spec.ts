/** What can be taken away from other pages than a list: files, links and calls. */
import { execFileSync } from "node:child_process";

import type { Locator, Page } from "@playwright/test";

import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll } from "./support/dashboard.ts";
import { pasted, rows, save } from "./support/files.ts";
import { addUser, userRow } from "./support/forms.ts";
import { openUsers } from "./support/users.ts";

/** Presses "Export" and answers with the dialog. */
async function openExport(page: Page, within: Page | Locator = page): Promise<Locator> {
  await within.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: / as a file$/ });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Runs what was copied in a shell, with a good key, and answers with what came back. */
function run(command: string): string {
  expect(command).toContain("$KEY");
  for (const key of Object.values(demoKeys)) expect(command).not.toContain(key);
  return execFileSync("sh", ["-c", command.replaceAll("curl ", "curl --silent ")], {
    encoding: "utf8",
    env: { ...process.env, KEY: demoKeys.tines },
  });
}

const people = ["=ann@export.example", "bob@export.example"];

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(["clipboard-write"]);
  await signIn(page);
});

test("a change: the calls before it, its results, and the journal after it", async ({ page, sandbox }) => {
  test.slow();
  const ids: number[] = [];
  for (const [index, email] of people.entries()) {
    ids.push(await addUser(sandbox, email, { first_name: `P${String(index)}`, last_seen: Date.parse("2025-12-24T18:30:00Z") }));
  }
  await openUsers(page, 2, "?q=export.example&sort=email");
  for (const name of ["P0 Lee", "P1 Lee"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();

  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Copy as curl" }).click();
  await expect(question.getByRole("button", { name: "Copied" })).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: /^Deactivate/ }).click();
  const calls = await pasted(page);
  expect(calls.match(/^curl --request PUT /gm)).toHaveLength(2);
  run(calls);
  for (const id of ids) expect((await userRow(sandbox, id))["is_active"]).toBe(0);
  await sandbox.execute("UPDATE users SET is_active = 1");

  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByRole("button", { name: "Results" }).click();
  const results = page.getByRole("dialog", { name: /^Results/ });
  const dialog = await openExport(page, results);
  await expectAccessible(page);
  const file = await save(page, dialog);
  await expect(results, "the results stay open").toBeVisible();
  expect(file.name).toMatch(/^tines-results-\d{4}-.*\.csv$/);
  const ends = rows(file);
  expect(Object.keys(ends[0] ?? {})).toEqual(["Record", "Result", "What came back", "Call"]);
  expect(ends.map((row) => [row["Record"], row["Result"], row["Call"]])).toEqual(
    people.map((email, at) => [`P${String(at)} Lee (${email})`, "done", `PUT /api/v1/admin/users/${String(ids[at])}`]),
  );
  // Escape closes the inner dialog alone.
  await openExport(page, results);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(results).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(results).toBeHidden();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Journal" }).click();
  const journal = rows(await save(page, await openExport(page)));
  const sent = [...ids].reverse().map((id) => ["PUT", `/tines/api/v1/admin/users/${String(id)}`, "Done", "200", "tines"]);
  expect(journal.map((row) => [row["method"], row["path"], row["outcome"], row["status"], row["connection"]])).toEqual(sent);
  await sandbox.execute("UPDATE users SET is_active = 1");
  await page.getByText("Details", { exact: true }).first().click();
  await page.getByRole("button", { name: "Copy as curl" }).first().click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  run(await pasted(page));
  expect((await userRow(sandbox, ids[1] ?? 0))["is_active"]).toBe(0);
  expect((await userRow(sandbox, ids[0] ?? 0))["is_active"]).toBe(1);
});

test("a comparison as it is shown, harmless in a spreadsheet", async ({ page, sandbox }) => {
  const ann = await addUser(sandbox, "ann@export.example", { first_name: "=1+1", tenant_permissions: '["AUDIT_LOG_READ"]' });
  const bob = await addUser(sandbox, "bob@export.example", { first_name: "Bob", admin: 1 });
  await page.goto(`/tines/users/compare?ids=${String(ann)},${String(bob)}&differences=1`);
  await expect(page.getByRole("rowheader", { name: "AUDIT_LOG_READ" })).toBeVisible();
  const file = await save(page, await openExport(page));
  const read = rows(file);
  const [field, first, second] = Object.keys(read[0] ?? {});
  expect([field, first, second]).toEqual(["Field", "'=1+1 Lee (ann@export.example)", "Bob Lee (bob@export.example)"]);
  expect(read).toHaveLength(await page.getByRole("rowheader").count());
  const permission = read.find((row) => row["Field"] === "AUDIT_LOG_READ") ?? {};
  expect([permission[first ?? ""], permission[second ?? ""]]).toEqual(["Yes", "as owner"]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await pasted(page)).toBe(page.url());
});

test("the permissions of those who are shown", async ({ page, sandbox }) => {
  await page.goto("/tines/users/permissions?any=1");
  await expect(page.getByText("As of just now")).toBeVisible();
  const read = rows(await save(page, await openExport(page)));
  const wanted = await sandbox.query<{ email: string; admin: number; reads: number }>(
    `SELECT email, admin, tenant_permissions LIKE '%"AUDIT_LOG_READ"%' AS reads FROM users WHERE admin OR tenant_permissions <> '[]'`,
  );
  expect(wanted.length).toBeGreaterThan(1);
  const word = (admin: number, reads: number) => (reads ? "Yes" : admin ? "as owner" : "no");
  const found = read.map((row) => [row["E-mail"], row["Owner"], row["AUDIT_LOG_READ"]]);
  const expected = wanted.map(({ email, admin, reads }) => [email, admin ? "Yes" : "no", word(admin, reads)]);
  expect(found.sort()).toEqual(expected.sort());
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test("after a change without an answer one is told to look before sending it again", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 500|ERR_EMPTY_RESPONSE|Failed to load/);
  const id = await addUser(sandbox, "ann@export.example");
  await page.goto(`/tines/users/${String(id)}?edit=1`);
  // The tenant's people come from a directory, which keeps them; the form asks first.
  await page.getByRole("button", { name: "Try anyway" }).click();
  await page.getByLabel("First name").fill("Anna");
  await sandbox.fault({ method: "PUT", path: "/tines/api/v1/admin/users/*", then: { status: 500 } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("look at the record first")).toBeVisible();
  await expect(page.getByText("Try again in a moment")).toBeHidden();
});
