import { expect, signIn, test } from "./fixtures.ts";
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
