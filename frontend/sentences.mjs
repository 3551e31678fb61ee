/** A string literal, or several joined by `+`. */
const LITERAL = String.raw`"(?:[^"\\]|\\.)*"`;
const TEXT = String.raw`(${LITERAL}(?:\s*\+\s*${LITERAL})*)`;
const CALL = new RegExp(String.raw`\bt\(\s*${TEXT}|\btn\(\s*${TEXT},\s*${TEXT}`, "g");

/** Return the sentences that a TypeScript source hands to `t` and `tn`, as tools/translations.py reads them. */
export function sentencesOf(source) {
  return [...source.matchAll(CALL)].flatMap(([, ...texts]) => texts.filter(Boolean).map(joined));
}

function joined(text) {
  return [...text.matchAll(new RegExp(LITERAL, "g"))].map(([one]) => JSON.parse(one)).join("");
}
