import { readFileSync } from "node:fs";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { confirm, dock, question, sendNow } from "./support/changes.ts";
import { everythingInDocument, expectNoSidewaysScroll, expectPage } from "./support/dashboard.ts";
import { pasted, rows as csvRows, save } from "./support/files.ts";
import {
  addOrganisation,
  expectRows,
  openOrganisation,
  openOrganisations,
  organisationPath,
  rowOf,
  sent,
  stored,
} from "./support/tyk.ts";

const ID = "5e9d9544a1dcd60001d0ed20";

/** An object as a dashboard nobody knows yet might keep it: nulls, odd numbers, unknown fields, an order of its own. */
const ODD = `{"zeta":null,"developer_quota":15,"ratio":1.50e1,"owner_slug":"old","cname":"old.example.org","cname_enabled":true,"big":472463921472463921,"hybrid_enabled":false,"new_in_6":{"b":[1, {"x":null}],"a":"\\u00e9"},"event_options":null,"sso_enabled":false}`;

const UNTOUCHED = ["zeta", "developer_quota", "ratio", "big", "event_options"];

/** Fields of a JSON object that hold no object, as they are spelt. */
function spelt(json: string): Map<string, string> {
  const found = [...json.matchAll(/"(\w+)"\s*:\s*("[^"]*"|[^\s,{}[\]]+)/g)];
  return new Map(found.map(([, name = "", value = ""]) => [name, value]));
}

test.describe("the list", () => {
  test("says what this version gives, and which API a search has found", async ({ page, sandbox }) => {
    await addOrganisation(sandbox, ID, "Gannet", undefined, [
      ["payments-v2", "a1"],
      ["Orders", "a2"],
    ]);
    const table = await openOrganisations(page);
    await expectRows(table, 13);
    await expect(table.getByRole("columnheader", { name: "CNAME in use" })).toBeVisible();
    await page.getByRole("combobox", { name: "Filter organisations" }).fill("payments-v2");
    await expectRows(table, 1);
    await expect(rowOf(table, "Gannet")).toContainText("payments-v2");
    await expect(rowOf(table, "Gannet")).toContainText("of 2");
    await page.getByRole("combobox", { name: "Filter organisations" }).fill("name:gannet");
    await expect(rowOf(table, "Gannet")).not.toContainText("payments-v2");
    await expectAccessible(page);
  });

  test("two of the same name, one without a name and ids that must be escaped each open their own page", async ({ page, sandbox }) => {
    const odd = "a/b ü?#";
    await addOrganisation(sandbox, odd, "Twin", '{"cname":"one"}');
    await addOrganisation(sandbox, ID, "Twin", '{"cname":"two"}');
    await addOrganisation(sandbox, "5e9d9544a1dcd60001d0ed21", "");
    const table = await openOrganisations(page, "?q=twin&sort=cname");
    await expectRows(table, 2);
    await table.getByRole("link", { name: "Twin" }).first().click();
    await expectPage(page, "Twin");
    await expect(page.getByText(odd).first()).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(organisationPath(odd));
    await page.goto("/tyk/organisations?q=id:5e9d9544a1dcd60001d0ed21");
    await page.getByRole("link", { name: /no name/ }).click();
    await expectPage(page, "5e9d9544a1dcd60001d0ed21");
    const asked = await sandbox.requests();
    expect(asked.map(({ path }) => path)).toContain(`/tyk/admin/organisations/${encodeURIComponent(odd)}`);
  });

  test("five thousand APIs: found by name, listed flat with their organisation, exported", async ({ page, sandbox }) => {
    await addOrganisation(sandbox, ID, "Vast");
    await sandbox.execute(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
       INSERT INTO apis (organisation_id, api_human_name, api_id) SELECT ?1, 'Vast API ' || i, printf('f%031d', i) FROM n`,
      [ID],
    );
    const table = await openOrganisations(page, "?q=%22vast%20api%204711%22");
    await expectRows(table, 1);
    await expect(rowOf(table, "Vast")).toContainText("Vast API 4711");
    await table.getByRole("link", { name: "Vast" }).click();
    await expect(page.getByText("5,000 APIs", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "All 5,000 APIs" }).click();
    await expectPage(page, "APIs");
    const apis = page.getByRole("table", { name: "APIs", exact: true });
    await expectRows(apis, 5000);
    await page.getByRole("combobox", { name: "Filter APIs" }).fill("4711");
    await expectRows(apis, 1);
    await expect(rowOf(apis, "Vast API 4711")).toContainText("Vast");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("button", { name: "Save as a file…" }).click();
    const file = await save(page, page.getByRole("dialog", { name: "Save APIs as a file" }));
    expect(csvRows(file).map((row) => row["Organisation’s id"] ?? row["API"])).not.toEqual([]);
    await expect(apis.getByRole("link", { name: "Vast API 4711" })).toHaveAttribute("href", organisationPath(ID));
  });

  test.describe("of v0.9, ten at a time", () => {
    test.use({ tenant: { flags: ["--tyk-version", "v0.9", "--tyk-paging", "ten", "--tyk-meta", "empty"] } });

    test("is whole, and has no column for what nobody says", async ({ page }) => {
      const table = await openOrganisations(page);
      await expectRows(table, 12);
      await expect(table.getByRole("columnheader", { name: "APIs" })).toBeVisible();
      for (const name of ["CNAME", "Slug", "Hybrid"]) {
        await expect(table.getByRole("columnheader", { name, exact: true })).toHaveCount(0);
      }
    });
  });
});

test.describe("a record", () => {
  test("says every field, known or not, its APIs and its people", async ({ page, sandbox }) => {
    await addOrganisation(sandbox, ID, "Gannet", ODD, [["Orders", "a2"]]);
    await sandbox.execute(
      `INSERT INTO gateway_users (id, organisation_id, email_address, access_key, body, position)
       VALUES ('u1', ?1, 'ann@example.com', 'a-key-nobody-may-see', '{"first_name":"Ann","last_name":"Lee"}', 900)`,
      [ID],
    );
    await openOrganisation(page, ID, "Gannet");
    const main = page.getByRole("main");
    for (const words of ["old.example.org", "new_in_6", "472463921472463921", "Orders", "Ann Lee", "ann@example.com"]) {
      await expect(main.getByText(words).first()).toBeVisible();
    }
    expect(await everythingInDocument(page)).not.toContain("a-key-nobody-may-see");
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

for (const [dialect, flags] of [
  ["5.x", []],
  ["5.x with an empty Meta", ["--tyk-meta", "empty"]],
  ["v0.9", ["--tyk-version", "v0.9", "--tyk-meta", "empty"]],
] as const) {
  test.describe(`editing in the dialect ${dialect}`, () => {
    test.use({ tenant: { flags } });

    for (const apis of ["null", "missing", "some"] as const) {
      test(`one field changes that field only, with apis ${apis}`, async ({ page, sandbox }) => {
        const links = apis === "some" ? ([["Orders", "a2"], ["Ördnung", "a3"]] as const) : apis;
        await addOrganisation(sandbox, ID, "Gannet", ODD, links);
        await openOrganisation(page, ID, "Edit Gannet", "?edit=1");
        const fresh = await page.evaluate(
          async (path) => (await fetch(path, { headers: { "admin-auth": "12345" } })).text(),
          `/tyk/admin/organisations/${ID}`,
        );
        await sandbox.forgetRequests();
        await page.getByLabel("Name", { exact: true }).fill("Gannet \"2\"");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await expectPage(page, 'Gannet "2"');
        const changes = await sent(sandbox);
        expect(changes.map(({ method, path }) => [method, path])).toEqual([["PUT", `/tyk/admin/organisations/${ID}`]]);
        expect(changes[0]?.body).toBe(fresh.replace('"Gannet"', '"Gannet \\"2\\""'));
        const order = (await sandbox.requests()).map(({ method, path }) => `${method} ${path}`);
        const put = order.indexOf(`PUT /tyk/admin/organisations/${ID}`);
        expect(order.slice(0, put), "read again before").toContain(`GET /tyk/admin/organisations/${ID}`);
        expect(order.slice(put), "and after").toContain(`GET /tyk/admin/organisations/${ID}`);
        const { row, apis: kept } = await stored(sandbox, ID);
        expect(row?.owner_name).toBe('Gannet "2"');
        expect(row?.apis_absent).toBe(apis === "some" ? null : apis);
        expect(kept).toHaveLength(apis === "some" ? 2 : 0);
        if (dialect !== "v0.9") {
          const [before, after] = [spelt(ODD), spelt(row?.body ?? "{}")];
          for (const name of UNTOUCHED) expect(after.get(name), name).toBe(before.get(name));
        }
      });
    }
  });
}

test("what somebody else changed meanwhile is shown side by side, and the person chooses", async ({ page, sandbox }) => {
  await addOrganisation(sandbox, ID, "Gannet", ODD, [["Orders", "a2"]]);
  await openOrganisation(page, ID, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("mine");
  await sandbox.execute(
    `UPDATE organisations SET body = json_set(body, '$.owner_slug', 'theirs', '$.new_in_6', json('{"c":3}')) WHERE id = ?1`,
    [ID],
  );
  await sandbox.forgetRequests();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody else changed this organisation meanwhile" });
  await expect(dialog).toBeVisible();
  expect(await sent(sandbox)).toEqual([]);
  const slug = dialog.getByRole("group", { name: "Slug" });
  await expect(slug).toContainText("theirs");
  await expect(slug).toContainText("mine");
  await expect(dialog.getByRole("group", { name: "new_in_6" })).toContainText('"c": 3');
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /^Mine/ }).check();
  await dialog.getByRole("button", { name: "Save with these" }).click();
  await expectPage(page, "Gannet");
  const { row } = await stored(sandbox, ID);
  expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ owner_slug: "mine", new_in_6: { c: 3 } });
});

test("what the server did not keep is told", async ({ page, sandbox }) => {
  await addOrganisation(sandbox, ID, "Gannet", ODD);
  await openOrganisation(page, ID, "Edit Gannet", "?edit=1");
  await page.getByLabel("Slug").fill("wanted");
  // A dashboard that says OK and does nothing.
  await sandbox.fault({ method: "PUT", path: "/tyk/admin/organisations/*", then: { status: 200, body: { Status: "ok", Message: "Org updated", Meta: "" } } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const lost = page.getByRole("alert").filter({ hasText: "did not keep" });
  await expect(lost).toContainText("owner_slug");
  await expect(lost).toContainText("wanted");
  await expect(lost).toContainText("old");
});

test("a changed CNAME offers the reload, which says why", async ({ page, sandbox }) => {
  await addOrganisation(sandbox, ID, "Gannet", ODD);
  await openOrganisation(page, ID, "Edit Gannet", "?edit=1");
  await page.getByLabel("CNAME", { exact: true }).fill("http://x/");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("CNAME", { exact: true })).toHaveAccessibleDescription(/without http/);
  await page.getByLabel("CNAME", { exact: true }).fill("new.example.org");
  await sandbox.forgetRequests();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(question(page)).toContainText("until then the portal answers at the old one");
  await confirm(page, "Reload the dashboard’s host names?", "Reload");
  await sendNow(page);
  await expect.poll(async () => (await sent(sandbox)).map(({ method, path }) => `${method} ${path}`)).toEqual([
    `PUT /tyk/admin/organisations/${ID}`,
    "GET /tyk/admin/system/reload",
  ]);
});

test("an organisation is created, in the words of either version", async ({ page, sandbox }) => {
  await signIn(page);
  await page.goto("/tyk/organisations/new");
  await expectPage(page, "New organisation");
  await page.getByRole("button", { name: "Create organisation" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/Give it a name/);
  await page.getByLabel("Name", { exact: true }).fill("Sandbox");
  await expect(page.getByText("Another organisation has this name already.")).toBeVisible();
  await page.getByLabel("Slug").fill("sand");
  await page.getByLabel("Developer quota").fill("25");
  await expectAccessible(page);
  await sandbox.forgetRequests();
  await page.keyboard.press("Enter");
  await expectPage(page, "Sandbox");
  const [call] = await sent(sandbox);
  expect([call?.method, call?.path]).toEqual(["POST", "/tyk/admin/organisations"]);
  expect(JSON.parse(call?.body ?? "{}")).toEqual({ owner_name: "Sandbox", owner_slug: "sand", cname: "", cname_enabled: false, developer_quota: 25 });
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect((await stored(sandbox, id)).row?.owner_name).toBe("Sandbox");
});

test("deleting says what hangs on it, saves it first, wants its name, and a file brings it back", async ({ page, sandbox }) => {
  await addOrganisation(sandbox, ID, "Gannet", ODD, [["Orders", "a2"]]);
  await openOrganisation(page, ID, "Gannet");
  await expect(page.getByText("Nobody belongs to it.")).toBeVisible();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const asked = question(page, "Delete Gannet?");
  await expect(asked).toContainText("1 API hangs on it: Orders.");
  await expect(asked).toContainText("likely to stay behind");
  await expect(asked.getByRole("button", { name: "Delete organisation" })).toBeDisabled();
  await expectAccessible(page);
  await asked.getByLabel(/Type Gannet to confirm/).fill("Gannet");
  await sandbox.forgetRequests();
  const started = page.waitForEvent("download");
  await asked.getByRole("button", { name: "Delete organisation" }).click();
  await sendNow(page);
  const text = readFileSync(await (await started).path(), "utf8");
  await expect.poll(async () => (await stored(sandbox, ID)).row).toBeUndefined();
  await expect(page.getByText("This organisation is no longer there.")).toBeVisible();
  const { apis } = await stored(sandbox, ID);
  expect(apis, "they stay behind").toHaveLength(1);
  await page.goto("/tyk/organisations/import");
  await expectPage(page, "Recreate from file");
  await page.getByLabel("JSON file of the organisation").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(page.getByText(`Its old id ${ID} cannot come back`)).toBeVisible();
  await expectAccessible(page);
  await sandbox.forgetRequests();
  await page.getByRole("button", { name: "Create it anew…" }).click();
  await confirm(page, "Create Gannet from the file?", "Create organisation");
  await sendNow(page);
  await page.getByRole("link", { name: "open it" }).click();
  await expectPage(page, "Gannet");
  const [call] = await sent(sandbox);
  const expected = JSON.parse(text) as Record<string, unknown>;
  delete expected["id"];
  expect(JSON.parse(call?.body ?? "{}")).toEqual(expected);
  for (const name of UNTOUCHED) expect(spelt(call?.body ?? "{}").get(name)).toBe(spelt(ODD).get(name));
});

test.describe("when the users cannot be listed", () => {
  test.use({ tenant: { flags: ["--tyk-users-list", "html"] } });

  test("the record and the question before deleting say so", async ({ page, sandbox }) => {
    await addOrganisation(sandbox, ID, "Gannet", ODD, "missing");
    await openOrganisation(page, ID, "Gannet");
    await expect(page.getByText("This server cannot list its users")).toBeVisible();
    await expect(page.getByText("This version does not say which APIs it has.")).toBeVisible();
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("button", { name: "Delete…" }).click();
    await expect(question(page)).toContainText("This server cannot list the people");
    await page.keyboard.press("Escape");
    await expect(dock(page)).toHaveCount(0);
  });
});

test("its JSON is edited with care: what would be wiped is said first", async ({ page, sandbox }) => {
  await addOrganisation(sandbox, ID, "Gannet", ODD, [["Orders", "a2"]]);
  await openOrganisation(page, ID, "Edit Gannet as JSON", "?raw=1");
  const editor = page.getByRole("textbox", { name: "JSON of the organisation" });
  await expect(editor).toHaveValue(/"zeta": null/);
  const text = await editor.inputValue();
  await editor.fill(text.replace("{", "{,"));
  await page.getByRole("button", { name: "Look at the changes…" }).click();
  await expect(editor).toHaveAccessibleDescription(/This is no JSON: line 1, column 2/);
  await editor.fill(text.replace(ID, "other"));
  await page.getByRole("button", { name: "Look at the changes…" }).click();
  await expect(editor).toHaveAccessibleDescription(/The id must stay/);
  await editor.fill(text.replace(/ {2}"zeta": null,\n/, "").replace('"sso_enabled": false', '"sso_enabled": true'));
  await sandbox.forgetRequests();
  await page.getByRole("button", { name: "Look at the changes…" }).click();
  const review = page.getByRole("dialog", { name: "Save these changes?" });
  await expect(review.getByText("Left out of the text, and so wiped:").locator("..").getByRole("listitem")).toHaveText(["zeta"]);
  await expect(review).toContainText("sso_enabled");
  await expect(review).not.toContainText("472463921472463921");
  await expectAccessible(page);
  await review.getByRole("button", { name: "Save" }).click();
  await expectPage(page, "Gannet");
  const { row, apis } = await stored(sandbox, ID);
  const body = spelt(row?.body ?? "{}");
  expect(body.has("zeta")).toBe(false);
  expect(body.get("sso_enabled")).toBe("true");
  for (const name of ["big", "developer_quota", "ratio"]) expect(body.get(name)).toBe(spelt(ODD).get(name));
  expect(apis).toHaveLength(1);
});

for (const [status, body, words] of [
  [401, { Status: "Error", Message: "Not authorised", Meta: null }, null],
  [403, { Status: "Error", Message: "Request malformed", Meta: "" }, "The server refused what was sent"],
  [404, { Status: "Error", Message: "Could not retrieve org detail", Meta: null }, "Not found"],
  [500, { Status: "Error", Message: "Request body is empty", Meta: null }, "The server failed"],
  [200, { status: "ERROR", message: "Save failed", meta: {} }, "The server refused what was sent"],
] as const) {
  test(`a save that is answered with ${String(status)} ${JSON.stringify(body)} has words of its own`, async ({ page, sandbox, complaints }) => {
    if (status >= 400) complaints.announce(new RegExp(`status of ${String(status)}`));
    await addOrganisation(sandbox, ID, "Gannet", ODD);
    await openOrganisation(page, ID, "Edit Gannet", "?edit=1");
    await page.getByLabel("Slug").fill("kept-while-typing");
    await sandbox.fault({ method: "PUT", path: "/tyk/admin/organisations/*", then: { status, body } });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    if (words === null) {
      await expect(page.getByLabel("Admin secret")).toBeVisible();
    } else {
      await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
      await expect(page.getByLabel("Admin secret")).toHaveCount(0);
    }
    await expect(page.getByLabel("Slug")).toHaveValue("kept-while-typing");
  });
}

test("a web page with status 200 is called what it is", async ({ page, sandbox }) => {
  await sandbox.fault({ path: "/tyk/admin/organisations*", then: { status: 200, body: "<!doctype html><title>Tyk</title>", content_type: "text/html" } });
  await signIn(page);
  await page.goto("/tyk/organisations");
  await expect(page.getByText("This is not the Admin API: a web page came back instead of data. Check the proxy path.").first()).toBeVisible();
});

test("by keys alone: from the list into a record and back", async ({ page }) => {
  const table = await openOrganisations(page, "?sort=-apis");
  await expectRows(table, 12);
  await table.getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.getByRole("link", { name: "Back to the list" }).press("Enter");
  await expect(page).toHaveURL(/\/tyk\/organisations\?sort=-apis$/);
  await page.getByRole("row").nth(1).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Copy their ids" }).click();
  expect(await pasted(page)).toMatch(/^[0-9a-f]{24}$/);
});
