/**
 * The fault matrix: every page, everything that can go wrong, once while it reads and once while it writes.
 * A cell that makes no sense says why. The runner is `faults.spec.ts`, the printed table `faults.reporter.ts`.
 */
import { expect, type Locator, type Page } from "@playwright/test";

import { choose, confirm, dock, question, sendNow } from "./support/changes.ts";
import { expectPage } from "./support/dashboard.ts";
import { addJobs, choose as chooseJobs, confirm as confirmJobs, FETCH, plant } from "./support/clearing.ts";
import { addUser } from "./support/forms.ts";
import type { Effect, Sandbox, Tenant } from "./support/sandbox.ts";
import { demoKeys } from "./support/session.ts";
import { addTemplate } from "./support/templates.ts";
import { addOrganisation } from "./support/tyk.ts";

/** How a fault comes about. */
export type How =
  /** The sandbox does it. */
  | { sandbox: Effect }
  /** The browser has no network, or finds nobody of that name. No server can play that. */
  | { browser: "offline" | "unresolved" }
  /** The answer comes after so many seconds of the page's clock, or never. */
  | { slow: number }
  /** The tab goes out of sight for some minutes while it is on its way. */
  | { tab: "hidden" }
  /** The machine's clock is wrong by so many hours. */
  | { clock: number };

/** What the page says, where it says something: what happened, and what to do. */
export type Says = readonly [what: string, todo: string];

/** How a cell is to go. */
export type Outcome =
  /** A failure in these words; the same again once the fault is gone works. */
  | { fails: Says }
  /** Nobody notices. */
  | "well"
  /** It fails in these words, or nobody notices. */
  | { mayFail: Says }
  /** It shows what could be read of it, for the reason given; all is as before once the fault is gone. */
  | { differs: string }
  /** A question of this name, and nothing is sent. */
  | { asks: RegExp }
  /** The question for the key, and then the failure or not. */
  | "asks for the key";

/** Something that can go wrong. */
export interface Fault {
  name: string;
  how: How;
  read: Outcome;
  write: Outcome;
  /** A write was carried out all the same. */
  arrives?: true;
  /** It never reaches the tenant. */
  isLost?: true;
}

const OFFLINE: Says = ["No answer: the connection failed", "Check the network and the reverse proxy, then try again"];
const LATE: Says = ["No answer in time", "Try again"];
const ODD: Says = ["The answer is not what this API says", "check the reverse proxy"];
const SERVER: Says = ["The server failed", "Try again in a moment"];
const DOUBT = "look at the record first, and send it again only if it was not";
const FORBIDDEN: Says = ["This key may not do that", "Ask an owner of the tenant"];
const MISSING: Says = ["Not found", "deleted meanwhile, or this key may not see it"];
const CONFLICT: Says = ["Somebody else changed it", "Read it again, look at what changed"];
const REFUSED: Says = ["The server refused what was sent", "Try again in a moment"];
const BUSY: Says = ["Too many requests", "Wait a moment, then try again"];

/** A page shows what a server says, as far as it can be read; a reply is refused only if it is not what the call is for. */
const SHOWN = { differs: "What is of the wrong type counts as not said (docs/architecture.md, `wire`)." } as const;
/** What is in the options of an Action is nobody's field. */
const DATA = { differs: "What stands in an Action’s options is shown as it is, whatever it is." } as const;
const CHANGED = { asks: /^Somebody else changed this .* meanwhile$/ } as const;
/** A list that is null is how a Tyk Dashboard says that it is empty (docs/contract.md). */
const NONE = { differs: "A null list is how this API says that there is none (docs/contract.md)." } as const;

/** Each shape in which a tenant has been seen to say that it failed, and what is to be seen of it. */
const SHAPES: readonly (readonly [name: string, effect: Effect, words: string])[] = [
  ["objects", { status: 500, body: { errors: [{ message: "All is lost", details: "" }] } }, "All is lost"],
  ["bare array", { status: 500, body: [{ message: "All is lost", details: "" }] }, "All is lost"],
  ["texts", { status: 500, body: { errors: ["All is lost"] } }, "All is lost"],
  ["fields", { status: 500, body: { errors: { base: ["All is lost"] } } }, "The server failed"],
  ["error", { status: 500, body: { error: "All is lost" } }, "All is lost"],
  ["message", { status: 500, body: { message: "All is lost" } }, "All is lost"],
  ["text", { status: 500, body: "All is lost" }, "All is lost"],
  ["html", { status: 500, body: "<html><title>Sorry</title>", content_type: "text/html" }, "The server failed"],
  ["nothing", { status: 500 }, "The server failed"],
];

/** All that can go wrong, in the order of the table. */
export const FAULTS: readonly Fault[] = [
  { name: "offline", how: { browser: "offline" }, read: { fails: OFFLINE }, write: { fails: [OFFLINE[0], ""] }, isLost: true },
  { name: "name not resolved", how: { browser: "unresolved" }, read: { fails: OFFLINE }, write: { fails: [OFFLINE[0], ""] }, isLost: true },
  // Not carried out: a browser sends such a request again by itself, and that would be its doing.
  { name: "dropped", how: { sandbox: { drop: true } }, read: { fails: OFFLINE }, write: { fails: [OFFLINE[0], DOUBT] } },
  { name: "slow, 20 s", how: { slow: 20 }, read: "well", write: "well", arrives: true },
  { name: "no answer, 90 s", how: { slow: 90 }, read: { fails: LATE }, write: { fails: [LATE[0], DOUBT] }, arrives: true },
  { name: "cut-off JSON", how: { sandbox: { cut_after: 9 } }, read: { fails: ODD }, write: { mayFail: [ODD[0], DOUBT] }, arrives: true },
  { name: "cut-off on the way", how: { sandbox: { cut_after: 9, ending: "dropped" } }, read: { fails: OFFLINE }, write: { fails: [OFFLINE[0], DOUBT] }, arrives: true },
  { name: "502, HTML", how: { sandbox: { html_502: true, after: true } }, read: { fails: SERVER }, write: { fails: [SERVER[0], DOUBT] }, arrives: true },
  ...SHAPES.map(([name, effect, words], index): Fault => {
    // Every other one carried out first: a 500 says nothing about that.
    const arrives = index % 2 === 0;
    return {
      name: `500, ${name}`,
      how: { sandbox: arrives ? { ...effect, after: true } : effect },
      read: { fails: [words, SERVER[1]] },
      write: { fails: [words, DOUBT] },
      ...(arrives ? { arrives: true as const } : {}),
    };
  }),
  { name: "401 mid-work", how: { sandbox: { status: 401, body: { error: "Key expired" } } }, read: "asks for the key", write: "asks for the key" },
  { name: "403", how: { sandbox: { status: 403, body: { error: "Forbidden" } } }, read: { fails: FORBIDDEN }, write: { fails: FORBIDDEN } },
  { name: "404", how: { sandbox: { status: 404, body: { error: "Not found" } } }, read: { fails: MISSING }, write: { fails: MISSING } },
  { name: "409", how: { sandbox: { status: 409, body: { error: "Taken" } } }, read: { fails: REFUSED }, write: { fails: CONFLICT } },
  { name: "422 with fields", how: { sandbox: { status: 422, body: { errors: { seats: ["are all taken"] } } } }, read: { fails: REFUSED }, write: { fails: ["are all taken", ""] } },
  { name: "429, Retry-After", how: { sandbox: { status: 429, retry_after: 3 } }, read: { fails: BUSY }, write: { fails: BUSY } },
  { name: "429", how: { sandbox: { status: 429 } }, read: { fails: BUSY }, write: { fails: BUSY } },
  { name: "wrong types", how: { sandbox: { reshape: "wrong_types" } }, read: SHOWN, write: { mayFail: ["", DOUBT] }, arrives: true },
  { name: "unknown fields", how: { sandbox: { reshape: "unknown_fields" } }, read: "well", write: "well", arrives: true },
  { name: "null lists", how: { sandbox: { reshape: "null_lists" } }, read: { mayFail: ODD }, write: { mayFail: ["", DOUBT] }, arrives: true },
  { name: "10 MB", how: { sandbox: { reshape: "ten_megabytes" } }, read: "well", write: "well", arrives: true },
  { name: "hidden and woken", how: { tab: "hidden" }, read: "well", write: "well", arrives: true },
  { name: "clock an hour fast", how: { clock: 1 }, read: "well", write: "well", arrives: true },
  { name: "clock an hour slow", how: { clock: -1 }, read: "well", write: "well", arrives: true },
];

/** What a page does that can go wrong. */
interface Doing {
  /** The calls that are hit. */
  path: string;
  method?: string;
  /** What of the page goes with the time and is not compared. */
  volatile?: RegExp;
  /** Where it goes otherwise than the faults say, or makes no sense. */
  other?: Record<string, Outcome | Senseless>;
}

/** Why something makes no sense. */
export interface Senseless {
  senseless: string;
}

/** A page that asks for what it shows. */
export interface Reading extends Doing {
  /** What asks again once the fault is gone; what the failure offers, if not given. */
  retry?: (page: Page) => Promise<void>;
  /** Asks once more, the page standing. */
  again?: (page: Page) => Promise<void>;
  /** It asks when it is opened, and not again: from within the dashboard, or with a new document. */
  opens?: "within" | "anew";
}

/** A page that sends something, or asks for something with words that were typed. */
export interface Sending extends Doing {
  /** Fills in what is to be sent; each cell has a number of its own. */
  type: (page: Page, sandbox: Sandbox, cell: number) => Promise<void>;
  /** Sends it, as far as the request. */
  send: (page: Page) => Promise<void>;
  /** Answers what is asked before it leaves, if it is. */
  agree?: (page: Page) => Promise<void>;
  /** Puts back what an earlier cell has taken away. */
  restore?: (sandbox: Sandbox) => Promise<void>;
  /** Where a failure is told; not there before. */
  told: (page: Page) => Locator;
  /** Sends it once more; as the first time, if not given. */
  retry?: (page: Page) => Promise<void>;
  /**
   * Where a failure leaves it open whether it was carried out: the form looks by itself when it is sent again,
   * or the person looks, as the words ask, and sends it again only if it was not.
   */
  looks: "itself" | "person";
  /** Whether the page says that it is done. */
  isDone: (page: Page) => Promise<boolean>;
  /** How often the tenant has it; where nothing is written, not given. */
  stored?: (sandbox: Sandbox, cell: number) => Promise<number>;
}

/** A page. */
export interface Row {
  name: string;
  connection: "Tines" | "Tyk";
  tenant?: Tenant;
  /** It does without the dashboard's second file, which is not fetched for it. */
  isFirst?: true;
  /** The keys of the tab, if not those of both. */
  keys?: Record<string, string>;
  /** Makes what it shows; answers with where it is. */
  make: (sandbox: Sandbox) => Promise<string>;
  /** It is there, with all that it reads. */
  ready: (page: Page) => Promise<void>;
  read: Reading | Sending | Senseless;
  write: Sending | Senseless;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).first().click();
};

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

/** A form is left once it is saved, unless there is something to say of it. */
const isSaved = (form: (page: Page) => Locator) => async (page: Page) =>
  (await form(page).count()) === 0 || (await page.getByText(/^The server did not keep all that was sent/).count()) > 0;

const isGone = (what: (page: Page) => Locator) => async (page: Page) => (await what(page).count()) === 0;

/** Where a form says what is wrong. */
const summary = (page: Page) => page.getByRole("group", { name: "What is wrong" });

/** Agrees to what would be saved, as soon as that is asked. */
async function agree(page: Page): Promise<void> {
  const yes = page.getByRole("dialog", { name: "Save these changes?" }).getByRole("button", { name: "Save", exact: true });
  if (await yes.isVisible()) await yes.click();
}

/** How many rows of the tenant a cell has left: those with its words. */
const rows = (from: string, words: (cell: number) => string) => async (sandbox: Sandbox, cell: number) => {
  const [row] = await sandbox.query<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, [words(cell)]);
  return row?.n ?? 0;
};

const named = (cell: number): string => `Cell ${String(cell)}`;
const address = (cell: number): string => `cell${String(cell)}@example.com`;

/** A change that goes through the dock. */
const DOCKED = {
  send: sendNow,
  told: (page: Page) => page.locator(".dock-card.failed"),
  retry: async (page: Page) => {
    const sure = dock(page).getByRole("checkbox", { name: /^Send it again although/ });
    if ((await sure.count()) > 0) await sure.check();
    await dock(page).getByRole("button", { name: /^(Send again|Send it now)$/ }).click();
  },
  looks: "person",
  isDone: async (page: Page) => (await page.locator(".dock-card:not(.failed)").count()) === 0 && (await page.locator(".dock-card.failed").count()) === 0,
} as const;

/** Takes away what an earlier cell has left in the corner. */
async function tidy(page: Page): Promise<void> {
  const dismiss = dock(page).getByRole("button", { name: "Dismiss" });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** Answers the question before a deletion, without its file. */
async function agreeToDelete(page: Page, button: RegExp, typed?: string): Promise<void> {
  const asked = question(page);
  const file = asked.getByLabel(/Save what will go/);
  if ((await file.count()) > 0) await file.uncheck();
  if (typed !== undefined) await asked.getByLabel(/to confirm/).fill(typed);
  await asked.getByRole("button", { name: button }).click();
  await expect(asked).toBeHidden();
}

/** What is deleted is answered without a body: there is nothing to cut off or to say otherwise. */
const EMPTY_REPLY: Record<string, Outcome | Senseless> = Object.fromEntries(
  ["cut-off JSON", "cut-off on the way", "wrong types", "unknown fields", "null lists", "10 MB"].map((fault) => [
    fault,
    { senseless: "A deletion is answered without a body." },
  ]),
);

/** The pages of the audit log, and not the one call that finds out whether there is one. */
const SIGN_INS = "/tines/api/v1/audit_logs?*per_page=500*";

/** What a figure is said to be, and the list of what was found out just now, which says of each line how it went. */
const OFFERS = /^, |^(in the last 24 hours|waiting for a worker|to be tried again|failed for good|of \d+ at most)$|sign-ins in the last 24 hours$/;

/** What a Tyk Dashboard calls 403 is something that it could not make sense of (docs/contract.md). */
const MALFORMED: Record<string, Outcome> = { "403": { fails: ["The server refused what was sent", ""] } };

const NO_READING = "It asks for nothing of its own: what it compares with comes from the list, whose row this is.";
const NO_WRITING = "Nothing is written there.";
const NO_NETWORK = "Without a network the page itself does not come.";

/** A reading that a new document begins. */
const ANEW: Pick<Reading, "opens" | "other"> = {
  opens: "anew",
  other: { offline: { senseless: NO_NETWORK } },
};

/** A user's form, and what it writes. */
const USER = "/tines/api/v1/admin/users/*";
const userForm: Omit<Sending, "method"> = {
  path: USER,
  type: async (page, _, cell) => field(page, "First name").fill(named(cell)),
  send: press("Save"),
  told: summary,
  looks: "itself",
  isDone: isSaved((page) => field(page, "First name")),
  stored: rows("users WHERE first_name = ?1", named),
};

const TEMPLATE = "472463921472463921";
const templateForm: Omit<Sending, "method"> = {
  path: "/tines/api/v1/admin/templates/*",
  type: async (page, _, cell) => field(page, "Name").fill(named(cell)),
  send: press("Save…"),
  agree,
  told: summary,
  looks: "itself",
  isDone: isGone((page) => page.getByRole("button", { name: /^(Save…|Saving…)$/ })),
  stored: rows("templates WHERE name = ?1", named),
};

const ORG = "5e9d9544a1dcd60001d0ed20";
const organisationForm: Omit<Sending, "method"> = {
  path: "/tyk/admin/organisations/*",
  other: MALFORMED,
  type: async (page, _, cell) => field(page, "Slug").fill(named(cell)),
  send: press("Save"),
  told: summary,
  looks: "itself",
  isDone: isSaved((page) => field(page, "Slug")),
  stored: rows("organisations WHERE body LIKE '%\"' || ?1 || '\"%'", named),
};

const rawForm: Omit<Sending, "method"> = {
  path: "/tyk/admin/organisations/*",
  other: MALFORMED,
  type: async (page, _, cell) => {
    const editor = page.getByRole("textbox", { name: "JSON of the organisation" });
    const text = await editor.inputValue();
    await editor.fill(text.replace(/"owner_slug": "[^"]*"/, `"owner_slug": "${named(cell)}"`));
  },
  send: press("Look at the changes…"),
  agree,
  told: summary,
  looks: "itself",
  isDone: isGone((page) => page.getByRole("textbox", { name: "JSON of the organisation" })),
  stored: rows("organisations WHERE body LIKE '%\"' || ?1 || '\"%'", named),
};

const GATEWAY_USER = "54bd0ad9ff4329b88985aafb";
const gatewayForm: Omit<Sending, "method"> = {
  path: "/tyk/admin/users/*",
  other: MALFORMED,
  type: async (page, _, cell) => field(page, "Last name").fill(named(cell)),
  send: press("Save"),
  told: summary,
  looks: "itself",
  isDone: isSaved((page) => field(page, "Last name")),
  stored: rows("gateway_users WHERE body LIKE '%\"' || ?1 || '\"%'", named),
};

async function oneTemplate(sandbox: Sandbox): Promise<void> {
  await addTemplate(sandbox, TEMPLATE, { options: '{"url":"https://one.example"}' });
}

async function oneOrganisation(sandbox: Sandbox): Promise<void> {
  await addOrganisation(sandbox, ORG, "Gannet", '{"owner_slug":"gannet","cname":"","cname_enabled":false,"sso_enabled":false}', [["Orders", "a2"]]);
}

async function oneGatewayUser(sandbox: Sandbox, id = GATEWAY_USER, email = "ann@example.com"): Promise<void> {
  await sandbox.execute(
    `INSERT INTO gateway_users (id, organisation_id, email_address, access_key, body, position) VALUES (?1, ?2, ?3, ?4, ?5, 900)`,
    [id, ORG, email, `${id}-key`, '{"first_name":"Ann","last_name":"Lee","active":true,"user_permissions":{"apis":"read"}}'],
  );
}

const ready = (heading: string) => async (page: Page) => expectPage(page, heading);

/** All pages, in the order of the table. */
export const ROWS: readonly Row[] = [
  {
    name: "users list",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      for (let cell = 0; cell < FAULTS.length; cell += 1) {
        await addUser(sandbox, address(cell), { first_name: `Cell${String(cell)}`, last_seen: 1_700_000_000_000 });
      }
      return "/tines/users?q=example";
    },
    ready: ready("Users"),
    read: { path: "/tines/api/v1/admin/users*", again: press("Refresh") },
    write: {
      ...DOCKED,
      path: USER,
      method: "PUT",
      type: async (page, _, cell) => {
        await tidy(page);
        await page.getByRole("combobox", { name: "Filter users" }).fill(address(cell));
        await page.getByRole("checkbox", { name: `Select Cell${String(cell)} Lee`, exact: true }).check();
        await choose(page, "Change", "Deactivate");
        await confirm(page, `Deactivate Cell${String(cell)} Lee?`, "Deactivate");
      },
      stored: rows("users WHERE email = ?1 AND NOT is_active", address),
    },
  },
  {
    name: "user record",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => `/tines/users/${String(await addUser(sandbox, "ann@example.com", { last_seen: 1_700_000_000_000 }))}`,
    ready: ready("Ann Lee"),
    read: { path: USER, again: press("Read again"), other: { "null lists": SHOWN } },
    write: {
      ...DOCKED,
      path: USER,
      method: "PUT",
      restore: async (sandbox) => {
        await sandbox.execute("UPDATE users SET is_active = 1 WHERE email = 'ann@example.com'");
      },
      type: async (page) => {
        await tidy(page);
        await choose(page, "Actions", "Deactivate");
        await confirm(page, "Deactivate Ann Lee?", "Deactivate");
      },
      stored: rows("users WHERE email = ?1 AND NOT is_active", () => "ann@example.com"),
    },
  },
  {
    name: "user form",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => `/tines/users/${String(await addUser(sandbox, "ann@example.com"))}?edit=1`,
    ready: async (page) => expect(field(page, "First name")).toBeVisible(),
    read: { path: USER, opens: "within", other: { "null lists": SHOWN } },
    write: { ...userForm, method: "PUT" },
  },
  {
    name: "user form, before saving",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => `/tines/users/${String(await addUser(sandbox, "ann@example.com"))}?edit=1`,
    ready: async (page) => expect(field(page, "First name")).toBeVisible(),
    read: { ...userForm, method: "GET", other: { "wrong types": CHANGED } },
    write: { senseless: "It is the row above." },
  },
  {
    name: "invite",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async () => "/tines/users/new",
    ready: ready("New user"),
    read: { senseless: NO_READING },
    write: {
      path: "/tines/api/v1/admin/users",
      method: "POST",
      type: async (page, _, cell) => {
        await field(page, "E-mail").fill(address(cell));
        await field(page, "Last name").fill(named(cell));
      },
      send: press("Create and invite"),
      told: summary,
      looks: "person",
      isDone: async (page) =>
        (await page.locator(".made .done").count()) > 0 ||
        (await page.getByRole("button", { name: /^(Create and invite|Creating…)$/ }).count()) === 0,
      stored: rows("users WHERE email = ?1", address),
    },
  },
  {
    name: "import",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async () => "/tines/users/import",
    ready: ready("Import users"),
    read: { senseless: NO_READING },
    write: {
      ...DOCKED,
      path: "/tines/api/v1/admin/users",
      method: "POST",
      type: async (page, _, cell) => {
        await tidy(page);
        const rows = page.getByLabel(/Rows, the headings first/);
        if (!(await rows.isVisible())) await page.getByText("Or paste the rows").click();
        await rows.fill(`email\n${address(cell)}\n`);
        await press("Read these rows")(page);
        await press("Create 1 user…")(page);
        await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Create 1 user" }).click();
      },
      stored: rows("users WHERE email = ?1", address),
    },
  },
  {
    name: "sign-ins",
    connection: "Tines",
    make: async () => "/tines/sign-ins",
    ready: ready("Sign-ins"),
    read: { path: SIGN_INS, again: press("Refresh") },
    write: { senseless: NO_WRITING },
  },
  {
    name: "one sign-in",
    connection: "Tines",
    make: async (sandbox) => {
      const [row] = await sandbox.query<{ id: number }>("SELECT id FROM sign_ins WHERE success ORDER BY created_at DESC LIMIT 1");
      return `/tines/sign-ins/${String(row?.id)}`;
    },
    ready: async (page) => expect(page.getByRole("heading", { name: "What the record says" })).toBeVisible(),
    read: { path: SIGN_INS, ...ANEW },
    write: { senseless: NO_WRITING },
  },
  {
    name: "access review",
    connection: "Tines",
    make: async () => "/tines/sign-ins/review",
    ready: ready("Access review"),
    read: {
      path: "/tines/api/v1/admin/users*",
      again: press("Refresh"),
      volatile: /, read \d+ Jan 2026/,
      other: { "wrong types": SHOWN },
    },
    write: { senseless: "What it finds is deactivated by the plan of the users list, whose row this is." },
  },
  {
    name: "jobs",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await plant(sandbox);
      return "/tines/jobs?live=off";
    },
    ready: async (page) => {
      await expectPage(page, "Jobs");
      await expect(page.getByText(/^As of/).first()).toBeVisible();
    },
    read: { path: "/tines/api/v1/admin/*_jobs*", again: press("Refresh now"), volatile: /\d (s|min|h)$/ },
    write: {
      ...DOCKED,
      path: "/tines/api/v1/admin/actions/*",
      method: "DELETE",
      other: EMPTY_REPLY,
      restore: async (sandbox) => {
        await sandbox.execute("DELETE FROM jobs WHERE queue = 'dead' AND action_id = 7");
        await addJobs(sandbox, "dead", FETCH, 3);
      },
      type: async (page) => {
        await tidy(page);
        await press("Refresh now")(page);
        await chooseJobs(page, "Fetch alerts", "3 dead jobs…");
        await confirmJobs(page, 3);
      },
      stored: async (sandbox) => {
        const [row] = await sandbox.query<{ n: number }>("SELECT count(*) AS n FROM jobs WHERE queue = 'dead' AND action_id = 7");
        return row?.n === 0 ? 1 : 0;
      },
    },
  },
  {
    name: "one job",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await plant(sandbox);
      const [row] = await sandbox.query<{ id: number }>("SELECT min(id) AS id FROM jobs WHERE queue = 'dead'");
      return `/tines/jobs/${String(row?.id)}?live=off`;
    },
    ready: async (page) => expect(page.getByRole("heading", { name: "What the record says" })).toBeVisible(),
    read: { path: "/tines/api/v1/admin/*_jobs*", again: press("Refresh now"), volatile: /\d (s|min|h)$/ },
    write: { senseless: "No call changes one job." },
  },
  {
    name: "templates list",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      for (let cell = 0; cell < FAULTS.length; cell += 1) {
        await addTemplate(sandbox, String(BigInt(TEMPLATE) + BigInt(cell)), { name: `Cell${String(cell)}.`, options: "{}" });
      }
      return "/tines/templates";
    },
    ready: ready("Templates"),
    read: { path: "/tines/api/v1/admin/templates*", again: press("Refresh"), other: { "unknown fields": DATA } },
    write: {
      ...DOCKED,
      path: "/tines/api/v1/admin/templates/*",
      method: "DELETE",
      other: EMPTY_REPLY,
      type: async (page, _, cell) => {
        await tidy(page);
        await page.getByRole("combobox", { name: "Filter templates" }).fill(`"cell${String(cell)}."`);
        await page.getByRole("checkbox", { name: `Select Cell${String(cell)}.`, exact: true }).check();
        await press("Delete…")(page);
        await agreeToDelete(page, /^Delete/);
      },
      stored: async (sandbox, cell) => 1 - (await rows("templates WHERE name = ?1", () => `Cell${String(cell)}.`)(sandbox, cell)),
    },
  },
  {
    name: "template record",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneTemplate(sandbox);
      return `/tines/templates/${TEMPLATE}`;
    },
    ready: ready("Block an address"),
    read: { path: "/tines/api/v1/admin/templates/*", again: press("Read again"), other: { "unknown fields": DATA } },
    write: {
      ...DOCKED,
      path: "/tines/api/v1/admin/templates/*",
      method: "DELETE",
      other: EMPTY_REPLY,
      restore: async (sandbox) => {
        await sandbox.execute("DELETE FROM templates");
        await oneTemplate(sandbox);
      },
      type: async (page) => {
        await tidy(page);
        await choose(page, "Actions", "Delete…");
        await agreeToDelete(page, /^Delete/);
      },
      stored: async (sandbox, cell) => 1 - (await rows("templates WHERE name <> ?1", named)(sandbox, cell)),
    },
  },
  {
    name: "template editor",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneTemplate(sandbox);
      return `/tines/templates/${TEMPLATE}?edit=1`;
    },
    ready: async (page) => expect(field(page, "Name")).toBeVisible(),
    read: { path: "/tines/api/v1/admin/templates/*", opens: "within" },
    write: { ...templateForm, method: "PUT" },
  },
  {
    name: "template editor, before saving",
    connection: "Tines",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneTemplate(sandbox);
      return `/tines/templates/${TEMPLATE}?edit=1`;
    },
    ready: async (page) => expect(field(page, "Name")).toBeVisible(),
    read: {
      ...templateForm,
      method: "GET",
      other: { "wrong types": CHANGED, "unknown fields": CHANGED, "null lists": CHANGED },
    },
    write: { senseless: "It is the row above." },
  },
  {
    name: "overview, Tines",
    isFirst: true,
    connection: "Tines",
    make: async () => "/tines",
    ready: ready("Overview"),
    read: { path: "/tines/api/*", again: press("Refresh"), retry: press("Refresh"), volatile: OFFERS, other: { "wrong types": SHOWN, "null lists": SHOWN } },
    write: { senseless: NO_WRITING },
  },
  {
    name: "organisations list",
    connection: "Tyk",
    make: async () => "/tyk/organisations",
    ready: ready("Organisations"),
    read: { path: "/tyk/admin/organisations*", again: press("Refresh"), other: { "null lists": NONE } },
    write: { senseless: NO_WRITING },
  },
  {
    name: "organisation record",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneOrganisation(sandbox);
      return `/tyk/organisations/${ORG}`;
    },
    ready: ready("Gannet"),
    read: { path: "/tyk/admin/organisations/*", again: press("Read again"), other: { "null lists": SHOWN } },
    write: {
      ...DOCKED,
      path: "/tyk/admin/organisations/*",
      method: "DELETE",
      other: { ...EMPTY_REPLY, ...MALFORMED },
      restore: async (sandbox) => {
        await sandbox.execute("DELETE FROM apis");
        await sandbox.execute("DELETE FROM organisations");
        await oneOrganisation(sandbox);
      },
      type: async (page) => {
        await tidy(page);
        await choose(page, "Actions", "Delete…");
        await agreeToDelete(page, /^Delete organisation/, "Gannet");
      },
      stored: async (sandbox, cell) => 1 - (await rows("organisations WHERE owner_name <> ?1", named)(sandbox, cell)),
    },
  },
  {
    name: "organisation form",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneOrganisation(sandbox);
      return `/tyk/organisations/${ORG}?edit=1`;
    },
    ready: async (page) => expect(field(page, "Slug")).toBeVisible(),
    read: { path: "/tyk/admin/organisations/*", opens: "within" },
    write: { ...organisationForm, method: "PUT" },
  },
  {
    name: "organisation form, before saving",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneOrganisation(sandbox);
      return `/tyk/organisations/${ORG}?edit=1`;
    },
    ready: async (page) => expect(field(page, "Slug")).toBeVisible(),
    read: {
      ...organisationForm,
      method: "GET",
      other: { "wrong types": CHANGED, "unknown fields": CHANGED, "null lists": CHANGED, "10 MB": CHANGED },
    },
    write: { senseless: "It is the row above." },
  },
  {
    name: "new organisation",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async () => "/tyk/organisations/new",
    ready: async (page) => expect(field(page, "Name")).toBeVisible(),
    read: { senseless: NO_READING },
    write: {
      path: "/tyk/admin/organisations",
      method: "POST",
      other: MALFORMED,
      type: async (page, _, cell) => field(page, "Name").fill(named(cell)),
      send: press("Create organisation"),
      told: summary,
      looks: "person",
      isDone: isGone((page) => page.getByRole("button", { name: /^(Create organisation|Creating…)$/ })),
      stored: rows("organisations WHERE owner_name = ?1", named),
    },
  },
  {
    name: "organisation as JSON",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneOrganisation(sandbox);
      return `/tyk/organisations/${ORG}?raw=1`;
    },
    ready: async (page) => expect(page.getByRole("textbox", { name: "JSON of the organisation" })).toBeVisible(),
    read: { path: "/tyk/admin/organisations/*", opens: "within" },
    write: { ...rawForm, method: "PUT" },
  },
  {
    name: "gateway users list",
    connection: "Tyk",
    make: async () => "/tyk/gateway-users",
    ready: ready("Gateway users"),
    read: { path: "/tyk/admin/users*", again: press("Refresh"), other: { "null lists": NONE } },
    write: { senseless: NO_WRITING },
  },
  {
    name: "gateway user record",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneOrganisation(sandbox);
      await oneGatewayUser(sandbox);
      return `/tyk/gateway-users/${GATEWAY_USER}`;
    },
    ready: ready("Ann Lee"),
    read: { path: "/tyk/admin/users/*", again: press("Read again") },
    write: {
      ...DOCKED,
      path: "/tyk/admin/users/*",
      method: "DELETE",
      other: { ...EMPTY_REPLY, ...MALFORMED },
      restore: async (sandbox) => {
        await sandbox.execute("DELETE FROM gateway_users");
        await oneGatewayUser(sandbox);
      },
      type: async (page) => {
        await tidy(page);
        await choose(page, "Actions", "Delete…");
        await agreeToDelete(page, /^Delete user/, "ann@example.com");
      },
      stored: async (sandbox, cell) => 1 - (await rows("gateway_users WHERE id <> ?1", named)(sandbox, cell)),
    },
  },
  {
    name: "gateway user form",
    connection: "Tyk",
    tenant: { seed: "empty" },
    make: async (sandbox) => {
      await oneOrganisation(sandbox);
      await oneGatewayUser(sandbox);
      return `/tyk/gateway-users/${GATEWAY_USER}?edit=1`;
    },
    ready: async (page) => expect(field(page, "Last name")).toBeVisible(),
    read: { path: "/tyk/admin/users/*", opens: "within" },
    write: { ...gatewayForm, method: "PUT" },
  },
  {
    name: "overview, Tyk",
    isFirst: true,
    connection: "Tyk",
    make: async () => "/tyk",
    ready: ready("Overview"),
    read: { path: "/tyk/*", again: press("Refresh"), retry: press("Refresh"), volatile: OFFERS, other: { "null lists": NONE } },
    write: { senseless: NO_WRITING },
  },
  {
    name: "connect",
    isFirst: true,
    connection: "Tines",
    keys: {},
    tenant: { seed: "empty" },
    make: async () => "/tines/users",
    ready: ready("Connect to Tines"),
    read: {
      path: "/tines/api/*",
      type: async (page) => page.getByLabel("API key").fill(demoKeys.tines),
      send: press("Connect"),
      told: (page) => page.locator("form.key-form .failure, form.key-form .field-error"),
      looks: "itself",
      isDone: async (page) => (await page.getByRole("heading", { level: 1, name: "Users" }).count()) > 0,
      other: { "401 mid-work": { fails: ["This key is not accepted", "Check that it was copied whole"] } },
    },
    write: { senseless: "A key is kept in the tab alone; nothing is written to the tenant." },
  },
];
