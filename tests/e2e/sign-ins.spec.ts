/** The sign-in audit: what is read and from where, what it adds up to, what looks odd, and what can be done about it. */
import type { Page } from "@playwright/test";

import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { confirm, openJournal, sendNow, userPath, writes } from "./support/changes.ts";
import { expectNoSidewaysScroll, expectPage, figure } from "./support/dashboard.ts";
import { rows, save } from "./support/files.ts";
import { addUser } from "./support/forms.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";
import {
  callsForSignIns,
  DAY,
  expectRead,
  expectRecords,
  filterBox,
  idsSince,
  mark,
  NOON,
  openAudit,
  recordsTable,
} from "./support/sign-ins.ts";

const MONTH = 30 * DAY;

/** The records that match, as the page's own file has them. */
async function exported(page: Page): Promise<Record<string, string>[]> {
  await page.getByRole("region", { name: "Records" }).getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Save as a file…" }).click();
  return rows(await save(page, page.getByRole("dialog", { name: "Save sign-ins as a file" })));
}

/** What tells a sign-in apart whatever its source calls it. */
const essence = (row: Record<string, string>): string =>
  [row["When"], row["E-mail"], row["Address"], row["Client"]].join(" | ");

/** Somebody's sign-in, arranged in the tenant. */
async function addSignIn(sandbox: Sandbox, user: number, at: number, ip: string): Promise<void> {
  await sandbox.execute(
    `INSERT INTO sign_ins (user_id, created_at, ip, user_agent, success)
     VALUES (?1, ?2, ?3, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 1)`,
    [user, at, ip],
  );
}

test.describe("the sources", () => {
  test("give the same records, and those are the database's", async ({ page, sandbox }) => {
    await openAudit(page);
    await expect(page.getByText(/^Audit log, /)).toBeVisible();
    const ids = await idsSince(sandbox, NOON - MONTH);
    await expectRecords(page, ids.length);
    const fromLog = await exported(page);
    // The log numbers its entries by itself; the sandbox doubles the number.
    expect(fromLog.map((row) => Number(row["Number"]) / 2).sort((a, b) => a - b)).toEqual(ids);

    await page.goto("/tines/sign-ins?source=people");
    await expectRead(page);
    await expect(page.getByText(/^Person by person, /)).toBeVisible();
    await expectRecords(page, ids.length);
    const fromPeople = await exported(page);
    expect(fromPeople.map((row) => Number(row["Number"])).sort((a, b) => a - b)).toEqual(ids);
    expect(fromPeople.map(essence).sort()).toEqual(fromLog.map(essence).sort());
  });

  test("ask each person once who was seen in the span, the latest first, and say who was skipped", async ({
    page,
    sandbox,
  }) => {
    await openAudit(page, "?source=people&range=7d");
    const seen = await sandbox.query<{ id: number; last_seen: number }>(
      "SELECT id, last_seen FROM users WHERE last_seen >= ?1 ORDER BY last_seen DESC",
      [NOON - 7 * DAY],
    );
    const { people, log } = await callsForSignIns(sandbox);
    const asked = people.map(({ path }) => Number(/users\/(\d+)\//.exec(path)?.[1]));
    expect(new Set(asked).size, "nobody is asked twice").toBe(asked.length);
    expect([...asked].sort((a, b) => a - b)).toEqual(seen.map(({ id }) => id).sort((a, b) => a - b));
    const lastSeen = new Map(seen.map((row) => [row.id, row.last_seen]));
    const times = asked.map((id) => lastSeen.get(id) ?? 0);
    // Three go abreast. While one is on its way, two before it and two behind it may overtake it, so the fifth
    // place on is in order.
    for (const [place, time] of times.entries()) {
      expect(time).toBeGreaterThanOrEqual(Math.max(0, ...times.slice(place + 5)));
    }
    expect(people.every(({ path }) => path.includes("after=2026-01-08T1"))).toBe(true);
    expect(log).toEqual([]);
    const [row] = await sandbox.query<{ all: number }>('SELECT count(*) AS "all" FROM users');
    const skipped = (row?.all ?? 0) - seen.length;
    await expect(page.getByText(`${String(skipped)} people not asked: last seen before the span, or never.`)).toBeVisible();
    expect((await sandbox.requests()).filter(({ status }) => status === 429)).toEqual([]);
  });

  test.describe("without an audit log", () => {
    test.use({ tenant: { flags: ["--audit-logs", "forbidden"] } });
    test("fall back to asking each person, and say so", async ({ page, sandbox, complaints }) => {
      complaints.announce(/403/);
      await openAudit(page);
      await expect(page.getByRole("note").filter({ hasText: "may not read the audit log (403)" })).toBeVisible();
      await expectRecords(page, (await idsSince(sandbox, NOON - MONTH)).length);
    });
  });

  test("pause, drop, a 429 and going on lose and double nothing", async ({ page, sandbox, complaints }) => {
    complaints.announce(/Failed to load|ERR_|429|net::/);
    await sandbox.fault({ path: "*/signin_activities*", then: { delay_ms: 60 } });
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines/sign-ins?source=people");
    await expectPage(page, "Sign-ins");
    const reading = page.getByRole("group", { name: "Reading the sign-ins" });
    await expect(reading).toContainText(/\d+ of \d+ people asked, .* left/, { timeout: 20_000 });
    await reading.getByRole("button", { name: "Pause" }).click();
    await expect(reading).toContainText(/^Paused, partial: \d+ of \d+ people asked/);
    const some = Number(await recordsTable(page).getAttribute("aria-rowcount")) - 1;
    expect(some, "what is loaded is usable").toBeGreaterThan(0);
    // Cancelled, nothing of it stands in the way, and what is missing is said below.
    await reading.getByRole("button", { name: "Cancel" }).click();
    await expect(reading).toHaveCount(0);
    await expect(page.getByText(/^Cancelled, partial: \d+ of \d+ people asked/)).toBeVisible();
    await filterBox(page).fill("weekday:mon");
    await expect.poll(async () => Number(await recordsTable(page).getAttribute("aria-rowcount")) - 1).toBeLessThan(some);
    await filterBox(page).fill("");

    await sandbox.fault({ path: "*/signin_activities*", times: 2, then: { status: 429, retry_after: 1 } });
    await sandbox.fault({ path: "*/signin_activities*", times: 40, then: { drop: true } });
    await page.getByRole("main").getByRole("button", { name: "Go on" }).click();
    // Tried a few times, and then it is for the person to decide.
    await expect
      .poll(
        async () => {
          await page.clock.runFor(1_000);
          return page.getByRole("main").getByRole("button", { name: "Try again" }).count();
        },
        { timeout: 40_000 },
      )
      .toBe(1);
    await sandbox.mend();
    await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
    await expect
      .poll(
        async () => {
          await page.clock.runFor(500);
          return page.getByText(/^As of/).count();
        },
        { timeout: 40_000 },
      )
      .toBe(1);
    const ids = await idsSince(sandbox, NOON - MONTH);
    await expectRecords(page, ids.length);
    const numbers = (await exported(page)).map((row) => Number(row["Number"]));
    expect(numbers.sort((a, b) => a - b)).toEqual(ids);
  });

  test("read chosen people only, from the list of users", async ({ page, sandbox }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines/users?q=margit");
    await page.getByRole("checkbox", { name: /^Select Margit/ }).check();
    await page.getByRole("group", { name: "Selection" }).getByRole("link", { name: "Sign-ins" }).click();
    await expectPage(page, "Sign-ins");
    await expectRead(page);
    await expect(page.getByText("Only the sign-ins of 1 chosen person are read.")).toBeVisible();
    const [margit] = await sandbox.query<{ id: number }>("SELECT id FROM users WHERE email LIKE 'margit%'");
    await expectRecords(page, (await idsSince(sandbox, NOON - MONTH, `success AND user_id = ${String(margit?.id)}`)).length);
    await page.getByRole("button", { name: "Everybody" }).click();
    await expectRecords(page, (await idsSince(sandbox, NOON - MONTH)).length);
  });
});

test.describe("a large tenant", () => {
  test.use({ tenant: { seed: "large" } });
  test("is read in few calls, below its limit", async ({ page, sandbox }) => {
    test.setTimeout(300_000);
    await openAudit(page);
    const ids = await idsSince(sandbox, NOON - MONTH);
    expect(ids.length).toBeGreaterThan(150_000);
    await expectRecords(page, ids.length);
    const all = await sandbox.requests();
    expect(all.filter(({ status }) => status === 429)).toEqual([]);
    const { log } = await callsForSignIns(sandbox);
    const users = all.filter(({ path }) => path.includes("/admin/users?") && path.includes("per_page=500"));
    expect(log.length + users.length).toBeLessThanOrEqual(Math.ceil(ids.length / 500) + 20 + 1);
    await filterBox(page).fill("mark:shared-address ip:198.19.66.6");
    await expectRecords(page, 9);
  });
});

test.describe("what looks odd", () => {
  test("the stories are found from the overview in three clicks", async ({ page }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    for (const [story, words] of [
      [/^One address, 9 accounts/, "198.19.66.6"],
      [/^Dormant account awake/, "Margit Õunapuu · owner"],
      [/^Burst of 7 sign-ins/, "Marcus Rivera"],
    ] as const) {
      await page.goto("/tines");
      await expectPage(page, "Overview");
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Sign-ins/ }).click();
      await mark(page, story).click();
      await expect(mark(page, story)).toContainText(words);
      await page.getByRole("button", { name: "Show its records" }).click();
      await expect(filterBox(page)).not.toHaveValue("");
      await expect(recordsTable(page).getByRole("rowheader").first()).toBeVisible();
    }
  });

  test("and by keyboard alone, down to the single record", async ({ page }) => {
    await page.clock.install({ time: NOW });
    await signIn(page);
    await page.goto("/tines");
    await expectPage(page, "Overview");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Page, record or action" })).toBeFocused();
    await page.keyboard.type("sign-ins");
    await page.keyboard.press("Enter");
    await expectPage(page, "Sign-ins");
    await expectRead(page);
    const dormant = mark(page, /^Dormant account awake/);
    // Tab reaches it: there is no other way to be sure.
    for (let presses = 0; presses < 60; presses += 1) {
      if (await dormant.evaluate((button) => button === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(dormant).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dormant).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("list", { name: "The records that made it" }).getByRole("link").first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: /^Sign-in \d+$/ })).toBeVisible();
    await expect(page.getByText("2001:db8:f3a1:9::1c").first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Why it is marked" })).toBeVisible();
    await expect(page.getByText("2026-01-11T03:12:")).toBeVisible();
  });

  test("a mark says its rule, can be noted, put aside and taken back, and follows its threshold", async ({ page }) => {
    await openAudit(page);
    const shared = mark(page, /^One address, 9 accounts/);
    await shared.click();
    await expect(page.getByText(/^Rule: At least 5 people from one address/)).toBeVisible();
    await expect(page.getByRole("list", { name: "The records that made it" }).getByRole("listitem")).toHaveCount(9);
    await page.getByRole("textbox", { name: "Note, for this tab" }).fill("asked the office");
    const before = Number(await figure(page, "Looks odd").locator("span").first().textContent());
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect(shared).toHaveCount(0);
    await expect(figure(page, "Looks odd")).toContainText(`${String(before - 1)} open`);
    await page.getByRole("button", { name: "1 dismissed" }).click();
    await shared.click();
    await expect(page.getByRole("textbox", { name: "Note, for this tab" })).toHaveValue("asked the office");
    await page.getByRole("button", { name: "Take back" }).click();
    await expect(page.getByRole("button", { name: "1 dismissed" })).toHaveCount(0);

    await page.getByRole("button", { name: "Rules" }).click();
    const rules = page.getByRole("group", { name: "Rules and thresholds" });
    await rules.getByRole("spinbutton", { name: /^Shared address/ }).fill("10");
    await rules.getByRole("spinbutton", { name: /^Shared address/ }).press("Tab");
    await expect(page).toHaveURL(/rules=shared:10/);
    await expect(shared).toHaveCount(0);
    await rules.getByRole("button", { name: "As usual" }).click();
    await expect(shared).toHaveCount(1);
  });

  test("the marks go into a file with their reasons", async ({ page }) => {
    await openAudit(page);
    await page.getByRole("region", { name: "What looks odd" }).getByRole("button", { name: "Export" }).click();
    const file = rows(await save(page, page.getByRole("dialog", { name: "Save marks as a file" })));
    const shared = file.find((row) => row["Mark"] === "shared-address");
    expect(shared?.["Address"]).toBe("198.19.66.6");
    expect(shared?.["Records"]).toBe("9");
    expect(shared?.["Rule"]).toMatch(/^At least 5 people/);
    expect(file[0]?.["Mark"]).toBe("dormant");
  });

  test("from a mark a session is ended, and the journal has it", async ({ page, sandbox }) => {
    const [margit] = await sandbox.query<{ id: number }>("SELECT id FROM users WHERE email LIKE 'margit%'");
    await openAudit(page);
    await mark(page, /^Dormant account awake/).click();
    const body = page.getByRole("region", { name: "What looks odd" });
    await expect(body.getByRole("link", { name: "Open user" })).toHaveAttribute("href", `/tines/users/${String(margit?.id)}`);
    await body.getByRole("button", { name: "Actions" }).click();
    await body.getByRole("button", { name: "End the session" }).click();
    await confirm(page, "End the session of Margit Õunapuu?", "End session");
    await sendNow(page);
    await expect.poll(async () => (await writes(sandbox)).length).toBe(1);
    expect((await writes(sandbox)).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${userPath(margit?.id ?? 0, "/expire_session")}`,
    ]);
    await openJournal(page);
    await expect(page.getByRole("main")).toContainText("Margit");
  });
});

test.describe("looking through", () => {
  test("an hour of the week, a day, an address and a person filter everything, and are let go again", async ({
    page,
    sandbox,
  }) => {
    await openAudit(page, "?zone=utc");
    const all = (await idsSince(sandbox, NOON - MONTH)).length;
    const heat = page.getByRole("region", { name: "When" }).getByRole("gridcell", { name: /^Sunday 03:00/ });
    await heat.click();
    await expect(filterBox(page)).toHaveValue("weekday:sun hour:3");
    const nights = await sandbox.query<{ n: number }>(
      `SELECT count(*) AS n FROM sign_ins WHERE success AND created_at BETWEEN ?1 AND ?2
       AND strftime('%w %H', created_at / 1000, 'unixepoch') = '0 03'`,
      [NOON - MONTH, NOON],
    );
    await expectRecords(page, nights[0]?.n ?? -1);
    await expect(figure(page, "Sign-ins")).toContainText(String(nights[0]?.n));
    await heat.click();
    await expect(filterBox(page)).toHaveValue("");
    await expectRecords(page, all);

    await page.getByRole("button", { name: "198.19.66.6", exact: true }).click();
    await expect(filterBox(page)).toHaveValue('ip:198.19.66.6');
    await expectRecords(page, 9);
    await page.getByRole("button", { name: "By network (/24, /48)" }).click();
    await expect(page).toHaveURL(/fold=1/);
    await filterBox(page).fill("");
    await page.getByRole("button", { name: "198.19.66.0/24", exact: true }).click();
    await expectRecords(page, 9);
  });

  test("the whole filter language holds", async ({ page, sandbox }) => {
    await openAudit(page, "?zone=utc");
    const count = async (where: string): Promise<number> => (await idsSince(sandbox, NOON - MONTH, `success AND ${where}`)).length;
    for (const [filter, where] of [
      ["ip:198.19.0.0/16", "ip LIKE '198.19.%'"],
      ["ip:2001:db8::/32", "ip LIKE '2001:db8:%'"],
      ["client:firefox", "user_agent LIKE '%Firefox/%'"],
      ["at:>2026-01-10", "created_at >= 1768089600000"],
      ["user:whelan", "user_id IN (SELECT id FROM users WHERE last_name = 'Whelan')"],
      ["date:2026-01-11", "date(created_at / 1000, 'unixepoch') = '2026-01-11'"],
      ["owner:yes -date:2026-01-11", "date(created_at / 1000, 'unixepoch') <> '2026-01-11' AND user_id IN (SELECT id FROM users WHERE admin)"],
      ["whelan firefox", "user_id IN (SELECT id FROM users WHERE last_name = 'Whelan') AND user_agent LIKE '%Firefox/%'"],
    ] as const) {
      await filterBox(page).fill(filter);
      const expected = await count(where);
      expect(expected, filter).toBeGreaterThan(0);
      await expectRecords(page, expected);
    }
    await filterBox(page).fill("nonsense:1");
    await expect(page.getByRole("status").filter({ hasText: "nonsense" })).toBeVisible();
  });

  test("the span, the clock and the filter stand in the URL and outlive a reload; back undoes", async ({ page, sandbox }) => {
    await openAudit(page);
    await page.getByRole("button", { name: "7 d" }).click();
    const week = (await idsSince(sandbox, NOON - 7 * DAY)).length;
    await expectRecords(page, week);
    await page.getByRole("button", { name: "UTC" }).click();
    await expect(page).toHaveURL(/range=7d&zone=utc/);
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(figure(page, "Sign-ins")).toContainText(/before$/);
    await page.reload();
    await expectRead(page);
    await expectRecords(page, week);
    await expect(page.getByRole("button", { name: "UTC" })).toHaveAttribute("aria-pressed", "true");
    await page.goBack();
    await expect(page.getByRole("button", { name: "Compare" })).toHaveAttribute("aria-pressed", "false");
  });

  test("lanes by keyboard", async ({ page }) => {
    await openAudit(page);
    const lanes = page.getByRole("listbox", { name: "Lanes, one person a line" });
    await lanes.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("region", { name: "Lanes" })).toContainText(/·.*\d\d:\d\d/);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: /^Sign-in \d+$/ })).toBeVisible();
  });
});

test.describe("clocks", () => {
  test.use({ timezoneId: "Europe/Dublin", tenant: { seed: "empty" } });
  test("the hour that is missing when summer time begins is no hour of anybody's", async ({ page, sandbox }) => {
    const now = Date.parse("2026-03-30T12:00:00Z");
    await sandbox.advance(now - NOON);
    const ann = await addUser(sandbox, "ann@example.com", { last_seen: now });
    await addSignIn(sandbox, ann, Date.parse("2026-03-29T00:30:00Z"), "192.0.2.1");
    await addSignIn(sandbox, ann, Date.parse("2026-03-29T01:30:00Z"), "192.0.2.1");
    await page.clock.install({ time: now });
    await signIn(page);
    await page.goto("/tines/sign-ins?q=user:ann");
    await expectRead(page);
    await expectRecords(page, 2);
    const cell = (hour: string) => page.getByRole("gridcell", { name: new RegExp(`^Sunday ${hour}:00`) });
    await expect(cell("00")).toHaveAccessibleName(/: 1 sign-in/);
    await expect(cell("01")).toHaveAccessibleName(/: 0 sign-ins|no sign-in/i);
    await expect(cell("02")).toHaveAccessibleName(/: 1 sign-in/);
    await page.getByRole("button", { name: "UTC" }).click();
    await expect(cell("01")).toHaveAccessibleName(/: 1 sign-in/);
    await expect(cell("02")).toHaveAccessibleName(/: 0 sign-ins|no sign-in/i);
  });
});

test.describe("other tenants", () => {
  test.describe("of 2019", () => {
    test.use({ tenant: { flags: ["--sign-ins", "array", "--audit-logs", "missing", "--user-fields", "2019"] } });
    test("say how it ended and where that was", async ({ page, sandbox, complaints }) => {
      complaints.announce(/404/);
      await openAudit(page);
      const head = recordsTable(page).getByRole("columnheader");
      await expect(head.filter({ hasText: "Result" })).toBeVisible();
      const all = await idsSince(sandbox, NOON - MONTH, "TRUE");
      await expectRecords(page, all.length);
      const failed = await idsSince(sandbox, NOON - MONTH, "NOT success");
      await expect(figure(page, "Failures")).toContainText(String(failed.length));
      await filterBox(page).fill("result:failed");
      await expectRecords(page, failed.length);
      const row = recordsTable(page).getByRole("row").filter({ has: page.getByRole("rowheader") }).first();
      await expect(row.getByRole("cell").filter({ hasText: /^Failed/ })).toBeVisible();
      await filterBox(page).fill("");
      await expect(mark(page, /^3 failed attempts, then a success/).first()).toBeVisible();
    });
  });

  test.describe("an empty one", () => {
    test.use({ tenant: { seed: "empty" } });
    test("has nothing odd, and says what is known", async ({ page }) => {
      await openAudit(page);
      await expectRecords(page, 1);
      await expect(page.getByText(/^Nothing looks odd by these rules\./)).toBeVisible();
      await expectAccessible(page);
    });
  });
});

for (const width of [1440, 390]) {
  test(`is accessible and no wider than the screen at ${String(width)}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openAudit(page);
    await mark(page, /^One address, 9 accounts/).click();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}
