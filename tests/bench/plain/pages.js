// All pages of the list: 500 a page, three abreast once the first has said how many there are, taken in
// in their order, and paced below the limit; as the dashboard does (`src/data/sync.rs`, `src/api/pace.rs`).

const PER_PAGE = 500;
const ABREAST = 3;
const PER_MINUTE = 450;

const key = () => JSON.parse(sessionStorage.getItem("gatehouse.keys") ?? "{}").tines;
const sent = [];

async function paced() {
  const now = Date.now();
  while (sent.length > 0 && sent[0] + 60_000 <= now) sent.shift();
  const at = sent.length < PER_MINUTE ? now : Math.max(now, sent[sent.length - PER_MINUTE] + 60_000);
  sent.push(at);
  if (at > now) await new Promise((resume) => setTimeout(resume, at - now));
}

async function page(number) {
  await paced();
  const reply = await fetch(`/tines/api/v1/admin/users?page=${number}&per_page=${PER_PAGE}`, {
    headers: { Accept: "application/json", Authorization: `Bearer ${key()}` },
    cache: "no-store",
    redirect: "manual",
  });
  if (!reply.ok) throw new Error(`${reply.status}`);
  return reply.json();
}

/** Hands each page's users on as it comes, and how many there are in all. */
export async function all(take) {
  const first = await page(1);
  take(first["admin/users"], first.meta.count);
  const last = first.meta.pages;
  const coming = [];
  for (let asked = 1; asked < last || coming.length > 0; ) {
    while (asked < last && coming.length < ABREAST) coming.push(page((asked += 1)));
    const { "admin/users": users, meta } = await coming.shift();
    take(users, meta.count);
  }
}
