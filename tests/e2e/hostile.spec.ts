/**
 * A tenant whose every text tries something (`--seed hostile`): markup, script addresses, formulas, letters that turn the
 * direction of writing, null bytes, a megabyte, nesting without end. Every page shows it as text, keeps its shape, and
 * what is taken home does nothing either. That no policy is violated, each test with a browser looks at by itself.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";

import { expect, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll } from "./support/dashboard.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";

test.use({ tenant: { seed: "hostile" } });

const LISTS: readonly [path: string, table: string][] = [
  ["/tines/users", "Users"],
  ["/tines/sign-ins", "Sign-ins"],
  ["/tines/jobs?live=off", "Jobs"],
  ["/tines/templates", "Templates"],
  ["/tyk/organisations", "Organisations"],
  ["/tyk/organisations/apis", "APIs"],
  ["/tyk/gateway-users", "Gateway users"],
];

/** Ids of a table, spread over it: one of each trick is among them. */
async function ids(sandbox: Sandbox, table: string, count: number): Promise<string[]> {
  const rows = await sandbox.query<{ id: string }>(
    `SELECT CAST(id AS TEXT) AS id FROM ${table} ORDER BY id LIMIT ?1`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** Nothing ran, nothing became an element, and nothing is wider than the screen. */
async function expectHarmless(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: (window as unknown as { hostile?: unknown }).hostile ?? null,
    made: [...document.querySelectorAll("img, iframe, object, embed, body style, body script, svg[onload], [onerror], [onload]")].map(
      (element) => element.outerHTML.slice(0, 200),
    ),
    leads: [...document.querySelectorAll("a[href]")]
      .map((link) => link.getAttribute("href") ?? "")
      .filter((href) => !/^(\/(?!\/)|#|blob:|mailto:)/.test(href)),
  }));
  expect(found, where).toEqual({ ran: null, made: [], leads: [] });
  await expectNoSidewaysScroll(page);
}

/** The page stands there, and has read what it asked for. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { name: "Gatehouse ran into a fault of its own" })).toBeHidden();
}

for (const width of [1440, 768, 390]) {
  test(`every page at ${String(width)} pixels shows it as text`, async ({ page, sandbox, complaints }) => {
    test.setTimeout(240_000);
    void complaints;
    await page.setViewportSize({ width, height: 900 });
    await page.clock.install({ time: NOW });
    await signIn(page);
    const [users, signIns, jobs, templates, organisations, gatewayUsers] = await Promise.all([
      ids(sandbox, "users", width === 1440 ? 17 : 4),
      ids(sandbox, "sign_ins", 3),
      ids(sandbox, "jobs", width === 1440 ? 8 : 2),
      ids(sandbox, "templates", 24),
      ids(sandbox, "organisations", 12),
      ids(sandbox, "gateway_users", width === 1440 ? 8 : 2),
    ]);
    // The last template is the deep one, the first the long one.
    const some = (all: string[]) => all.filter((_, at) => at === all.length - 1 || at % (width === 1440 ? 2 : 6) === 0);
    const paths = [
      "/tines",
      "/tyk",
      ...LISTS.map(([path]) => path),
      "/tines/sign-ins/review",
      "/tines/users/new",
      "/tines/users/permissions",
      "/tines/journal",
      ...users.map((id) => `/tines/users/${id}`),
      `/tines/users/${users[2] ?? ""}/edit`,
      ...signIns.map((id) => `/tines/sign-ins/${id}`),
      ...jobs.map((id) => `/tines/jobs/${id}?live=off`),
      ...some(templates).map((id) => `/tines/templates/${id}`),
      ...some(templates).map((id) => `/tines/templates/${id}/edit`),
      ...some(organisations).map((id) => `/tyk/organisations/${id}`),
      ...some(organisations).map((id) => `/tyk/organisations/${id}/edit`),
      ...gatewayUsers.map((id) => `/tyk/gateway-users/${id}`),
      `/tyk/gateway-users/${gatewayUsers[3] ?? ""}/edit`,
    ];
    for (const path of paths) {
      await test.step(path, async () => {
        await page.goto(path);
        await settle(page);
        await expectHarmless(page, path);
      });
    }
  });
}

test("what is taken home runs nothing in a spreadsheet, and a file's name stays one", async ({ page }) => {
  test.setTimeout(120_000);
  await page.clock.install({ time: NOW });
  await signIn(page);
  for (const [path, table] of LISTS) {
    await page.goto(path);
    await expect(page.getByRole("table", { name: table, exact: true }).locator("tbody tr:not(.spacer)").first()).toBeVisible();
    await page.getByRole("button", { name: "Export", exact: true }).last().click();
    await page.getByRole("button", { name: "Save as a file…" }).click();
    const dialog = page.getByRole("dialog", { name: /as a file$/ });
    await dialog.getByLabel("CSV", { exact: false }).first().check();
    const started = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save file" }).click();
    const download = await started;
    expect(download.suggestedFilename()).toMatch(/^[\w.-]+\.csv$/);
    const cells = (parse(readFileSync(await download.path()), { bom: true, relax_column_count: false }) as string[][]).flat();
    expect(cells.length, path).toBeGreaterThan(10);
    const live = cells.filter((cell) => /^[\s\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+@]/.test(cell) || /^-(?![\d.,]*$)/.test(cell));
    expect(live, `${path}: cells that a spreadsheet would run`).toEqual([]);
  }
});
