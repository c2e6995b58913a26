// While the wasm is on its way, what it will ask for first is asked for already: `config.json`, and the
// first page of the list that the URL names. Answers wait under their URL and the headers of their key;
// the client takes one for exactly the request that it was about to send (`src/api/ahead.rs`).
// No text here may hold a backslash: Trunk's minifier would double it.

/** How long an answer may wait, in milliseconds: one that is older says too little about now. */
const KEPT = 20000;
/** The first page of each list, as `src/api` asks for it. */
const LISTS = { "tines/users": "/api/v1/admin/users?page=1&per_page=500" };

/** Where the app stands: this file lies beside the page. (Trunk's minifier has never heard of `import.meta`.) */
const home = new URL(".", document.querySelector("[data-ahead]").src).pathname;

const ahead = (globalThis.gatehouseAhead = {});
setTimeout(() => delete globalThis.gatehouseAhead, KEPT);

/** Lets an answer wait. Whether it failed is looked at when it is taken. */
function keep(name, answer) {
  answer.catch(() => {});
  ahead[name] = answer;
}

/** The headers that carry a key; `Key::headers` in `src/state/session.rs` has the same. */
function headersOf(kind, key) {
  const token = key.token ?? key;
  if (kind === "bearer") return [["Authorization", "Bearer " + token]];
  const user = [["X-User-Token", token]];
  return kind === "legacy" && key.email ? [["X-User-Email", key.email]].concat(user) : user;
}

async function askForList(configuration) {
  const place = /^([a-z0-9-]+)\/([a-z-]+)\/?$/.exec(location.pathname.slice(home.length));
  const secret = place && JSON.parse(sessionStorage.getItem("gatehouse.keys") ?? "{}")[place[1]];
  if (!secret) return;
  const config = await (await configuration).clone().json();
  const connection = config.connections.find((one) => one.id === place[1]);
  const list = LISTS[connection.api + "/" + place[2]];
  const base = (connection.base ?? home + connection.id).replace(/\/+$/, "");
  const kind = connection.key ?? "bearer";
  // A path on this site, as for the app: the key must not leave. With `proxy` there is none to send.
  if (!list || kind === "proxy" || !/^\/[^/\\?#][^\\?#]*$/.test(base)) return;
  const key = headersOf(kind, secret);
  const headers = [["Accept", "application/json"]].concat(key);
  const name = [base + list].concat(key.map((header) => header.join(": "))).join(" ");
  keep(name, fetch(base + list, { headers, cache: "no-store", redirect: "manual" }));
}

const configuration = fetch(home + "config.json", { cache: "no-cache" });
// The app gets it once the list was asked for, or both would ask. Whatever this stumbles over, the app
// meets again and has words for.
const asked = askForList(configuration).catch(() => {});
keep(home + "config.json", asked.then(() => configuration));
