// Takes the pictures of the README: node tour.mjs SANDBOX DIST FOLDER
//
// The demo tenant at a moment that stands still, so that two runs give the same pictures.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { launch } from "../bench/browser.mjs";

const NOW = "2026-01-15T12:00:00Z";
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Each picture: its name, its address, and what is done before it is taken. */
const STOPS = [
  { name: "overview", path: "/tines", until: "Sign-ins" },
  { name: "users", path: "/tines/users?q=-status:active", until: "As of just now" },
  { name: "sign-ins", path: "/tines/sign-ins", until: "As of just now", dark: true },
  { name: "jobs", path: "/tines/jobs?live=off", until: /^As of/ },
  { name: "jobs-delete", path: "/tines/jobs?live=off", until: /^As of/, act: askToDelete },
  { name: "template-difference", path: "/tines/templates", until: "As of just now", act: changeTemplate, dark: true },
  { name: "organisations", path: "/tyk/organisations", until: "As of just now" },
  { name: "users-phone", path: "/tines/users", until: "As of just now", view: PHONE },
];

async function askToDelete(page) {
  await page.getByRole("button", { name: /^Delete jobs of Create the ticket/ }).click();
  await page.getByRole("button", { name: /dead.*…$/ }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).waitFor();
}

async function changeTemplate(page) {
  await page.getByRole("table").locator("tbody").getByRole("link").first().click();
  await page.getByRole("link", { name: "Edit" }).click();
  const options = page.getByRole("textbox", { name: /Options/ }).first();
  const text = await options.inputValue();
  await options.fill(text.replace(/"log_error_on_status": \[\]/, '"log_error_on_status": ["400-499"]').replace(/"timeout": 15/, '"timeout": 60'));
  await page.getByRole("button", { name: "Save…" }).click();
  await page.getByRole("button", { name: /^Save/ }).last().waitFor();
}

const [program, dist, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const flags = ["--port", "0", "--db", ":memory:", "--seed", "demo", "--now", NOW, "--still", "--dist", dist];
const sandbox = spawn(program, flags, { stdio: ["ignore", "pipe", "inherit"] });
process.once("exit", () => sandbox.kill("SIGKILL"));
const [line] = await once(createInterface(sandbox.stdout), "line");
const address = /http:\/\/\S+/.exec(line)[0];
const browser = await launch();
for (const { name, path, until, act, dark, view } of STOPS) {
  const context = await browser.newContext({
    viewport: view ?? WIDE,
    colorScheme: dark ? "dark" : "light",
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
    // Sharp, and not four times the bytes.
    deviceScaleFactor: view ? 2 : 1,
  });
  const page = await context.newPage();
  const keys = JSON.stringify({ tines: "demo-tenant-owner-key", tyk: "12345" });
  await page.addInitScript((keys) => sessionStorage.setItem("gatehouse.keys", keys), keys);
  await page.clock.install({ time: NOW });
  await page.goto(address + path);
  await page.getByText(until).first().waitFor();
  await act?.(page);
  // What comes after the painted list: facets, marks, lanes.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`${name}.png`);
  await context.close();
}
await browser.close();
process.exit(0);
