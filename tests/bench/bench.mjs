// Measures the dashboard beside the plain page: node bench.mjs SANDBOX DIST RUNS [MEASURE …]
//
// Tells each sample on a line of standard output: what was measured, of whom, and the number, parted by
// tabs. What the numbers must be is for `cargo xtask bench` to know.

import { launch } from "./browser.mjs";
import { perRow, weight } from "./hundred-thousand.mjs";
import { people } from "./people.mjs";
import { site, tenant } from "./sandbox.mjs";
import { cold, filter, sort, warm } from "./ten-thousand.mjs";

const [program, dist, wanted, ...only] = process.argv.slice(2);
const runs = Number(wanted);
const tell = (what, whose, value) => {
  if (!Number.isFinite(value)) throw new Error(`${what} of ${whose} is ${value}`);
  console.log(`${what}\t${whose}\t${value}`);
};

const folder = site(dist);
const large = await tenant(program, folder, "large");
const crowd = await tenant(program, folder, "crowd");
const few = { name: "10000", ...large, ...(await people(large.address)) };
const many = { name: "100000", ...crowd, ...(await people(crowd.address)) };
const browser = await launch();

const MEASURES = {
  cold: () => cold(browser, few.address, runs, tell),
  warm: () => warm(browser, few.address, few.users, runs, tell),
  filter: () => filter(browser, few.address, few.users, runs, tell),
  sort: () => sort(browser, few.address, few.users, runs, tell),
  "per-row": () => perRow(browser, [few, many], Math.max(12, Math.ceil(runs / 2)), tell),
  weight: () => weight(browser, many, tell),
};
for (const [name, measure] of Object.entries(MEASURES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.error(`  ${name} …`);
  await measure();
}

await browser.close();
await large.stop();
await crowd.stop();
process.exit(0);
