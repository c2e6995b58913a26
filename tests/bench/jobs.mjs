// The job queues beside nothing but `JSON.parse` of the same 50,000 jobs: a key in the filter, until the list is
// painted, and the same in a field of which nothing comes; and the matrix counted, sorted and written anew.

import { Tab, sleep } from "./browser.mjs";

/** What is typed, letter by letter; each letter leaves other jobs. */
const WORDS = ["faraday", "argument", "agentrec", "ticket", "refresh"];
const QUEUES = ["queued", "retry", "dead", "in_progress"];
const ORDERS = ["Newest", "Name", "Count"];

export async function jobs(browser, address, runs, tell) {
  const tab = await Tab.open(browser, address, "dashboard");
  await tab.page.evaluate(fetchAll, QUEUES);
  const texts = await tab.page.evaluate(() => window.words);
  for (let run = 0; run <= Math.min(runs, 10); run += 1) {
    const took = await tab.throttled(() => tab.page.evaluate(parseAll));
    // The first is for the browser to warm to it.
    if (run > 0) tell("jobs", "json", took);
  }
  if (texts.length < 45_000) throw new Error(`only ${texts.length} jobs`);
  // Nothing but what is measured asks for anything.
  await tab.goto("/tines/jobs?live=off");
  await tab.settled({ count: texts.length, first: [] });
  await sleep(2_000);

  const box = tab.page.getByLabel("Filter jobs");
  let pressed = 0;
  for (let turn = 0; pressed < runs; turn += 1) {
    const word = WORDS[turn % WORDS.length];
    await box.fill("");
    await sleep(500);
    for (let letters = 1; letters <= word.length; letters += 1) {
      await box.focus();
      const { painted } = await tab.measure("keydown", anything, () => tab.page.keyboard.press(word[letters - 1]));
      // With the first word the browser compiles what it needs.
      if (turn > 0 || runs === 1) {
        tell("jobs filter", "dashboard", painted);
        pressed += 1;
      }
      await sleep(250);
      const begun = word.slice(0, letters);
      const left = texts.filter((text) => text.some((name) => name.includes(begun))).length;
      const shown = await count(tab);
      if (shown !== left) throw new Error(`${begun}: ${shown} jobs instead of ${left}`);
    }
  }
  await box.fill("");
  await sleep(500);
  for (const took of await tab.bareKeys(runs)) tell("jobs filter", "bare", took);
  const orders = tab.page.getByRole("group", { name: "Sort the matrix" });
  for (let run = 0; run <= runs; run += 1) {
    const order = orders.getByRole("button", { name: ORDERS[run % ORDERS.length] });
    await order.hover();
    await sleep(500);
    const press = async () => {
      await tab.page.mouse.down();
      await tab.page.mouse.up();
    };
    const { worked, painted } = await tab.measure("click", anything, press);
    if (run > 0) tell("jobs matrix", "dashboard", worked);
    if (run > 0) tell("jobs matrix", "painted", painted);
    if ((await order.getAttribute("aria-pressed")) !== "true") throw new Error("the matrix was not sorted");
  }
  await tab.close();
}

/** All is done in the task of the event, so the next painted frame has it; what it has is looked at by itself. */
const anything = { any: true };

async function count(tab) {
  return tab.page.evaluate(() => Number(window.bench.table().getAttribute("aria-rowcount")) - 1);
}

/** In the page: the jobs of all queues, as text; the names that words are looked for in are kept beside. */
async function fetchAll(queues) {
  const get = async (queue, page) => {
    const path = `/tines/api/v1/admin/${queue}_jobs?page=${page}&per_page=500`;
    const reply = await fetch(path, { headers: { authorization: "Bearer demo-tenant-owner-key" } });
    return reply.text();
  };
  window.texts = [];
  const all = [];
  for (const queue of queues) {
    for (let page = 1; ; page += 1) {
      const text = await get(queue, page);
      const jobs = JSON.parse(text)[`admin/${queue}_jobs`];
      if (jobs.length > 0) window.texts.push([queue, text]);
      all.push(...jobs);
      if (jobs.length < 500) break;
    }
  }
  // Of an Action whose name some job says, all jobs have it.
  const names = new Map();
  for (const { agent } of all) if (agent?.name !== undefined) names.set(agent.id, agent.name);
  const fold = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  window.words = all.map(({ type, agent, error_class: error }) => {
    const id = agent?.id ?? agent;
    const action = id === undefined ? "" : `${names.get(id) ?? id} ${id}`;
    return [fold(type), fold(action), fold(error)];
  });
}

/** In the page: how long it takes to parse them. */
function parseAll() {
  const start = performance.now();
  let jobs = 0;
  for (const [queue, text] of window.texts) jobs += JSON.parse(text)[`admin/${queue}_jobs`].length;
  if (jobs !== window.words.length) throw new Error("not the same jobs");
  return performance.now() - start;
}
