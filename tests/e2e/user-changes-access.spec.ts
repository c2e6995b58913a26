/** Changing users with the keyboard alone, and what axe finds on the way. */
import { expect, expectAccessible, test } from "./fixtures.ts";
import {
  addPeople,
  choose,
  column,
  confirm,
  dock,
  expectEnded,
  openList,
  openResults,
  question,
  select,
  selection,
  sendNow,
  userPath,
} from "./support/changes.ts";
import { expectNoSidewaysScroll } from "./support/dashboard.ts";
import { changesSent } from "./support/forms.ts";
import { searchBox } from "./support/users.ts";

// One owner, and the people whom each test adds.
test.use({ tenant: { seed: "empty" } });

test("a pending user is found, selected, invited again and found in the journal with the keyboard alone", async ({
  page,
  sandbox,
}) => {
  const [pat = 0] = await addPeople(sandbox, ["Pat"], { last_seen: null });
  await addPeople(sandbox, ["Ann", "Bob"]);
  await openList(page, sandbox);
  const keys = page.keyboard;
  await keys.press("/");
  await expect(searchBox(page)).toBeFocused();
  await keys.type("pat@");
  await expect(page.getByRole("rowheader")).toHaveText(["Pat Lee"]);
  const tabTo = async (name: string | RegExp, role: "button" | "link" | "checkbox", key = "Tab"): Promise<void> => {
    const target = page.getByRole(role, { name, exact: true });
    const has = () => target.evaluate((element) => element === document.activeElement);
    for (let presses = 0; !(await has()); presses += 1) {
      expect(presses, `${key} reaches ${String(name)}`).toBeLessThan(60);
      await keys.press(key);
    }
  };
  await tabTo("Select Pat Lee", "checkbox");
  await keys.press("Space");
  await expect(selection(page).getByRole("status")).toHaveText("1 selected");
  await tabTo("Change", "button");
  await keys.press("Enter");
  await tabTo("Resend the invitation", "button");
  await keys.press("Enter");
  await expect(dock(page).getByText(/^Not sent yet/)).toBeVisible();
  await tabTo("Send now", "button");
  await keys.press("Enter");
  await expect(page.getByText("Invitation sent: Pat Lee (pat@example.com)")).toBeVisible();
  await tabTo("Journal", "link", "Shift+Tab");
  await keys.press("Enter");
  await expect(page.getByRole("row").filter({ hasText: "Resend invitation Pat Lee" })).toContainText("Invitation sent");
  expect(await changesSent(sandbox)).toEqual([["POST", userPath(pat, "/resend_invitation"), null]]);
  expect(await column(sandbox, "invited_at", [pat])).toEqual([expect.any(Number)]);
});

for (const width of [390, 1440]) {
  test(`question, held card and results have no fault that axe finds, ${String(width)} wide`, async ({
    page,
    sandbox,
    complaints,
  }) => {
    test.slow();
    complaints.announce(/status of 422/);
    const [ann = 0] = await addPeople(sandbox, ["Ann", "Bob"]);
    await addPeople(sandbox, ["Pat"], { is_active: 0 });
    await sandbox.fault({ method: "PUT", path: userPath(ann), then: { status: 422, body: { errors: ["no"] } } });
    await page.setViewportSize({ width, height: 844 });
    await openList(page, sandbox);
    await select(page, ["Ann", "Bob", "Pat"]);
    const expectFine = async () => {
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    };
    await choose(page, "Change", "Delete…");
    await expect(question(page)).toBeVisible();
    await expectFine();
    await question(page).getByRole("button", { name: "Cancel" }).click();
    await choose(page, "Change", "Deactivate");
    await expectFine();
    await confirm(page, "Deactivate 2 users?", "Deactivate 2 users");
    // It stays while the focus is on it.
    await dock(page).getByRole("button", { name: "Undo" }).focus();
    await expectFine();
    await sendNow(page);
    await expectEnded(page, "1 done, 1 refused");
    await expectFine();
    await openResults(page);
    await expectFine();
  });
}
