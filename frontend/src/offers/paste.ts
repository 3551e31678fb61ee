// Parsing of cells pasted from a spreadsheet: tabs between columns, quotes around a cell with a line break.
import type { Field } from "./row";

/** Parse a table pasted from a spreadsheet: tab-separated cells, quotes doubled within quotes. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [],
    cell = "",
    quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") {
      row.push(cell);
      cell = "";
    } else if (c === "\n" || c === "\r") {
      if (c === "\r" && text[i + 1] === "\n") i++;
      row.push(cell);
      rows.push(row);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (cell !== "" || row.length) {
    row.push(cell);
    rows.push(row);
  }
  return rows.map((r) => r.map((c) => c.replace(/\s+/g, " ").trim())).filter((r) => r.some((c) => c !== ""));
}

/** Return whether pasted text is a table rather than the value of one cell. */
export function isTable(text: string): boolean {
  return /[\t\n\r]/.test(text.trim());
}

const HEADS: [RegExp, Field][] = [
  [/^(r[ée]f|code|sku|part)/i, "reference"],
  [/^(d[ée]sign|libell|article|produit|descri|label|name|item)/i, "label"],
  [/^(qt[ée]|quant|qty|nombre)/i, "quantity"],
  [/^(unit[ée]?s?$|uom)/i, "unit"],
  [/^(p\.?u|prix|price|unit price)/i, "price"],
  [/^(rem|disc|rabais)/i, "discount_percent"],
  [/^(tva|vat|taxe?)/i, "vat"],
  [/^(co[uû]t|cost|achat|pa\b)/i, "cost"],
];

/**
 * Return the field of each column of a heading row (two known names, no number), else null.
 */
export function readHeads(row: string[]): (Field | null)[] | null {
  if (row.some((c) => /^[\d\s.,€%-]+$/.test(c) && c !== "")) return null;
  const found = row.map((c) => HEADS.find(([pattern]) => pattern.test(c))?.[1] ?? null);
  return new Set(found.filter(Boolean)).size >= 2 ? found : null;
}
