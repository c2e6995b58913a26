import type { Sandbox } from "./sandbox.ts";

/** What a user is sorted by; null stands last both ways. */
export type SortKey = string | number | null;

interface Person {
  email: string;
  first_name: string | null;
  last_name: string | null;
  admin: number;
  is_active: number;
  last_seen: number | null;
  created_at: number;
  permissions: number;
}

const STATUSES = ["active", "inactive", "pending"] as const;

/** What each column sorts by, said here once more: by the words of the design, not by the dashboard's code. */
const KEYS: Record<string, (person: Person) => SortKey> = {
  Name: (person) => folded([person.first_name, person.last_name].map((name) => name?.trim()).filter(Boolean).join(" ") || person.email),
  "E-mail": (person) => folded(person.email),
  Role: (person) => (person.admin === 1 ? 0 : 1),
  Status: (person) => STATUSES.indexOf(person.is_active === 0 ? "inactive" : person.last_seen === null ? "pending" : "active"),
  "Last seen": (person) => person.last_seen,
  Created: (person) => person.created_at,
  Permissions: (person) => person.permissions,
};

/** Every person's key in a column, by e-mail address. */
export async function sortKeys(sandbox: Sandbox, column: string): Promise<Map<string, SortKey>> {
  const people = await sandbox.query<Person>(
    `SELECT email, first_name, last_name, admin, is_active, last_seen, created_at,
            json_array_length(tenant_permissions) AS permissions FROM users`,
  );
  const key = KEYS[column];
  if (key === undefined) {
    throw new Error(`no column ${column}`);
  }
  return new Map(people.map((person) => [person.email, key(person)]));
}

/** The keys in the order in which they should stand. */
export function inOrder(keys: Iterable<SortKey>, descending: boolean): SortKey[] {
  const all = [...keys];
  const present = all.filter((key): key is string | number => key !== null);
  present.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (descending) {
    present.reverse();
  }
  return [...present, ...all.filter((key) => key === null)];
}

/** Lower case; Latin letters without their marks. */
export function folded(text: string): string {
  const letters: Record<string, string> = { ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe" };
  return [...text.toLowerCase()]
    .map((letter) => (/\p{Script=Latin}/u.test(letter) ? letter.normalize("NFD") : letter))
    .join("")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ıłøđðþßæœ]/g, (letter) => letters[letter] ?? letter);
}
