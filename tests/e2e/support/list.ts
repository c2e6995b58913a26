import { expect, type Locator, type Page } from "@playwright/test";

import { userRows, usersTable } from "./users.ts";

/** The element that has the focus, and what it belongs to. */
export interface Focus {
  /** `A` for a record's link, `INPUT` for its box, `DIV` for the list itself. */
  tag: string;
  /** Where the link leads, without its query. */
  path: string | null;
  /** The row's place as those hear it who do not see the list: the heading is 1. */
  place: number | null;
}

export async function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const row = active?.closest("tr");
    const link = row?.querySelector("th > a");
    return {
      tag: active?.tagName ?? "",
      path: link?.getAttribute("href")?.split("?")[0] ?? null,
      place: row ? Number(row.getAttribute("aria-rowindex")) : null,
    };
  });
}

/** The row at a place of the list, counted from 1 without the headings. */
export function rowAt(page: Page, place: number): Locator {
  return usersTable(page).locator(`tbody tr[aria-rowindex="${String(place + 1)}"]`);
}

/** The row at a place has the focus, and it is seen: not below the head nor off the screen. */
export async function expectFocusAt(page: Page, place: number): Promise<void> {
  const row = rowAt(page, place);
  await expect(row.locator(":focus")).toHaveCount(1);
  await expect(row.locator(":focus")).toBeInViewport({ ratio: 1 });
  const head = await usersTable(page).locator("thead").boundingBox();
  const box = await row.boundingBox();
  if (head !== null && box !== null) {
    expect(box.y, "the row is not below the head").toBeGreaterThanOrEqual(head.y + head.height - 1.5);
  }
}

/** The box of the row at a place. */
export function boxAt(page: Page, place: number): Locator {
  return rowAt(page, place).getByRole("checkbox");
}

/** The record of the row at a place, as the path that it opens. */
export async function recordAt(page: Page, place: number): Promise<string> {
  return ((await rowAt(page, place).getByRole("link").getAttribute("href")) ?? "").split("?")[0] ?? "";
}

/** The bar that says what is selected. */
export function selectionBar(page: Page): Locator {
  return page.getByRole("group", { name: "Selection", exact: true });
}

/** So many are selected; so many of them are not in the list. */
export async function expectSelected(page: Page, selected: number, elsewhere = 0): Promise<void> {
  if (selected === 0) {
    await expect(selectionBar(page)).toHaveCount(0);
    return;
  }
  const many = `${selected.toLocaleString("en-GB")} selected`;
  const words = elsewhere === 0 ? many : `${many}, ${elsewhere.toLocaleString("en-GB")} of them not in this list`;
  await expect(selectionBar(page).getByRole("status")).toHaveText(words);
}

/** The places, counted from 1, of the selected rows among those in the document. */
export async function placesPicked(page: Page): Promise<number[]> {
  return userRows(page).evaluateAll((rows) =>
    rows
      .filter((row) => row.querySelector("input")?.checked === true)
      .map((row) => Number(row.getAttribute("aria-rowindex")) - 1),
  );
}

/** The box that selects all that match. */
export function pickAll(page: Page): Locator {
  return page.getByRole("checkbox", { name: /^Select all [\d,]+ that match$/ });
}

/** How far the list is scrolled, in pixels. */
export async function scrolled(page: Page): Promise<number> {
  return page.getByRole("region", { name: "Users", exact: true }).evaluate((region) => region.scrollTop);
}

/** Opens what lies below "View" above the list. */
export async function openLook(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "View", exact: true }).click();
  const columns = page.getByRole("group", { name: "Columns" });
  await expect(columns).toBeVisible();
  return columns;
}

/** The names of the columns on screen, from the left. */
export async function columnsShown(page: Page): Promise<string[]> {
  const heads = usersTable(page).getByRole("columnheader");
  const texts = await heads.evaluateAll((all) =>
    all.filter((head) => getComputedStyle(head).display !== "none").map((head) => head.textContent?.trim() ?? ""),
  );
  return texts.filter((text) => text !== "");
}
