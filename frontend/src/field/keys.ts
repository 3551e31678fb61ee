// Keys by which names, numbers and addresses are compared, as the server makes them (kernel/text.py).

// Letters that Unicode does not decompose, and signs that separate words.
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

/** Return the digits of a text. */
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

/** Return an e-mail address as it is compared: trimmed, in lower case, without "mailto:" and brackets. */
export function emailKey(text: string): string {
  return text
    .trim()
    .replace(/^mailto:/, "")
    .replace(/^[<>;, ]+|[<>;, ]+$/g, "")
    .toLowerCase();
}
