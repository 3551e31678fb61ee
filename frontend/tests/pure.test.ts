// What the phone works out alone, tried without a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type IndexRow,
  isSiren,
  likelyDuplicates,
  nameKey,
  readContact,
  readsAsPerson,
  type Stop,
  searchRows,
  shiftDay,
} from "../src/field/pure";

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
  assert.equal(likelyDuplicates({ name: "x", siren: "732 829 320 00074" }, rows)[0]?.why, "siren");
  assert.equal(likelyDuplicates({ name: "x", phone: "04 72 00 00 00" }, rows)[0]?.why, "phone");
  assert.equal(likelyDuplicates({ name: "x", email: "A@b.fr " }, rows)[0]?.why, "email");
});

test("legal forms, accents and one wrong letter do not hide a name; another town with another name is none", () => {
  const rows = [row("SARL Équipements Durand"), row("Chimie Zéliac", { postcode: "38000" })];
  assert.equal(
    likelyDuplicates({ name: "Equipement Durant", postcode: "69100" }, rows)[0]?.row[1],
    "SARL Équipements Durand",
  );
  assert.deepEqual(likelyDuplicates({ name: "Menuiserie Blanc", postcode: "69100" }, rows), []);
});

test("search finds any part of a name, a town, a person, a number", () => {
  const rows = [
    row("Pompes Martin", { phone: "+33472000000", contacts: "Anne Lévêque" }),
    row("Vannes Roux", { city: "Grenoble" }),
  ];
  for (const text of ["martin", "leveque", "7200 00", "pom mar"])
    assert.equal(searchRows(text, rows)[0]?.[1], "Pompes Martin", text);
  assert.equal(searchRows("grenoble", rows)[0]?.[1], "Vannes Roux");
  assert.deepEqual(searchRows("zzz", rows), []);
});

test("search finds a name however its accents, ligatures, hyphens and apostrophes are typed", () => {
  const rows = [row("L’Étang-Neuf"), row("Cœur Weiß"), row("Autre")];
  for (const text of ["l etang", "L'ÉTANG", "etang neuf", "étang-neuf"])
    assert.deepEqual(
      searchRows(text, rows).map((r) => r[1]),
      ["L’Étang-Neuf"],
      text,
    );
  for (const text of ["coeur", "CŒUR", "weiss"])
    assert.deepEqual(
      searchRows(text, rows).map((r) => r[1]),
      ["Cœur Weiß"],
      text,
    );
});

test("a contact is read from one line, whatever stands in it", () => {
  assert.deepEqual(readContact("Mme Anne Lévêque, responsable maintenance, 06 12 34 56 78, anne@usine.fr"), {
    first_name: "Anne",
    last_name: "Lévêque",
    function: "responsable maintenance",
    phone: "06 12 34 56 78",
    email: "anne@usine.fr",
  });
  assert.equal(readContact("Martin").last_name, "Martin");
  assert.equal(readContact("").last_name, "");
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
  assert.deepEqual(
    moves.map((m) => [m.id, hour(m.starts_at)]),
    [
      ["a", "09:30"],
      ["b", "10:25"],
    ],
  );
});

test("what is done, cancelled or past stays where it is, and nobody is seen before the hour", () => {
  const now = new Date("2026-11-24T11:00:00Z");
  assert.deepEqual(
    shiftDay(
      [stop("a", "09:00", "09:45"), stop("b", "10:00", "10:45", { state: "done" }), stop("c", "16:00", "16:30")],
      now,
      10,
    ).map((m) => hour(m.starts_at)),
    ["16:10"],
  );
});

test("a number beside a name without a comma is a phone, an address an e-mail", () => {
  assert.deepEqual(readContact("Paul Durand 06 98 76 54 32"), {
    first_name: "Paul",
    last_name: "Durand",
    function: "",
    phone: "06 98 76 54 32",
    email: "",
  });
  assert.equal(readContact("Paul Durand <paul@usine.fr>").email, "paul@usine.fr");
});

test("a line reads as a person when it has a name with a number, or words that begin as names do", () => {
  for (const line of [
    "Paul Durand, achats, 06 98 76 54 32",
    "Anne de La Tour",
    "durand 06 98 76 54 32",
    "Mme Lévêque, achats",
  ])
    assert.ok(readsAsPerson(line), line);
  for (const line of ["rappeler lundi", "06 98 76 54 32", "Martin", "voir le plan de la cave avec eux", "12 pompes"])
    assert.ok(!readsAsPerson(line), line);
});

test("an abbreviated legal form does not hide a name", () => {
  assert.equal(nameKey("S.A.R.L. Durand"), nameKey("Durand SARL"));
});

test("a SIREN is known by its check digit", () => {
  assert.ok(isSiren("732829320"));
  for (const wrong of ["732829321", "000000000", "73282932"]) assert.ok(!isSiren(wrong), wrong);
});
