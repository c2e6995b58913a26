import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expect, expectAccessible, test } from "./fixtures.ts";
import { expectNoSidewaysScroll } from "./support/dashboard.ts";
import { addUser, changesSent, choose, openImport } from "./support/forms.ts";

// One owner and nobody from a directory.
test.use({ tenant: { seed: "empty" } });

/** Proposes, confirms, and does not wait for the held moment. */
async function createAll(page: Page, count: number): Promise<void> {
  const words = `${count.toLocaleString("en-GB")} user${count === 1 ? "" : "s"}`;
  await page.getByRole("button", { name: `Create ${words}…` }).click();
  const question = page.getByRole("alertdialog").or(page.getByRole("dialog")).filter({ hasText: `Create ${words}?` });
  await expect(question).toContainText("invitation by mail at once");
  await question.getByRole("button", { name: `Create ${words}` }).click();
  await page.getByRole("button", { name: "Send now" }).click();
}

const sheet = (page: Page) => page.getByRole("table", { name: "People in the file" });
const wrong = (page: Page, row: number) => page.getByRole("listitem").filter({ hasText: `Row ${String(row)}` });

test("200 rows of which 7 are bad: 193 are created, and each row has its result", async ({ page, sandbox }) => {
  await addUser(sandbox, "taken@example.com");
  const rows = Array.from({ length: 200 }, (_, n) => `person${String(n)}@example.com,Person,"Number ${String(n)}, Jr.",no,yes,`);
  // As a spreadsheet counts them, with the headings in row 1.
  const bad: Record<number, string> = {
    5: "not an address,Bad,One,no,yes,",
    17: "PERSON0@example.com,Twice,One,no,yes,",
    40: "taken@example.com,Taken,One,no,yes,",
    77: "person75@example.com,Bad,Role,emperor,yes,",
    120: ",No,Address,no,yes,",
    150: "person148@example.com,Bad,State,no,perhaps,",
    199: "person197@example.com,Too,Many,no,yes,,cells",
  };
  for (const [row, text] of Object.entries(bad)) rows[Number(row) - 2] = text;
  await openImport(page);
  await choose(page, ["email,first_name,last_name,role,active,permissions", ...rows].join("\r\n"));

  await expect(page.getByRole("heading", { name: "193 users can be created; 7 rows are wrong and are left out" })).toBeVisible();
  for (const [row, words] of [
    [5, "An e-mail address has an @ in it"],
    [17, "The same address is in row 2."],
    [40, "Somebody in this tenant has this address already."],
    [77, "“emperor” is no role"],
    [120, "Enter an e-mail address."],
    [150, "“perhaps” says neither active nor inactive."],
    [199, "There are more cells than headings."],
  ] as const) {
    await expect(wrong(page, row)).toContainText(words);
  }
  expect(await changesSent(sandbox)).toEqual([]);
  await expectAccessible(page);

  await createAll(page, 193);
  await expect(page.getByText("193 created, 7 left out")).toBeVisible({ timeout: 45_000 });
  const sent = await changesSent(sandbox);
  expect(sent.length).toBe(193);
  expect(sent[0]).toEqual([
    "POST",
    "/tines/api/v1/admin/users",
    { email: "person0@example.com", first_name: "Person", last_name: "Number 0, Jr." },
  ]);
  const [made] = await sandbox.query<{ n: number }>(
    "SELECT count(*) n FROM users WHERE email LIKE 'person%@example.com' AND invited_at IS NOT NULL",
  );
  expect(made?.n).toBe(193);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the result of each row (CSV)" }).click(),
  ]);
  const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\r\n");
  expect(lines[0]).toBe("row,email,result,detail");
  expect(lines.length).toBe(201);
  expect(lines[1]).toBe("2,person0@example.com,created,Created and invited");
  expect(lines.filter((line) => line.includes(",left out,")).map((line) => Number(line.split(",")[0]))).toEqual(
    Object.keys(bad).map(Number),
  );
  await page.goto("/tines/users");
  await expect(page.getByText("195 users", { exact: true })).toBeVisible();
});

test("a bad address can be mended in its row", async ({ page, sandbox }) => {
  await openImport(page);
  await choose(page, "email\nann@example.com\nbob@\n");
  await expect(page.getByRole("heading", { name: "1 user can be created; 1 row is wrong and is left out" })).toBeVisible();
  const field = page.getByLabel("E-mail in row 3");
  await expect(field).toHaveAccessibleDescription("Something is missing after the @.");
  await field.fill("ann@example.com");
  await field.press("Tab");
  await expect(wrong(page, 3)).toContainText("The same address is in row 2.");
  await field.fill("bob@example.com");
  await field.press("Tab");
  await expect(wrong(page, 3)).toContainText("Mended");
  await createAll(page, 2);
  await expect(page.getByText("2 created", { exact: true })).toBeVisible();
  expect((await changesSent(sandbox)).map(([, , body]) => body)).toEqual([
    { email: "ann@example.com" },
    { email: "bob@example.com" },
  ]);
});

test("what the server refuses is told row by row, and the rest goes on", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 422/);
  await openImport(page);
  await choose(page, "e-mail;name;role\nann@example.com;Ann Lee;owner\nbob@example.com;;\ncat@example.com;;\n");
  await expect(page.getByRole("heading", { name: "3 users can be created" })).toBeVisible();
  await addUser(sandbox, "bob@example.com");
  await createAll(page, 3);
  await expect(page.getByText("2 created, 1 refused")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the result of each row (CSV)" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text).toMatch(/3,bob@example\.com,refused,.*already been taken/i);
  expect((await changesSent(sandbox))[0]?.[2]).toEqual({
    email: "ann@example.com",
    first_name: "Ann",
    last_name: "Lee",
    admin: true,
  });
});

test("unknown columns are named, files without addresses are refused, and rows can be pasted", async ({ page }) => {
  await openImport(page);
  await choose(page, "email,department,E-Mail\nann@example.com,Sales,x\n");
  await expect(page.getByText("Left out, because nothing here is called so: “department”.")).toBeVisible();
  await expect(page.getByText("There twice, so only the first counts: “E-Mail”.")).toBeVisible();
  await choose(page, "first,last\nAnn,Lee\n");
  await expect(page.getByRole("alert").filter({ hasText: "No heading says which column" })).toBeVisible();
  await expect(sheet(page)).toHaveCount(0);
  await choose(page, 'email\n"ann@example.com\n');
  await expect(page.getByRole("alert").filter({ hasText: "quotation mark" })).toBeVisible();

  await page.getByText("Or paste the rows").click();
  await page.getByLabel(/Rows, the headings first/).fill("ann@example.com\nbob@example.com");
  await page.getByRole("button", { name: "Read these rows" }).click();
  await expect(page.getByRole("heading", { name: "2 users can be created" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
});

test("the template is understood as it is", async ({ page }) => {
  await openImport(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save a template" }).click(),
  ]);
  await choose(page, readFileSync(await download.path(), "utf8"));
  await expect(page.getByRole("heading", { name: "1 user can be created", exact: true })).toBeVisible();
});

test("10,000 rows stay fluid", async ({ page }) => {
  const rows = Array.from({ length: 10_000 }, (_, n) => `person${String(n)}@example.com,Person,${String(n)}`);
  await openImport(page);
  await choose(page, ["email,first,last", ...rows].join("\n").replace("first,last", "first name,last name"));
  await expect(page.getByRole("heading", { name: "10,000 users can be created" })).toBeVisible();
  await expect(sheet(page)).toHaveAttribute("aria-rowcount", "10001");
  expect(await page.locator("*").count()).toBeLessThan(2_000);
  const usual = await page.evaluate(async () => {
    const scroller = document.querySelector(".import-table .table-scroll");
    const frames: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 60; step += 1) {
      if (scroller !== null) scroller.scrollTop += 4_000;
      await new Promise(requestAnimationFrame);
      frames.push(performance.now() - last);
      last = performance.now();
    }
    // The nine in ten: the machine may do something else for a moment.
    return frames.sort((a, b) => a - b)[53] ?? Infinity;
  });
  expect(usual, "milliseconds of nine in ten frames while scrolling").toBeLessThan(250);
});

test("has no fault that axe finds at 390 px", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openImport(page);
  await choose(page, "email,name\nann@example.com,Ann Lee\nbob@,Bob\n");
  await expect(sheet(page)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
