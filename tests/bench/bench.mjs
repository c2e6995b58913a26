// Measures the dashboard beside the plain page: node bench.mjs SANDBOX DIST RUNS FEW MANY [MEASURE …]
//
// FEW and MANY are the sandbox's seeds with the smaller and the larger number of users.
//
// Tells each sample on a line of standard output: what was measured, of whom, and the number, parted by
// tabs. What the numbers must be is for `cargo xtask bench` to know.

import { audit } from "./audit.mjs";
import { Tab, launch } from "./browser.mjs";
import { editor } from "./editor.mjs";
import { perRow, weight } from "./hundred-thousand.mjs";
import { jobs } from "./jobs.mjs";
import { expected, people } from "./people.mjs";
import { site, tenant } from "./sandbox.mjs";
import { cold, filter, sort, warm } from "./ten-thousand.mjs";

const [program, dist, wanted, smaller, larger, ...only] = process.argv.slice(2);
const runs = Number(wanted);
const tell = (what, whose, value) => {
  if (!Number.isFinite(value)) throw new Error(`${what} of ${whose} is ${value}`);
  console.log(`${what}\t${whose}\t${value}`);
};

const folder = site(dist);
const tenants = await Promise.all([smaller, larger].map((seed) => tenant(program, folder, seed)));
const [few, many] = await Promise.all(
  tenants.map(async ({ address }, place) => ({ name: ["few", "many"][place], address, ...(await people(address)) })),
);
const browser = await launch();

const MEASURES = {
  cold: () => cold(browser, few.address, runs, tell),
  warm: () => warm(browser, few.address, few.users, runs, tell),
  filter: () => filter(browser, few.address, few.users, runs, tell),
  sort: () => sort(browser, few.address, few.users, runs, tell),
  "per-row": () => perRow(browser, [few, many], Math.min(15, Math.max(6, runs)), tell),
  weight: () => weight(browser, many, tell),
  audit: () => audit(browser, few.address, runs, tell),
  jobs: () => jobs(browser, few.address, runs, tell),
  editor: () => editor(browser, few.address, runs, tell),
};
const tab = await Tab.open(browser, few.address, "dashboard");
await tab.openList(expected(few.users));
tell("throttle", "times", await tab.throttle());
await tab.close();
for (const [name, measure] of Object.entries(MEASURES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.error(`  ${name} …`);
  await measure();
}

await browser.close();
await Promise.all(tenants.map(({ stop }) => stop()));
process.exit(0);
