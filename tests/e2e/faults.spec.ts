/** The fault matrix, cell by cell. What is in it stands in `faults.table.ts`. */
import { expect, signIn, test } from "./fixtures.ts";
import { FAULTS, type Fault, type Outcome, type Reading, ROWS, type Row, type Sending } from "./faults.table.ts";
import { writes } from "./support/changes.ts";
import { giveKeyAgain, gone, Line, setHidden, sight, soon, until } from "./support/faults.ts";
import { NOW, type Sandbox } from "./support/sandbox.ts";
import type { Page } from "@playwright/test";

/** What became of a cell; the reporter reads it. */
export interface Verdict {
  row: string;
  side: "read" | "write";
  fault: string;
  verdict: "held" | "senseless" | "broke";
  /** Why, unless it held. */
  why?: string;
}

const HOUR = 3_600_000;
/** A tab is looked at again before the idle lock would take the keys. */
const AWAY = 5 * 60_000;

/** A page under test, from its first cell to its last. */
class Bench {
  readonly line: Line;
  /** What the page complained of besides failed requests. */
  readonly heard: string[] = [];

  constructor(
    readonly page: Page,
    readonly sandbox: Sandbox,
    readonly row: Row,
    readonly url: string,
  ) {
    this.line = new Line(page);
    page.on("pageerror", (error) => this.heard.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource|net::ERR_/.test(message.text())) {
        this.heard.push(message.text());
      }
    });
  }

  /** Loads the page anew, with nothing left of what was typed before. */
  async load(): Promise<void> {
    this.line.forget();
    await this.page.goto(this.url);
    await this.settle("the page is read");
  }

  /** Goes to the page without a new document. */
  async come(): Promise<void> {
    await this.go(this.url);
    await this.settle("the page is there again");
  }

  /** Leaves the page without a new document, whatever was typed there. */
  async leave(): Promise<void> {
    await this.go(`/${this.row.connection.toLowerCase()}/journal`);
    const leave = this.page.getByRole("alertdialog").getByRole("button", { name: "Leave" });
    await expect(this.page.getByRole("heading", { level: 1, name: "Journal" }).or(leave)).toBeVisible();
    if (await leave.isVisible()) await leave.click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Journal" })).toBeVisible();
  }

  /** Follows a link of the dashboard's own. */
  async go(url: string): Promise<void> {
    await this.page.evaluate((url) => {
      history.pushState(null, "", url);
      dispatchEvent(new PopStateEvent("popstate"));
    }, url);
  }

  /** Nothing is on its way, nothing failed, nothing says that it is busy. */
  async settle(what: string): Promise<void> {
    await soon(this.page, this.line, what, () => this.isSettled());
    await this.row.ready(this.page);
  }

  async isSettled(): Promise<boolean> {
    if (!this.line.isQuiet) return false;
    const busy = await this.page.locator("main .failure, main progress.sync-bar, main [aria-busy=true], main .skeleton").count();
    return busy === 0 && this.line.isQuiet;
  }

  /** Lets it go wrong from now on. */
  async cause({ how }: Fault, { path, method }: { path: string; method?: string }): Promise<void> {
    const where = method === undefined ? { path } : { path, method };
    if ("browser" in how) {
      if (how.browser === "offline") await this.page.context().setOffline(true);
      // No server can play that nobody is found by its name: the browser does, as it would.
      else await this.page.route(/\/(tines\/api|tyk\/(admin|api|hello))/, (route) => route.abort("namenotresolved"));
    } else if ("sandbox" in how) await this.sandbox.fault({ ...where, then: how.sandbox });
    else if ("slow" in how) await this.sandbox.fault({ ...where, then: { hold: true, ...(how.slow > 60 ? { after: true } : {}) } });
    else if ("tab" in how) await this.sandbox.fault({ ...where, then: { hold: true } });
  }

  /** Lets nothing go wrong any more. */
  async lift({ how }: Fault): Promise<void> {
    this.line.isDead = false;
    if ("browser" in how) {
      await this.page.context().setOffline(false);
      await this.page.unrouteAll();
    } else await this.sandbox.mend();
  }

  /** Lets pass what passes while it is on its way. */
  async pass(fault: Fault): Promise<void> {
    const { how } = fault;
    if ("slow" in how) {
      this.line.isDead = how.slow > 60;
      await this.page.clock.fastForward(how.slow * 1000);
      if (!this.line.isDead) {
        expect(await this.page.locator(".failure").allInnerTexts(), "nothing fails for being slow").toEqual([]);
      }
    }
    if ("tab" in how) {
      await setHidden(this.page, true);
      await this.lift(fault);
      let looks = 0;
      // One answer may lead to the next question.
      await until("it is answered out of sight", () => (looks = this.line.isQuiet ? looks + 1 : 0) > 8);
      await this.page.clock.fastForward(AWAY);
      await setHidden(this.page, false);
    }
  }

  /** Neither the dashboard nor a part of it broke. */
  async isWhole(): Promise<void> {
    expect(await this.page.locator("html[data-failed]").count(), "the dashboard did not crash").toBe(0);
    expect(this.heard, "the console has nothing but failed requests").toEqual([]);
  }
}

/** What a failure is to say, and whether there has to be one. */
function words(outcome: Outcome): { says?: readonly string[]; must: boolean } {
  if (typeof outcome !== "object") return { must: false };
  if ("fails" in outcome) return { says: outcome.fails, must: true };
  return "mayFail" in outcome ? { says: outcome.mayFail, must: false } : { must: false };
}

const question = (bench: Bench) => bench.page.getByRole("alertdialog", { name: `The key of ${bench.row.connection} was refused` });

async function read(bench: Bench, reading: Reading, fault: Fault, outcome: Outcome): Promise<void> {
  const { page, line } = bench;
  const failure = page.locator("main .failure");
  const retry = async () => {
    if (reading.retry !== undefined) return reading.retry(page);
    // A network that is back is noticed without anybody's help.
    await until("it is tried again", async () => {
      if ((await failure.count()) === 0) return true;
      return failure.getByRole("button", { name: "Try again" }).first().click({ timeout: 500 }).then(() => true, () => false);
    });
  };
  const before = await sight(page);
  let isThere = reading.opens === undefined;
  const stands = async (when: string) => {
    if (isThere) expect(gone(before, await sight(page), reading.volatile), `what was on screen stays ${when}`).toEqual([]);
  };
  const again = async () => {
    if (reading.opens === "anew") await page.reload();
    else if (reading.opens === "within") await bench.go(bench.url);
    else await reading.again?.(page);
  };
  if (reading.opens === "within") await bench.leave();
  await bench.cause(fault, reading);
  const asked = line.count;
  await again();
  await until("it asks", () => line.count > asked);
  await bench.pass(fault);
  if (outcome === "asks for the key") {
    await soon(page, line, "it asks for the key", async () => question(bench).isVisible());
    await stands("behind the question");
    await bench.lift(fault);
    await giveKeyAgain(page, bench.row.connection);
    await stands("after it");
    await soon(page, line, "it is quiet", async () => (await failure.count()) > 0 || bench.isSettled());
    if ((await failure.count()) > 0) await retry();
  } else {
    const { says, must } = words(outcome);
    if ("slow" in fault.how && fault.how.slow <= 30) {
      await stands("meanwhile");
      await bench.lift(fault);
    }
    const hasFailed = async () => (await failure.count()) > 0;
    await soon(page, line, must ? "it says that it failed" : "it ends", async () => (await hasFailed()) || (!must && (await bench.isSettled())));
    const told = await failure.allInnerTexts();
    if (told.length > 0) {
      expect(says === undefined ? told : [], "nothing fails").toEqual([]);
      for (const words of says ?? []) expect(told.join("\n")).toContain(words);
    }
    if (typeof outcome !== "object" || !("differs" in outcome)) await stands(told.length > 0 ? "beside the failure" : "");
    const more = line.count;
    await bench.lift(fault);
    if (told.length === 0 && reading.opens === "within") await bench.leave();
    await (told.length > 0 ? retry() : again());
    await until("it asks again", () => line.count > more);
  }
  await bench.settle("all is well once the fault is gone");
  isThere = true;
  // What a list is counted into comes a moment after its rows.
  let missing: string[] = [];
  const isBack = async () => (missing = gone(before, await sight(page), reading.volatile)).length === 0;
  await soon(page, line, "all stands there again", isBack).catch(() => {});
  expect(missing, "what was on screen stands there in the end").toEqual([]);
}

async function send(bench: Bench, sending: Sending, fault: Fault, outcome: Outcome, cell: number): Promise<void> {
  const { page, line, sandbox } = bench;
  // What only reads is carried out by nobody.
  const arrives = fault.arrives === true && sending.method !== "GET" && sending.stored !== undefined;
  await sending.type(page, sandbox, cell);
  const before = await sight(page);
  await bench.cause(fault, sending);
  await sandbox.forgetRequests();
  const asked = line.count;
  await sending.send(page);
  await until("it sends", async () => {
    await sending.agree?.(page);
    return line.count > asked;
  });
  await bench.pass(fault);
  const told = sending.told(page);
  const stays = async (when: string) => {
    const { typed } = await sight(page);
    expect(typed, `typed text stays ${when}`).toEqual(before.typed);
  };
  const isDone = () => sending.isDone(page);
  let isOver = false;
  if (outcome === "asks for the key") {
    await soon(page, line, "it asks for the key", async () => question(bench).isVisible());
    await stays("behind the question");
    await bench.lift(fault);
    await giveKeyAgain(page, bench.row.connection);
    await stays("after it");
  } else if (typeof outcome === "object" && "asks" in outcome) {
    const asked = page.getByRole("dialog", { name: outcome.asks });
    await soon(page, line, "it asks what is wanted", async () => asked.isVisible());
    await stays("behind the question");
    if (sending.stored !== undefined) expect(await sending.stored(sandbox, cell), "nothing was sent").toBe(0);
    await bench.lift(fault);
    await page.keyboard.press("Escape");
    await expect(asked).toBeHidden();
  } else {
    const { says, must } = words(outcome);
    if ("slow" in fault.how && fault.how.slow <= 30) {
      await stays("meanwhile");
      await bench.lift(fault);
    }
    const hasFailed = async () => (await told.allInnerTexts()).join("").trim() !== "";
    await soon(page, line, must ? "it says that it failed" : "it ends", async () => {
      await sending.agree?.(page);
      return (await hasFailed()) || (!must && (await isDone()));
    });
    isOver = !(await hasFailed());
    if (!isOver) {
      const text = (await told.allInnerTexts()).join("\n");
      expect(says, `nothing fails: ${text}`).toBeDefined();
      for (const part of says ?? []) expect(text, "it says what happened, and what to do").toContain(part);
      await stays("beside the failure");
      if (sending.stored !== undefined) expect(await sending.stored(sandbox, cell), "what the tenant has of it").toBe(arrives ? 1 : 0);
    }
    await bench.lift(fault);
  }
  if (!isOver && !(arrives && sending.looks === "person")) {
    await (sending.retry ?? sending.send)(page);
    await soon(page, line, "it is done once the fault is gone", async () => {
      await sending.agree?.(page);
      return isDone();
    });
  }
  if (sending.stored === undefined) return;
  expect(await sending.stored(sandbox, cell), "the tenant has it once").toBe(1);
  const sent = (await writes(sandbox)).filter(({ resent }) => !resent);
  const carriedOut = sent.filter(({ status, faults }) => (faults.length > 0 ? arrives : status !== null && status < 300));
  expect(carriedOut.length, "nothing was written twice").toBe(1);
}

for (const row of ROWS) {
  for (const side of ["read", "write"] as const) {
    const doing = row[side];
    if ("senseless" in doing) continue;
    test.describe(() => {
      test.use({ tenant: { ...row.tenant, flags: [...(row.tenant?.flags ?? []), "--no-limits"] } });

      test(`${row.name}: ${side}`, async ({ page, sandbox, complaints, context }, testInfo) => {
        test.setTimeout(300_000);
        complaints.announce(/Failed to load resource|net::ERR_/);
        const verdicts: Verdict[] = [];
        await page.clock.install({ time: NOW });
        await signIn(page, row.keys);
        const bench = new Bench(page, sandbox, row, await row.make(sandbox));
        await bench.load();
        if (row.isFirst === undefined) await until("all of the dashboard is there", () => bench.line.isWhole);
        // To look at one column by hand.
        const only = process.env["FAULT"];
        for (const [cell, fault] of FAULTS.entries()) {
          if (only !== undefined && !fault.name.includes(only)) continue;
          const judge = (verdict: Verdict["verdict"], why?: string) =>
            verdicts.push({ row: row.name, side, fault: fault.name, verdict, ...(why === undefined ? {} : { why }) });
          const outcome = doing.other?.[fault.name] ?? fault[side];
          if (typeof outcome === "object" && "senseless" in outcome) {
            judge("senseless", outcome.senseless);
            continue;
          }
          try {
            if ("clock" in fault.how) {
              // Not under the page's feet: that would be hours of sleep, after which the keys are gone.
              if ("send" in doing) await doing.restore?.(sandbox);
              await page.goto("about:blank");
              await page.clock.setSystemTime(Date.parse(NOW) + fault.how.clock * HOUR);
              await bench.load();
            } else if ("send" in doing && row.keys === undefined) {
              await doing.restore?.(sandbox);
              await bench.leave();
              await bench.come();
            } else if (row.keys !== undefined) {
              await signIn(page, row.keys);
              await bench.load();
            }
            if ("send" in doing) await send(bench, doing, fault, outcome, cell);
            else await read(bench, doing, fault, outcome);
            await bench.isWhole();
            judge("held");
          } catch (error) {
            const why = String(error instanceof Error ? error.message : error).replace(/\u001b\[\d+m/g, "");
            judge("broke", why.slice(0, 600));
            await testInfo.attach(fault.name, { body: await page.screenshot(), contentType: "image/png" });
            bench.heard.length = 0;
            bench.line.isDead = false;
            await context.setOffline(false);
            await page.unrouteAll();
            await sandbox.mend();
            await page.goto("about:blank");
            await signIn(page, row.keys);
            await page.evaluate(() => sessionStorage.removeItem("gatehouse.drafts"));
            if ("send" in doing) await doing.restore?.(sandbox);
            await bench.load();
          }
        }
        await testInfo.attach("faults", { body: JSON.stringify(verdicts), contentType: "application/json" });
        expect(verdicts.filter(({ verdict }) => verdict === "broke").map(({ fault, why }) => `${fault}: ${why ?? ""}`)).toEqual([]);
      });
    });
  }
}
