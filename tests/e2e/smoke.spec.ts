import { expect, expectAccessible, test } from "./fixtures.ts";

test("starts under its content security policy and asks for a key", async ({ page }) => {
  const answer = await page.goto("/");
  const policy = answer?.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("unsafe-inline");

  await expect(page.getByRole("heading", { level: 1, name: /connect/i })).toBeVisible();
  await expect(page).toHaveTitle(/Gatehouse/);
});

test("the connect page is accessible", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /connect/i })).toBeVisible();
  await expectAccessible(page);
});
