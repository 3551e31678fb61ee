// What the phone works out alone: likely duplicates, a contact in one line, a day that is late. Plain values in and
// out.

// Letters that Unicode does not decompose, and signs that part words, as the server folds them (kernel/text.py).
const LIGATURES: Record<string, string> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ς: "σ" };
const SEPARATORS = /[\s\-‐‑‒–—_/.,;:()"'’‘ʼ`«»]+/g;

/** Return a text without accents, capitals or ligatures, its separators single spaces: as the desk folds it. */
export function fold(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[œæßøłđς]/g, (c) => LIGATURES[c] ?? c);
  return plain.replace(SEPARATORS, " ").trim();
}
const FORMS = new Set([
  "sa",
  "sas",
  "sasu",
  "sarl",
  "eurl",
  "sci",
  "snc",
  "scop",
  "gmbh",
  "ltd",
  "societe",
  "ets",
  "etablissements",
  "cie",
]);
/** Return a company's name without its legal form ("S.A.R.L." included), for comparison. */
export function nameKey(name: string): string {
  const joined = name.replace(/\b(?:\p{L}\.){2,}/gu, (form) => form.replaceAll(".", ""));
  return fold(joined)
    .split(/[^a-z0-9]+/)
    .filter((w) => w && !FORMS.has(w))
    .join(" ");
}
export function digits(text: string): string {
  return text.replace(/\D/g, "");
}

/**
 * Return a phone number in international form, "" for what is none; nine digits are a French number without its zero.
 */
export function phoneKey(text: string): string {
  let plain = text
    .replace(/\(0\)/g, "")
    .replace(/[\s.\-/()]/g, "")
    .replace(/^00(?=[1-9])/, "+");
  if (/^[1-9]\d{8}$/.test(plain)) plain = `0${plain}`;
  plain = plain.replace(/^(?:0|33|\+330?)(?=[1-9]\d{8}$)/, "+33");
  return /^\+[1-9]\d{7,14}$/.test(plain) ? plain : "";
}

/** Return the nine digits of a SIREN or of a SIRET, zeros that were lost in front put back; "" for what is neither. */
export function sirenKey(text: string): string {
  const number = digits(text);
  if (number.length >= 6 && number.length <= 9) return number.padStart(9, "0");
  return number.length >= 11 && number.length <= 14 ? number.padStart(14, "0").slice(0, 9) : "";
}

/** Return whether nine digits are a SIREN: their check digit holds (Luhn, ISO/IEC 7812-1). */
export function isSiren(siren: string): boolean {
  const sum = [...siren].reverse().reduce((n, c, i) => {
    const d = Number(c) * (i % 2 ? 2 : 1);
    return n + (d > 9 ? d - 9 : d);
  }, 0);
  return /^\d{9}$/.test(siren) && siren !== "000000000" && sum % 10 === 0;
}
export function emailKey(text: string): string {
  return text
    .trim()
    .replace(/^mailto:/, "")
    .replace(/^[<>;, ]+|[<>;, ]+$/g, "")
    .toLowerCase();
}

/** A company as the index on board knows it. */
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
export interface Candidate {
  name: string;
  siren?: string;
  phone?: string;
  email?: string;
  postcode?: string;
  city?: string;
}
export interface Likely {
  row: IndexRow;
  why: "siren" | "phone" | "email" | "name";
}

/** Return the companies on board that may be the one being created, the surest first. */
export function likelyDuplicates(wanted: Candidate, rows: readonly IndexRow[], most = 3): Likely[] {
  const siren = sirenKey(wanted.siren ?? ""),
    phone = phoneKey(wanted.phone ?? ""),
    email = emailKey(wanted.email ?? ""),
    key = nameKey(wanted.name);
  const found: [number, Likely][] = [];
  for (const row of rows) {
    if (siren && row[4] === siren) found.push([4, { row, why: "siren" }]);
    else if (phone && phoneKey(row[5]) === phone) found.push([3, { row, why: "phone" }]);
    else if (email && row[6].toLowerCase() === email) found.push([3, { row, why: "email" }]);
    else if (key.length >= 3) {
      const alike = likeness(key, nameKey(row[1])),
        near = !!wanted.postcode && row[3].slice(0, 2) === wanted.postcode.slice(0, 2);
      if (alike >= (near || !wanted.postcode ? 0.72 : 0.9)) found.push([alike + (near ? 1 : 0), { row, why: "name" }]);
    }
  }
  return found
    .sort((a, b) => b[0] - a[0])
    .slice(0, most)
    .map(([, one]) => one);
}

/** Return how alike two names are, from 0 to 1: twice the pairs of letters they share over all (Dice). */
export function likeness(a: string, b: string): number {
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

/** Return the rows that hold each word of a text, in a name, a place, a person or a number. */
export function searchRows(text: string, rows: readonly IndexRow[], most = 40): IndexRow[] {
  const number = searchedNumber(text),
    words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return rows.slice(0, most);
  const numeric = number.length >= 4 && /^[\d\s.+()/-]+$/.test(text.trim());
  const found: [number, IndexRow][] = [];
  for (const row of rows) {
    const hay = fold(`${row[1]} ${row[2]} ${row[3]} ${row[7]}`),
      numbers = `${row[4]} ${searchedNumber(row[5])} ${row[3]}`;
    if (numeric ? numbers.includes(number) : words.every((w) => hay.includes(w)))
      found.push([fold(row[1]).startsWith(words[0] ?? "") ? 0 : 1, row]);
  }
  return found
    .sort((a, b) => a[0] - b[0])
    .slice(0, most)
    .map(([, row]) => row);
}

/** Return the digits one types to find a number: a French phone as it is dialled at home. */
function searchedNumber(text: string): string {
  return digits(text).replace(/^(?:0033|33)(?=\d{9}$)/, "0");
}

export interface Person {
  first_name: string;
  last_name: string;
  function: string;
  phone: string;
  email: string;
}

/** Read a contact written in one line: "Anne Lévêque, responsable maintenance, 06 12 34 56 78". */
export function readContact(line: string): Person {
  const person: Person = { first_name: "", last_name: "", function: "", phone: "", email: "" };
  const rest: string[] = [];
  // A number or an address is found wherever it stands, also beside a name without a comma.
  const taken = line
    .replace(/[^\s,;<>]+@[^\s,;<>]+\.[^\s,;<>]+/, (found) => {
      person.email = found.toLowerCase();
      return " ";
    })
    .replace(/(?:\+|\d)[\d\s.()/-]{7,}\d/, (found) => {
      if (digits(found).length < 9) return found;
      person.phone = found.trim();
      return " ";
    });
  for (const part of taken
    .split(/[,;\n]/)
    .map((p) => p.replace(/[\s<>()]+/g, " ").trim())
    .filter(Boolean))
    rest.push(part);
  const names = (rest.shift() ?? "")
    .split(/\s+/)
    .filter((w) => !/^(m|mr|mme|mlle|ms|mrs|monsieur|madame)\.?$/i.test(w));
  person.last_name = names.length > 1 ? names.slice(1).join(" ") : (names[0] ?? "");
  person.first_name = names.length > 1 ? (names[0] ?? "") : "";
  person.function = rest.join(", ");
  return person;
}

/**
 * Return whether a line reads as a person: a name with a number or an address, or two or three words that begin as
 * names do.
 */
export function readsAsPerson(line: string): boolean {
  const person = readContact(line),
    name = `${person.first_name} ${person.last_name}`.trim();
  if (!person.last_name || /\d/.test(name)) return false;
  const words = name.split(/\s+/).filter((w) => !/^(de|du|des|le|la|d’|d'|van|von|el|ben)$/i.test(w));
  const named = words.length >= 1 && words.length <= 3 && words.every((w) => /^\p{Lu}/u.test(w));
  return (named && (words.length > 1 || !!person.function)) || (words.length <= 3 && !!(person.phone || person.email));
}

export interface Stop {
  id: string;
  company: string;
  title: string;
  kind: string;
  state: string;
  fixed: boolean;
  starts_at: string;
  ends_at: string;
  note: string;
  lat: number | null;
  lon: number | null;
  address: string;
  drive: [number, number] | null;
}
export interface Move {
  id: string;
  title: string;
  company: string;
  from: string;
  starts_at: string;
  fixed: boolean;
}

/**
 * Return how the rest of a day moves when one is late: each stop waits for the one before and its drive, gaps take up
 * what they can.
 */
export function shiftDay(stops: readonly Stop[], now: Date, minutes: number): Move[] {
  const moves: Move[] = [];
  // `drive`: from the last stop that is kept, through those that are not: never less than the way itself.
  let ready = 0,
    drive = 0,
    first = true;
  for (const stop of stops) {
    drive += (stop.drive?.[0] ?? 0) * 1000;
    if (stop.state !== "planned" || Date.parse(stop.ends_at) <= now.getTime() || stop.kind === "away") continue;
    const starts = Date.parse(stop.starts_at),
      lasts = Date.parse(stop.ends_at) - starts;
    const earliest = first ? Math.max(starts, now.getTime()) + minutes * 60_000 : ready + drive;
    const begins = Math.max(starts, onTheGrid(earliest));
    if (begins > starts)
      moves.push({
        id: stop.id,
        title: stop.title,
        company: stop.company,
        from: stop.starts_at,
        starts_at: new Date(begins).toISOString(),
        fixed: stop.fixed,
      });
    [ready, drive, first] = [begins + lasts, 0, false];
  }
  return moves;
}
const GRID = 5 * 60_000;
function onTheGrid(moment: number): number {
  return Math.ceil(moment / GRID) * GRID;
}
