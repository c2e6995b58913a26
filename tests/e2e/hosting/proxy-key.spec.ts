/** The server adds the keys, behind a password: none of them, and no key at all, is anywhere in the browser. */
import { everythingInDocument, expectPage, stores } from "../support/dashboard.ts";
import { expectAllSynced } from "../support/users.ts";
import { expect, test, type Answer } from "./fixtures.ts";
import { KEYS, PERSON } from "./web-server.ts";

const USERS = "/tines/api/v1/admin/users";
const BASIC = `Basic ${Buffer.from(`${PERSON.username}:${PERSON.password}`).toString("base64")}`;
const OWN_PAGE = { "sec-fetch-site": "same-origin" };

for (const at of ["", "/console"]) {
  test.describe(`at ${at}/`, () => {
    test.use({
      at,
      addsKeys: true,
      config: {
        connections: [
          { id: "tines", name: "Tines", api: "tines", key: "proxy" },
          { id: "tyk", name: "Tyk", api: "tyk", key: "proxy" },
        ],
      },
    });

    test.describe("with the password", () => {
      test.use({ httpCredentials: PERSON });

      test("shows what the keys open, and has none of them", async ({ page, site, complaints: _ }) => {
        const seen: string[] = [];
        page.on("response", (answer) => {
          seen.push(JSON.stringify([answer.url(), answer.headers(), answer.request().headers(), answer.request().postData()]));
          answer.text().then((text) => seen.push(text), () => undefined);
        });
        await page.goto(site.url("/tines/users"));
        await expectAllSynced(page, 240);
        await page.goto(site.url("/tyk/organisations"));
        await expect(page.getByRole("table", { name: "Organisations" })).toHaveAttribute("aria-rowcount", "13");
        await page.reload();
        await expectPage(page, "Organisations");

        const kept = await stores(page);
        expect(kept.session["gatehouse.keys"]).toBeUndefined();
        const everything = [await everythingInDocument(page), JSON.stringify(kept), ...seen].join("\n");
        expect(everything).not.toContain(KEYS.tines);
        expect(everything).not.toContain(KEYS.tyk);
        expect(everything, "the search finds what is there").toContain("Organisations");
        const { arrived } = site.upstream;
        expect(arrived.length).toBeGreaterThan(2);
        for (const { name, headers } of arrived) {
          const isTines = name.startsWith("tines");
          expect(headers.authorization).toBe(isTines ? `Bearer ${KEYS.tines}` : undefined);
          expect(headers["admin-auth"]).toBe(isTines ? undefined : KEYS.tyk);
        }
      });
    });

    test("lets nobody in without the password", async ({ site }) => {
      for (const path of ["/", "/config.json", "/tines/users", USERS, "/tyk/admin/organisations"]) {
        for (const authorization of [undefined, "Basic eDp5", `Bearer ${KEYS.tines}`]) {
          const headers = { ...OWN_PAGE, accept: "text/html", ...(authorization === undefined ? {} : { authorization }) };
          const answer = await site.ask(path, { headers });
          expect(answer.status, `${path} with ${String(authorization)}`).toBe(401);
          expect(answer.headers["content-security-policy"], path).toContain("default-src 'none'");
        }
      }
      expect(site.upstream.arrived).toEqual([]);
    });

    test("answers no page but its own, though the browser sends the password along", async ({ site }) => {
      const answers: Answer[] = [];
      for (const from of ["cross-site", "same-site", "none", undefined]) {
        for (const [method, path] of [["GET", USERS], ["POST", USERS], ["DELETE", `${USERS}/1`], ["GET", "/tyk/admin/organisations"], ["POST", "/tyk/api/users/1/actions/reset"]] as const) {
          const headers = { authorization: BASIC, ...(from === undefined ? {} : { "sec-fetch-site": from }) };
          answers.push(await site.ask(path, { method, headers }));
        }
      }
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
      expect(answers.filter(({ headers }) => !headers["content-security-policy"])).toEqual([]);
      expect(site.upstream.arrived).toEqual([]);
      // The page itself may be opened by a link from anywhere.
      const page = await site.ask("/tines/users", { headers: { authorization: BASIC, accept: "text/html", "sec-fetch-site": "cross-site" } });
      expect(page.status).toBe(200);
    });

    test("puts its key in the place of whatever came, and keeps the password to itself", async ({ site }) => {
      const own = { ...OWN_PAGE, authorization: BASIC, "x-user-token": "mine", "x-user-email": "me@example.org", "admin-auth": "mine" };
      expect((await site.ask(`${USERS}?page=1&per_page=1`, { headers: own })).status).toBe(200);
      expect((await site.ask("/tyk/admin/organisations", { headers: own })).status).toBe(200);
      const [tines, tyk] = site.upstream.arrived;
      expect(tines?.headers.authorization).toBe(`Bearer ${KEYS.tines}`);
      expect(tines?.headers["admin-auth"]).toBeUndefined();
      expect(tyk?.headers.authorization).toBeUndefined();
      expect(tyk?.headers["admin-auth"]).toBe(KEYS.tyk);
      for (const one of [tines, tyk]) {
        expect(one?.headers["x-user-token"] || undefined).toBeUndefined();
        expect(one?.headers["x-user-email"] || undefined).toBeUndefined();
      }
    });
  });
}
