/** The templates as a list: found, taken home, carried over, deleted. */
import { readFile } from "node:fs/promises";

import { expect, expectAccessible, test } from "./fixtures.ts";
import { confirm, expectEnded, question, sendNow } from "./support/changes.ts";
import { expectPage } from "./support/dashboard.ts";
import {
  addTemplate,
  chooseBundle,
  ID,
  ODD,
  openImport,
  openTemplates,
  templateRows,
  templateWrites,
} from "./support/templates.ts";

test.describe("the list", () => {
  test("of the demo tenant: facets, words in the options, and one of them opened", async ({ page }) => {
    await openTemplates(page);
    await expect(page.getByText("60 templates")).toBeVisible();
    for (const name of ["Kind", "Vendor", "Product", "Access"]) {
      await expect(page.getByRole("group", { name, exact: true })).toBeVisible();
    }
    const filter = page.getByRole("combobox", { name: "Filter templates" });
    await filter.fill("kind:LLMAgent");
    await expect(page.getByText(/^\d+ of 60 templates$/)).toBeVisible();
    await expect(page.getByRole("table", { name: "Templates" })).not.toContainText("HTTPRequestAgent");
    await page.getByRole("table", { name: "Templates" }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { name: "Options" })).toBeVisible();
    await page.getByRole("link", { name: "Back to the list" }).click();
    await expect(filter).toHaveValue("kind:LLMAgent");
  });

  test.describe("of an own tenant", () => {
    test.use({ tenant: { seed: "empty" } });

    test("finds words inside of the options, escaped ones too", async ({ page, sandbox }) => {
      await addTemplate(sandbox, ID, { name: "One", options: '{"url":"https:\\/\\/fw.example\\/bl\\u00f6ck"}' });
      await addTemplate(sandbox, "472463921472463922", { name: "Two", kind: "An older label" });
      await openTemplates(page);
      await expect(page.getByText("2 templates")).toBeVisible();
      await expect(page.getByRole("table", { name: "Templates" })).toContainText("An older label");
      await page.getByRole("combobox", { name: "Filter templates" }).fill("fw.example/block");
      await expect(page.getByText("1 of 2 templates")).toBeVisible();
      await expect(page.getByRole("link", { name: "One" })).toHaveAttribute("href", new RegExp(`/tines/templates/${ID}`));
    });

    test("shows hostile words as words, and what would not be seen", async ({ page, sandbox }) => {
      const markup = '<img src=x onerror="document.title=1">';
      await addTemplate(sandbox, ID, {
        name: `safe \u202egnp.exe ${markup}`,
        description: `one\u200btwo\nthree ${markup}`,
        vendor: "javascript:alert(1)",
        kind: `Agents::${"K".repeat(400)}`,
        options: `{"${markup.replaceAll('"', "'")}":"a\\u0000b\u202ec","long":"${"x".repeat(1_000_000)}","deep":${"[".repeat(250)}${"]".repeat(250)}}`,
      });
      await openTemplates(page);
      const link = page.getByRole("link", { name: `safe \\u202egnp.exe ${markup}` });
      await link.click();
      await expectPage(page, `safe \\u202egnp.exe ${markup}`);
      await expect(page.getByText(`one\\u200btwo`)).toBeVisible();
      await expect(page.getByRole("treeitem").filter({ hasText: "a\\u0000b\\u202ec" })).toBeVisible();
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const [wide, room] = await page.locator("main").evaluate((main) => [main.scrollWidth, main.clientWidth]);
        expect(wide).toBeLessThanOrEqual(room ?? 0);
        await expectAccessible(page);
      }
      expect(await page.locator("img").count()).toBe(0);
    });

    test("says that there is none", async ({ page }) => {
      await openTemplates(page);
      await expect(page.getByText("There are no templates that the key may see.")).toBeVisible();
      await expectAccessible(page);
    });
  });
});

test.describe("several at once", () => {
  test.use({ tenant: { seed: "empty" } });

  const IDS = ["472463921472463921", "472463921472463922", "472463921472463923"];

  test("are deleted after a file was saved, which brings them back", async ({ page, sandbox }) => {
    for (const [at, id] of IDS.entries()) {
      await addTemplate(sandbox, id, { name: `T${String(at)}`, options: ODD });
    }
    await openTemplates(page);
    await page.getByRole("checkbox", { name: "Select T0" }).check();
    await page.getByRole("checkbox", { name: "Select T2" }).check();
    await page.getByRole("button", { name: "Delete…" }).click();
    const asked = question(page, "Delete 2 templates?");
    await expect(asked).toBeVisible();
    await expectAccessible(page);
    await asked.getByRole("textbox").last().fill("2");
    const downloading = page.waitForEvent("download");
    await asked.getByRole("button", { name: "Delete 2 templates" }).click();
    const file = await readFile(await (await downloading).path(), "utf8");
    expect(file).toContain(ODD);
    await sendNow(page);
    await expectEnded(page, "2 done");
    expect((await templateRows(sandbox)).map(({ name }) => name)).toEqual(["T1"]);
    await expect(page.getByText("1 template", { exact: true })).toBeVisible();

    await page.getByRole("link", { name: "Import" }).click();
    await expectPage(page, "Import templates");
    await chooseBundle(page, file);
    await expect(page.getByRole("heading", { name: "2 templates in the file: 2 new" })).toBeVisible();
    await page.getByRole("button", { name: "Import 2 templates…" }).click();
    await confirm(page, "Add 2 templates?", "Add 2 templates");
    await sendNow(page);
    await expect.poll(async () => (await templateRows(sandbox)).length).toBe(3);
    const rows = await templateRows(sandbox);
    expect(rows.map(({ name, agent_options }) => [name, agent_options]).sort()).toEqual([
      ["T0", ODD],
      ["T1", ODD],
      ["T2", ODD],
    ]);
    for (const row of rows.filter(({ name }) => name !== "T1")) {
      expect(IDS, "new ids").not.toContain(row.id);
    }
  });

  test("300 are imported, with 5 conflicts and a choice for each", async ({ page, sandbox }) => {
    test.slow();
    for (let at = 0; at < 5; at += 1) {
      await addTemplate(sandbox, `47246392147246392${String(at)}`, { name: `T${String(at)}`, options: '{"old":true}' });
    }
    await addTemplate(sandbox, "472463921472463929", { name: "T5", options: '{"n":5.0}' });
    const all = Array.from(
      { length: 300 },
      (_, at) =>
        `{"id":9007199254740993,"name":"T${String(at)}","agent_type":"Agents::HTTPRequestAgent","team_id":99,"agent_options":{"n":${String(at)}.0}}`,
    );
    await openImport(page);
    await chooseBundle(page, `{"format":"gatehouse-templates","version":1,"templates":[${all.join(",")}]}`);
    await expect(page.getByRole("heading", { name: "300 templates in the file: 294 new, 5 changed, 1 equal" })).toBeVisible();
    const choice = (at: number) => page.getByRole("combobox", { name: `What to do with T${String(at)} (HTTPRequestAgent)`, exact: true });
    await choice(0).selectOption("Update");
    await choice(1).selectOption("Add");
    await page.getByRole("button", { name: "Import 296 templates…" }).click();
    await confirm(page, "Add 295 templates, update 1?", "Add 295 templates, update 1");
    await sendNow(page);
    await expect(page.getByText(/^296 done/).first()).toBeVisible({ timeout: 60_000 });
    const rows = await templateRows(sandbox);
    expect(rows).toHaveLength(6 + 295);
    const named = (name: string) => rows.filter((row) => row.name === name).map(({ agent_options }) => agent_options);
    expect(named("T0")).toEqual(['{"n":0.0}']);
    expect(named("T1").sort()).toEqual(['{"n":1.0}', '{"old":true}']);
    expect(named("T2")).toEqual(['{"old":true}']);
    expect(named("T5")).toEqual(['{"n":5.0}']);
    expect(named("T299")).toEqual(['{"n":299.0}']);
    const writes = await templateWrites(sandbox);
    expect(writes).toHaveLength(296);
    expect(writes.filter(({ body }) => body?.includes("9007199254740993") === true)).toEqual([]);
    expect(writes.filter(({ body }) => body?.includes("99,") === true && body.includes("team_id\":99"))).toEqual([]);
  });

  test("of 600 each can be chosen, and each kind seen by itself", async ({ page, sandbox }) => {
    test.slow();
    await addTemplate(sandbox, ID, { name: "T599", options: '{"old":true}' });
    const all = Array.from(
      { length: 600 },
      (_, at) => `{"name":"T${String(at)}","agent_type":"Agents::HTTPRequestAgent","agent_options":{"n":${String(at)}}}`,
    );
    await openImport(page);
    await chooseBundle(page, `[${all.join(",")}]`);
    const rows = page.getByRole("table", { name: "Templates in the file" }).getByRole("row");
    await expect(rows).toHaveCount(501);
    await page.getByRole("button", { name: "Show 100 more of 100" }).click();
    await expect(rows).toHaveCount(601);
    const show = page.getByRole("group", { name: "Which to show" });
    await show.getByRole("button", { name: "1 changed" }).click();
    await expect(rows).toHaveCount(2);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Compare T599 (HTTPRequestAgent)" }).click();
    const compared = page.getByRole("dialog", { name: "What an update changes: T599 (HTTPRequestAgent)" });
    await expect(compared).toContainText("agent_options.old");
    await expectAccessible(page);
    await compared.getByRole("button", { name: "Close" }).click();
    await page.getByRole("combobox", { name: "What to do with T599 (HTTPRequestAgent)" }).selectOption("Update");
    await expect(page.getByRole("button", { name: "Import 600 templates…" })).toBeVisible();
    await show.getByRole("button", { name: "599 new" }).click();
    await page.getByRole("combobox", { name: "What to do with T0 (HTTPRequestAgent)" }).selectOption("Skip");
    await page.getByRole("button", { name: "Import 599 templates…" }).click();
    await expect(question(page, "Add 598 templates, update 1?")).toBeVisible();
    expect(await templateWrites(sandbox)).toEqual([]);
  });

  test("another file of as many is shown, and one that cannot be read leaves what was read", async ({ page, sandbox }) => {
    await openImport(page);
    await chooseBundle(page, '[{"name":"First","agent_type":"x"}]');
    await expect(page.getByRole("row", { name: /First/ })).toBeVisible();
    await chooseBundle(page, '[{"name":"Second","agent_type":"x"}]');
    await expect(page.getByRole("row", { name: /Second/ })).toBeVisible();
    await page.getByRole("combobox", { name: /What to do with Second/ }).selectOption("Skip");
    await chooseBundle(page, '[{"name":');
    await expect(page.getByRole("alert").filter({ hasText: "What was read before still stands below" })).toBeVisible();
    await expect(page.getByRole("combobox", { name: /What to do with Second/ })).toHaveValue("s");
    expect(await templateWrites(sandbox)).toEqual([]);
  });

  test("one that was changed since it was compared is shown anew", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { name: "T", options: '{"a":1}' });
    await openImport(page);
    await chooseBundle(page, '[{"name":"T","agent_type":"Agents::HTTPRequestAgent","agent_options":{"a":2}}]');
    await page.getByRole("combobox", { name: /What to do with T/ }).selectOption("Update");
    await sandbox.execute("UPDATE templates SET description = 'Theirs'");
    await page.getByRole("button", { name: "Import 1 template…" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Somebody changed a template" })).toBeVisible();
    expect(await templateWrites(sandbox)).toEqual([]);
    await page.getByRole("combobox", { name: /What to do with T/ }).selectOption("Update");
    await page.getByRole("button", { name: "Import 1 template…" }).click();
    await confirm(page, "Update 1 template?", "Update 1 template");
    await sendNow(page);
    await expect.poll(async () => (await templateRows(sandbox))[0]).toMatchObject({
      id: ID,
      description: "Theirs",
      agent_options: '{"a":2}',
    });
  });

  test("what is no bundle says why, at its place, and nothing is sent", async ({ page, sandbox }) => {
    await openImport(page);
    for (const [content, words] of [
      ["", /nothing in it/],
      ['{"a":\n}', /ine 2/],
      ["7", /no template/],
      ['{"format":"gatehouse-templates","version":9,"templates":[]}', /newer/],
      ['{"templates":{}}', /no list/],
    ] as const) {
      await chooseBundle(page, content);
      await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    }
    await chooseBundle(page, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]));
    await expect(page.getByRole("alert").filter({ hasText: "not text in UTF-8" })).toBeVisible();
    await chooseBundle(page, '[{"name":""},7,{"name":"a","agent_type":"x","agent_options":[]},{"name":"<b>good</b>","agent_type":"x"}]');
    await expect(page.getByRole("heading", { name: "4 templates in the file: 1 new, 3 bad" })).toBeVisible();
    await expect(page.getByText("Its options (agent_options) are no object")).toBeVisible();
    await expectAccessible(page);
    expect(await templateWrites(sandbox)).toEqual([]);
  });

  test("what was given survives a reload", async ({ page, sandbox }) => {
    await addTemplate(sandbox, ID, { name: "T", options: '{"a":1}' });
    await openImport(page);
    await chooseBundle(page, '[{"name":"T","agent_type":"Agents::HTTPRequestAgent","agent_options":{"a":2}}]');
    await page.getByRole("combobox", { name: /What to do with T/ }).selectOption("Add");
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem("gatehouse.drafts") ?? "")).toContain("0 a");
    await page.reload();
    await expect(page.getByText("were restored")).toBeVisible();
    await expect(page.getByRole("button", { name: "Import 1 template…" })).toBeVisible();
  });
});

test("all are taken home as one bundle", async ({ page }) => {
  await openTemplates(page);
  await expect(page.getByText("60 templates")).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save all as a bundle" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^tines-templates.*\.json$/);
  const bundle = JSON.parse(await readFile(await download.path(), "utf8")) as { format: string; version: number; templates: unknown[] };
  expect([bundle.format, bundle.version, bundle.templates.length]).toEqual(["gatehouse-templates", 1, 60]);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in the list at ${String(width)} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openTemplates(page);
    await expect(page.getByText("60 templates")).toBeVisible();
    await expectAccessible(page);
  });
}
