/** What `config.json` decides: which connections there are, and how their keys are sent. */
import { demoKeys, expect, test } from "./fixtures.ts";
import { expectPage, stores } from "./support/dashboard.ts";
import { expectRowCount } from "./support/users.ts";

const OWNER = "grainne.whelan@example.org";

function config(...connections: object[]): string {
  return JSON.stringify({ connections });
}

test.describe("a tenant from before v13", () => {
  const old = { id: "old", name: "Old tenant", api: "tines", base: "/tines", key: "legacy", colour: 3 };
  test.use({ tenant: { flags: ["--key", "legacy", "--info", "missing"], config: config(old) } });

  test("wants an address and a token, and gets both in headers", async ({ page, sandbox, complaints }) => {
    // Such a tenant has no `info`: the check of the key goes on with the users.
    complaints.announce(/404 \(Not Found\).*\/api\/v1\/info\)/);
    await page.goto("/old/users");
    await expectPage(page, "Connect to Old tenant");
    await page.getByLabel("E-mail address of the owner").fill(OWNER);
    await page.getByLabel("User token").fill(demoKeys.tines);
    await page.getByRole("button", { name: "Connect" }).click();

    await expectPage(page, "Users");
    await expectRowCount(page, 240);
    const kept = { old: { email: OWNER, token: demoKeys.tines } };
    expect((await stores(page)).session).toEqual({ "gatehouse.keys": JSON.stringify(kept) });
    const users = (await sandbox.requests()).filter(({ path }) => path.includes("/admin/users"));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ key }) => key.join() !== "legacy")).toEqual([]);
  });
});

test.describe("a tenant whose key is a user token", () => {
  const token = { id: "tines", api: "tines", key: "user-token" };
  test.use({ tenant: { flags: ["--key", "user-token"], config: config(token) } });

  test("gets it in that header alone", async ({ page, sandbox }) => {
    await page.goto("/tines/users");
    await page.getByLabel("API key").fill(demoKeys.tines);
    await page.getByRole("button", { name: "Connect" }).click();
    await expectRowCount(page, 240);
    expect((await sandbox.requests()).filter(({ key }) => key.join() !== "user-token")).toEqual([]);
  });
});

test.describe("a connection whose key the proxy adds", () => {
  test.use({ tenant: { config: config({ id: "tines", api: "tines", key: "proxy" }) } });

  test("asks for no key and sends none; where the proxy adds none, it says so", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await page.goto("/tines/users");
    const question = page.getByRole("alertdialog", { name: "The key of tines was refused" });
    await expect(question).toContainText("The reverse proxy adds the key");
    await expect(question.getByRole("textbox")).toHaveCount(0);
    await expect(question.getByRole("button", { name: "Connect" })).toBeVisible();
    const requests = await sandbox.requests();
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ key }) => key.length > 0)).toEqual([]);
    expect((await stores(page)).session).toEqual({});
  });
});

test.describe("a file with a fault", () => {
  const elsewhere = { id: "out", api: "tines", base: "https://elsewhere.example" };
  test.use({ tenant: { config: config(elsewhere, { id: "tyk", api: "tyk" }) } });

  test("says what is wrong, and the rest holds", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByText('the base "https://elsewhere.example" of "out" must be a path on this site')).toBeVisible();
    await expect(page.getByRole("region")).toHaveCount(1);
    await expect(page.getByRole("region", { name: "tyk", exact: true })).toBeVisible();
  });
});

test.describe("a file that is no JSON", () => {
  test.use({ tenant: { config: "<!doctype html>" } });

  test("gives the defaults, and says so", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByText("the defaults are in use")).toBeVisible();
    await expect(page.getByRole("region")).toHaveCount(2);
  });
});
