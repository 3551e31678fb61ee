// Typography of texts drawn by scripts: the same rules as the server's (kernel/typography.py).

const MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
const NARROW = /[ \t\r\n]+(?=[;!?]+(?:[\s<»”)\]]|$))/g;
const WIDE = /[ \t\r\n]+(?=:(?:[\s<»”)\]]|$)|[%€»])|(?<=«)[ \t\r\n]+/g;
const FIRST = new RegExp(`(?<![\\d.,/\\u00a0\\u202f-])\\b1[ \\u00a0](?=(?:${MONTHS})(?!\\p{L}))`, "gu");
const ENGLISH =
  /(?<![\w.,])(?<!\d[ \u00a0\u202f])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[ \u00a0\u202f]([€%])(?!\w)/g;

/**
 * Return a text with the typography of its language: no-break spaces and "1er décembre" in French; "33.2%", "€40".
 */
export function typeset(text: string, language: string): string {
  if (language.startsWith("fr"))
    return text.replace(NARROW, "\u202f").replace(WIDE, "\u00a0").replace(FIRST, "1er\u00a0");
  return text.replace(ENGLISH, (_all, number: string, unit: string) => (unit === "€" ? `€${number}` : `${number}%`));
}
