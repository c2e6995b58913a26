import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, test } from "@playwright/test";

// Not what the numbers are, which a busy machine spoils: that each is still measured. Both pages show
// what they must, or the driver never comes to an end. The larger tenant is left out: it takes a minute.
test("the bench still measures everything", async () => {
  test.setTimeout(600_000);
  const driver = new URL("../bench/bench.mjs", import.meta.url).pathname;
  const { GATEHOUSE_SANDBOX: sandbox = "", GATEHOUSE_DIST: dist = "" } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [driver, sandbox, dist, "1", "large", "large"], { timeout: 580_000 });

  const samples = stdout.trimEnd().split("\n").map((line) => line.split("\t"));
  const measured = new Set(samples.map(([what, whose]) => `${String(what)}, ${String(whose)}`));
  const races = ["cold", "warm", "filter", "sort", "sort again", "editor"];
  const rows = ["filter per row", "sort per row", "sort again per row"];
  for (const what of races) {
    expect(measured).toContain(`${what}, dashboard`);
    expect(measured).toContain(`${what}, plain`);
  }
  for (const what of rows) {
    expect(measured).toContain(`${what}, few`);
    expect(measured).toContain(`${what}, many`);
  }
  for (const what of ["memory, json", "memory, wasm", "memory, heap", "throttle, times", "nodes, dashboard", "wheel, blank", "bar, blank"]) {
    expect(measured).toContain(what);
  }
  for (const what of ["audit, json", "audit filter, dashboard", "audit filter, bare", "audit whole, dashboard"]) {
    expect(measured).toContain(what);
  }
  for (const what of ["jobs, json", "jobs filter, dashboard", "jobs filter, bare", "jobs matrix, dashboard", "jobs matrix, painted"]) {
    expect(measured).toContain(what);
  }
  for (const [what, whose, value] of samples) {
    expect(Number(value), `${String(what)} of ${String(whose)}`).toBeGreaterThanOrEqual(0);
  }
});
