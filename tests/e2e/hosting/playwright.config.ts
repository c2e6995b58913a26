import { defineConfig } from "@playwright/test";

import base from "../playwright.config.ts";

/** The dashboard behind a real web server, by the configurations in `deploy/`: `cargo xtask test --only hosting`. */
export default defineConfig({
  ...base,
  reporter: "list",
  testDir: ".",
  testIgnore: [],
  outputDir: "../.results",
  use: {
    ...base.use,
    // The certificate is a minute old, and its authority known to the test alone.
    ignoreHTTPSErrors: true,
  },
});
