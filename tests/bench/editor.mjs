// A key in the editor of a template's options, beside one in nothing but a text field with the same 500 kB.

import { Tab, sleep } from "./browser.mjs";

const PAGES = { dashboard: "/tines/templates/new", plain: "/plain/editor.html" };
const FIELD = "#agent_options";
/** Before the caret: in the middle of the text, and of a line. */
const BEFORE = "Row number 2600";

export async function editor(browser, address, runs, tell) {
  const text = options();
  const tabs = {};
  for (const [whose, path] of Object.entries(PAGES)) {
    const tab = await Tab.open(browser, address, whose);
    tabs[whose] = tab;
    await tab.goto(path);
    await tab.page.locator(FIELD).waitFor();
    await tab.page.evaluate(begin, [FIELD, text, BEFORE]);
  }
  await sleep(3_000);
  const turns = runs === 1 ? 1 : runs + 1;
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [whose, tab] of Object.entries(tabs)) {
      await tab.page.bringToFront();
      await tab.page.locator(FIELD).focus();
      const letter = "abcdefghij"[turn % 10];
      const { painted } = await tab.measure("keydown", { any: true }, () => tab.page.keyboard.press(letter));
      // With the first key the browser lays out the whole text.
      if (turn > 0 || runs === 1) tell("editor", whose, painted);
      const line = await tab.page.evaluate(lineAtCaret, FIELD);
      if (!line.text.includes(letter)) throw new Error(`${whose}: ${letter} was not written`);
      if (whose === "dashboard" && !line.painted.includes(line.text)) throw new Error(`not painted: ${line.text}`);
      await sleep(900);
    }
  }
  for (const tab of Object.values(tabs)) await tab.close();
}

/** 500 kB as one writes them: a key per line. */
function options() {
  const rows = Array.from({ length: 5_200 }, (_, id) => ({ id, name: `Row number ${id} with words`, on: true }));
  return JSON.stringify({ rows }, null, 2);
}

/** In the page: puts the text into the field, and the caret into its middle. */
function begin([selector, text, before]) {
  const field = document.querySelector(selector);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const at = text.indexOf(before) + before.length;
  field.setSelectionRange(at, at);
  // A key brings the caret into sight, and is the first to do so in both.
  field.scrollTop = field.scrollHeight / 2;
}

/** In the page: the line that the caret stands in, and those that are painted. */
function lineAtCaret(selector) {
  const { value, selectionStart: at } = document.querySelector(selector);
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const text = value.slice(start, value.indexOf("\n", at));
  return { text, painted: [...document.querySelectorAll(".json-line")].map((line) => line.textContent) };
}
