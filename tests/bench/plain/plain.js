// The measure of `cargo xtask bench`: the users list by hand, without a framework. It does the same job
// as the dashboard's, as fast as a careful page of this size does it.

import { COLUMNS, add, count, isPending, size, view } from "./list.js";
import { all } from "./pages.js";
import { onScroll, paint, toTop } from "./rows.js";

const by = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en-GB");
const asked = new URLSearchParams(location.search);
const state = { search: asked.get("q") ?? "", sort: asked.get("sort") ?? "-last-seen" };
let shown = { rows: [], length: 0 };

const descending = () => state.sort.startsWith("-");
const column = () => state.sort.replace("-", "");

function show() {
  shown = view(state.search, column(), descending());
  paint(shown);
  const users = `${number.format(size())} ${size() === 1 ? "user" : "users"}`;
  by("matches").textContent = state.search.trim() ? `${number.format(shown.length)} of ${users}` : users;
}

function mark() {
  for (const heading of by("headings").children) {
    const order = heading.dataset.sort !== column() ? "none" : descending() ? "descending" : "ascending";
    if (heading.dataset.sort) heading.setAttribute("aria-sort", order);
  }
}

function address() {
  const query = new URLSearchParams();
  if (state.search) query.set("q", state.search);
  if (state.sort !== "-last-seen") query.set("sort", state.sort);
  return `${location.pathname}${query.size > 0 ? `?${query}` : ""}${location.hash}`;
}

for (const { sort, label, class: name } of COLUMNS) {
  const heading = document.createElement("th");
  heading.scope = "col";
  heading.className = name;
  if (sort) {
    const button = document.createElement("button");
    button.textContent = label;
    button.addEventListener("click", () => {
      state.sort = state.sort === sort ? `-${sort}` : sort;
      toTop();
      mark();
      show();
      history.pushState(null, "", address());
    });
    heading.dataset.sort = sort;
    heading.append(button);
  } else {
    heading.textContent = label;
  }
  by("headings").append(heading);
}
mark();

let settle = 0;
by("search").value = state.search;
by("search").addEventListener("input", (event) => {
  state.search = event.target.value;
  toTop();
  show();
  clearTimeout(settle);
  settle = setTimeout(() => history.replaceState(null, "", address()), 200);
});

onScroll((top) => paint(shown, top));
addEventListener("repaint", () => paint(shown));

function figures() {
  const numbers = [["Users", size()], ["Owners", count((one) => one.owner)], ["Pending", count(isPending)]];
  const parts = numbers.flatMap(([label, value]) => {
    const [term, words] = [document.createElement("dt"), document.createElement("dd")];
    [term.textContent, words.textContent] = [label, number.format(value)];
    return [term, words];
  });
  by("figures").replaceChildren(...parts);
}

function go() {
  const overview = location.hash === "#overview";
  by("overview").hidden = !overview;
  by("users").hidden = overview;
  document.title = `${overview ? "Overview" : "Users"} – plain page`;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === (location.hash || "#users")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (overview) figures();
  else paint(shown);
  by(overview ? "overview" : "users").querySelector("h1").focus({ preventScroll: true });
}
for (const link of document.querySelectorAll("nav a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (location.hash !== link.hash) history.pushState(null, "", link.href);
    go();
  });
}
addEventListener("popstate", go);
if (location.hash === "#overview") go();

try {
  await all((users, expected) => {
    add(users);
    show();
    by("status").textContent = `${number.format(size())} of ${number.format(expected)} loaded`;
  });
  by("status").textContent = "As of just now";
} catch (error) {
  by("status").textContent = `Not all could be loaded: ${error.message}`;
}
