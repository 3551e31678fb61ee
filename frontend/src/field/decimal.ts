// Exact decimal numbers, so that prices round as on the server.

/** A number as `units` of 10^-`places`. */
export interface Decimal {
  units: bigint;
  places: number;
}

/** Parse a plain decimal number ("74.688"); null for anything else. */
export function decimal(text: string): Decimal | null {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!found || !(found[2] || found[3])) return null;
  const part = found[3] ?? "",
    units = BigInt(`${found[2]}${part}`);
  return { units: found[1] === "-" ? -units : units, places: part.length };
}

/** Return the exact product of two decimals. */
export function times(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, places: a.places + b.places };
}

/** Round to a number of places: half away from zero (prices) or half to even (quantities). */
export function rounded(a: Decimal, places: number, half: "up" | "even" = "up"): Decimal {
  if (a.places <= places) return { units: a.units * 10n ** BigInt(places - a.places), places };
  const by = 10n ** BigInt(a.places - places),
    size = a.units < 0n ? -a.units : a.units,
    whole = size / by,
    rest = 2n * (size % by);
  const up = rest > by || (rest === by && (half === "up" || whole % 2n === 1n)),
    units = whole + (up ? 1n : 0n);
  return { units: a.units < 0n ? -units : units, places };
}

/** Return a number as text with all its places: "186.72". */
export function written({ units, places }: Decimal): string {
  const text = String(units < 0n ? -units : units).padStart(places + 1, "0"),
    at = text.length - places;
  return `${units < 0n ? "-" : ""}${text.slice(0, at)}${places ? `.${text.slice(at)}` : ""}`;
}
