/** The dashboard as a person uses it, behind the web server: at the top of its site, and below a path. */
import type { Page } from "@playwright/test";

import { choose, confirm, sendNow } from "../support/changes.ts";
import { card, expectPage, giveKey } from "../support/dashboard.ts";
import { demoKeys } from "../support/session.ts";
import { expectAllSynced, expectRowCount, searchBox, userRows } from "../support/users.ts";
import { expect, test } from "./fixtures.ts";

const EMAIL = "declan.obrien@example.org";

/** Every request of a page, by path. */
function listen(page: Page): string[] {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

for (const at of ["", "/console"]) {
  test.describe(`at ${at}/`, () => {
    test.use({ at });

    test("connects, lists, opens, comes back after a reload, and changes", async ({ page, site, complaints: _ }) => {
      await site.sandbox.execute("UPDATE users SET is_active = 0 WHERE email = ?1", [EMAIL]);
      const asked = listen(page);
      await page.goto(site.url("/"));
      await expectPage(page, "Connections");
      await giveKey(card(page, "Tines"), demoKeys.tines);
      await page.getByRole("link", { name: "Open Tines" }).click();
      await expectPage(page, "Overview");
      await page.getByRole("link", { name: "Users", exact: true }).click();
      await expectAllSynced(page, 240);
      await expect(page).toHaveURL(site.url("/tines/users"));

      await searchBox(page).fill("declan.obrien");
      await expectRowCount(page, 1);
      await userRows(page).getByRole("link").first().click();
      await expectPage(page, "Declan O’Brien");
      await expect(page).toHaveURL(new RegExp(`^${site.url("/tines/users/")}\\d+`));

      // The deepest address there is, asked for anew.
      await page.reload();
      await expectPage(page, "Declan O’Brien");

      await choose(page, "Actions", "Activate");
      await confirm(page, "Activate Declan O’Brien?", "Activate");
      await sendNow(page);
      await expect(page.getByText(/^Activated: Declan/)).toBeVisible();
      expect(await site.sandbox.query("SELECT is_active FROM users WHERE email = ?1", [EMAIL])).toEqual([{ is_active: 1 }]);

      expect(asked.filter((path) => !path.startsWith(`${at}/`))).toEqual([]);
      // Nothing was asked for from the wrong depth, or with a name that is not there.
      const files = asked.filter((path) => /\.[a-z]+$/.test(path) && !path.startsWith(`${at}/later/`));
      expect(files.filter((path) => path.slice(at.length).lastIndexOf("/") !== 0)).toEqual([]);
    });

    test("goes deep by a link, later parts and their styles included, and home again", async ({ page, site, complaints: _ }) => {
      const missing: string[] = [];
      page.on("response", (answer) => answer.status() >= 400 && missing.push(`${String(answer.status())} ${answer.url()}`));
      await page.goto(site.url("/tyk/organisations"));
      await expectPage(page, "Connect to Tyk");
      await giveKey(page, demoKeys.tyk);
      await expectPage(page, "Organisations");
      await expect(page.getByRole("table", { name: "Organisations" })).toHaveAttribute("aria-rowcount", "13");
      await expect(page.locator("link[disabled]")).toHaveCount(0);
      const styles = await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.href));
      expect(styles.length).toBeGreaterThan(10);
      expect(styles.filter((href) => !href?.startsWith(site.url("/")) || href.includes("/tyk/"))).toEqual([]);
      await page.getByRole("link", { name: "Gatehouse" }).click();
      await expectPage(page, "Connections");
      await expect(page).toHaveURL(site.url("/"));
      expect(missing).toEqual([]);
    });

    test.describe("with other connections", () => {
      test.use({ config: { connections: [{ id: "prod", name: "Production", api: "tines", base: `${at}/tines`, readOnly: true }] } });

      test("config.json beside the page says which there are", async ({ page, site, complaints: _ }) => {
        await page.goto(site.url("/"));
        await expect(page.getByRole("region", { name: "Production" })).toBeVisible();
        await expect(page.getByRole("region")).toHaveCount(1);
        await giveKey(page, demoKeys.tines);
        await expect(page.getByRole("link", { name: "Open Production" })).toBeVisible();
        await page.goto(site.url("/prod/users"));
        await expectAllSynced(page, 240);
      });
    });
  });
}
