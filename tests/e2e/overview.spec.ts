import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectPage, figure } from "./support/dashboard.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";

/** The numbers of one row, by column. */
async function numbers(sandbox: Sandbox, sql: string): Promise<Record<string, number>> {
  const [row] = await sandbox.query<Record<string, number>>(sql);
  return row ?? {};
}

const TINES = `SELECT
  (SELECT count(*) FROM users) AS "Users",
  (SELECT count(*) FROM users WHERE admin) AS "Owners",
  (SELECT count(*) FROM sign_ins WHERE success AND created_at >= unixepoch('${NOW}') * 1000 - 86400000) AS "Sign-ins",
  (SELECT count(*) FROM jobs WHERE queue = 'queued') AS "Queued jobs",
  (SELECT count(*) FROM jobs WHERE queue = 'retry') AS "Retry jobs",
  (SELECT count(*) FROM jobs WHERE queue = 'dead') AS "Dead jobs",
  (SELECT min(count(*), 20) FROM jobs WHERE queue = 'in_progress') AS "Workers",
  (SELECT count(*) FROM templates) AS "Private templates"`;

const TYK = `SELECT
  (SELECT count(*) FROM organisations) AS "Organisations",
  (SELECT count(*) FROM apis JOIN organisations ON organisations.id = organisation_id WHERE apis_absent IS NULL) AS "APIs",
  (SELECT count(*) FROM gateway_users) AS "Gateway users",
  (SELECT count(*) FROM gateway_users WHERE organisation_id = '') AS "Super users"`;

for (const seed of ["demo", "large"] as const) {
  test.describe(`the ${seed} tenant`, () => {
    test.use({ tenant: { seed } });

    for (const [connection, path, sql] of [
      ["Tines", "/tines", TINES],
      ["Tyk", "/tyk", TYK],
    ] as const) {
      test(`${connection}: every figure is the database's`, async ({ page, sandbox }) => {
        // Sign-ins are counted back from the browser's now, and the tenant stands still at its own.
        await page.clock.install({ time: NOW });
        await signIn(page);
        await page.goto(path);
        await expectPage(page, "Overview");
        const expected = Object.entries(await numbers(sandbox, sql));
        expect(expected.length).toBeGreaterThan(3);
        expect(expected.every(([, number]) => number > 0)).toBe(true);
        for (const [label, number] of expected) {
          await expect(figure(page, label), label).toHaveText(number.toLocaleString("en-GB"), { timeout: 30_000 });
        }
        expect((await sandbox.requests()).filter(({ status }) => status !== 200)).toEqual([]);
      });
    }
  });
}

test("what wants attention is found in the people, and follows a refresh", async ({ page, sandbox }) => {
  await page.clock.install({ time: NOW });
  await sandbox.execute("UPDATE users SET last_seen = unixepoch(?) * 1000 - 60000 WHERE last_seen IS NOT NULL", [NOW]);
  await sandbox.execute("UPDATE users SET created_at = unixepoch(?) * 1000 - 60000 WHERE last_seen IS NULL", [NOW]);
  await sandbox.execute("DELETE FROM jobs");
  await signIn(page);
  await page.goto("/tines");
  await expect(page.getByText("Nothing stands out.")).toBeVisible();

  await sandbox.execute("UPDATE users SET admin = 0 WHERE id <> 1");
  await sandbox.execute(
    "INSERT INTO jobs (queue, type, created_at, run_at) VALUES ('dead', 'AgentReceiveJob', 0, 0), ('dead', 'AgentReceiveJob', 0, 0)",
  );
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("Only one active owner")).toBeVisible();
  await expect(page.getByText("2 dead jobs", { exact: true })).toBeVisible();
  await expect(figure(page, "Owners")).toHaveText("1");
  await expect(figure(page, "Dead jobs")).toHaveText("2");
});

test.describe("a shared tenant", () => {
  test.use({ tenant: { flags: ["--jobs", "404"] } });

  test("shows a dash for what it lacks, and says why", async ({ page, complaints }) => {
    complaints.announce(/status of 404/);
    await signIn(page);
    await page.goto("/tines");
    await expect(figure(page, "Users")).toHaveText("240");
    for (const label of ["Queued jobs", "Retry jobs", "Dead jobs", "Workers"]) {
      await expect(figure(page, label)).toHaveText("–");
    }
    await expect(page.getByText("not on this tenant")).toHaveCount(4);
  });
});

test("a list that fails leaves the other figures, and says what happened", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 500/);
  await sandbox.fault({ path: "/tyk/admin/organisations*", then: { status: 500, body: "Mongo is away" } });
  await signIn(page);
  await page.goto("/tyk");
  await expect(page.getByRole("alert")).toContainText("Mongo is away");
  await expect(figure(page, "Gateway users")).toHaveText("40");
  await expect(figure(page, "Organisations")).toHaveText("–");

  await sandbox.mend();
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(figure(page, "Organisations")).toHaveText("12");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test.describe("every figure and finding leads to the list that shows exactly those", () => {
  for (const [connection, start, links] of [
    [
      "Tines",
      "/tines",
      {
        Users: "1",
        Owners: "admin",
        "Private templates": "1",
        "Dead jobs": "queue = 'dead'",
      },
    ],
    ["Tyk", "/tyk", { Organisations: "1", APIs: "1", "Gateway users": "1", "Super users": "organisation_id = ''" }],
  ] as const) {
    test(connection, async ({ page, sandbox }) => {
      const tables: Record<string, string> = {
        Users: "users",
        Owners: "users",
        "Private templates": "templates",
        "Dead jobs": "jobs",
        Organisations: "organisations",
        APIs: "apis JOIN organisations ON organisations.id = organisation_id AND apis_absent IS NULL",
        "Gateway users": "gateway_users",
        "Super users": "gateway_users",
      };
      await page.clock.install({ time: NOW });
      await signIn(page);
      await page.goto(start);
      await expectPage(page, "Overview");
      for (const [label, where] of Object.entries(links)) {
        const { rows } = await numbers(sandbox, `SELECT count(*) AS rows FROM ${tables[label] ?? "?"} WHERE ${where}`);
        await page.getByRole("main").getByRole("link", { name: label, exact: true }).click();
        await expect(page.getByRole("table").last(), label).toHaveAttribute("aria-rowcount", String((rows ?? 0) + 1), {
          timeout: 30_000,
        });
        await page.goto(start);
      }

      const findings = page.getByRole("region", { name: "What wants attention" }).getByRole("listitem").getByRole("link");
      await expect(findings.first()).toBeVisible();
      const found = await findings.allTextContents();
      expect(found.length).toBeGreaterThan(1);
      for (const words of found) {
        const counted = /^[\d,]+/.exec(words)?.[0];
        await findings.filter({ hasText: words }).click();
        await expect(page).not.toHaveURL(new RegExp(`${start}$`));
        if (counted !== undefined) {
          const rows = String(Number(counted.replaceAll(",", "")) + 1);
          await expect(page.getByRole("table").last(), words).toHaveAttribute("aria-rowcount", rows, { timeout: 30_000 });
        }
        await page.goto(start);
        await expect(findings.first()).toBeVisible();
      }
    });
  }
});

test("the demo tenant says what to try, until that is hidden", async ({ page }) => {
  await signIn(page);
  await page.goto("/tines");
  const hints = page.getByRole("region", { name: "Try it out" });
  await expect(hints.getByRole("link")).toHaveCount(5);
  const paths = await hints.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^(Sign-ins|Jobs|Access review|Users|Templates)$/);
  }
  await page.goto("/tines");
  await expectAccessible(page);
  await hints.getByRole("button", { name: "Hide these hints" }).click();
  await expect(hints).toHaveCount(0);
  await page.reload();
  await expectPage(page, "Overview");
  await expect(hints).toHaveCount(0);
});
