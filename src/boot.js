// Starts the wasm. It is a file of its own because no inline script may run here: the page's policy
// is `script-src 'self' 'wasm-unsafe-eval'` with trusted types (docs/architecture.md, "No inline script").

const root = document.documentElement;

// Where the app stands: that file lies beside the page (`home` in `src/routes.rs`).
const ahead = document.querySelector("[data-ahead]").src;
root.dataset.home = new URL(".", ahead).pathname;

// Addresses may count from the page's own, and the app changes that: what is fetched later must not follow.
for (const link of document.querySelectorAll("link[disabled], link[rel=icon]")) link.href = link.href;

// Before anything is painted, or a dark page would flash light.
try {
  const theme = localStorage.getItem("gatehouse.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // The browser refuses its store: the system's theme it is.
}

// Works whatever became of the app, and before anything of it hears the click.
addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("[data-reload]")) return;
    event.stopImmediatePropagation();
    location.reload();
  },
  { capture: true },
);

// Styles of what is fetched later: in place before it is shown (`src/layout/later.rs`).
globalThis.gatehouseStyles = () =>
  Promise.all(
    [...document.querySelectorAll("link[disabled]")].map(
      (link) =>
        new Promise((arrived) => {
          link.onload = arrived;
          // Left for the next try.
          link.onerror = () => {
            link.setAttribute("disabled", "");
            arrived();
          };
          link.removeAttribute("disabled");
        }),
    ),
  );

const app = document.querySelector("meta[name=app-wasm]").dataset;
const address = (path) => new URL(path, document.baseURI).href;
try {
  // First: what it asks for is asked for once. Without it, the app asks by itself.
  await import(ahead).catch(() => {});
  const loader = await import(address(app.js));
  // The app needs a body to stand in.
  if (document.readyState === "loading") {
    await new Promise((parsed) => addEventListener("DOMContentLoaded", parsed, { once: true }));
  }
  await loader.default({ module_or_path: address(app.wasm) });
} catch (error) {
  // What was thrown by a running app has its own face already; this one is for an app that never ran.
  if (!root.dataset.failed) root.dataset.failed = "load";
  console.error(error);
}
