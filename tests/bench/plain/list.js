// The list in memory: a folded search text per user, made when it arrives, and one sorted index per
// column, made when first asked for and kept.

import { fold } from "./fold.js";

/** The columns in their order; `key` is what one is sorted by: a number, a text, or null for no value. */
export const COLUMNS = [
  { sort: "name", label: "Name", class: "col-name", key: (user) => fold(user.name) || null },
  { sort: "email", label: "E-mail", class: "col-email", key: (user) => fold(user.email) || null },
  { sort: "role", label: "Role", class: "col-role", key: (user) => (user.owner ? 0 : 1) },
  { sort: "status", label: "Status", class: "col-status", key: (user) => user.status },
  { sort: "last-seen", label: "Last seen", class: "col-moment", key: (user) => user.seen },
  { sort: "created", label: "Created", class: "col-moment from-wide", key: (user) => user.created },
  { sort: "permissions", label: "Permissions", class: "col-marks from-wider", key: (user) => user.permissions.length },
  { label: "Directory", class: "col-small from-wider" },
];

const ACTIVE = 0;
const INACTIVE = 1;
const PENDING = 2;

const users = [];
const texts = [];
const known = new Set();
const sorted = new Map();

const moment = (text) => (text ? Date.parse(text) : null);

export function add(records) {
  for (const record of records) {
    if (known.has(record.id)) continue;
    known.add(record.id);
    const first = (record.first_name ?? "").trim();
    const last = (record.last_name ?? "").trim();
    const seen = moment(record.last_seen);
    users.push({
      name: (first && last ? `${first} ${last}` : first || last) || record.email,
      email: record.email,
      owner: record.admin,
      status: record.is_active === false ? INACTIVE : seen === null ? PENDING : ACTIVE,
      seen,
      created: moment(record.created_at),
      permissions: record.tenant_permissions ?? [],
      scim: Boolean(record.scim_uid),
    });
    texts.push(fold(`${record.first_name ?? ""} ${record.last_name ?? ""} ${record.email}`));
  }
  sorted.clear();
}

export const size = () => users.length;
export const user = (position) => users[position];
export const count = (wanted) => users.reduce((sum, one) => sum + (wanted(one) ? 1 : 0), 0);
export const isPending = (one) => one.status === PENDING;

/** The positions of the users that match, in order: { rows, length }. */
export function view(search, column, descending) {
  const { rows, missing } = order(column);
  const words = fold(search).split(/\s+/).filter(Boolean);
  const found = new Uint32Array(rows.length);
  let length = 0;
  const take = (position) => {
    for (const word of words) if (!texts[position].includes(word)) return;
    found[length] = position;
    length += 1;
  };
  // Users without a value stand last, whichever way.
  if (descending) for (let at = missing - 1; at >= 0; at -= 1) take(rows[at]);
  else for (let at = 0; at < missing; at += 1) take(rows[at]);
  for (let at = missing; at < rows.length; at += 1) take(rows[at]);
  return { rows: found, length };
}

function order(name) {
  let made = sorted.get(name);
  if (made === undefined) {
    const keys = users.map(COLUMNS.find((column) => column.sort === name).key);
    const present = [];
    const missing = [];
    keys.forEach((key, position) => (key === null ? missing : present).push(position));
    // Stable: equal ones stay in the list's own order.
    present.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0));
    made = { rows: Uint32Array.from(present.concat(missing)), missing: present.length };
    sorted.set(name, made);
  }
  return made;
}
