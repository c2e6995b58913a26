// The tenant's people as the server lists them, and what a list of them must show: worked out here in a
// third way, so that neither page is believed.

/** All of them, and the bytes of all the replies. */
export async function people(address) {
  const users = [];
  let bytes = 0;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const reply = await fetch(`${address}/tines/api/v1/admin/users?page=${page}&per_page=500`, {
      headers: { Authorization: "Bearer demo-tenant-owner-key" },
    });
    const body = await reply.arrayBuffer();
    const { "admin/users": some, meta } = JSON.parse(Buffer.from(body).toString());
    bytes += body.byteLength;
    pages = meta.pages;
    users.push(...some);
  }
  return { users: users.map(known), bytes };
}

// Enough for the letters that the sandbox's names have.
const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter[0])
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .replaceAll("ß", "ss")
    .replaceAll("đ", "d")
    .replaceAll("ð", "d")
    .replaceAll("æ", "ae")
    .replaceAll("ı", "i")
    .normalize("NFC");

function known(user) {
  const names = [user.first_name, user.last_name].map((name) => (name ?? "").trim()).filter(Boolean);
  return {
    email: user.email,
    text: fold([user.first_name ?? "", user.last_name ?? "", user.email].join(" ")),
    keys: {
      Name: fold(names.join(" ") || user.email),
      "E-mail": fold(user.email),
      Role: user.admin ? 0 : 1,
      Status: user.is_active === false ? 1 : user.last_seen === null ? 2 : 0,
      "Last seen": user.last_seen,
      Created: user.created_at,
    },
  };
}

/** The columns to sort by that a list shows at 1600 pixels, without the one it is sorted by at first. */
export const COLUMNS = ["Name", "E-mail", "Role", "Status", "Created"];

/** What a list of these people shows: how many, and the addresses at its top. */
export function expected(users, search = "", column = "Last seen", descending = true) {
  const found = users.filter(({ text }) => search.split(" ").every((word) => text.includes(word)));
  const present = found.filter(({ keys }) => keys[column] !== null);
  present.sort(({ keys: { [column]: a } }, { keys: { [column]: b } }) => (a < b ? -1 : a > b ? 1 : 0));
  if (descending) present.reverse();
  const rows = present.concat(found.filter(({ keys }) => keys[column] === null));
  return { count: rows.length, first: rows.slice(0, 12).map(({ email }) => email) };
}

/** Words to type, of which every letter changes what is shown. */
export function words(users, length, count) {
  const chosen = [];
  const tried = new Set();
  const step = Math.max(1, Math.floor(users.length / 2000));
  for (let at = 0; at < users.length && chosen.length < count; at += step) {
    const word = /[a-z]{5,}/.exec(users[at].text)?.[0].slice(0, length);
    if (!word || tried.has(word) || chosen.some((other) => other.slice(0, 2) === word.slice(0, 2))) continue;
    tried.add(word);
    let before = expected(users);
    const differs = [...word].every((_, place) => {
      const now = expected(users, word.slice(0, place + 1));
      const changed = now.count !== before.count && now.first.length > 0;
      before = now;
      return changed;
    });
    if (differs) chosen.push(word);
  }
  if (chosen.length < count) throw new Error("the tenant's names are too much alike to be told apart");
  return chosen;
}
