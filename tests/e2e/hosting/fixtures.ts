/**
 * What every test starts with: a tenant of its own, its APIs over TLS, and the web server in front of them, set up by
 * the files in `deploy/`.
 *
 *     test.use({ at: "/console" });
 *     test("…", async ({ page, site }) => { await page.goto(site.url("/tines/users")); … });
 */
import { request, type IncomingHttpHeaders } from "node:http";
import { Agent, request as secureRequest } from "node:https";

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test as base } from "@playwright/test";

import { Complaints } from "../support/complaints.ts";
import { Sandbox } from "../support/sandbox.ts";
import { Certificates } from "./certificates.ts";
import { Upstream } from "./upstream.ts";
import { KEYS, needed, WebServer } from "./web-server.ts";

export { expect } from "@playwright/test";

/** An answer, its body as it came over the wire: one character per byte. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Names and values in turn, repeated ones too. */
  raw: string[];
  body: string;
}

/** What to ask, beside the path. */
export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Without saying beforehand how long the body is. */
  chunked?: boolean;
}

/** The running site. */
export class Site {
  constructor(
    readonly origin: string,
    /** Where the dashboard stands on it. */
    readonly at: string,
    readonly sandbox: Sandbox,
    readonly upstream: Upstream,
    private readonly agent: Agent,
  ) {}

  /** The address of a path of the dashboard. */
  url(path: string): string {
    return this.origin + this.at + path;
  }

  /** Asks for a path of the dashboard, exactly as it is written here. */
  ask(path: string, asking: Asking = {}): Promise<Answer> {
    return this.askSite(this.at + path, asking);
  }

  /** Asks for any path of the site. */
  askSite(path: string, asking: Asking = {}): Promise<Answer> {
    return exchange(this.origin, path, asking, this.agent);
  }

  /** What the sandbox answers for the same file: the headers to be found here as well. */
  askSandbox(path: string): Promise<Answer> {
    return exchange(this.sandbox.address, path, {}, undefined);
  }
}

function exchange(origin: string, path: string, { method = "GET", headers = {}, body, chunked }: Asking, agent?: Agent): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const length = body === undefined || chunked ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const options = { hostname, port, path, method, headers: { ...length, ...headers }, ...(agent ? { agent } : {}) };
  return new Promise((resolve, reject) => {
    const asked = (agent ? secureRequest : request)(options, (answer) => {
      let text = "";
      answer.setEncoding("latin1").on("data", (part: string) => (text += part));
      answer.once("error", reject);
      answer.once("end", () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, raw: answer.rawHeaders, body: text });
      });
    });
    // A server that refuses a body need not read it.
    asked.once("error", (error) => setTimeout(() => reject(error), 1000));
    asked.end(body);
  });
}

interface Options {
  /** Where the dashboard stands: nothing, or a path such as `/console`. */
  at: string;
  /** The server adds the keys, behind a password. */
  addsKeys: boolean;
  /** Another `config.json` than the one that is built in. */
  config: object | undefined;
  /** Which certificate the APIs show. */
  shown: "upstream" | "unknown" | "misnamed";
}

interface Fixtures {
  site: Site;
  /** What the pages complained of; a test that provokes something announces it here. */
  complaints: Complaints;
}

export const test = base.extend<Options & Fixtures, { certificates: Certificates }>({
  at: ["", { option: true }],
  addsKeys: [false, { option: true }],
  config: [undefined, { option: true }],
  shown: ["upstream", { option: true }],

  certificates: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const certificates = new Certificates();
      await use(certificates);
      certificates.remove();
    },
    { scope: "worker" },
  ],

  site: async ({ at, addsKeys, config, shown, certificates }, use, testInfo) => {
    const dist = withConfig(needed("GATEHOUSE_DIST"), config);
    const ownKeys = ["--tines-key", KEYS.tines, "--tyk-secret", KEYS.tyk];
    const sandbox = await Sandbox.start(addsKeys ? { flags: ownKeys } : {});
    const upstream = await Upstream.start(sandbox.address, certificates[shown]);
    const server = await WebServer.start({ at, dist, upstream: upstream.address, certificates, addsKeys });
    const agent = new Agent({ ca: certificates.trusted, keepAlive: false });
    await use(new Site(server.origin, at, sandbox, upstream, agent));
    agent.destroy();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("web-server.txt", { body: server.said() });
      await testInfo.attach("arrived.json", { body: JSON.stringify(upstream.arrived, null, 2) });
    }
    await server.stop();
    await upstream.stop();
    await sandbox.stop();
    if (dist !== needed("GATEHOUSE_DIST")) rmSync(dist, { recursive: true });
  },

  complaints: async ({ context, site }, use) => {
    const complaints = await Complaints.listen(context, site.origin);
    await use(complaints);
    complaints.settle();
  },
});

/** A copy of the built dashboard with another `config.json`, without the compressed copies of the old one. */
function withConfig(built: string, config: object | undefined): string {
  if (config === undefined) return built;
  const dist = mkdtempSync(join(tmpdir(), "gatehouse-dist-"));
  cpSync(built, dist, { recursive: true });
  for (const ending of [".br", ".gz"]) rmSync(join(dist, `config.json${ending}`), { force: true });
  writeFileSync(join(dist, "config.json"), JSON.stringify(config));
  return dist;
}
