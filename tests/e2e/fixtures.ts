/**
 * What every test starts with: a tenant of its own, on a port of its own, and a page that may not
 * complain.
 *
 *     test.use({ tenant: { seed: "large", flags: ["--jobs", "403"] } });
 *     test("…", async ({ page, sandbox, complaints }) => { … });
 */
import { test as base } from "@playwright/test";

import { Complaints } from "./support/complaints.ts";
import { Sandbox, type Tenant } from "./support/sandbox.ts";

export { expect } from "@playwright/test";
export { expectAccessible } from "./support/accessible.ts";
export { demoKeys, signIn } from "./support/session.ts";

interface Options {
  /** Which data the tenant starts with, and more flags for the sandbox. */
  tenant: Tenant;
}

interface Fixtures {
  /** The running tenant. */
  sandbox: Sandbox;
  /** What the pages complained of; a test that provokes something announces it here. */
  complaints: Complaints;
}

export const test = base.extend<Options & Fixtures>({
  tenant: [{}, { option: true }],

  sandbox: async ({ tenant }, use, testInfo) => {
    const sandbox = await Sandbox.start(tenant);
    await use(sandbox);
    if (testInfo.status !== testInfo.expectedStatus) {
      const requests = await sandbox.requests().catch(String);
      await testInfo.attach("requests.json", { body: JSON.stringify(requests, null, 2) });
    }
    await sandbox.stop();
    if (sandbox.errors !== "") {
      await testInfo.attach("sandbox.txt", { body: sandbox.errors });
    }
  },

  baseURL: async ({ sandbox }, use) => {
    await use(sandbox.address);
  },

  // Part of every test with a browser, named in its arguments or not.
  complaints: [
    async ({ context, sandbox }, use) => {
      const complaints = await Complaints.listen(context, sandbox.address);
      await use(complaints);
      complaints.settle();
    },
    { auto: true },
  ],
});
