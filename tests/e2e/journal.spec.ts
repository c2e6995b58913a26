/** Read-only mode, and the journal before anything was changed. */
import { expect, expectAccessible, signIn, test } from "./fixtures.ts";
import { expectNoSidewaysScroll, expectPage, stores } from "./support/dashboard.ts";

test("the switch says in words whether changes can be sent, keeps its place, and is shared by tabs", async ({
  page,
  context,
}) => {
  await signIn(page);
  await page.goto("/tines/journal");
  await expectPage(page, "Journal");
  const readOnly = page.getByRole("switch", { name: "Read-only" });
  await expect(readOnly).not.toBeChecked();
  await expect(readOnly).toHaveText(/^Read-only\s*off$/);
  const other = await context.newPage();
  await signIn(other);
  await other.goto("/tines/journal");
  const elsewhere = other.getByRole("switch", { name: "Read-only" });
  await expect(elsewhere).not.toBeChecked();

  await readOnly.click();
  await expect(readOnly).toBeChecked();
  await expect(readOnly).toHaveText(/^Read-only\s*on$/);
  await expect(elsewhere).toBeChecked();
  expect((await stores(page)).local).toMatchObject({ "gatehouse.read-only": "on" });

  await other.reload();
  await expect(elsewhere).toBeChecked();
  await other.keyboard.press("Control+k");
  await other.getByRole("combobox", { name: "Page, record or action" }).fill("read-only");
  await other.getByRole("option", { name: /Switch read-only mode off/ }).click();
  await expect(elsewhere).not.toBeChecked();
  await expect(readOnly).not.toBeChecked();
});

test("an empty journal says what it is for", async ({ page }) => {
  await signIn(page);
  await page.goto("/tines/journal");
  await expectPage(page, "Journal");
  await expect(page.getByText("Nothing was changed yet.")).toBeVisible();
  await expect(page.getByText(/it lasts until you close or reload the tab/)).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("switch", { name: "Read-only" }).click();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test.describe("a connection that config.json keeps read-only", () => {
  const pinned = { id: "tines", name: "Tines", api: "tines", key: "bearer", readOnly: true };
  const free = { id: "tyk", name: "Tyk", api: "tyk" };
  test.use({ tenant: { config: JSON.stringify({ connections: [pinned, free] }) } });

  test("cannot be opened to changes on screen, and the other one can", async ({ page }) => {
    await signIn(page);
    await page.goto("/tines/journal");
    const readOnly = page.getByRole("switch", { name: "Read-only" });
    await expect(readOnly).toBeChecked();
    await expect(readOnly).toHaveText(/^Read-only\s*always$/);
    await expect(readOnly).toHaveAttribute("aria-disabled", "true");
    await readOnly.click({ force: true });
    await expect(readOnly).toBeChecked();
    expect((await stores(page)).local).toEqual({});
    await page.goto("/tyk/journal");
    await expect(readOnly).not.toBeChecked();
  });
});
