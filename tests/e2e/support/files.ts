import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, type Locator, type Page } from "@playwright/test";

/** A file that the page saved. */
export interface Saved {
  name: string;
  bytes: Buffer;
  text: string;
}

/** Opens the menu of a list and its export dialog. */
export async function openExport(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Save as a file…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save users as a file" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Presses "Save file" and reads what the browser downloads. */
export async function save(page: Page, dialog: Locator): Promise<Saved> {
  const started = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save file" }).click();
  const download = await started;
  const bytes = readFileSync(await download.path());
  await expect(dialog).toBeHidden();
  return { name: download.suggestedFilename(), bytes, text: bytes.toString("utf8") };
}

/** The rows of a CSV file by its headings, read by somebody else's parser. */
export function rows(file: Saved, delimiter = ","): Record<string, string>[] {
  return parse(file.bytes, { bom: true, columns: true, delimiter, relax_column_count: false });
}

/** What lies on the clipboard, as a person sees it: pasted. The page's policy lets no script read it. */
export async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    document.querySelector("#pasted")?.remove();
    field.id = "pasted";
    field.ariaLabel = "Pasted";
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press("Control+v");
  return page.locator("#pasted").inputValue();
}
