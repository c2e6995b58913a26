/**
 * Where the key of a Tines tenant is after a full run: in this tab's session storage, under one name, and in the calls to
 * its own connection. Nowhere else. (Those of a Tyk Dashboard: `tyk-secrets.spec.ts`.)
 */

import { demoKeys, expect, test } from "./fixtures.ts";
import { card, everythingInDocument, expectPage, giveKey } from "./support/dashboard.ts";
import { openExport, pasted, save } from "./support/files.ts";
import { openUsers } from "./support/users.ts";

const KEY = demoKeys.tines;

test("after a full run the key is in the session storage and in calls to its connection alone", async ({ page, context, sandbox, complaints }) => {
  test.setTimeout(90_000);
  // The checks ask without a key, and for a file that is not there.
  complaints.announce(/status of (401|404)/);
  complaints.announce(/status of 500/);
  const seen: [where: string, text: string][] = [];
  const strays: string[] = [];
  context.on("console", (message) => seen.push(["console", message.text()]));
  context.on("request", (request) => {
    const url = new URL(request.url());
    seen.push(["address", request.url()], ["body", request.postData() ?? ""]);
    const carries = JSON.stringify(request.headers()).includes(KEY);
    if (carries && !(url.origin === sandbox.address && url.pathname.startsWith("/tines/api/"))) strays.push(request.url());
  });
  const look = async (where: string) => {
    seen.push([`document of ${where}`, await everythingInDocument(page)]);
    seen.push([`history of ${where}`, await page.evaluate(() => JSON.stringify([location.href, history.state, window.name, document.cookie]))]);
    const stores = await page.evaluate(() => ({ session: { ...sessionStorage }, local: { ...localStorage } }));
    seen.push([`local storage at ${where}`, JSON.stringify(stores.local)]);
    const { "gatehouse.keys": keys, ...others } = stores.session;
    expect(keys, where).toContain(KEY);
    seen.push([`session storage at ${where}`, JSON.stringify(others)]);
  };

  await page.goto("/");
  await giveKey(card(page, "Tines"), KEY);
  await card(page, "Tines").getByRole("link", { name: "Open Tines" }).click();
  await expectPage(page, "Overview");
  for (const path of [
    "/tines",
    "/tines/sign-ins",
    "/tines/sign-ins/review",
    "/tines/jobs?live=off",
    "/tines/templates",
    "/tines/users/1",
    "/tines/users/import",
    "/tines/users/permissions",
    "/tines/journal",
    "/checks",
    "/",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await look(path);
  }

  // What is taken home.
  await openUsers(page, 240);
  const file = await save(page, await openExport(page));
  seen.push(["file", file.text], ["name of the file", file.name]);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: /curl/i }).click();
  const command = await pasted(page);
  expect(command).toContain("$KEY");
  seen.push(["command", command]);

  // A form whose draft is kept, and a call that is refused in words that hold the key.
  await page.goto("/tines/users/new");
  await page.getByRole("button", { name: "Try anyway" }).click();
  await page.getByLabel("E-mail").fill("ann@example.com");
  await page.getByLabel("First name").fill(`Ann ${KEY}`);
  await expect.poll(() => page.evaluate(() => ({ ...sessionStorage })["gatehouse.keys"])).toContain(KEY);
  // Longer than a draft waits.
  await page.waitForTimeout(600);
  const drafts = await page.evaluate(() => sessionStorage.getItem("gatehouse.drafts") ?? "");
  expect(drafts, "a text that has the key in it is no draft").not.toContain(KEY);
  await page.getByLabel("First name").fill("Ann");
  await sandbox.fault({ method: "POST", path: "/tines/api/v1/admin/users", times: 1, then: { status: 500, body: { errors: [`Bearer ${KEY} was refused`] } } });
  await page.getByRole("button", { name: "Create and invite" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  seen.push(["stores after a refusal", await page.evaluate(() => JSON.stringify([{ ...localStorage }, sessionStorage.getItem("gatehouse.drafts")]))]);
  await page.goto("/tines/journal");
  await expectPage(page, "Journal");
  await look("the journal");

  const elsewhere = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).length,
  }));
  expect(elsewhere).toEqual({ workers: 0, caches: [], databases: 0 });
  expect(strays, "calls with the key to anywhere but the connection").toEqual([]);
  expect(seen.filter(([, text]) => text.includes(KEY)).map(([where, text]) => [where, text.slice(Math.max(0, text.indexOf(KEY) - 80), text.indexOf(KEY) + 80)])).toEqual([]);

  // And a tab that was locked has it nowhere at all.
  await page.getByRole("button", { name: "Lock" }).click();
  await expect(page.getByRole("button", { name: "Connect" }).first()).toBeVisible();
  const left = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(left).not.toContain(KEY);
  expect(await everythingInDocument(page)).not.toContain(KEY);
});
