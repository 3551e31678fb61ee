// What the phone works out alone, tried without a phone.
import { expect, test } from "vitest";
import { type IndexRow, likelyDuplicates, searchRows } from "../src/field/company_search";
import { readContact, readsAsPerson } from "../src/field/contact_line";
import { isSiren, nameKey } from "../src/field/keys";
import { type Stop, shiftDay } from "../src/field/late_day";

const row = (
  name: string,
  more: Partial<Record<"city" | "postcode" | "siren" | "phone" | "email" | "contacts", string>> = {},
): IndexRow => [
  name,
  name,
  more.city ?? "Lyon",
  more.postcode ?? "69003",
  more.siren ?? "",
  more.phone ?? "",
  more.email ?? "",
  more.contacts ?? "",
  "",
  "",
  "customer",
];

test("a company with the same SIREN, phone or e-mail is likely the one", () => {
  const rows = [
    row("Pompes Martin", { siren: "732829320" }),
    row("Autre", { phone: "+33472000000" }),
    row("Encore", { email: "a@b.fr" }),
  ];
  expect(likelyDuplicates({ name: "x", siren: "732 829 320 00074" }, rows)[0]?.why).toBe("siren");
  expect(likelyDuplicates({ name: "x", phone: "04 72 00 00 00" }, rows)[0]?.why).toBe("phone");
  expect(likelyDuplicates({ name: "x", email: "A@b.fr " }, rows)[0]?.why).toBe("email");
});

test("legal forms, accents and one wrong letter do not hide a name; another town with another name is none", () => {
  const rows = [row("SARL Équipements Durand"), row("Chimie Zéliac", { postcode: "38000" })];
  expect(likelyDuplicates({ name: "Equipement Durant", postcode: "69100" }, rows)[0]?.row[1]).toBe(
    "SARL Équipements Durand",
  );
  expect(likelyDuplicates({ name: "Menuiserie Blanc", postcode: "69100" }, rows)).toEqual([]);
});

test("search finds any part of a name, a town, a person, a number", () => {
  const rows = [
    row("Pompes Martin", { phone: "+33472000000", contacts: "Anne Lévêque" }),
    row("Vannes Roux", { city: "Grenoble" }),
  ];
  for (const text of ["martin", "leveque", "7200 00", "pom mar"])
    expect(searchRows(text, rows)[0]?.[1], text).toBe("Pompes Martin");
  expect(searchRows("grenoble", rows)[0]?.[1]).toBe("Vannes Roux");
  expect(searchRows("zzz", rows)).toEqual([]);
});

test("search finds a name however its accents, ligatures, hyphens and apostrophes are typed", () => {
  const rows = [row("L’Étang-Neuf"), row("Cœur Weiß"), row("Autre")];
  for (const text of ["l etang", "L'ÉTANG", "etang neuf", "étang-neuf"])
    expect(
      searchRows(text, rows).map((r) => r[1]),
      text,
    ).toEqual(["L’Étang-Neuf"]);
  for (const text of ["coeur", "CŒUR", "weiss"])
    expect(
      searchRows(text, rows).map((r) => r[1]),
      text,
    ).toEqual(["Cœur Weiß"]);
});

test("a contact is parsed from one line", () => {
  expect(readContact("Mme Anne Lévêque, responsable maintenance, 06 12 34 56 78, anne@usine.fr")).toEqual({
    first_name: "Anne",
    last_name: "Lévêque",
    function: "responsable maintenance",
    phone: "06 12 34 56 78",
    email: "anne@usine.fr",
  });
  expect(readContact("Martin").last_name).toBe("Martin");
  expect(readContact("").last_name).toBe("");
});

const stop = (id: string, from: string, to: string, more: Partial<Stop> = {}): Stop => ({
  id,
  company: id,
  title: id,
  kind: "visit",
  state: "planned",
  fixed: false,
  starts_at: `2026-11-24T${from}:00Z`,
  ends_at: `2026-11-24T${to}:00Z`,
  note: "",
  lat: 0,
  lon: 0,
  address: "",
  drive: [600, 5000],
  ...more,
});
const hour = (iso: string) => iso.slice(11, 16);

test("a late day moves in its order, and gaps take up what they can", () => {
  const now = new Date("2026-11-24T09:00:00Z");
  const moves = shiftDay(
    [stop("a", "09:00", "09:45"), stop("b", "10:00", "10:45"), stop("c", "14:00", "14:30")],
    now,
    30,
  );
  expect(moves.map((m) => [m.id, hour(m.starts_at)])).toEqual([
    ["a", "09:30"],
    ["b", "10:25"],
  ]);
});

test("what is done, cancelled or past stays where it is, and nobody is seen before the hour", () => {
  const now = new Date("2026-11-24T11:00:00Z");
  expect(
    shiftDay(
      [stop("a", "09:00", "09:45"), stop("b", "10:00", "10:45", { state: "done" }), stop("c", "16:00", "16:30")],
      now,
      10,
    ).map((m) => hour(m.starts_at)),
  ).toEqual(["16:10"]);
});

test("a number beside a name without a comma is a phone, an address an e-mail", () => {
  expect(readContact("Paul Durand 06 98 76 54 32")).toEqual({
    first_name: "Paul",
    last_name: "Durand",
    function: "",
    phone: "06 98 76 54 32",
    email: "",
  });
  expect(readContact("Paul Durand <paul@usine.fr>").email).toBe("paul@usine.fr");
});

test("a line reads as a person when it has a name with a number, or words that begin as names do", () => {
  for (const line of [
    "Paul Durand, achats, 06 98 76 54 32",
    "Anne de La Tour",
    "durand 06 98 76 54 32",
    "Mme Lévêque, achats",
  ])
    expect(readsAsPerson(line), line).toBe(true);
  for (const line of ["rappeler lundi", "06 98 76 54 32", "Martin", "voir le plan de la cave avec eux", "12 pompes"])
    expect(readsAsPerson(line), line).toBe(false);
});

test("an abbreviated legal form does not hide a name", () => {
  expect(nameKey("S.A.R.L. Durand")).toBe(nameKey("Durand SARL"));
});

test("a SIREN is known by its check digit", () => {
  expect(isSiren("732829320")).toBe(true);
  for (const wrong of ["732829321", "000000000", "73282932"]) expect(isSiren(wrong), wrong).toBe(false);
});
