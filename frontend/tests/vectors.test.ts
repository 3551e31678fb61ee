// Test cases shared with the server (tests/vectors): the front end calculates the same.
import { expect, test } from "vitest";
import duplicates from "../../tests/vectors/duplicates.json";
import days from "../../tests/vectors/late_days.json";
import likely from "../../tests/vectors/likely_duplicates.json";
import vectors from "../../tests/vectors/prices.json";
import texts from "../../tests/vectors/typography.json";
import { type IndexRow, likelyDuplicates } from "../src/field/company_search";
import { decimal, rounded, times, written } from "../src/field/decimal";
import { emailKey, fold, phoneKey, sirenKey } from "../src/field/keys";
import { type Stop, shiftDay } from "../src/field/late_day";
import { amountOf, priceFor, readQuantity, shownPrice } from "../src/field/prices";
import { typeset } from "../src/site/typography";

/** Apply a promotion to price steps as the server does before sending the snapshot. */
const onBoard = (tiers: readonly (readonly (string | number)[])[], percent: string): [number, string][] => {
  const off = rounded(decimal(percent)!, 2).units,
    factor = { units: 10_000n - off, places: 4 };
  return tiers.map(([from, price]) => [Number(from), written(rounded(times(decimal(String(price))!, factor), 4))]);
};

for (const one of vectors.prices) {
  test(`prices: ${one.name}`, () => {
    const quantity = readQuantity(one.quantity),
      price = priceFor(onBoard(one.tiers, one.promotion_percent), quantity);
    expect(shownPrice(price!)).toBe(one.unit_price);
    expect(written(amountOf(price, quantity))).toBe(one.amount);
  });
}

test("quantities are read as the desk reads them", () => {
  for (const { text, quantity } of vectors.quantities) {
    const found = readQuantity(text),
      expected = quantity === null ? null : rounded(decimal(quantity)!, 3);
    expect(found, text).toEqual(expected);
  }
});

for (const one of likely) {
  test(`likely duplicates: ${JSON.stringify(one)}`, () => {
    const known: Partial<Record<string, string>> = one.known;
    const row = ["id", known.name, "", known.postcode, known.siren, known.phone, known.email].map((v) => v ?? "");
    const found = likelyDuplicates(one.candidate, [[...row, "", "", "", ""] as unknown as IndexRow]);
    expect(found[0]?.why ?? null).toBe(one.why);
  });
}

for (const one of days) {
  test(`late days: ${one.name}`, () => {
    const moment = (clock: string) => `2026-11-24T${clock.length === 5 ? `${clock}:00` : clock}Z`;
    const stops = one.stops.map(
      (s): Stop => ({
        company: s.id,
        title: s.id,
        kind: "visit",
        state: "planned",
        fixed: false,
        note: "",
        lat: 0,
        lon: 0,
        address: "",
        ...s,
        starts_at: moment(s.starts),
        ends_at: moment(s.ends),
        drive: [s.drive_seconds, 0],
      }),
    );
    const moves = shiftDay(stops, new Date(moment(one.now)), one.minutes);
    expect(moves.map((m) => [m.id, m.starts_at.slice(11, 16)])).toEqual(one.moves);
  });
}

test("phones, numbers, names and addresses are the same on the phone when they are the same at the desk", () => {
  const keys = { phones: phoneKey, sirens: sirenKey, names: fold, emails: emailKey };
  for (const [kind, key] of Object.entries(keys)) {
    for (const { one, other, same } of duplicates[kind as keyof typeof duplicates])
      expect(key(one) !== "" && key(one) === key(other), `${one} / ${other}`).toBe(same);
  }
});

test("texts are typeset as the server typesets them", () => {
  for (const { language, text, shown } of texts) expect(typeset(text, language), `${language} ${text}`).toBe(shown);
});
