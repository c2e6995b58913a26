/**
 * A full run through the gateway's pages, in both dialects: afterwards no secret is in a store, in what was ever in
 * the document, in a file, in what was copied, in the journal or in the console.
 */
import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.ts";
import { choose, openJournal, question, sendNow } from "./support/changes.ts";
import { everythingInDocument, expectPage } from "./support/dashboard.ts";
import { pasted, save } from "./support/files.ts";
import { signIn } from "./support/session.ts";
import { addGatewayUser, addOrganisation, expectRows, USER } from "./support/tyk.ts";

const ORG = "5e9d9544a1dcd60001d0ed20";
const PASSWORD = "a-new-pass-word-7";

for (const [dialect, flags] of [
  ["5.x", []],
  ["v0.9", ["--tyk-version", "v0.9", "--tyk-meta", "empty"]],
] as const) {
  test.describe(`in the dialect ${dialect}`, () => {
    test.use({ tenant: { flags } });

    test("a full run leaves no secret anywhere", async ({ page, sandbox, complaints }) => {
      test.setTimeout(90_000);
      complaints.announce(/status of 500/);
      await addOrganisation(sandbox, ORG, "Gannet", `{"cname":"","cname_enabled":false,"access_key":"a-secret-of-an-organisation"}`);
      await addGatewayUser(sandbox, ORG);
      const seen: string[] = [];
      page.on("console", (message) => seen.push(message.text()));
      const look = async () => {
        seen.push(await everythingInDocument(page));
        seen.push(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href, history.state])));
      };
      await signIn(page);

      // The lists, a whole record as a file, and commands.
      await page.goto("/tyk/gateway-users?q=ann%40example.com");
      const table = page.getByRole("table", { name: "Gateway users", exact: true });
      await expectRows(table, 1);
      await look();
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("button", { name: "Save as a file…" }).click();
      const dialog = page.getByRole("dialog", { name: "Save users as a file" });
      await dialog.getByRole("radio", { name: "JSON", exact: true }).check();
      await dialog.getByRole("radio", { name: /Whole records/ }).check();
      await look();
      const file = await save(page, dialog);
      expect(file.text).toContain("ann@example.com");
      seen.push(file.text);

      // The record: its JSON, its commands, and an edit that is refused in words that hold the record.
      await table.getByRole("link").first().click();
      await expectPage(page, "Ann Lee");
      await page.getByText("Raw JSON, secrets masked").click();
      await look();
      for (const words of ["Copy id", "Copy link", "Copy as curl"]) {
        await page.getByRole("button", { name: "Copy", exact: true }).click();
        await page.getByRole("button", { name: words }).click();
        seen.push(await pasted(page));
        await page.keyboard.press("Escape");
      }
      await page.getByRole("link", { name: "Edit", exact: true }).click();
      await expectPage(page, "Edit Ann Lee");
      await page.getByLabel("First name").fill("Anna");
      await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage })), "a draft is kept").toContain("Anna");
      await look();
      await sandbox.fault({
        method: "PUT",
        path: "/tyk/admin/users/*",
        times: 1,
        then: { status: 500, body: { Status: "Error", Message: "Could not save", Meta: { access_key: USER.key, password: PASSWORD, PWHistory: [USER.history] } } },
      });
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Could not save" })).toBeVisible();
      await look();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expectPage(page, "Anna Lee");
      await page.getByLabel("New password").fill(PASSWORD);
      await page.getByRole("button", { name: "Set password" }).click();
      await expect(page.getByText("The password was set.")).toBeVisible();
      await look();

      // A new one, whose key is copied and never shown.
      await page.getByRole("link", { name: "Back to the list" }).click();
      await page.getByRole("link", { name: "New user" }).click();
      await page.getByLabel("Organisation", { exact: true }).selectOption(ORG);
      await page.getByLabel("E-mail").fill("new@example.com");
      await page.getByLabel("Password").fill(PASSWORD);
      await page.getByRole("button", { name: "Create user" }).click();
      await expect(page.getByText("The password was set.")).toBeVisible();
      await look();
      const [made] = await sandbox.query<{ access_key: string }>("SELECT access_key FROM gateway_users WHERE email_address = 'new@example.com'");
      const newKey = made?.access_key ?? "";
      expect(newKey.length).toBeGreaterThan(8);
      await page.getByRole("button", { name: "Copy access key" }).click();
      expect(await pasted(page), "that one was asked for").toBe(newKey);
      await page.evaluate(() => document.querySelector("#pasted")?.remove());

      // An organisation that holds something secret, and files that deletions leave.
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Organisations" }).click();
      await page.getByRole("link", { name: "Gannet", exact: true }).click();
      await expectPage(page, "Gannet");
      await page.getByText("Raw JSON", { exact: true }).click();
      await look();
      await choose(page, "Actions", "Delete…");
      await question(page).getByLabel(/Type Gannet to confirm/).fill("Gannet");
      await look();
      const started = page.waitForEvent("download");
      await question(page).getByRole("button", { name: "Delete organisation" }).click();
      seen.push(readFileSync(await (await started).path(), "utf8"));
      await sendNow(page);
      await expect(page.getByText("This organisation is no longer there.")).toBeVisible();

      // What the journal tells of all that, opened and saved.
      const journal = await openJournal(page);
      for (const entry of await journal.locator("summary").all()) await entry.click();
      await look();
      await page.getByRole("button", { name: "Export" }).click();
      seen.push((await save(page, page.getByRole("dialog", { name: /as a file/ }))).text);
      await look();

      const all = seen.join("\n");
      const secrets = [USER.key, USER.history, PASSWORD, newKey, "a-secret-of-an-organisation"];
      for (const secret of secrets) {
        const at = all.indexOf(secret);
        expect(at < 0 ? "" : all.slice(Math.max(0, at - 200), at + 60), `${secret} was found`).toBe("");
      }
      expect(all, "it looked at masked records").toContain("•••");
    });
  });
}
