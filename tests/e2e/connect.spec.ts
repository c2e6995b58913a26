import type { Page } from "@playwright/test";

import { demoKeys, expect, test } from "./fixtures.ts";
import { card, everythingInDocument, expectPage, giveKey, keyField, offer, stores } from "./support/dashboard.ts";
import { emails, expectAllSynced, searchBox } from "./support/users.ts";

const WRONG = "not-the-key-of-anything";

/** Every URL that the browser asks for from now on. */
function urls(page: Page): string[] {
  const all: string[] = [];
  page.on("request", (request) => all.push(request.url()));
  return all;
}

test.describe("a Tines tenant", () => {
  test("the right key connects, shows what the tenant offers, and leads in", async ({ page, sandbox }) => {
    await page.goto("/");
    const tines = card(page, "Tines");
    await giveKey(tines, demoKeys.tines);

    const counts = await sandbox.query<{ name: string; number: number }>(
      `SELECT 'Users' AS name, count(*) AS number FROM users
       UNION ALL SELECT 'Queued jobs', count(*) FROM jobs WHERE queue = 'queued'
       UNION ALL SELECT 'Retry jobs', count(*) FROM jobs WHERE queue = 'retry'
       UNION ALL SELECT 'Dead jobs', count(*) FROM jobs WHERE queue = 'dead'
       UNION ALL SELECT 'Private templates', count(*) FROM templates`,
    );
    expect(counts).toHaveLength(5);
    for (const { name, number } of counts) {
      await expect(offer(tines, name)).toContainText(`${name}, available, ${String(number)}`);
    }
    await expect(offer(tines, "Audit log")).toContainText("available");
    await expect(offer(tines, "Worker figures")).toContainText("available");

    const way = tines.getByRole("link", { name: "Open Tines" });
    await expect(way).toBeFocused();
    await way.press("Enter");
    await expectPage(page, "Overview");
    await expect(page).toHaveURL("/tines");
  });

  test("the key stays in this tab's session storage and nowhere else", async ({ page, sandbox, context }) => {
    const asked = urls(page);
    await page.goto("/");
    await giveKey(card(page, "Tines"), `  ${demoKeys.tines}\n`);
    await card(page, "Tines").getByRole("link", { name: "Open Tines" }).click();
    await expectPage(page, "Overview");

    const kept = await stores(page);
    expect(kept.session).toEqual({ "gatehouse.keys": JSON.stringify({ tines: demoKeys.tines }) });
    expect(JSON.stringify(kept.local)).not.toContain(demoKeys.tines);
    expect(await everythingInDocument(page)).not.toContain(demoKeys.tines);
    expect(await context.cookies()).toEqual([]);
    expect(asked.filter((url) => url.includes(demoKeys.tines))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
    const requests = await sandbox.requests();
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ path }) => path.includes(demoKeys.tines))).toEqual([]);
    expect(requests.filter(({ key }) => key.join() !== "bearer")).toEqual([]);
  });

  test("a wrong key is told at the field and not kept", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 401/);
    await page.goto("/");
    const tines = card(page, "Tines");
    await giveKey(tines, WRONG);

    await expect(tines.getByText("This key is not accepted")).toBeVisible();
    await expect(tines.getByText("Invalid API key")).toBeVisible();
    await expect(keyField(tines)).toBeFocused();
    await expect(keyField(tines)).toHaveAttribute("aria-invalid", "true");
    await expect(keyField(tines)).toHaveAccessibleDescription(/not accepted/);
    expect(await stores(page)).toEqual({ session: {}, local: {} });
    expect((await sandbox.requests()).map(({ status }) => status)).toEqual([401]);

    // The wrong one is selected: pasting or typing replaces it.
    await page.keyboard.type(demoKeys.tines);
    await page.keyboard.press("Enter");
    await expect(tines.getByRole("link", { name: "Open Tines" })).toBeVisible();
  });

  test("nothing typed is said without asking the tenant", async ({ page, sandbox }) => {
    await page.goto("/");
    const tines = card(page, "Tines");
    await tines.getByRole("button", { name: "Connect" }).click();
    await expect(tines.getByText("Paste or type the key first")).toBeVisible();
    expect(await sandbox.requests()).toEqual([]);
  });

  test("a page of HTML where the API was due says to check the proxy", async ({ page, sandbox }) => {
    const html = { status: 200, content_type: "text/html", body: "<!doctype html><title>Welcome</title>" };
    await sandbox.fault({ path: "/tines/api/*", then: html });
    await page.goto("/");
    const tines = card(page, "Tines");
    await giveKey(tines, demoKeys.tines);

    await expect(tines.getByText("could not be checked, so it was not kept")).toBeVisible();
    await expect(tines.getByRole("alert")).toContainText(/check the reverse proxy/i);
    await expect(tines.getByRole("alert")).toContainText(/GET \/tines\/api\/v1\/\S+ → 200/);
    expect(await stores(page)).toEqual({ session: {}, local: {} });
  });

  test("a connection that drops is said, and a second try works", async ({ page, sandbox, complaints }) => {
    complaints.announce(/net::ERR_/);
    await sandbox.fault({ path: "/tines/api/v1/info", then: { drop: true } });
    await page.goto("/");
    const tines = card(page, "Tines");
    await giveKey(tines, demoKeys.tines);

    await expect(tines.getByRole("alert")).toContainText("the connection failed", { timeout: 20_000 });
    await expect(tines.getByRole("alert")).toContainText("GET /tines/api/v1/info → no answer");
    expect(await stores(page)).toEqual({ session: {}, local: {} });

    await sandbox.mend();
    await tines.getByRole("button", { name: "Connect" }).click();
    await expect(tines.getByRole("link", { name: "Open Tines" })).toBeVisible();
    expect((await stores(page)).session).toEqual({ "gatehouse.keys": JSON.stringify({ tines: demoKeys.tines }) });
  });

  test("one dropped connection is not noticed", async ({ page, sandbox, complaints }) => {
    complaints.announce(/net::ERR_/);
    await sandbox.fault({ path: "/tines/api/v1/info", times: 1, then: { drop: true } });
    await page.goto("/");
    await giveKey(card(page, "Tines"), demoKeys.tines);
    await expect(card(page, "Tines").getByRole("link", { name: "Open Tines" })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test.describe("a tenant without info", () => {
  test.use({ tenant: { flags: ["--info", "missing"] } });

  test("the key is checked by the call for users", async ({ page, sandbox, complaints }) => {
    complaints.announce(/status of 404/);
    await page.goto("/");
    await giveKey(card(page, "Tines"), demoKeys.tines);
    await expect(card(page, "Tines").getByRole("link", { name: "Open Tines" })).toBeVisible();

    const [info, users] = await sandbox.requests();
    expect([info?.path, info?.status]).toEqual(["/tines/api/v1/info", 404]);
    expect(users?.path).toMatch(/^\/tines\/api\/v1\/admin\/users\?page=1&per_page=1\b/);
    expect(users?.status).toBe(200);
  });

  test("a wrong key is still told apart", async ({ page, complaints }) => {
    complaints.announce(/status of 401/);
    await page.goto("/");
    await giveKey(card(page, "Tines"), WRONG);
    await expect(card(page, "Tines").getByText("This key is not accepted")).toBeVisible();
    expect((await stores(page)).session).toEqual({});
  });
});

for (const jobs of ["403", "404", "empty"]) {
  test.describe(`a shared tenant that answers ${jobs}`, () => {
    test.use({ tenant: { flags: ["--jobs", jobs] } });

    test("the missing jobs are explained", async ({ page, complaints }) => {
      complaints.announce(jobs === "403" ? /status of 403/ : /status of 404/);
      await page.goto("/");
      const tines = card(page, "Tines");
      await giveKey(tines, demoKeys.tines);
      for (const queue of ["Queued jobs", "Retry jobs", "Dead jobs"]) {
        await expect(offer(tines, queue)).toContainText("not available");
        await expect(offer(tines, queue)).toContainText("only dedicated tenants show their jobs");
      }
      await expect(offer(tines, "Users")).toContainText("240");
      await expect(tines.getByRole("link", { name: "Open Tines" })).toBeVisible();
    });
  });
}

for (const [answer, words] of [
  ["forbidden", "this key lacks AUDIT_LOG_READ"],
  ["missing", "this tenant has none"],
] as const) {
  test.describe(`a tenant whose audit log is ${answer}`, () => {
    test.use({ tenant: { flags: ["--audit-logs", answer] } });

    test("says so, and what it means for sign-ins", async ({ page, complaints }) => {
      complaints.announce(/status of 40[34]/);
      await page.goto("/");
      const tines = card(page, "Tines");
      await giveKey(tines, demoKeys.tines);
      await expect(offer(tines, "Audit log")).toContainText(words);
      await expect(offer(tines, "Audit log")).toContainText("user by user");
    });
  });
}

test.describe("a Tyk Dashboard", () => {
  test("the right secret connects and leads in", async ({ page, sandbox }) => {
    await page.goto("/");
    const tyk = card(page, "Tyk");
    await giveKey(tyk, demoKeys.tyk);
    await expect(offer(tyk, "Organisations")).toContainText("available, 12");
    await expect(offer(tyk, "List of gateway users")).toContainText("available, 40");
    // Only deleting one would tell, so nothing is tried.
    await expect(offer(tyk, "Deleting gateway users")).toContainText("not known until it is tried");
    expect((await sandbox.requests()).filter(({ method }) => method !== "GET")).toEqual([]);
    expect((await stores(page)).session).toEqual({ "gatehouse.keys": JSON.stringify({ tyk: demoKeys.tyk }) });
    expect((await sandbox.requests()).filter(({ key }) => key.join() !== "admin-auth")).toEqual([]);

    await tyk.getByRole("link", { name: "Open Tyk" }).click();
    await expectPage(page, "Overview");
    await expect(page).toHaveURL("/tyk");
  });

  test("a wrong secret is told at the field and not kept", async ({ page, complaints }) => {
    complaints.announce(/status of 401/);
    await page.goto("/");
    const tyk = card(page, "Tyk");
    await giveKey(tyk, WRONG);
    await expect(tyk.getByText("This key is not accepted")).toBeVisible();
    await expect(tyk.getByText("Not authorised")).toBeVisible();
    await expect(keyField(tyk)).toBeFocused();
    expect(await stores(page)).toEqual({ session: {}, local: {} });
  });
});

for (const answer of ["404", "html"]) {
  test.describe(`a Tyk Dashboard whose list of users answers ${answer}`, () => {
    test.use({ tenant: { flags: ["--tyk-users-list", answer] } });

    test("says what is missing and what still works", async ({ page, complaints }) => {
      if (answer === "404") {
        complaints.announce(/status of 404/);
      }
      await page.goto("/");
      const tyk = card(page, "Tyk");
      await giveKey(tyk, demoKeys.tyk);
      await expect(offer(tyk, "List of gateway users")).toContainText("not available");
      await expect(offer(tyk, "List of gateway users")).toContainText("this version cannot list users");
      await expect(offer(tyk, "Organisations")).toContainText("12");

      await tyk.getByRole("link", { name: "Open Tyk" }).click();
      await expectPage(page, "Overview");
      await expect(page.getByRole("main").getByText("this version cannot list them")).toBeVisible();
    });
  });
}

test.describe("a link to a page", () => {
  test("asks for the key in place and opens the page after it", async ({ page }) => {
    await page.goto("/tines/users");
    await expectPage(page, "Connect to Tines");
    await expect(page).toHaveURL("/tines/users");
    await expect(keyField(page)).toBeFocused();

    await page.keyboard.type(demoKeys.tines);
    await page.keyboard.press("Enter");
    await expectPage(page, "Users");
    await expect(page).toHaveURL("/tines/users");
    await expect(page).toHaveTitle(/^Users – Tines/);
    await expectAllSynced(page, 240);
  });

  test("keeps its query through the question", async ({ page }) => {
    const address = "/tines/users?q=byrne&sort=-email";
    await page.goto(address);
    await giveKey(page, demoKeys.tines);
    await expectPage(page, "Users");
    await expect(page).toHaveURL(address);
    await expect(searchBox(page)).toHaveValue("byrne");
    await expect(page.getByText(/^\d+ of 240 users$/)).toBeVisible();

    const shown = await emails(page);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual([...shown].sort().reverse());
    await expect(page.getByRole("columnheader", { name: "E-mail" })).toHaveAttribute("aria-sort", "descending");
  });
});
