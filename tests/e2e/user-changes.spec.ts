/** Changing users, alone and together: the question, what is sent, and what comes of it. */
import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.ts";
import {
  addPeople,
  choose,
  column,
  confirm,
  dock,
  expectEnded,
  line,
  openJournal,
  openList,
  openUser,
  question,
  select,
  sendNow,
  userPath,
  writes,
} from "./support/changes.ts";
import { changesSent } from "./support/forms.ts";

// One owner, and the people whom each test adds.
test.use({ tenant: { seed: "empty" } });

/** One thing that is done to one person, and the same to two. */
interface Deed {
  menu: string;
  /** How the people stand before. */
  before: Record<string, string | number | null>;
  column: string;
  after: unknown;
  body: unknown;
  /** The question about one, if one is asked about one. */
  one?: [title: string, button: string];
  two: [title: string, button: string];
  toast: string;
  what: string;
}

const DEEDS: Deed[] = [
  {
    menu: "Activate",
    before: { is_active: 0 },
    column: "is_active",
    after: 1,
    body: { is_active: true },
    two: ["Activate 2 users?", "Activate 2 users"],
    toast: "Activated",
    what: "Activate user",
  },
  {
    menu: "Deactivate",
    before: {},
    column: "is_active",
    after: 0,
    body: { is_active: false },
    one: ["Deactivate Ann Lee?", "Deactivate"],
    two: ["Deactivate 2 users?", "Deactivate 2 users"],
    toast: "Deactivated",
    what: "Deactivate user",
  },
  {
    menu: "Make owner",
    before: {},
    column: "admin",
    after: 1,
    body: { admin: true },
    one: ["Make Ann Lee an owner?", "Make owner"],
    two: ["Make 2 users owners?", "Make 2 users owners"],
    toast: "Is an owner now",
    what: "Make owner",
  },
  {
    menu: "Remove ownership",
    before: { admin: 1 },
    column: "admin",
    after: 0,
    body: { admin: false },
    one: ["Remove ownership from Ann Lee?", "Remove ownership"],
    two: ["Remove ownership from 2 users?", "Remove ownership from 2 users"],
    toast: "Is no owner any more",
    what: "Remove ownership",
  },
];

for (const deed of DEEDS) {
  test(`${deed.menu}: one from the user's page`, async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], deed.before);
    await openUser(page, ann, "Ann Lee");
    await choose(page, "Actions", deed.menu);
    if (deed.one) await confirm(page, ...deed.one, "Ticket 42");
    expect(await writes(sandbox), "nothing is sent while it is held").toEqual([]);
    await sendNow(page);
    await expect(page.getByText(`${deed.toast}: Ann Lee (ann@example.com)`)).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([["PUT", userPath(ann), deed.body]]);
    expect(await column(sandbox, deed.column, [ann])).toEqual([deed.after]);

    const entry = line(await openJournal(page), `${deed.what} Ann Lee (ann@example.com)`);
    await expect(entry).toContainText("Done");
    await expect(entry).toContainText(`PUT ${userPath(ann)}`);
    await expect(entry).toContainText(deed.one ? "Ticket 42" : deed.toast);
  });

  test(`${deed.menu}: several from the list, and only they`, async ({ page, sandbox }) => {
    const ids = await addPeople(sandbox, ["Ann", "Bob", "Cat"], deed.before);
    const before = await column(sandbox, deed.column, ids);
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob"]);
    await choose(page, "Change", deed.menu);
    await confirm(page, ...deed.two);
    await sendNow(page);
    await expectEnded(page, "2 done");
    expect(await changesSent(sandbox)).toEqual(ids.slice(0, 2).map((id) => ["PUT", userPath(id), deed.body]));
    expect(await column(sandbox, deed.column, ids)).toEqual([deed.after, deed.after, before[2]]);
  });
}

test.describe("permissions", () => {
  const had = { tenant_permissions: '["TUNNEL_MANAGE"]' };

  test("one is given and one is taken, and the whole set is sent each time", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], had);
    await openUser(page, ann, "Ann Lee");
    const dialog = page.getByRole("dialog", { name: "Permissions" });
    await choose(page, "Actions", "Permissions…");
    await expect(dialog.getByRole("button", { name: "Give TUNNEL_MANAGE" })).toBeDisabled();
    await dialog.getByLabel("Another one, by its name").fill("SOMETHING_NEW");
    await dialog.getByRole("button", { name: "Give", exact: true }).click();
    await sendNow(page);
    await expect(page.getByText("Permissions changed: Ann Lee (ann@example.com)")).toBeVisible();
    const both = { tenant_permissions: ["SOMETHING_NEW", "TUNNEL_MANAGE"] };
    expect(await changesSent(sandbox)).toEqual([["PUT", userPath(ann), both]]);
    expect(await column(sandbox, "tenant_permissions", [ann])).toEqual([JSON.stringify(both.tenant_permissions)]);

    await choose(page, "Actions", "Permissions…");
    await dialog.getByRole("button", { name: "Take away TUNNEL_MANAGE" }).click();
    await sendNow(page);
    await expect.poll(() => column(sandbox, "tenant_permissions", [ann])).toEqual(['["SOMETHING_NEW"]']);
    expect((await changesSent(sandbox)).at(-1)).toEqual(["PUT", userPath(ann), { tenant_permissions: ["SOMETHING_NEW"] }]);
  });

  test("of several only those who have it lose it", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], had);
    const [bob = 0] = await addPeople(sandbox, ["Bob"]);
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob"]);
    await choose(page, "Change", "Permissions…");
    const dialog = page.getByRole("dialog", { name: "Permissions" });
    await expect(dialog.getByText("1 of 2 have it")).toBeVisible();
    await dialog.getByRole("button", { name: "Take away TUNNEL_MANAGE" }).click();
    await expect(question(page).getByText("1 is left out: Does not have it")).toBeVisible();
    await confirm(page, "Take TUNNEL_MANAGE from Ann Lee?", "Take permission");
    await sendNow(page);
    await expect(page.getByText("Permissions changed: Ann Lee (ann@example.com)")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([["PUT", userPath(ann), { tenant_permissions: [] }]]);
    expect(await column(sandbox, "tenant_permissions", [ann, bob])).toEqual(["[]", "[]"]);
  });
});

test.describe("deleting", () => {
  test("several wants their number typed, and leaves a file with the whole records", async ({ page, sandbox }) => {
    const ids = await addPeople(sandbox, ["Ann", "Bob", "Cat"], { tenant_permissions: '["TUNNEL_MANAGE"]' });
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob"]);
    await choose(page, "Change", "Delete…");
    const asked = question(page, "Delete 2 users?");
    const yes = asked.getByRole("button", { name: "Delete 2 users" });
    await expect(asked.getByRole("button", { name: "Cancel" }), "the focus starts where nothing happens").toBeFocused();
    await expect(yes).toBeDisabled();
    await asked.getByLabel("Type 2 to confirm").fill("3");
    await expect(yes).toBeDisabled();
    await asked.getByLabel("Type 2 to confirm").fill("2");
    const started = page.waitForEvent("download");
    await yes.click();
    const download = await started;
    expect(download.suggestedFilename()).toBe("deleted-users.json");
    expect(await writes(sandbox), "the file comes first").toEqual([]);
    const saved = JSON.parse(readFileSync(await download.path(), "utf8")) as Record<string, unknown>[];
    expect(saved).toEqual(
      ["Ann", "Bob"].map((name, at) =>
        expect.objectContaining({
          id: ids[at],
          email: `${name.toLowerCase()}@example.com`,
          first_name: name,
          last_name: "Lee",
          admin: false,
          is_active: true,
          tenant_permissions: ["TUNNEL_MANAGE"],
          created_at: expect.any(String) as unknown,
          last_seen: expect.any(String) as unknown,
        }),
      ),
    );
    await sendNow(page);
    await expectEnded(page, "2 done");
    expect(await changesSent(sandbox)).toEqual(ids.slice(0, 2).map((id) => ["DELETE", userPath(id), null]));
    expect(await column(sandbox, "email", ids)).toEqual([null, null, "cat@example.com"]);
    await expect(page.getByRole("rowheader", { name: "Ann Lee" })).toHaveCount(0);
    await expect(page.getByRole("rowheader", { name: "Cat Lee" })).toBeVisible();
  });

  test("one from the user's page, and no file if its tick is taken away", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"]);
    await openUser(page, ann, "Ann Lee");
    const downloads: string[] = [];
    page.on("download", (download) => downloads.push(download.suggestedFilename()));
    await choose(page, "Actions", "Delete…");
    await question(page).getByRole("checkbox", { name: /Save what will go as a file first/ }).uncheck();
    await confirm(page, "Delete Ann Lee?", "Delete", "Has left");
    await sendNow(page);
    await expect(page.getByText("Deleted: Ann Lee (ann@example.com)")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([["DELETE", userPath(ann), null]]);
    expect(await column(sandbox, "email", [ann])).toEqual([null]);
    expect(downloads).toEqual([]);
    await expect(line(await openJournal(page), "Delete user Ann Lee")).toContainText("Has left");
  });
});

test.describe("sessions and invitations", () => {
  test("a session is ended, and the account stays", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"]);
    const [pat = 0] = await addPeople(sandbox, ["Pat"], { last_seen: null });
    await openList(page, sandbox);
    await select(page, ["Ann", "Pat"]);
    await choose(page, "Change", "End the session");
    await expect(question(page).getByText("1 is left out: Never signed in, so there is no session")).toBeVisible();
    await confirm(page, "End the session of Ann Lee?", "End session");
    await sendNow(page);
    await expect(page.getByText("Session ended: Ann Lee (ann@example.com)")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([["POST", userPath(ann, "/expire_session"), null]]);
    const expired = await column(sandbox, "session_expired_at", [ann, pat]);
    expect(expired).toEqual([expect.any(Number), null]);
  });

  test("an invitation is sent again from the user's page; a second one at once is asked about", async ({ page, sandbox }) => {
    const [pat = 0] = await addPeople(sandbox, ["Pat"], { last_seen: null });
    await openUser(page, pat, "Pat Lee");
    await choose(page, "Actions", "Resend the invitation");
    await sendNow(page);
    await expect(page.getByText("Invitation sent: Pat Lee (pat@example.com)")).toBeVisible();
    expect(await changesSent(sandbox)).toEqual([["POST", userPath(pat, "/resend_invitation"), null]]);
    expect(await column(sandbox, "invited_at", [pat])).toEqual([expect.any(Number)]);

    await choose(page, "Actions", "Resend the invitation");
    await expect(question(page).getByText(/has sent an invitation within the last 10 minutes/)).toBeVisible();
    await question(page).getByRole("button", { name: "Cancel" }).click();
    expect((await changesSent(sandbox)).length).toBe(1);
  });

  test("who has accepted meanwhile is not said to be invited", async ({ page, sandbox }) => {
    const [pat = 0] = await addPeople(sandbox, ["Pat"], { last_seen: null });
    await openUser(page, pat, "Pat Lee");
    await sandbox.execute("UPDATE users SET last_seen = 1700000000000 WHERE id = ?1", [pat]);
    await choose(page, "Actions", "Resend the invitation");
    await sendNow(page);
    await expect(page.getByText("Had already accepted: Pat Lee (pat@example.com)")).toBeVisible();
    expect((await changesSent(sandbox)).length).toBe(1);
    expect(await column(sandbox, "invited_at", [pat])).toEqual([null]);
    await expect(line(await openJournal(page), "Resend invitation Pat Lee")).toContainText("Had already accepted");
  });

  test("several invitations go to who is pending, and not to the same people twice", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"]);
    const pending = await addPeople(sandbox, ["Pat", "Quin"], { last_seen: null });
    await openList(page, sandbox);
    await select(page, ["Ann", "Pat", "Quin"]);
    await choose(page, "Change", "Resend the invitation");
    await expect(question(page).getByText("1 is left out: Has signed in already")).toBeVisible();
    await confirm(page, "Send the invitation again to 2 users?", "Send the invitation again to 2 users");
    await sendNow(page);
    await expectEnded(page, "2 done");
    const sent = pending.map((id) => ["POST", userPath(id, "/resend_invitation"), null]);
    expect(await changesSent(sandbox)).toEqual(sent);
    expect(await column(sandbox, "invited_at", [ann, ...pending])).toEqual([null, expect.any(Number), expect.any(Number)]);

    await choose(page, "Change", "Resend the invitation");
    const asked = question(page);
    await expect(asked.getByText(/^2 are left out: Was sent one from this tab within the last 10 minutes/)).toBeVisible();
    await expect(asked.getByText("There is nothing to send.")).toBeVisible();
    await expect(asked.getByRole("button", { name: /^Send the invitation/ })).toBeDisabled();
    await asked.getByRole("button", { name: "Cancel" }).click();
    expect(await changesSent(sandbox)).toEqual(sent);
  });
});

test("a single refusal says why, and can be sent again", async ({ page, sandbox, complaints }) => {
  complaints.announce(/status of 422/);
  const [ann = 0] = await addPeople(sandbox, ["Ann"], { is_active: 0 });
  const body = { errors: [{ message: "not today" }] };
  await sandbox.fault({ method: "PUT", path: userPath(ann), times: 1, then: { status: 422, body } });
  await openUser(page, ann, "Ann Lee");
  await choose(page, "Actions", "Activate");
  await sendNow(page);
  await expect(dock(page).getByRole("alert")).toContainText("not today");
  await dock(page).getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("Activated: Ann Lee (ann@example.com)")).toBeVisible();
  expect((await writes(sandbox)).map(({ status }) => status)).toEqual([422, 200]);
  const journal = await openJournal(page);
  await expect(line(journal, "Activate user Ann Lee")).toHaveCount(2);
  await expect(line(journal, "Activate user Ann Lee").nth(1)).toContainText("Refused");
  await expect(line(journal, "Activate user Ann Lee").nth(0)).toContainText("Done");
});
