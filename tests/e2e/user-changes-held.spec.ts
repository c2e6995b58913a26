/** The moment in which a change of users is held, and what must be typed before the last owner goes. */
import { expect, test } from "./fixtures.ts";
import {
  addPeople,
  choose,
  column,
  dock,
  HELD,
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

test.describe("the held moment", () => {
  test("ends by itself after 8 seconds, and the change is sent once", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], { is_active: 0 });
    await openUser(page, ann, "Ann Lee");
    await choose(page, "Actions", "Activate");
    await expect(dock(page).getByText("Not sent yet. Sent in 3 s")).toBeVisible();
    expect(await writes(sandbox)).toEqual([]);
    await expect(page.getByText("Activated: Ann Lee (ann@example.com)")).toBeVisible(HELD);
    expect((await writes(sandbox)).length).toBe(1);
    expect(await column(sandbox, "is_active", [ann])).toEqual([1]);
  });

  for (const way of ["Undo", "Escape"] as const) {
    test(`can be called off with ${way}, and nothing is ever sent`, async ({ page, sandbox }) => {
      const [ann = 0, bob = 0] = await addPeople(sandbox, ["Ann", "Bob"], { is_active: 0 });
      await openList(page, sandbox);
      await select(page, ["Ann"]);
      await choose(page, "Change", "Activate");
      await expect(dock(page).getByText(/^Not sent yet/)).toBeVisible();
      if (way === "Undo") {
        await dock(page).getByRole("button", { name: "Undo" }).click();
      } else {
        await page.keyboard.press("Escape");
      }
      await expect(page.getByText("Not sent: Activate")).toBeVisible();
      await expect(dock(page)).toBeHidden();
      // Another one goes its whole way meanwhile: more than the 8 seconds of the first.
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await select(page, ["Bob"]);
      await choose(page, "Change", "Activate");
      await expect(page.getByText("Activated: Bob Lee (bob@example.com)")).toBeVisible(HELD);
      expect(await changesSent(sandbox)).toEqual([["PUT", userPath(bob), { is_active: true }]]);
      expect(await column(sandbox, "is_active", [ann, bob])).toEqual([0, 1]);
    });
  }

  test("waits while somebody is at it", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], { is_active: 0 });
    await openUser(page, ann, "Ann Lee");
    await choose(page, "Actions", "Activate");
    await dock(page).getByRole("button", { name: "Undo" }).focus();
    await expect(dock(page).getByText("Not sent yet. Waits while you are here")).toBeVisible();
    await page.getByRole("heading", { level: 1 }).focus();
    await expect(dock(page).getByText(/^Not sent yet. Sent in \d s$/)).toBeVisible();
    await sendNow(page);
    await expect.poll(() => column(sandbox, "is_active", [ann])).toEqual([1]);
  });

  test("begins once for a double click", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"]);
    await openUser(page, ann, "Ann Lee");
    await choose(page, "Actions", "Deactivate");
    await question(page).getByRole("button", { name: "Deactivate", exact: true }).dblclick();
    await expect(dock(page).getByRole("button", { name: "Send now" })).toHaveCount(1);
    await sendNow(page);
    await expect(page.getByText("Deactivated: Ann Lee (ann@example.com)")).toBeVisible();
    expect((await writes(sandbox)).length).toBe(1);
  });

  test("ends with nothing sent when the keys are taken away", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], { is_active: 0 });
    await openUser(page, ann, "Ann Lee");
    await choose(page, "Actions", "Activate");
    await expect(dock(page).getByText(/^Not sent yet/)).toBeVisible();
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expect(page.getByText("1 held change was not sent.")).toBeVisible();
    // Longer than it would have been held.
    await page.waitForTimeout(9_000);
    expect(await writes(sandbox)).toEqual([]);
    expect(await column(sandbox, "is_active", [ann])).toEqual([0]);
  });

  test("ends with nothing sent when changes are switched off, and none can be begun", async ({ page, sandbox }) => {
    const [ann = 0] = await addPeople(sandbox, ["Ann"], { is_active: 0 });
    await openUser(page, ann, "Ann Lee");
    await choose(page, "Actions", "Activate");
    await expect(dock(page).getByText(/^Not sent yet/)).toBeVisible();
    await page.getByRole("switch", { name: "Read-only" }).click();
    await expect(page.getByText("1 held change was not sent: read-only mode was switched on.")).toBeVisible();
    await expect(dock(page)).toBeHidden();
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await expect(page.getByText("Read-only mode is on: nothing can be changed.")).toBeVisible();
    for (const name of ["Activate", "Make owner", "Delete…", "Permissions…"]) {
      await expect(page.getByRole("button", { name, exact: true })).toBeDisabled();
    }
    expect(await writes(sandbox)).toEqual([]);
  });
});

test.describe("the last active owner", () => {
  for (const [menu, title, button, left] of [
    ["Deactivate", "Deactivate", "Deactivate", "is_active"],
    ["Remove ownership", "Remove ownership from", "Remove ownership", "admin"],
    ["Delete…", "Delete", "Delete", "email IS NOT NULL"],
  ] as const) {
    test(`${menu} wants a sentence typed, and can be left`, async ({ page, sandbox }) => {
      // The one owner there was is off: Ann is the last.
      await sandbox.execute("UPDATE users SET is_active = 0 WHERE admin");
      const [ann = 0] = await addPeople(sandbox, ["Ann"], { admin: 1 });
      await openUser(page, ann, "Ann Lee");
      await choose(page, "Actions", menu);
      const asked = question(page, `${title} Ann Lee?`);
      await expect(asked.getByText(/^After this nobody is left who is an owner and active/)).toBeVisible();
      const yes = asked.getByRole("button", { name: button, exact: true });
      await expect(yes).toBeDisabled();
      await expect(asked.getByText("Type “leave no owner” to go on.")).toBeVisible();
      await asked.getByRole("button", { name: "Cancel" }).click();
      await expect(asked).toBeHidden();
      await expect(dock(page)).toBeHidden();
      expect(await writes(sandbox)).toEqual([]);
      expect(await column(sandbox, left, [ann])).toEqual([1]);

      await choose(page, "Actions", menu);
      await asked.getByLabel("Type leave no owner to confirm").fill("leave no owner");
      await yes.click();
      await sendNow(page);
      await expect.poll(async () => (await writes(sandbox)).length).toBe(1);
      await expect.poll(async () => (await column(sandbox, left, [ann]))[0] ?? 0).toBe(0);
    });
  }
});
