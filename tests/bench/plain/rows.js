// The rows on screen: those in view and some around them, as many as the dashboard draws
// (`src/ui/table/window.rs`); elements are made once and filled anew.

import { COLUMNS, user } from "./list.js";

const ROW = 40;
const SPARE = 12;
const STEP = 6;

const scroller = document.getElementById("scroller");
const table = scroller.firstElementChild;
const before = document.getElementById("before");
const after = document.getElementById("after");
const drawn = [];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const exact = new Intl.DateTimeFormat("en-GB", {
  ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  ...{ hourCycle: "h23", timeZoneName: "short" },
});

function ago(then) {
  const passed = Date.now() - then;
  const span = Math.abs(passed);
  if (span < MINUTE) return "just now";
  const [unit, word] =
    span < HOUR ? [MINUTE, "min"]
    : span < DAY ? [HOUR, "h"]
    : span < 90 * DAY ? [DAY, "d"]
    : span < 730 * DAY ? [YEAR / 12, "mo"]
    : [YEAR, "y"];
  const text = `${Math.floor(span / unit)} ${word}`;
  return passed < 0 ? `in ${text}` : `${text} ago`;
}

function make(tag, className) {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

const STATUS = [["badge good", "Active"], ["badge off", "Inactive"], ["badge waiting", "Pending"]];

function badge(className, words) {
  const element = make("span", className);
  element.textContent = words;
  return element;
}

function fillMoment(cell, at, nothing) {
  if (at === null) {
    cell.replaceChildren(badge("nothing", nothing));
    return;
  }
  let time = cell.firstChild;
  if (time?.nodeName !== "TIME") {
    time = document.createElement("time");
    time.append(make("span", "ago"), make("span", "date"));
    cell.replaceChildren(time);
  }
  time.dateTime = new Date(at).toISOString();
  time.title = exact.format(at);
  time.firstChild.textContent = ago(at);
  time.lastChild.textContent = ` ${date.format(at)}`;
}

const text = (cell, words) => {
  cell.textContent = words;
  cell.title = words;
};

/** One per column. */
const FILL = [
  (cell, one) => text(cell, one.name),
  (cell, one) => text(cell, one.email),
  (cell, one) => cell.replaceChildren(...(one.owner ? [badge("badge plain", "Owner")] : [])),
  (cell, one) => {
    cell.firstChild ?? cell.append(make("span", ""));
    [cell.firstChild.className, cell.firstChild.textContent] = STATUS[one.status];
  },
  (cell, one) => fillMoment(cell, one.seen, "never"),
  (cell, one) => fillMoment(cell, one.created, "not said"),
  (cell, one) => cell.replaceChildren(...one.permissions.map((words) => badge("badge plain", words))),
  (cell, one) => text(cell, one.scim ? "SCIM" : ""),
];

function newRow() {
  const element = document.createElement("tr");
  COLUMNS.forEach((column, index) => {
    const cell = make(index === 0 ? "th" : "td", column.class);
    if (index === 0) cell.scope = "row";
    element.append(cell);
  });
  return { element, user: null, index: -1 };
}

// Measured when it changes, so that painting never has to ask for the layout.
let height = 800;
new ResizeObserver(([entry]) => {
  if (entry.contentRect.height === 0) return;
  height = entry.contentRect.height;
  dispatchEvent(new Event("repaint"));
}).observe(scroller);

/** Draws what is in view of a list's view. */
export function paint({ rows, length }, top = scroller.scrollTop) {
  const first = Math.max(0, Math.floor(Math.floor(top / ROW) / STEP) * STEP - SPARE);
  const start = Math.min(first, length);
  const end = Math.min(first + SPARE + Math.ceil(height / ROW) + STEP + SPARE, length);
  while (drawn.length > end - start) drawn.pop().element.remove();
  for (let place = 0; place < end - start; place += 1) {
    const row = (drawn[place] ??= newRow());
    const index = start + place;
    const one = user(rows[index]);
    if (row.user !== one) {
      row.user = one;
      for (let column = 0; column < FILL.length; column += 1) FILL[column](row.element.children[column], one);
    }
    if (row.index !== index) {
      row.index = index;
      row.element.setAttribute("aria-rowindex", index + 2);
    }
    if (row.element.parentNode === null) after.before(row.element);
  }
  before.style.height = `${start * ROW}px`;
  after.style.height = `${(length - end) * ROW}px`;
  table.setAttribute("aria-rowcount", length + 1);
}

export function toTop() {
  scroller.scrollTop = 0;
}

export function onScroll(act) {
  scroller.addEventListener("scroll", () => act(scroller.scrollTop), { passive: true });
}
