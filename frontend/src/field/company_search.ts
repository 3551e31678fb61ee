// Finding companies of the snapshot: by any part of what is known, and likely duplicates of a new one.
import { digits, emailKey, fold, nameKey, phoneKey, sirenKey } from "./keys";

/** A company as the index of the snapshot has it. */
export type IndexRow = [
  id: string,
  name: string,
  city: string,
  postcode: string,
  siren: string,
  phone: string,
  email: string,
  contacts: string,
  lat: string,
  lon: string,
  relationship: string,
];

/** Values of a company being created that may identify an existing one. */
export interface Candidate {
  name: string;
  siren?: string;
  phone?: string;
  email?: string;
  postcode?: string;
  city?: string;
}

/** A company that may be the same, and the value they share. */
export interface DuplicateMatch {
  row: IndexRow;
  why: "siren" | "phone" | "email" | "name";
}

/** Return the companies that may be the one being created, the limit likely first. */
export function likelyDuplicates(candidate: Candidate, rows: readonly IndexRow[], limit = 3): DuplicateMatch[] {
  const siren = sirenKey(candidate.siren ?? ""),
    phone = phoneKey(candidate.phone ?? ""),
    email = emailKey(candidate.email ?? ""),
    key = nameKey(candidate.name);
  const found: [number, DuplicateMatch][] = [];
  for (const row of rows) {
    if (siren && row[4] === siren) found.push([4, { row, why: "siren" }]);
    else if (phone && phoneKey(row[5]) === phone) found.push([3, { row, why: "phone" }]);
    else if (email && row[6].toLowerCase() === email) found.push([3, { row, why: "email" }]);
    else if (key.length >= 3) {
      const similarity = nameSimilarity(key, nameKey(row[1])),
        sameArea = !!candidate.postcode && row[3].slice(0, 2) === candidate.postcode.slice(0, 2);
      if (similarity >= (sameArea || !candidate.postcode ? 0.72 : 0.9))
        found.push([similarity + (sameArea ? 1 : 0), { row, why: "name" }]);
    }
  }
  return found
    .sort((a, b) => b[0] - a[0])
    .slice(0, limit)
    .map(([, one]) => one);
}

/** Return how similar two names are, from 0 to 1: the Dice coefficient of their letter pairs. */
export function nameSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (s: string) => {
    const m = new Map<string, number>();
    for (let i = 0; i < s.length - 1; i++) {
      const p = s.slice(i, i + 2);
      m.set(p, (m.get(p) ?? 0) + 1);
    }
    return m;
  };
  const [x, y] = [pairs(a), pairs(b)];
  let shared = 0;
  for (const [pair, n] of x) shared += Math.min(n, y.get(pair) ?? 0);
  const all = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return all ? (2 * shared) / all : 0;
}

/** Return the rows that contain each word of a text in a name, a place, a person or a number. */
export function searchRows(text: string, rows: readonly IndexRow[], limit = 40): IndexRow[] {
  const number = searchedNumber(text),
    words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return rows.slice(0, limit);
  const numeric = number.length >= 4 && /^[\d\s.+()/-]+$/.test(text.trim());
  const found: [number, IndexRow][] = [];
  for (const row of rows) {
    const haystack = fold(`${row[1]} ${row[2]} ${row[3]} ${row[7]}`),
      numbers = `${row[4]} ${searchedNumber(row[5])} ${row[3]}`;
    if (numeric ? numbers.includes(number) : words.every((w) => haystack.includes(w)))
      found.push([fold(row[1]).startsWith(words[0] ?? "") ? 0 : 1, row]);
  }
  return found
    .sort((a, b) => a[0] - b[0])
    .slice(0, limit)
    .map(([, row]) => row);
}

/** Return the digits of a number; a French phone number in its national form. */
function searchedNumber(text: string): string {
  return digits(text).replace(/^(?:0033|33)(?=\d{9}$)/, "0");
}
