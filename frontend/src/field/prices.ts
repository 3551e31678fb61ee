// Prices of a quick quote, equal to the server's to the cent: shared test cases in tests/vectors/prices.json.
import { type Decimal, decimal, rounded, times, written } from "./decimal";

/** Minimum quantity of a price step, and its unit price with the current promotion applied. */
export type PriceStep = readonly [from: number, price: string];

/** Parse a quantity as the server does, to three decimals; null unless it is above zero and at most a million. */
export function readQuantity(text: string): Decimal | null {
  let plain = text.replace(/[€\s\u202f\u00a0]|eur(?:os?)?/gi, "").toLowerCase();
  const scale = /ke?$/.test(plain) ? 1000n : 1n;
  plain = plain.replace(/[ke]+$/, "");
  if (plain.includes(",") && plain.includes("."))
    plain = plain.replaceAll(plain.lastIndexOf(",") > plain.lastIndexOf(".") ? "." : ",", "");
  const found = decimal(plain.replaceAll(",", "."));
  if (!found) return null;
  const quantity = rounded({ ...found, units: found.units * scale }, 3, "even");
  return quantity.units > 0n && quantity.units <= 1_000_000_000n ? quantity : null;
}

/** Return whether a quantity is a whole number; one that could not be read is not. */
export function isWhole(quantity: Decimal | null | undefined): boolean {
  return !!quantity && quantity.units % 10n ** BigInt(quantity.places) === 0n;
}

/** Return the unit price of the highest step that the whole units reach, else of the lowest step. */
export function priceFor(steps: readonly PriceStep[], quantity: Decimal | null): string | null {
  const whole = quantity ? quantity.units / 10n ** BigInt(quantity.places) : 1n,
    least = whole < 1n ? 1n : whole;
  const ordered = [...steps].sort((a, b) => a[0] - b[0]);
  return (ordered.filter(([from]) => BigInt(from) <= least).at(-1) ?? ordered[0])?.[1] ?? null;
}

/** Return a unit price as the quote shows it, to four decimals. */
export function shownPrice(price: string): string {
  const found = decimal(price);
  return found ? written(rounded(found, 4)) : "";
}

/** Return the amount of a line, to the cent. */
export function amountOf(price: string | null, quantity: Decimal | null): Decimal {
  const found = price === null ? null : decimal(price);
  return found && quantity ? rounded(times(found, quantity), 2) : { units: 0n, places: 2 };
}

/** Return the sum of amounts with two decimals, as text. */
export function sumOf(amounts: readonly Decimal[]): string {
  return written({ units: amounts.reduce((sum, one) => sum + one.units, 0n), places: 2 });
}
