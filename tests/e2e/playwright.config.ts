import { defineConfig, devices } from "@playwright/test";

/** Chromium's own traffic (updates, field trials) has no place in a test, and root needs `--no-sandbox`. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testMatch: "*.spec.ts",
  // They need web servers, and have a configuration of their own.
  // The matrix of faults takes a quarter of an hour: `cargo xtask test --only faults`.
  testIgnore: ["hosting/**", ...(process.env["FAULT_MATRIX"] === undefined ? ["faults.spec.ts"] : [])],
  outputDir: ".results",
  fullyParallel: true,
  workers: 2,
  // A test that passes only when tried again has found something.
  retries: 0,
  timeout: 120_000,
  // Ten times what a slow machine takes: a screen that is right in the end is right.
  expect: { timeout: 20_000 },
  // The second prints the fault matrix.
  reporter: [["list"], ["./faults.reporter.ts"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Dublin",
    screenshot: "only-on-failure",
    // Without its film: taking one of every test costs a small machine a core.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: flags,
    },
  },
});
