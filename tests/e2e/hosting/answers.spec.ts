/** What the web server answers, byte by byte: types, lifetimes, compression, headers, and what reaches the APIs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { demoKeys } from "../support/session.ts";
import { expect, test, type Answer, type Site } from "./fixtures.ts";
import { NAMES } from "./certificates.ts";
import { UNWANTED } from "./upstream.ts";
import { needed } from "./web-server.ts";

const HTML = { accept: "text/html,application/xhtml+xml" };
const TINES_KEY = { authorization: `Bearer ${demoKeys.tines}` };
const TYK_KEY = { "admin-auth": demoKeys.tyk };
const USERS = "/tines/api/v1/admin/users";

const TYPES: Record<string, string> = {
  html: "text/html",
  css: "text/css",
  js: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
  svg: "image/svg+xml",
};

/** The headers that every answer must have, as the sandbox sends them. */
const SECURITY = [
  "content-security-policy",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
];

/** Every file of the build, without the compressed copies. */
function files(): string[] {
  return readdirSync(needed("GATEHOUSE_DIST"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[a-z]+$/.test(name) && !/\.(br|gz)$/.test(name))
    .sort();
}

function built(name: string): string {
  return readFileSync(join(needed("GATEHOUSE_DIST"), name), "latin1");
}

/** All values of a header, also where it was sent twice. */
function values({ raw }: Answer, name: string): string[] {
  return raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name);
}

/** The security headers, each once, as the sandbox has them. */
async function expectSecured(site: Site, answers: Record<string, Answer>): Promise<void> {
  const wanted = await site.askSandbox("/");
  for (const [what, answer] of Object.entries(answers)) {
    for (const name of SECURITY) {
      expect(wanted.headers[name], name).toBeTruthy();
      expect(values(answer, name), `${name} of ${what} (${String(answer.status)})`).toEqual([wanted.headers[name]]);
    }
    expect(values(answer, "cache-control"), `lifetime of ${what}`).toHaveLength(1);
  }
}

for (const at of ["", "/console"]) {
  test.describe(`at ${at}/`, () => {
    test.use({ at });

    test("every file has its type and its lifetime, and comes in the smallest form that is accepted", async ({ site }) => {
      const kinds = new Set<string>();
      for (const name of files()) {
        const kind = name.split(".").at(-1) ?? "";
        kinds.add(kind);
        const isHashed = /[0-9a-f]{16}/.test(name);
        // At the address of the page stands the copy for its depth.
        const source = name === "index.html" ? "page-0.html" : name;
        for (const [accepted, encoding, ending] of [
          ["gzip, deflate, br", "br", ".br"],
          ["gzip", "gzip", ".gz"],
          ["identity", undefined, ""],
        ] as const) {
          const answer = await site.ask(`/${name}`, { headers: { "accept-encoding": accepted } });
          const what = `${name} as ${accepted}`;
          expect(answer.status, what).toBe(200);
          expect(answer.headers["content-type"]?.split(";")[0], what).toBe(TYPES[kind]);
          expect(answer.headers["content-encoding"], what).toBe(encoding);
          expect(answer.body === built(source + ending), what).toBe(true);
          expect(answer.headers["cache-control"], what).toBe(isHashed ? "public, max-age=31536000, immutable" : "no-cache");
          expect(answer.headers.vary?.toLowerCase(), what).toBe("accept-encoding");
          // It was changed since, or not: what is revalidated must be able to say so.
          const again = await site.ask(`/${name}`, {
            headers: { "accept-encoding": accepted, "if-none-match": answer.headers.etag ?? "none" },
          });
          expect(again.status, `${what}, asked again`).toBe(304);
          await expectSecured(site, { [what]: answer, [`${what}, asked again`]: again });
        }
      }
      expect([...kinds].sort()).toEqual(Object.keys(TYPES).sort());
    });

    test("every address of the app is the page, and all that it names is there", async ({ site }) => {
      for (const path of ["/", "/index.html", "/tines", "/tines/", "/tines/users", "/tines/users/", "/tines/users/42", "/tines/users/a%2Fb/", "/tyk/organisations/5f0c1d2e3a4b5c6d7e8f9a0b"]) {
        const answer = await site.ask(path, { headers: HTML });
        expect(answer.status, path).toBe(200);
        expect(answer.headers["content-type"], path).toMatch(/^text\/html/);
        expect(answer.headers["cache-control"], path).toBe("no-cache");
        const named = [...answer.body.matchAll(/(?:href|src|data-js|data-wasm)="?([^"\s>]+)/g)].map(([, address = ""]) => address);
        expect(named.length, path).toBeGreaterThan(10);
        for (const address of named) {
          const { origin, pathname } = new URL(address, site.url(path));
          expect(origin).toBe(site.origin);
          expect((await site.askSite(pathname, { method: "HEAD" })).status, `${address} from ${path}`).toBe(200);
        }
      }
    });

    test("what is not there is not found, and never the page", async ({ site }) => {
      const asset = "/gatehouse-0123456789abcdef.js";
      const missing = {
        "a file of an older build": await site.ask(asset, { headers: { accept: "*/*" } }),
        "a style sheet": await site.ask("/tines/ui-0123456789abcdef.css", { headers: { accept: "text/css,*/*;q=0.1" } }),
        "a call that is not forwarded": await site.ask("/tines/api/v2/x", { headers: HTML }),
        "the user's half of Tyk": await site.ask("/tyk/api/apis", { headers: HTML }),
        "Tyk itself": await site.ask("/tyk/admin", { headers: HTML }),
        "far too deep": await site.ask("/a/b/c/d/e", { headers: HTML }),
        "a folder": await site.ask("/later/", { headers: { accept: "*/*" } }),
      };
      for (const [what, answer] of Object.entries(missing)) {
        expect(answer.status, what).toBe(404);
        expect(answer.body, what).not.toContain("app-wasm");
        expect(answer.headers["cache-control"], what).toMatch(/^no-(cache|store)$/);
      }
      await expectSecured(site, missing);
      expect(site.upstream.arrived).toEqual([]);
    });

    test("every answer has the security headers, errors too", async ({ site }) => {
      await site.sandbox.fault({ path: "/api/v1/info", then: { drop: true } });
      const answers = {
        "the page": await site.ask("/", { headers: HTML }),
        "a refused method": await site.ask("/", { method: "POST", body: "x" }),
        "a call": await site.ask(`${USERS}?page=1&per_page=1`, { headers: TINES_KEY }),
        "a call without a key": await site.ask(USERS),
        "a call that is not there": await site.ask("/tines/api/v1/nothing", { headers: TINES_KEY }),
        "an API that hangs up": await site.ask("/tines/api/v1/info", { headers: TINES_KEY }),
        "too large a body": await site.ask(USERS, { method: "POST", headers: TINES_KEY, body: " ".repeat(3 << 20) }),
      };
      const statuses = Object.values(answers).map(({ status }) => status);
      expect(statuses).toEqual([200, 405, 200, 401, 404, 502, 413]);
      await expectSecured(site, answers);
      for (const [what, answer] of Object.entries(answers)) {
        if (!["the page", "a refused method"].includes(what)) {
          expect(answer.headers["cache-control"], what).toBe("no-store");
        }
      }
    });

    test("the APIs get exactly what was asked, under their own names, and the browser nothing of theirs but the answer", async ({ site }) => {
      const cookie = { cookie: "other=app" };
      const path = "/tines/api/v1/admin/actions/a%2Fb%20%25/x?per_page=1&filter=a%2Bb";
      await site.ask(path, { headers: { ...TINES_KEY, ...cookie } });
      const refused = await site.ask(USERS, { headers: { "x-user-email": "a@b.example", "x-user-token": "wrong" } });
      const list = await site.ask("/tyk/admin/organisations?p=-1", { headers: { ...TYK_KEY, ...cookie } });
      expect(JSON.parse(list.body)).toHaveProperty("organisations");
      await site.ask("/tyk/api/users/1/actions/reset", { method: "POST", headers: { authorization: "access-key" }, body: "{}" });

      const { arrived } = site.upstream;
      expect(arrived.map(({ name, path: asked }) => [name, asked])).toEqual([
        [NAMES.tines, "/api/v1/admin/actions/a%2Fb%20%25/x?per_page=1&filter=a%2Bb"],
        [NAMES.tines, "/api/v1/admin/users"],
        [NAMES.tyk, "/admin/organisations?p=-1"],
        [NAMES.tyk, "/api/users/1/actions/reset"],
      ]);
      expect(arrived.map(({ headers }) => headers.host)).toEqual([NAMES.tines, NAMES.tines, NAMES.tyk, NAMES.tyk]);
      expect(arrived.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
      expect(arrived[0]?.headers.authorization).toBe(TINES_KEY.authorization);
      expect(arrived[1]?.headers).toMatchObject({ "x-user-email": "a@b.example", "x-user-token": "wrong" });
      expect(arrived[2]?.headers["admin-auth"]).toBe(demoKeys.tyk);
      expect(arrived[3]?.headers.authorization).toBe("access-key");

      expect(refused.status).toBe(401);
      for (const answer of [refused, list]) {
        for (const [name, value] of Object.entries(UNWANTED)) {
          expect(values(answer, name), name).not.toContain(value);
        }
      }
    });
  });
}

test.describe("below a path", () => {
  test.use({ at: "/console" });

  test("the path itself leads to its slash, and nothing stands outside", async ({ site }) => {
    const bare = await site.askSite("/console", { headers: HTML });
    expect([301, 308]).toContain(bare.status);
    expect(bare.headers.location).toBe("/console/");
    const outside: Record<string, Answer> = {};
    for (const path of ["/", "/tines/users", "/config.json", "/consolation", USERS]) {
      outside[path] = await site.askSite(path, { headers: { ...HTML, ...TINES_KEY } });
      expect(outside[path].status, path).toBe(404);
    }
    await expectSecured(site, { ...outside, bare });
    expect(site.upstream.arrived).toEqual([]);
  });
});

test("a body above 2 MiB is refused before it reaches the API, announced or not", async ({ site }) => {
  const headers = { ...TINES_KEY, "content-type": "application/json" };
  const fits = await site.ask(USERS, { method: "POST", headers, body: " ".repeat(2 << 20) });
  expect(fits.status, "the API has seen it").toBe(422);
  expect(site.upstream.arrived).toHaveLength(1);
  const announced = await site.ask(USERS, { method: "POST", headers, body: " ".repeat((2 << 20) + 1) });
  expect(announced.status).toBe(413);
  const chunked = await site.ask(USERS, { method: "POST", headers, body: " ".repeat(3 << 20), chunked: true }).catch(String);
  expect(typeof chunked === "string" ? "cut off" : chunked.status).not.toBe(200);
  // Of a body whose length nobody knew, the beginning may have gone out; the API must not have got it as a whole.
  const asked = await site.sandbox.requests();
  expect(asked.filter(({ body_bytes }) => body_bytes > 2 << 20)).toEqual([]);
  expect(await site.sandbox.query("SELECT count(*) AS n FROM users")).toEqual([{ n: 240 }]);
});

test("a change that got no answer is not sent again", async ({ site }) => {
  await site.sandbox.fault({ method: "DELETE", path: "*", then: { drop: true } });
  await site.sandbox.fault({ method: "PUT", path: "*", then: { drop: true } });
  // The connection to the API stays open between calls, as with a browser's: that is where repeating would set in.
  expect((await site.ask(`${USERS}?page=1&per_page=1`, { headers: TINES_KEY })).status).toBe(200);
  for (const method of ["DELETE", "PUT", "POST"]) {
    if (method === "POST") await site.sandbox.fault({ method, path: "*", then: { drop: true } });
    const body = method === "DELETE" ? undefined : "{}";
    const asking = { method, headers: { ...TINES_KEY, "content-type": "application/json" } };
    const answer = await site.ask(`${USERS}/1`, body === undefined ? asking : { ...asking, body });
    expect(answer.status, method).toBe(502);
    expect(site.upstream.arrived.filter((one) => one.method === method), method).toHaveLength(1);
  }
});

for (const shown of ["unknown", "misnamed"] as const) {
  test.describe(`an API with a certificate that is ${shown}`, () => {
    test.use({ shown });

    test("gets nothing", async ({ site }) => {
      const answers = {
        tines: await site.ask(USERS, { headers: TINES_KEY }),
        tyk: await site.ask("/tyk/admin/organisations", { headers: TYK_KEY }),
      };
      for (const answer of Object.values(answers)) expect(answer.status).toBe(502);
      await expectSecured(site, answers);
      expect(site.upstream.arrived).toEqual([]);
    });
  });
}
