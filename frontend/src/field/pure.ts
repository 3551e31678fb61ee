// What the phone works out alone: likely duplicates, a contact in one line, a day that is late. Plain values in and out.

// Letters that Unicode does not decompose, as the server folds them (kernel/text.py).
const LIGATURES: Record<string, string> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" };
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæßøłđ]/g, (c) => LIGATURES[c]!).replace(/[^a-z0-9]+/g, " ").trim();
}
const FORMS = new Set(["sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "gmbh", "ltd", "societe", "ets", "etablissements", "cie"]);
export function nameKey(name: string): string { return fold(name).split(" ").filter((w) => !FORMS.has(w)).join(" "); }
export function digits(text: string): string { return text.replace(/\D/g, "").replace(/^(?:0033|33)(?=\d{9}$)/, "0"); }

/** A company as the index on board knows it. */
export type IndexRow = [id: string, name: string, city: string, postcode: string, siren: string, phone: string, email: string, contacts: string, lat: string, lon: string, relationship: string];
export interface Candidate { name: string; siren?: string; phone?: string; email?: string; postcode?: string; city?: string }
export interface Likely { row: IndexRow; why: "siren" | "phone" | "email" | "name" }

/** Return the companies on board that may be the one being created, the surest first. */
export function likelyDuplicates(wanted: Candidate, rows: readonly IndexRow[], most = 3): Likely[] {
  const siren = digits(wanted.siren ?? "").slice(0, 9), phone = digits(wanted.phone ?? ""), email = (wanted.email ?? "").trim().toLowerCase(), key = nameKey(wanted.name);
  const found: [number, Likely][] = [];
  for (const row of rows) {
    if (siren.length === 9 && row[4] === siren) found.push([4, { row, why: "siren" }]);
    else if (phone.length >= 9 && digits(row[5]) === phone) found.push([3, { row, why: "phone" }]);
    else if (email && row[6].toLowerCase() === email) found.push([3, { row, why: "email" }]);
    else if (key.length >= 3) {
      const alike = likeness(key, nameKey(row[1])), near = !!wanted.postcode && row[3].slice(0, 2) === wanted.postcode.slice(0, 2);
      if (alike >= (near || !wanted.postcode ? 0.72 : 0.9)) found.push([alike + (near ? 1 : 0), { row, why: "name" }]);
    }
  }
  return found.sort((a, b) => b[0] - a[0]).slice(0, most).map(([, one]) => one);
}

/** Return how alike two names are, from 0 to 1: twice the pairs of letters they share over all (Dice). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (s: string) => { const m = new Map<string, number>(); for (let i = 0; i < s.length - 1; i++) { const p = s.slice(i, i + 2); m.set(p, (m.get(p) ?? 0) + 1); } return m; };
  const [x, y] = [pairs(a), pairs(b)];
  let shared = 0;
  for (const [pair, n] of x) shared += Math.min(n, y.get(pair) ?? 0);
  const all = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return all ? (2 * shared) / all : 0;
}

/** Return the rows that hold each word of a text, in a name, a place, a person or a number. */
export function searchRows(text: string, rows: readonly IndexRow[], most = 40): IndexRow[] {
  const number = digits(text), words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return rows.slice(0, most);
  const numeric = number.length >= 4 && /^[\d\s.+()/-]+$/.test(text.trim());
  const found: [number, IndexRow][] = [];
  for (const row of rows) {
    const hay = fold(`${row[1]} ${row[2]} ${row[3]} ${row[7]}`), numbers = `${row[4]} ${digits(row[5])} ${row[3]}`;
    if (numeric ? numbers.includes(number) : words.every((w) => hay.includes(w))) found.push([fold(row[1]).startsWith(words[0]!) ? 0 : 1, row]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, most).map(([, row]) => row);
}

export interface Person { first_name: string; last_name: string; function: string; phone: string; email: string }

/** Read a contact written in one line: "Anne Lévêque, responsable maintenance, 06 12 34 56 78". */
export function readContact(line: string): Person {
  const person: Person = { first_name: "", last_name: "", function: "", phone: "", email: "" };
  const rest: string[] = [];
  for (const part of line.split(/[,;\n]/).map((p) => p.trim()).filter(Boolean)) {
    if (/^\S+@\S+\.\S+$/.test(part)) person.email = part.toLowerCase();
    else if (digits(part).length >= 9 && /^[\d\s.+()/-]+$/.test(part)) person.phone = part;
    else rest.push(part);
  }
  const names = (rest.shift() ?? "").split(/\s+/).filter((w) => !/^(m|mr|mme|mlle|ms|mrs|monsieur|madame)\.?$/i.test(w));
  person.last_name = names.length > 1 ? names.slice(1).join(" ") : names[0] ?? "";
  person.first_name = names.length > 1 ? names[0]! : "";
  person.function = rest.join(", ");
  return person;
}

export interface Stop {
  id: string; company: string; title: string; kind: string; state: string; fixed: boolean; starts_at: string; ends_at: string; note: string;
  lat: number | null; lon: number | null; address: string; drive: [number, number] | null;
}
export interface Move { id: string; title: string; company: string; from: string; starts_at: string; fixed: boolean }

/** Return how the rest of a day moves when one is late: each stop waits for the one before and its drive, gaps take up what they can. */
export function shiftDay(stops: readonly Stop[], now: Date, minutes: number): Move[] {
  const left = stops.filter((s) => s.state === "planned" && Date.parse(s.ends_at) > now.getTime() && s.kind !== "away");
  const moves: Move[] = [];
  let ready = 0;
  for (const [i, stop] of left.entries()) {
    const starts = Date.parse(stop.starts_at), lasts = Date.parse(stop.ends_at) - starts;
    const earliest = i === 0 ? Math.max(starts, now.getTime()) + minutes * 60_000 : ready + (stop.drive?.[0] ?? 0) * 1000;
    const begins = Math.max(starts, onTheGrid(earliest));
    if (begins > starts) moves.push({ id: stop.id, title: stop.title, company: stop.company, from: stop.starts_at, starts_at: new Date(begins).toISOString(), fixed: stop.fixed });
    ready = begins + lasts;
  }
  return moves;
}
const GRID = 5 * 60_000;
function onTheGrid(moment: number): number { return Math.ceil(moment / GRID) * GRID; }

/** Return a price's step for a quantity: the last one reached. */
export function priceFor(steps: readonly (readonly [number, string])[], quantity: number): number | null {
  let found: number | null = null;
  for (const [least, amount] of steps) if (quantity >= least) found = Number(amount);
  return found ?? (steps[0] ? Number(steps[0][1]) : null);
}
