import { execFileSync } from "node:child_process";

import { demoKeys, expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll } from "./support/dashboard.ts";
import { openExport, pasted, rows, save } from "./support/files.ts";
import { expectRowCount, listPage, openUsers, searchBox } from "./support/users.ts";

/** Names that a file must carry unharmed, and those that a spreadsheet would run. */
const HARMLESS = ['Ünïcödé "quoted", comma; semicolon\ttab', "two\nlines", "two\r\nrows", "‘curly’ 東京 😀", "O'Brien", "-5"];
const LIVE = ['=HYPERLINK("http://x")', "+1+2", "-2+3", "@SUM(A1)", "\t=1", '" =1', "＝1", "'=1"];

const DELIMITERS = [
  ["Comma", ","],
  ["Semicolon", ";"],
  ["Tab", "\t"],
] as const;

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

for (const [label, delimiter] of DELIMITERS) {
  for (const bom of [false, true]) {
    test(`CSV with ${label}${bom ? " and a byte order mark" : ""}`, async ({ page, sandbox }) => {
      for (const [index, name] of [...HARMLESS, ...LIVE].entries()) {
        const id = String(index);
        const at = Date.parse("2025-12-24T18:30:00Z");
        await sandbox.execute(
          "INSERT INTO users (email, first_name, created_at, updated_at, last_seen) VALUES (?, ?, ?, ?, ?)",
          [`odd${id}@export.example`, name, at, at, index % 2 === 0 ? at : null],
        );
      }
      const all = 240 + HARMLESS.length + LIVE.length;
      await openUsers(page, all, "?sort=email");
      const dialog = await openExport(page);
      await dialog.getByLabel(label).check();
      await dialog.getByLabel("Mark as UTF-8").setChecked(bom);
      const file = await save(page, dialog);

      expect(file.name).toMatch(/^tines-users-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
      expect(file.bytes.subarray(0, 3).toString("hex") === "efbbbf").toBe(bom);
      expect(file.text).not.toMatch(/[^\r]\n(?=[^\n]*@example)/);
      const read = rows(file, delimiter);
      expect(read).toHaveLength(all);
      expect(Object.keys(read[0] ?? {}).slice(0, 2)).toEqual(["Name", "E-mail"]);
      const odd = read.filter((row) => row["E-mail"]?.endsWith("@export.example"));
      const named = new Map(odd.map((row) => [row["E-mail"], row["Name"]]));
      for (const [index, name] of [...HARMLESS, ...LIVE].entries()) {
        const shown = name.trim();
        const defused = LIVE.includes(name) ? `'${shown}` : shown;
        expect(named.get(`odd${String(index)}@export.example`)).toBe(defused);
      }
      expect(new Set(odd.map((row) => row["Last seen"]))).toEqual(new Set(["2025-12-24T18:30:00Z", ""]));
      expect(new Set(odd.map((row) => row["Status"]))).toEqual(new Set(["Active", "Pending"]));
      await expect(page.getByText(`Saved ${String(all)} users as ${file.name}`)).toBeVisible();
    });
  }
}

test("cells are written exactly only when asked to, and not the next time", async ({ page, sandbox }) => {
  await sandbox.execute("UPDATE users SET first_name = ?, last_name = '' WHERE id = (SELECT min(id) FROM users)", [LIVE[0] ?? ""]);
  await openUsers(page, 240);
  let dialog = await openExport(page);
  await dialog.getByLabel("Semicolon").check();
  await dialog.getByLabel("Put an apostrophe").uncheck();
  await expect(dialog.getByText("Cells are written exactly.")).toBeVisible();
  const exact = rows(await save(page, dialog), ";");
  expect(exact.map((row) => row["Name"])).toContain(LIVE[0]);

  dialog = await openExport(page);
  await expect(dialog.getByLabel("Semicolon")).toBeChecked();
  await expect(dialog.getByLabel("Put an apostrophe")).toBeChecked();
  const defused = rows(await save(page, dialog), ";");
  expect(defused.map((row) => row["Name"])).toContain(`'${LIVE[0] ?? ""}`);
});

test("JSON, and JSON by the line, of what the search left, in its order", async ({ page }) => {
  await openUsers(page, 5, "?q=whelan&sort=email");
  const dialog = await openExport(page);
  await expect(dialog.getByText("All 5 users that match")).toBeVisible();
  await dialog.getByLabel("JSON", { exact: true }).check();
  const json = await save(page, dialog);
  expect(json.name).toMatch(/\.json$/);
  const objects = JSON.parse(json.text) as Record<string, string | null>[];
  const found = objects.map((user) => user["E-mail"] ?? "");
  expect(found).toHaveLength(5);
  expect(found).toEqual([...found].sort());
  expect(found.every((email) => email.includes("whelan"))).toBe(true);

  const again = await openExport(page);
  await again.getByLabel("NDJSON").check();
  const lines = (await save(page, again)).text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(objects);
});

test("whole records come as the tenant sent them", async ({ page, sandbox }) => {
  await openUsers(page, 5, "?q=whelan&sort=email");
  const dialog = await openExport(page);
  await dialog.getByLabel("NDJSON").check();
  await dialog.getByLabel("Whole records").check();
  const lines = (await save(page, dialog)).text.trimEnd().split("\n");
  const users = lines.map((line) => JSON.parse(line) as { id: number; email: string });
  const found = users.map(({ email }) => email);
  expect(found).toHaveLength(5);
  expect(found).toEqual([...found].sort());

  const reply = await fetch(`${sandbox.address}/tines/api/v1/admin/users?page=1&per_page=500`, {
    headers: { authorization: `Bearer ${demoKeys.tines}` },
  });
  const sent = await reply.text();
  for (const line of lines) expect(sent).toContain(line);
  expect(lines[0]).toContain("updated_at");
});

test("the dialog shows the first rows as they will be, and how big the file will be", async ({ page }) => {
  await openUsers(page, 240);
  const dialog = await openExport(page);
  const preview = dialog.getByRole("region", { name: "The first rows" });
  const before = (await preview.textContent()) ?? "";
  const about = (await dialog.getByText(/^About /).textContent()) ?? "";
  const file = await save(page, dialog);
  expect(file.text.startsWith(before)).toBe(true);
  expect(before.trimEnd().split("\r\n")).toHaveLength(4);
  const [, number] = /^About ([\d.]+) kB$/.exec(about) ?? [];
  expect(Math.abs(Number(number) * 1000 - file.bytes.length)).toBeLessThan(file.bytes.length / 5);
});

test.describe("10,000 users", () => {
  test.use({ tenant: { seed: "large" } });

  test("none is left out, and the page stays alive meanwhile", async ({ page, sandbox }) => {
    await openUsers(page, 10_000);
    await page.evaluate(() => {
      const longest = { ms: 0 };
      Object.assign(window, { longest });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
      }).observe({ type: "longtask" });
    });
    const dialog = await openExport(page);
    const file = await save(page, dialog);
    const emails = rows(file).map((row) => row["E-mail"]);
    const people = await sandbox.query<{ email: string }>("SELECT email FROM users");
    expect(emails).toHaveLength(10_000);
    // Addresses such as `=cmd@example.org` are defused.
    expect(new Set(emails.map((email) => email?.replace(/^'/, "")))).toEqual(new Set(people.map(({ email }) => email)));
    const longest = await page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms);
    expect(longest).toBeLessThan(1_000);
    for (const key of Object.values(demoKeys)) expect(file.text).not.toContain(key);
  });

  test("what is not loaded is said, in the dialog and in the name of the file", async ({ page, sandbox }) => {
    await sandbox.fault({ path: listPage(2), then: { delay_ms: 300_000 } });
    await page.goto("/tines/users");
    await expectRowCount(page, 500);
    await page.getByRole("button", { name: "Stop" }).click();
    const dialog = await openExport(page);
    await expect(dialog.getByText(/^500 of 10,000 users loaded\./)).toBeVisible();
    const file = await save(page, dialog);
    expect(file.name).toMatch(/^tines-users-500-of-10000-\d{4}-/);
    expect(rows(file)).toHaveLength(500);
  });
});

test.describe("copying", () => {
  test("a link brings another tab to the same view", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-write"]);
    await openUsers(page, 5, "?q=whelan&sort=email");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
    const link = await pasted(page);
    expect(link).toBe(page.url());
    await page.goto("/tines");
    await page.goto(link);
    await expect(searchBox(page)).toHaveValue("whelan");
    await expectRowCount(page, 5);
  });

  test("a call as curl has no key in it, and works with one", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-write"]);
    await openUsers(page, 240);
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const command = await pasted(page);
    expect(command).toContain("$KEY");
    for (const key of Object.values(demoKeys)) expect(command).not.toContain(key);

    const run = (key: string) =>
      execFileSync("sh", ["-c", `${command} --silent`], { encoding: "utf8", env: { ...process.env, KEY: key } });
    const reply = JSON.parse(run(demoKeys.tines)) as { "admin/users": unknown[] };
    expect(reply["admin/users"]).toHaveLength(240);
    expect(run("wrong")).not.toContain("admin/users");
  });

  for (const [how, script] of [
    ["without a clipboard", 'Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined })'],
    ["where it is refused", 'Clipboard.prototype.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))'],
  ] as const) {
    test(`by hand ${how}`, async ({ page }) => {
      await page.addInitScript(script);
      await openUsers(page, 240);
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("button", { name: "Copy link" }).click();
      const dialog = page.getByRole("dialog", { name: "Copy this by hand" });
      const field = dialog.getByRole("textbox");
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(page.url());
      const selected = await field.evaluate((area: HTMLTextAreaElement) => [area.selectionStart, area.selectionEnd]);
      expect(selected).toEqual([0, page.url().length]);
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("button", { name: "Copy link" })).toBeFocused();
    });
  }
});

test("the menu opens and closes by keyboard, and gives the focus back", async ({ page }) => {
  await openUsers(page, 240);
  const button = page.getByRole("button", { name: "Export" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Save as a file…" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute("aria-expanded", "false");

  const dialog = await openExport(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();

  await button.click();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(button).toHaveAttribute("aria-expanded", "false");
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test.describe(`at ${String(width)}`, () => {
    test.use({ viewport: { width, height } });

    test("axe finds nothing in the menu", async ({ page }) => {
      await openUsers(page, 240);
      await page.getByRole("button", { name: "Export" }).click();
      await expectAccessible(page);
    });

    test("axe finds nothing in the dialog", async ({ page }) => {
      await openUsers(page, 240);
      const dialog = await openExport(page);
      await dialog.getByLabel("Put an apostrophe").uncheck();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await dialog.getByLabel("JSON", { exact: true }).check();
      await expectAccessible(page);
      const inside = await dialog.evaluate((box) => box.scrollWidth <= box.clientWidth);
      expect(inside, "the dialog scrolls up and down at most").toBe(true);
    });
  });
}
